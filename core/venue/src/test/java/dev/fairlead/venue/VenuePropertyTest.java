// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.feed.SyntheticMarket;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VenuePropertyTest {
  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("paper:main");
  private static final Instant START = Instant.parse("2026-03-02T20:54:00Z");
  private static final int STEPS = 3000;

  /** Ten minutes of random orders over the end of a regular session. */
  private static final class Run {
    final SyntheticMarket market;
    final SplittableRandom random;
    final Map<PlacementId, OrderRequest> requests = new LinkedHashMap<>();
    final List<VenueReport> reports = new ArrayList<>();
    final Venue venue;
    Instant at = START;

    Run(long seed, TradingHours hours) {
      market = new SyntheticMarket(seed);
      random = new SplittableRandom(seed);
      VenueModels models =
          new VenueModels(
              List.of(PriceImprovement.values()).get(random.nextInt(3)),
              random.nextBoolean() ? new Slippage.None() : new Slippage.BasisPoints(20),
              new Fees.PerShare(Price.parse("0.005")),
              new Fees.BasisPoints(25));
      venue = new Venue(ACCOUNT, market, hours, models, reports::add);
      venue.resume(Balance.opening(ACCOUNT, Money.parse("10000000", Currency.USD), 2));
      venue.resume(Balance.opening(ACCOUNT, Money.parse("100000000", Currency.INR), 1));
      for (int step = 0; step < STEPS; step++) {
        at = at.plusMillis(random.nextInt(400));
        act(step);
      }
    }

    private void act(int step) {
      PlacementId older = new PlacementId("P" + random.nextInt(step + 1));
      switch (random.nextInt(8)) {
        case 0 -> venue.cancel(older, at);
        case 1 -> replace(older);
        case 2 -> venue.advance(at);
        default -> {
          PlacementId id = new PlacementId("P" + step);
          requests.put(id, order());
          venue.place(id, requests.get(id), at);
        }
      }
    }

    private void replace(PlacementId id) {
      OrderRequest request = requests.get(id);
      if (request == null || request.size() instanceof OrderSize.Value) {
        return;
      }
      int before = reports.size();
      OrderRequest changed = request.with(new OrderSize.Units(Quantity.of(1 + random.nextInt(90))));
      requests.put(id, changed);
      venue.replace(id, changed, at);
      boolean taken =
          reports.subList(before, reports.size()).stream()
              .anyMatch(r -> r.placement().equals(id) && r.news() instanceof OrderNews.Replaced);
      if (!taken) {
        requests.put(id, request);
      }
    }

    private OrderRequest order() {
      List<Instrument> listed = market.instruments();
      Instrument instrument = listed.get(random.nextInt(listed.size()));
      Price bid = market.quote(instrument.symbol(), at).orElseThrow().bid();
      long tick = instrument.ticks().incrementAt(bid).nanos();
      Price near = new Price(bid.nanos() + (random.nextInt(9) - 4) * tick);
      Price far = new Price(near.nanos() + (random.nextInt(9) - 4) * tick);
      TimeInForce[] times = TimeInForce.values();
      return new OrderRequest(
          instrument.symbol(),
          random.nextBoolean() ? Side.BUY : Side.SELL,
          size(instrument),
          terms(near, far, tick),
          times[random.nextInt(times.length)],
          random.nextInt(4) == 0);
    }

    private OrderSize size(Instrument instrument) {
      return switch (random.nextInt(4)) {
        case 0 -> new OrderSize.Value(new Money(random.nextLong(1, 500_000_000), Currency.USD));
        case 1 ->
            new OrderSize.Units(
                new Quantity(random.nextLong(1, 2_000_000_000)).roundDownTo(instrument.lot()));
        default -> new OrderSize.Units(Quantity.of(random.nextInt(400)));
      };
    }

    private OrderTerms terms(Price near, Price far, long tick) {
      return switch (random.nextInt(7)) {
        case 0 -> new OrderTerms.Market();
        case 1 -> new OrderTerms.Stop(near);
        case 2 -> new OrderTerms.StopLimit(near, far);
        case 3 -> new OrderTerms.TrailingAmount(new Price(tick * (1 + random.nextInt(5))));
        case 4 -> new OrderTerms.TrailingPercent(Percent.parse("0.01"));
        default -> new OrderTerms.Limit(near);
      };
    }

    List<Fill> fills() {
      List<Fill> fills = new ArrayList<>();
      for (VenueReport report : reports) {
        if (report.news() instanceof OrderNews.Executed(Fill fill, boolean _)) {
          fills.add(fill);
        }
      }
      return fills;
    }
  }

  private static Run run(long seed) {
    return new Run(seed, seed % 2 == 0 ? TradingHours.ALWAYS : TradingHours.EXCHANGE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noFillIsWorseThanItsLimit(long seed) {
    Run run = run(seed);
    Map<PlacementId, OrderRequest> terms = new HashMap<>(run.requests);
    assertThat(run.fills()).hasSizeGreaterThan(200);
    for (VenueReport report : run.reports) {
      if (report.news() instanceof OrderNews.Executed(Fill fill, boolean _)) {
        OrderRequest request = requireNonNull(terms.get(report.placement()));
        request
            .terms()
            .limitPrice()
            .ifPresent(limit ->
                assertThat(isWithin(fill, limit)).as("%s, limit %s", fill, limit).isTrue());
      }
    }
  }

  private static boolean isWithin(Fill fill, Price limit) {
    int compared = fill.price().compareTo(limit);
    return fill.side() == Side.BUY ? compared <= 0 : compared >= 0;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noOrderFillsMoreThanItsSize(long seed) {
    Run run = run(seed);
    Map<PlacementId, Quantity> filled = new HashMap<>();
    Map<PlacementId, Notional> spent = new HashMap<>();
    for (VenueReport report : run.reports) {
      if (report.news() instanceof OrderNews.Executed(Fill fill, boolean _)) {
        filled.merge(report.placement(), fill.quantity(), Quantity::plus);
        spent.merge(report.placement(), fill.value(), Notional::plus);
      }
    }
    filled.forEach((id, total) -> {
      switch (requireNonNull(run.requests.get(id)).size()) {
        case OrderSize.Units(Quantity units) ->
            assertThat(total).as("%s", id).isLessThanOrEqualTo(units);
        case OrderSize.Value(Money money) ->
            assertThat(
                    requireNonNull(spent.get(id))
                        .toMoney(money.currency(), RoundingMode.FLOOR)
                        .micros())
                .as("%s", id)
                .isLessThanOrEqualTo(money.micros());
      }
    });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noQuoteFillsMoreThanItDisplays(long seed) {
    Run run = run(seed);
    record Shown(Symbol symbol, Instant at, Side side) {}
    Map<Shown, Quantity> taken = new HashMap<>();
    for (Fill fill : run.fills()) {
      Quote quote = run.market.quote(fill.symbol(), fill.at()).orElseThrow();
      taken.merge(
          new Shown(fill.symbol(), quote.at(), fill.side()), fill.quantity(), Quantity::plus);
      assertThat(taken.get(new Shown(fill.symbol(), quote.at(), fill.side())))
          .as("%s against %s", fill, quote)
          .isLessThanOrEqualTo(quote.touchSize(fill.side()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  @DisplayName("I-11 cash changes by the value of the fills and their fees, exactly")
  void moneyIsConserved(long seed) {
    Run run = run(seed);
    for (Balance balance : run.venue.balances()) {
      Currency currency = balance.cash().currency();
      Money opening =
          Money.parse(currency.equals(Currency.USD) ? "10000000" : "100000000", currency);
      Money expected = opening;
      for (Fill fill : run.fills()) {
        if (fill.fee().currency().equals(currency)) {
          Money value = fill.value().toMoney(currency, RoundingMode.HALF_EVEN);
          expected = fill.side() == Side.BUY ? expected.minus(value) : expected.plus(value);
          expected = expected.minus(fill.fee());
        }
      }
      assertThat(balance.cash()).isEqualTo(expected);
    }
    for (Position position : run.venue.positions()) {
      Quantity held =
          run.fills().stream()
              .filter(fill -> fill.symbol().equals(position.symbol()))
              .map(fill -> fill.side().signed(fill.quantity()))
              .reduce(Quantity.ZERO, Quantity::plus);
      assertThat(position.quantity()).isEqualTo(held);
    }
  }

  @ParameterizedTest
  @EnumSource(TradingHours.class)
  @DisplayName("I-04 the same seed and calls give the same reports")
  void aRunIsReproducible(TradingHours hours) {
    assertThat(new Run(11, hours).reports).isEqualTo(new Run(11, hours).reports);
  }

  @Test
  void whatIsBoundIsFreedWhenAllOrdersAreGone() {
    Run run = run(2);
    run.requests.keySet().forEach(id -> run.venue.cancel(id, run.at));
    assertThat(run.venue.openCount()).isZero();
    assertThat(run.venue.nextAt()).isEmpty();
    assertThat(run.venue.balances()).allMatch(balance -> balance.reserved().isZero());
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void eachPlacementEndsOnceAndSaysNothingAfterwards(long seed) {
    Run run = run(seed);
    Map<PlacementId, OrderNews> ends = new HashMap<>();
    for (VenueReport report : run.reports) {
      assertThat(ends).as("%s", report).doesNotContainKey(report.placement());
      switch (report.news()) {
        case OrderNews.Executed(Fill _, boolean completes) -> {
          if (completes) {
            ends.put(report.placement(), report.news());
          }
        }
        case OrderNews.Canceled(), OrderNews.Expired() ->
            ends.put(report.placement(), report.news());
        case OrderNews.Replaced _, OrderNews.Trailed _ -> {}
        case OrderNews.Working _,
            OrderNews.Rejected _,
            OrderNews.CancelRefused _,
            OrderNews.ReplaceRefused _,
            OrderNews.Busted _,
            OrderNews.Corrected _,
            OrderNews.Found _,
            OrderNews.Held _,
            OrderNews.NotFound _ ->
            throw new AssertionError(report);
      }
    }
    assertThat(ends).hasSizeGreaterThan(200);
  }
}
