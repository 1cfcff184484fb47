// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.remote.Wire;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What Alpaca lists (facts 2.4).
 *
 * @param instrument as orders are checked by; empty for what we have no rules for: options, bonds,
 *     pairs that are not paid in dollars, exchanges without a name here
 * @param least the smallest order that is taken, where there is one beyond the lot
 */
record Asset(Optional<Instrument> instrument, Quantity least) {
  static final String CRYPTO = "crypto";

  /** What pairs are quoted in, longest first: {@code ETHUSDT} is no pair of {@code ETHUS}. */
  private static final List<String> QUOTED_IN = List.of("USDT", "USDC", "USD", "BTC", "ETH");

  private static final Quantity ONE = Quantity.of(1);
  private static final Quantity FINEST = new Quantity(1);
  private static final String DOLLARS = "/USD";

  static Asset of(JsonNode asset) {
    String assetClass = Wire.required(asset, "class");
    return switch (assetClass) {
      case "us_equity" -> new Asset(share(asset), FINEST);
      case CRYPTO -> new Asset(pair(asset), Wire.quantity(asset, "min_order_size").orElse(FINEST));
      default -> new Asset(Optional.empty(), FINEST);
    };
  }

  private static Optional<Instrument> share(JsonNode asset) {
    Optional<Exchange> exchange = exchange(Wire.text(asset, "exchange").orElse(""));
    Quantity lot = Wire.flag(asset, "fractionable") ? FINEST : ONE;
    return exchange.flatMap(
        at -> instrument(asset, at, AssetClass.EQUITY, TickRule.US_EQUITY, lot));
  }

  private static Optional<Exchange> exchange(String name) {
    return switch (name) {
      case "AMEX" -> Optional.of(Exchange.AMEX);
      case "ARCA", "NYSEARCA" -> Optional.of(Exchange.ARCA);
      case "BATS" -> Optional.of(Exchange.BATS);
      case "NASDAQ" -> Optional.of(Exchange.NASDAQ);
      case "NYSE" -> Optional.of(Exchange.NYSE);
      case "OTC" -> Optional.of(Exchange.OTC);
      default -> Optional.empty();
    };
  }

  /** Increments are each pair's own; where none is told, nothing is refused for it. */
  private static Optional<Instrument> pair(JsonNode asset) {
    Price step =
        Wire.price(asset, "price_increment").filter(Price::isPositive).orElse(new Price(1));
    Quantity lot =
        Wire.quantity(asset, "min_trade_increment").filter(Quantity::isPositive).orElse(FINEST);
    return instrument(asset, Exchange.CRYPTO, AssetClass.CRYPTO, TickRule.of(step), lot)
        .filter(pair -> pair.symbol().text().endsWith(DOLLARS));
  }

  private static Optional<Instrument> instrument(
      JsonNode asset, Exchange exchange, AssetClass assetClass, TickRule ticks, Quantity lot) {
    String name = Wire.required(asset, "symbol");
    boolean crypto = assetClass == AssetClass.CRYPTO;
    Optional<Symbol> symbol = symbol(name, crypto ? CRYPTO : "");
    String id = Wire.required(asset, "id");
    UUID uuid;
    try {
      uuid = UUID.fromString(id);
    } catch (IllegalArgumentException odd) {
      throw new Wire.Unreadable("id is no UUID: " + id);
    }
    boolean active = Wire.text(asset, "status").orElse("").equals("active");
    return symbol.map(text ->
        new Instrument(
            text,
            uuid,
            Wire.text(asset, "name").orElse(name),
            exchange,
            assetClass,
            Currency.USD,
            ticks,
            lot,
            active && Wire.flag(asset, "tradable"),
            crypto || Wire.flag(asset, "fractionable"),
            !crypto && Wire.flag(asset, "shortable"),
            !crypto && Wire.flag(asset, "marginable")));
  }

  /**
   * Our symbol for Alpaca's name: the same, but for pairs, which positions, activities and older
   * orders write without their slash (facts 1.5); nothing where it is no name, as of an order of
   * several legs.
   */
  static Optional<Symbol> symbol(String name, String assetClass) {
    String text = assetClass.equals(CRYPTO) ? pair(name.strip()) : name.strip();
    return Symbol.isWellFormed(text) ? Optional.of(new Symbol(text)) : Optional.empty();
  }

  /** A pair with its slash. */
  static String pair(String name) {
    if (name.indexOf('/') >= 0) {
      return name;
    }
    for (String currency : QUOTED_IN) {
      int split = name.length() - currency.length();
      if (split > 0 && name.endsWith(currency)) {
        return name.substring(0, split) + "/" + currency;
      }
    }
    return name;
  }
}
