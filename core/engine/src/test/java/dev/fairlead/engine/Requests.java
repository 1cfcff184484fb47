// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.account.Configuration.Multiplier;
import dev.fairlead.account.ConfigurationChanges;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.Locale;
import java.util.Optional;

/**
 * Orders as scripts write them: {@code buy 10 AAPL limit 100 gtc}, {@code sell $500 AAPL}, {@code
 * sell 5 AAPL trail 1.5%}.
 */
final class Requests {
  private Requests() {}

  static OrderRequest read(Words words) {
    Side side = Side.valueOf(words.next().toUpperCase(Locale.ROOT));
    OrderSize size = size(words.next());
    Symbol symbol = new Symbol(words.next());
    return new OrderRequest(
        symbol, side, size, terms(words), timeInForce(words), words.has("extended"), exits(words));
  }

  /** {@code bracket 110/90}, {@code oco 90}, {@code oto-profit 110}, {@code oto-loss 90:89}. */
  private static Exits exits(Words words) {
    Optional<String> bracket = words.after("bracket");
    if (bracket.isPresent()) {
      String[] both = bracket.get().split("/", 2);
      return new Exits.Bracket(profit(both[0]), stopLoss(both[1]));
    }
    Optional<Exits> oco = words.after("oco").map(text -> new Exits.Oco(stopLoss(text)));
    Optional<Exits> profit = words.after("oto-profit").map(text -> new Exits.Oto(profit(text)));
    Optional<Exits> loss = words.after("oto-loss").map(text -> new Exits.Oto(stopLoss(text)));
    return oco.or(() -> profit).or(() -> loss).orElse(new Exits.None());
  }

  private static OrderTerms.Limit profit(String text) {
    return new OrderTerms.Limit(Price.parse(text));
  }

  private static OrderTerms stopLoss(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new OrderTerms.Stop(Price.parse(text))
        : new OrderTerms.StopLimit(
            Price.parse(text.substring(0, colon)), Price.parse(text.substring(colon + 1)));
  }

  private static OrderSize size(String text) {
    return text.startsWith("$")
        ? new OrderSize.Value(Money.parse(text.substring(1), Currency.USD))
        : new OrderSize.Units(Quantity.parse(text));
  }

  private static OrderTerms terms(Words words) {
    Price limit = words.after("limit").map(Price::parse).orElse(null);
    Price stop = words.after("stop").map(Price::parse).orElse(null);
    String trail = words.after("trail", "");
    if (trail.endsWith("%")) {
      return new OrderTerms.TrailingPercent(Percent.parse(trail.substring(0, trail.length() - 1)));
    }
    if (!trail.isEmpty()) {
      return new OrderTerms.TrailingAmount(Price.parse(trail));
    }
    if (stop != null) {
      return limit == null ? new OrderTerms.Stop(stop) : new OrderTerms.StopLimit(stop, limit);
    }
    return limit == null ? new OrderTerms.Market() : new OrderTerms.Limit(limit);
  }

  private static TimeInForce timeInForce(Words words) {
    for (TimeInForce each : TimeInForce.values()) {
      if (words.has(each.name().toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    return TimeInForce.DAY;
  }

  /** {@code suspend on}, {@code no-shorting off}, {@code fractions off}, {@code multiplier ONE}. */
  static ConfigurationChanges settles(Words words) {
    return new ConfigurationChanges(
        words.after("suspend").map("on"::equals).orElse(null),
        words.after("no-shorting").map("on"::equals).orElse(null),
        words.after("fractions").map("on"::equals).orElse(null),
        null,
        null,
        words.after("multiplier").map(Multiplier::valueOf).orElse(null),
        null,
        null,
        null,
        null);
  }

  static OrderChanges changes(Words words) {
    return new OrderChanges(
        words.after("qty").map(Quantity::parse).orElse(null),
        words
            .after("tif")
            .map(text -> TimeInForce.valueOf(text.toUpperCase(Locale.ROOT)))
            .orElse(null),
        words.after("limit").map(Price::parse).orElse(null),
        words.after("stop").map(Price::parse).orElse(null),
        words.after("trail").map(Price::parse).orElse(null));
  }
}
