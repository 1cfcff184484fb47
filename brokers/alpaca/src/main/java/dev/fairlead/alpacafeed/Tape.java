// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

/** An encoding of a stream's messages. Not thread-safe. */
interface Tape {
  /** Reads one message and tells what is in it; never throws for anything that it says. */
  void read(byte[] message, Ticks to);
}
