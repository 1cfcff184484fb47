// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes that nobody would send, and how long a test may go on sending them. */
final class Mutations {
  static final boolean ALL = Boolean.getBoolean("fairlead.all");
  static final long SEED = Long.getLong("fairlead.seed", 20_261_128);

  /** Most time for one kind of them with {@code -Dfairlead.all}, however slow the machine. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(75);

  private static final List<String> SPICES =
      List.of(
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "null",
          "true",
          "-",
          "1e999",
          "\\u0000",
          "\\ud800",
          "\r\n",
          "\u0000",
          "%",
          "%00",
          "&",
          "=",
          "?",
          "/",
          "../",
          ";",
          "%2f",
          "+",
          "🚀",
          "'",
          "<",
          "NaN",
          "0x1",
          "9".repeat(50),
          "A".repeat(300),
          "\t",
          "Infinity",
          "{\"a\":",
          "[[[[[[[[",
          "\u00ff");

  private final long endNanos = System.nanoTime() + LONG_ENOUGH.toNanos();
  private final int usually;
  private final int all;

  /** So many rounds, or with {@code -Dfairlead.all} as many as there is time for, up to these. */
  Mutations(int usually, int all) {
    this.usually = usually;
    this.all = all;
  }

  /** Whether there is another round after so many. */
  boolean goesOn(int rounds) {
    return ALL ? rounds < all && System.nanoTime() < endNanos : rounds < usually;
  }

  /** Some bytes changed, cut, doubled, moved, or spiced. */
  static byte[] mutated(byte[] bytes, Random random) {
    byte[] out = bytes.clone();
    for (int edits = random.nextInt(1, 6); edits > 0 && out.length > 0; edits--) {
      int at = random.nextInt(out.length);
      out =
          switch (random.nextInt(6)) {
            case 0 -> {
              out[at] = (byte) random.nextInt(256);
              yield out;
            }
            case 1 -> Arrays.copyOf(out, at);
            case 2 -> joined(Arrays.copyOf(out, at), Arrays.copyOfRange(out, at / 2, out.length));
            case 3 -> {
              out[at] ^= (byte) (1 << random.nextInt(8));
              yield out;
            }
            default ->
                joined(
                    joined(Arrays.copyOf(out, at), spice(random)),
                    Arrays.copyOfRange(out, at, out.length));
          };
    }
    return out;
  }

  private static byte[] spice(Random random) {
    return SPICES.get(random.nextInt(SPICES.size())).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
