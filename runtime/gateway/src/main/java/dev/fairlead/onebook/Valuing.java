// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.onebook;

import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * In which currency all money is added up, and the rates that a person has settled for it.
 *
 * @param base empty where nothing is added up across currencies
 * @param stated rates to the base currency
 */
public record Valuing(Optional<Currency> base, List<Rate> stated) {
  /** Nothing is added up across currencies. */
  public static final Valuing APART = new Valuing(Optional.empty(), List.of());

  /** Refuses a rate to another currency than the base. */
  public Valuing {
    stated = List.copyOf(stated);
    for (Rate rate : stated) {
      if (!Optional.of(rate.to()).equals(base)) {
        throw new IllegalArgumentException(
            "a rate of " + rate.from() + " to " + rate.to() + " is none to the base currency");
      }
    }
  }

  /** All in {@code base}, as far as brokers quote the other currencies in it. */
  public static Valuing in(Currency base) {
    return new Valuing(Optional.of(base), List.of());
  }

  /** The same with a rate that holds where no broker's is newer. */
  public Valuing stating(Currency from, String value, Optional<Instant> at) {
    Currency to = base.orElseThrow();
    Rate rate = new Rate(from, to, new BigDecimal(value), Rate.STATED, at);
    return new Valuing(base, Stream.concat(stated.stream(), Stream.of(rate)).toList());
  }

  /**
   * What {@code from} is worth in the base currency: the newest of the rate that was stated and
   * what brokers quote, {@code USDT/USD} or the other way round. Empty where there is none.
   */
  Optional<Rate> rate(Currency from, Function<Symbol, Optional<Quote>> quotes) {
    return base.flatMap(to ->
        Stream.of(
                stated.stream().filter(each -> each.from().equals(from)).findFirst(),
                quoted(from, to, quotes),
                quoted(to, from, quotes).map(each -> inverse(each)))
            .flatMap(Optional::stream)
            .max(Comparator.comparing(each -> each.at().orElse(Instant.MIN))));
  }

  private static Optional<Rate> quoted(
      Currency from, Currency to, Function<Symbol, Optional<Quote>> quotes) {
    Symbol pair = new Symbol(from + "/" + to);
    return quotes
        .apply(pair)
        .filter(quote -> quote.bid().isPositive() && quote.ask().isPositive())
        .map(quote ->
            new Rate(
                from,
                to,
                new BigDecimal(quote.mid().toString()),
                pair.text(),
                Optional.of(quote.at())));
  }

  private static Rate inverse(Rate rate) {
    BigDecimal value = BigDecimal.ONE.divide(rate.value(), MathContext.DECIMAL64);
    return new Rate(rate.to(), rate.from(), value, rate.source(), rate.at());
  }
}
