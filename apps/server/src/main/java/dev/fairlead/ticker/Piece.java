// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import dev.fairlead.tape.Fields;
import dev.fairlead.tape.JsonFields;
import dev.fairlead.tape.PackedFields;
import java.util.function.Consumer;

/**
 * One item, encoded; the same one waits for every connection that gets it, and nobody changes it.
 */
final class Piece {
  private final byte[] bytes;
  private final boolean alone;

  Piece(byte[] bytes, boolean alone) {
    this.bytes = bytes;
    this.alone = alone;
  }

  static Piece of(Consumer<Fields> item, boolean packed, boolean alone) {
    return new Piece(packed ? PackedFields.map(item) : JsonFields.object(item), alone);
  }

  byte[] bytes() {
    return bytes;
  }

  /** Whether it goes out in an array of its own, as all but market data does. */
  boolean alone() {
    return alone;
  }
}
