// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.model.Side;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import java.math.RoundingMode;

/** How much worse than the quote orders are filled, as far as their limit lets them. */
public sealed interface Slippage {
  /** Not at all: {@code none}. */
  record None() implements Slippage {
    @Override
    public String toString() {
      return "none";
    }
  }

  /** So many hundredths of a per cent, 1 to 1000: {@code bps:5}. */
  record BasisPoints(int count) implements Slippage {
    /** Refuses what is not 1 to 1000. */
    public BasisPoints {
      if (count < 1 || count > 1000) {
        throw new IllegalArgumentException("slippage of " + count + " bps must be 1 to 1000");
      }
    }

    @Override
    public String toString() {
      return "bps:" + count;
    }
  }

  /** Reads {@code none} or {@code bps:N}. */
  static Slippage parse(String text) {
    if (text.equals("none")) {
      return new None();
    }
    if (text.matches("bps:[0-9]{1,4}")) {
      return new BasisPoints(Integer.parseInt(text.substring(4)));
    }
    throw new IllegalArgumentException(
        "slippage '" + text + "' must be none or bps:N with N from 1 to 1000");
  }

  /** {@code price}, worsened for an order of {@code side}; never down to zero. */
  default Price worsen(Side side, Price price) {
    return switch (this) {
      case None() -> price;
      case BasisPoints(int count) -> {
        Percent percent = new Percent(count * Percent.ONE.nanos() / 100);
        Price slip = price.times(percent, RoundingMode.UP);
        yield side == Side.BUY ? price.plus(slip) : Price.max(new Price(1), price.minus(slip));
      }
    };
  }
}
