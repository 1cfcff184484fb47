// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.RoundingMode;

/** What the broker takes for each fill, in the instrument's currency, rounded up to 10⁻⁶. */
public sealed interface Fees {
  /** Basis points that make the whole. */
  int POINTS_PER_ONE = 10_000;

  /** Nothing: {@code none}. */
  record None() implements Fees {
    @Override
    public String toString() {
      return "none";
    }
  }

  /** So much for each share or coin: {@code per-share:0.005}. */
  record PerShare(Price each) implements Fees {
    /** Refuses what is not positive. */
    public PerShare {
      if (!each.isPositive()) {
        throw new IllegalArgumentException("fee of " + each + " per share must be positive");
      }
    }

    @Override
    public String toString() {
      return "per-share:" + each;
    }
  }

  /** So many hundredths of a per cent of the value, 1 to 1000: {@code bps:25}. */
  record BasisPoints(int count) implements Fees {
    /** Refuses what is not 1 to 1000. */
    public BasisPoints {
      if (count < 1 || count > 1000) {
        throw new IllegalArgumentException("fee of " + count + " bps must be 1 to 1000");
      }
    }

    @Override
    public String toString() {
      return "bps:" + count;
    }
  }

  /** Reads {@code none}, {@code per-share:AMOUNT} or {@code bps:N}. */
  static Fees parse(String text) {
    if (text.equals("none")) {
      return new None();
    }
    if (text.startsWith("per-share:")) {
      return new PerShare(Price.parse(text.substring("per-share:".length())));
    }
    if (text.matches("bps:[0-9]{1,4}")) {
      return new BasisPoints(Integer.parseInt(text.substring(4)));
    }
    throw new IllegalArgumentException(
        "fees '" + text + "' must be none, per-share:AMOUNT, or bps:N with N from 1 to 1000");
  }

  /** The fee of a fill. */
  default Money of(Price price, Quantity quantity, Currency currency) {
    return switch (this) {
      case None() -> Money.zero(currency);
      case PerShare(Price each) ->
          Notional.of(each, quantity).toMoney(currency, RoundingMode.CEILING);
      case BasisPoints(int count) -> {
        Notional part =
            Notional.of(price, quantity).share(Quantity.of(count), Quantity.of(POINTS_PER_ONE));
        yield part.toMoney(currency, RoundingMode.CEILING);
      }
    };
  }
}
