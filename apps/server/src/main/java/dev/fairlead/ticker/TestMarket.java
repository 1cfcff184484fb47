// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import dev.fairlead.broker.MarketData;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Alpaca's test stream: {@code FAKEPACA}, which always moves, so that a program can try its
 * connection on a Sunday. A quote at each second, a trade half a second later, a bar each minute;
 * prices are a function of the second and mean nothing. Costs nothing while nobody listens.
 */
final class TestMarket implements MarketData {
  private static final Duration HALF = Duration.ofMillis(500);
  private static final long CENT = 10_000_000;
  private static final long STEPS = 41;
  private static final ZoneId ZONE = ZoneOffset.UTC;

  static final Instrument FAKEPACA =
      new Instrument(
          new Symbol("FAKEPACA"),
          UUID.nameUUIDFromBytes("FAKEPACA".getBytes(StandardCharsets.UTF_8)),
          "Alpaca's test symbol",
          Exchange.NYSE,
          AssetClass.EQUITY,
          Currency.USD,
          TickRule.US_EQUITY,
          Quantity.of(1),
          false,
          false,
          false,
          false);

  private final InstantSource clock;

  TestMarket(InstantSource clock) {
    this.clock = clock;
  }

  private long second() {
    return clock.instant().getEpochSecond();
  }

  private static boolean isKnown(Symbol symbol) {
    return symbol.equals(FAKEPACA.symbol());
  }

  /** Up and down by a cent or several round 130 dollars. */
  private static Price priceAt(long second) {
    long step = Math.floorMod(second * 7, STEPS) - STEPS / 2;
    return new Price(Price.parse("130").nanos() + step * CENT);
  }

  private static Quote quoteAt(long second) {
    Price cent = new Price(CENT);
    Price price = priceAt(second);
    Quantity size = Quantity.of(100 + 100L * Math.floorMod(second, 9));
    return new Quote(
        FAKEPACA.symbol(),
        price.minus(cent),
        size,
        price.plus(cent),
        size,
        Instant.ofEpochSecond(second));
  }

  private static Trade tradeAt(long second) {
    return new Trade(
        FAKEPACA.symbol(),
        second,
        priceAt(second),
        Quantity.of(1 + Math.floorMod(second, 100)),
        second % 2 == 0 ? Side.BUY : Side.SELL,
        Instant.ofEpochSecond(second).plus(HALF));
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    return isKnown(symbol) ? Optional.of(quoteAt(second())) : Optional.empty();
  }

  @Override
  public Optional<Trade> trade(Symbol symbol) {
    return isKnown(symbol) ? Optional.of(tradeAt(second() - 1)) : Optional.empty();
  }

  @Override
  public List<Quote> quotes(Symbol symbol, Range range) {
    return isKnown(symbol) ? seconds(range).mapToObj(TestMarket::quoteAt).toList() : List.of();
  }

  @Override
  public List<Trade> trades(Symbol symbol, Range range) {
    return isKnown(symbol) ? seconds(range).mapToObj(TestMarket::tradeAt).toList() : List.of();
  }

  private LongStream seconds(Range range) {
    long first = range.from().minusNanos(1).getEpochSecond() + 1;
    long last = Math.min(range.to().getEpochSecond(), second() - 1);
    LongStream all = LongStream.rangeClosed(first, last);
    LongStream ordered = range.newestFirst() ? all.map(second -> last - (second - first)) : all;
    return ordered.limit(range.limit());
  }

  @Override
  public List<Bar> bars(Symbol symbol, BarSpan span, Range range) {
    List<Bar> bars = new ArrayList<>();
    if (isKnown(symbol)) {
      Instant end = range.to().isBefore(clock.instant()) ? range.to() : clock.instant();
      Instant at = span.startOf(end, ZONE);
      // From the newest back, because that is the one that is asked for.
      while (bars.size() < range.limit() && !at.isBefore(range.from())) {
        bars.add(barFrom(at, span));
        at = span.startOf(at.minusNanos(1), ZONE);
      }
    }
    return range.newestFirst() ? bars : bars.reversed();
  }

  private Bar barFrom(Instant start, BarSpan span) {
    long end = Math.min(span.endOf(start, ZONE).getEpochSecond(), second() + 1);
    return sum(
        start,
        LongStream.range(start.getEpochSecond(), end).mapToObj(TestMarket::tradeAt).toList());
  }

  private static Bar sum(Instant start, List<Trade> trades) {
    Price high = trades.stream().map(Trade::price).reduce(Price::max).orElse(Price.ZERO);
    Price low = trades.stream().map(Trade::price).reduce(Price::min).orElse(Price.ZERO);
    long shares = trades.stream().mapToLong(TestMarket::shares).sum();
    long cents = trades.stream().mapToLong(t -> t.price().nanos() / CENT * shares(t)).sum();
    return new Bar(
        FAKEPACA.symbol(),
        start,
        trades.getFirst().price(),
        high,
        low,
        trades.getLast().price(),
        Quantity.of(shares),
        trades.size(),
        new Price(Math.round((double) cents / shares) * CENT));
  }

  private static long shares(Trade trade) {
    return trade.size().nanos() / Quantity.of(1).nanos();
  }

  @Override
  public Subscription subscribe(Set<Symbol> symbols, MarketListener listener) {
    if (symbols.stream().noneMatch(TestMarket::isKnown)) {
      return () -> {};
    }
    Live live = new Live(listener);
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("fairlead-test-stream").factory());
    Future<?> beat =
        timer.scheduleAtFixedRate(live::halfSecond, 0, HALF.toMillis(), TimeUnit.MILLISECONDS);
    return () -> {
      beat.cancel(true);
      timer.shutdownNow();
    };
  }

  /** What one listener has heard; used by its timer alone. */
  private final class Live {
    private final MarketListener listener;
    private boolean quoteIsNext = true;
    private long minute = second() / 60;

    Live(MarketListener listener) {
      this.listener = listener;
    }

    private void halfSecond() {
      if (quoteIsNext) {
        listener.onQuote(quoteAt(second()));
      } else {
        listener.onTrade(tradeAt(second()));
      }
      quoteIsNext = !quoteIsNext;
      if (second() / 60 > minute) {
        listener.onBar(barFrom(Instant.ofEpochSecond(minute * 60), BarSpan.MINUTE));
        minute = second() / 60;
      }
    }
  }
}
