// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.money;

/** A share of something, 1 being one per cent. Exact at 10⁻⁹. */
public record Percent(long nanos) implements Comparable<Percent> {
  /** Digits after the point. */
  public static final int SCALE = 9;

  public static final Percent ONE = new Percent(1_000_000_000L);

  /** What a product with the nanos of a share is divided by. */
  static final long WHOLE = 100 * ONE.nanos;

  /** Reads plain decimal text without a sign for per cent: {@code 1.5}. */
  public static Percent parse(String text) {
    return new Percent(Decimal.parse(text, SCALE));
  }

  public boolean isPositive() {
    return nanos > 0;
  }

  @Override
  public int compareTo(Percent other) {
    return Long.compare(nanos, other.nanos);
  }

  @Override
  public String toString() {
    return Decimal.format(nanos, SCALE);
  }
}
