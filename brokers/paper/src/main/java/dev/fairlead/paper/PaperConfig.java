// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.feed.ReplayMarket;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.venue.VenueModels;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;

/**
 * How the paper broker trades.
 *
 * @param openings what a new account begins with, one for each currency
 */
public record PaperConfig(
    Source market, TradingHours hours, VenueModels models, List<Opening> openings) {

  /** A made-up market at any hour, fills at the touch without fees, and money to begin with. */
  public static final PaperConfig DEFAULT =
      new PaperConfig(
          new Source.Synthetic(1),
          TradingHours.ALWAYS,
          VenueModels.PLAIN,
          List.of(
              new Opening(Money.parse("100000", Currency.USD), 2),
              new Opening(Money.parse("1000000", Currency.INR), 1)));

  /** Where the quotes come from. */
  public sealed interface Source {
    /** Made up; the same seed makes the same market. */
    record Synthetic(long seed) implements Source {}

    /**
     * Recorded in LEAN's folder layout; begins anew at each start.
     *
     * @param speed how many recorded seconds pass in one
     */
    record Replay(Path folder, BigDecimal speed) implements Source {
      /** Refuses a speed that {@link ReplayMarket} cannot play. */
      public Replay {
        ReplayMarket.requireSpeed(speed);
      }
    }
  }

  /**
   * An opening balance.
   *
   * @param multiplier how many times its equity the account may hold: 1 cash, 2 Regulation T
   */
  public record Opening(Money cash, int multiplier) {
    /** Refuses an account without money, or a multiplier that is not 1 to 4. */
    public Opening {
      if (!cash.isPositive()) {
        throw new IllegalArgumentException("opening balance " + cash + " must be positive");
      }
      if (multiplier < 1 || multiplier > 4) {
        throw new IllegalArgumentException("multiplier " + multiplier + " must be 1 to 4");
      }
    }
  }

  /** Refuses an account without money, or with two opening balances in one currency. */
  public PaperConfig {
    openings = List.copyOf(openings);
    long currencies =
        openings.stream().map(opening -> opening.cash().currency()).distinct().count();
    if (openings.isEmpty() || currencies < openings.size()) {
      throw new IllegalArgumentException("openings must be one or more, one for each currency");
    }
  }

  /** The same with another market. */
  public PaperConfig trading(Source changed) {
    return new PaperConfig(changed, hours, models, openings);
  }

  /** The same at other hours. */
  public PaperConfig during(TradingHours changed) {
    return new PaperConfig(market, changed, models, openings);
  }
}
