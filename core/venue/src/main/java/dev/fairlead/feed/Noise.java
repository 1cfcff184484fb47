// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import dev.fairlead.model.Symbol;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * Chance without state: numbers that look random and depend on nothing but a seed, a symbol and a
 * position. Whole numbers throughout, so that every machine makes the same market.
 *
 * <p>The path of {@link #deviation} is value noise in octaves. Octave {@code k} draws a value every
 * 2ᵏ seconds and glides between them; amplitudes grow with the square root of the period, as a
 * random walk's do, so that the path looks the same at every scale, is continuous, and any instant
 * of it can be computed without those before.
 */
final class Noise {
  /** The unit of {@link #deviation}: one hundred-millionth. */
  static final long DEVIATION_UNIT = 100_000_000L;

  /** Octaves of 1 s, 2 s, … 12 days: the longest bounds how far the path strays. */
  private static final int OCTAVES = 21;

  private static final long MILLIS_PER_SECOND = 1000;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final int FRACTION_BITS = 16;

  /** 1000 is 125 times 2³, which leaves 13 of the bits of a fraction. */
  private static final long ODD_PART_OF_THOUSAND = 125;

  private static final int THOUSANDTHS_BITS = FRACTION_BITS - 3;
  private static final int LATTICE_BITS = 20;

  private final long key;
  private final long[] amplitudes = new long[OCTAVES];

  /**
   * The noise of one symbol.
   *
   * @param dailyVolatility how far the path strays in a day, about, in {@link #DEVIATION_UNIT}
   */
  Noise(long seed, Symbol symbol, long dailyVolatility) {
    key = mix(seed ^ hash(symbol.text()));
    BigInteger variance = BigInteger.valueOf(dailyVolatility).pow(2);
    for (int octave = 0; octave < OCTAVES; octave++) {
      amplitudes[octave] =
          variance
              .shiftLeft(octave)
              .divide(BigInteger.valueOf(SECONDS_PER_DAY))
              .sqrt()
              .longValueExact();
    }
  }

  /** How far the path is from its base at that millisecond, in {@link #DEVIATION_UNIT}. */
  long deviation(long epochMillis) {
    long second = Math.floorDiv(epochMillis, MILLIS_PER_SECOND);
    int millis = (int) (epochMillis - second * MILLIS_PER_SECOND);
    long sum = 0;
    for (int octave = 0; octave < OCTAVES; octave++) {
      long position = second >> octave;
      long from = lattice(octave, position);
      long to = lattice(octave, position + 1);
      sum += part(octave, second, millis, from, to);
    }
    return sum;
  }

  /**
   * The same function for one who goes along the path in small steps, who needs few new draws. Not
   * thread-safe.
   */
  LongUnaryOperator walk() {
    return new Walk();
  }

  /** Remembers between which draws it is. */
  private final class Walk implements LongUnaryOperator {
    private final long[] positions = new long[OCTAVES];
    private final long[] froms = new long[OCTAVES];
    private final long[] tos = new long[OCTAVES];

    Walk() {
      Arrays.fill(positions, Long.MIN_VALUE);
    }

    @Override
    public long applyAsLong(long epochMillis) {
      long second = Math.floorDiv(epochMillis, MILLIS_PER_SECOND);
      int millis = (int) (epochMillis - second * MILLIS_PER_SECOND);
      long sum = 0;
      for (int octave = 0; octave < OCTAVES; octave++) {
        long position = second >> octave;
        if (positions[octave] != position) {
          froms[octave] =
              positions[octave] == position - 1 ? tos[octave] : lattice(octave, position);
          tos[octave] = lattice(octave, position + 1);
          positions[octave] = position;
        }
        sum += part(octave, second, millis, froms[octave], tos[octave]);
      }
      return sum;
    }
  }

  /** One octave's part, between the draws {@code from} and {@code to}. */
  private long part(int octave, long second, int millis, long from, long to) {
    long into = (second & ((1L << octave) - 1)) * MILLIS_PER_SECOND + millis;
    // (into << 16) / (1000 << octave), with a divisor that the compiler knows.
    int surplus = THOUSANDTHS_BITS - octave;
    long fraction = (surplus >= 0 ? into << surplus : into >> -surplus) / ODD_PART_OF_THOUSAND;
    long value = from + (((to - from) * eased(fraction)) >> FRACTION_BITS);
    return (amplitudes[octave] * value) >> LATTICE_BITS;
  }

  /** Three f² − 2 f³: starts and ends flat, so that the path has no corners. */
  private static long eased(long fraction) {
    long one = 1L << FRACTION_BITS;
    long square = (fraction * fraction) >> FRACTION_BITS;
    return (square * (3 * one - 2 * fraction)) >> FRACTION_BITS;
  }

  private long lattice(int octave, long position) {
    // A draw from a power of two.
    return (hash(octave, position) & ((2L << LATTICE_BITS) - 1)) - (1L << LATTICE_BITS);
  }

  /** A number from 0 to {@code bound} − 1 for that position of that stream of draws. */
  long draw(long stream, long position, long bound) {
    return Long.remainderUnsigned(hash(stream, position), bound);
  }

  /** The same, evenly drawn too, without a division; another number than {@link #draw} draws. */
  long pick(long stream, long position, long bound) {
    return Math.unsignedMultiplyHigh(hash(stream, position), bound);
  }

  private long hash(long stream, long position) {
    return mix(mix(key + stream) + position);
  }

  /** A text as a number that looks random. */
  static long hash(String text) {
    return mix(fnv(text));
  }

  /** The finaliser of SplitMix64: every bit of the result depends on every bit of the value. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** FNV-1a, because the hash code of a string is too short to key a market with. */
  private static long fnv(String text) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }
}
