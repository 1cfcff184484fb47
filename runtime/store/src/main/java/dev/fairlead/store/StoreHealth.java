// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

/** Whether the store keeps up with the gateway. */
public sealed interface StoreHealth {
  /** The input up to which the rows stand. */
  long sequence();

  /** It hears everything; what was answered a moment ago may still be on its way. */
  record Current(long sequence) implements StoreHealth {}

  /**
   * It has missed something and is, or will be, reading it again from the journal. Reads show the
   * past; orders are taken all the same.
   *
   * @param reason what happened and what to do, a sentence
   */
  record Behind(String reason, long sequence) implements StoreHealth {}
}
