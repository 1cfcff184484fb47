// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.Optional;

/** What a fill costs beyond the quote, by models with names. */
public record VenueModels(
    PriceImprovement priceImprovement, Slippage slippage, Fees equityFees, Fees cryptoFees) {
  /** Fills at the touch, for nothing. */
  public static final VenueModels PLAIN =
      new VenueModels(PriceImprovement.NONE, new Slippage.None(), new Fees.None(), new Fees.None());

  /** The price of a fill against {@code quote}, not worse than {@code limit}. */
  Price price(Side side, Quote quote, Optional<Price> limit) {
    Price price = slippage.worsen(side, priceImprovement.price(side, quote));
    return switch (side) {
      case BUY -> limit.map(most -> Price.min(most, price)).orElse(price);
      case SELL -> limit.map(least -> Price.max(least, price)).orElse(price);
    };
  }

  Money fee(Instrument instrument, Price price, Quantity quantity) {
    Fees fees =
        switch (instrument.assetClass()) {
          case EQUITY -> equityFees;
          case CRYPTO -> cryptoFees;
        };
    return fees.of(price, quantity, instrument.currency());
  }
}
