// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.desk;

/**
 * A read cannot be answered now, because what it would show is older than what the client was told
 * already. Orders are taken all the same.
 */
public final class BooksBehind extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BooksBehind(String message) {
    super(message);
  }
}
