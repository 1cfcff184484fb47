// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Quantity;
import java.util.UUID;

/**
 * Something that can be traded, as a broker lists it.
 *
 * @param assetId stable for ever, what Alpaca calls {@code asset_id}
 * @param lot the smallest step of a quantity, and the smallest quantity; one whole unit unless the
 *     instrument is {@code fractionable}
 * @param tradable whether orders are taken now; a delisted instrument stays known and is not
 */
public record Instrument(
    Symbol symbol,
    UUID assetId,
    String name,
    Exchange exchange,
    AssetClass assetClass,
    Currency currency,
    TickRule ticks,
    Quantity lot,
    boolean tradable,
    boolean fractionable,
    boolean shortable,
    boolean marginable) {

  /** The trading days and sessions of where it is listed. */
  public TradingCalendar calendar() {
    return switch (exchange) {
      case NYSE, NASDAQ, ARCA, AMEX, BATS, OTC -> TradingCalendar.US_EQUITIES;
      case NSE, BSE -> TradingCalendar.NSE;
      case CRYPTO -> TradingCalendar.CRYPTO;
    };
  }
}
