// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.money.Price;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How much better than the touch orders are filled. */
public enum PriceImprovement {
  /** At the touch: a buy at the ask, a sell at the bid. */
  NONE("none"),
  /** Half way from the touch to the middle of the quote. */
  MIDPOINT_HALF("midpoint-half"),
  /** At the middle of the quote. */
  MIDPOINT("midpoint");

  private final String text;

  PriceImprovement(String text) {
    this.text = text;
  }

  /** Reads {@code none}, {@code midpoint-half} or {@code midpoint}. */
  public static PriceImprovement parse(String text) {
    return Arrays.stream(values())
        .filter(model -> model.text.equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "price improvement '" + text + "' must be one of " + names()));
  }

  private static String names() {
    return Arrays.stream(values()).map(model -> model.text).collect(Collectors.joining(", "));
  }

  Price price(Side side, Quote quote) {
    long touch = quote.touch(side).nanos();
    long toMid = quote.mid().nanos() - touch;
    return switch (this) {
      case NONE -> quote.touch(side);
      case MIDPOINT_HALF -> new Price(touch + toMid / 2);
      case MIDPOINT -> quote.mid();
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
