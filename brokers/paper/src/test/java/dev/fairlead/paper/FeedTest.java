// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.MarketData.Subscription;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.feed.SyntheticMarket;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedTest {
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Symbol SPY = new Symbol("SPY");
  private static final Instant START = Instant.parse("2026-03-11T15:00:57.250Z");

  /** How far the clock goes between two looks of a waiting test: slowly enough for the feed. */
  private static final Duration STEP = Duration.ofMillis(3);

  private final ManualClock clock = new ManualClock(START.toString());
  private final PaperMarketData data = new PaperMarketData("test", new SyntheticMarket(3), clock);

  @AfterEach
  void close() {
    data.close();
  }

  /** Keeps what it hears. */
  private static class Heard implements MarketListener {
    final List<Object> all = new CopyOnWriteArrayList<>();

    @Override
    public void onQuote(Quote quote) {
      all.add(quote);
    }

    @Override
    public void onTrade(Trade trade) {
      all.add(trade);
    }

    @Override
    public void onBar(Bar minuteBar) {
      all.add(minuteBar);
    }

    long quotes(Symbol symbol) {
      return of(Quote.class).stream().filter(quote -> quote.symbol().equals(symbol)).count();
    }

    long trades(Symbol symbol) {
      return of(Trade.class).stream().filter(trade -> trade.symbol().equals(symbol)).count();
    }

    <T> List<T> of(Class<T> kind) {
      return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }

  /** Moves the clock in steps that are no standstill, and waits until all is heard of AAPL. */
  private void pass(Heard heard, Duration time) {
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      clock.pass(Duration.ofSeconds(1));
      Range all = new Range(START.plusNanos(1), clock.instant(), Range.MAX_LIMIT, false);
      int quotes = data.quotes(AAPL, all).size();
      int trades = data.trades(AAPL, all).size();
      Await.until(
          "the news up to " + clock.instant(),
          () -> heard.quotes(AAPL) >= quotes && heard.trades(AAPL) >= trades);
    }
  }

  private static Instant newest(Heard heard) {
    return heard.of(Quote.class).getLast().at();
  }

  @Test
  void whatIsToldIsWhatHistoryKeeps() {
    Heard heard = new Heard();
    try (Subscription subscription = data.subscribe(Set.of(AAPL), heard)) {
      pass(heard, Duration.ofSeconds(6));
      Range since = new Range(START.plusNanos(1), clock.instant(), Range.MAX_LIMIT, false);
      assertThat(heard.of(Quote.class)).isEqualTo(data.quotes(AAPL, since));
      assertThat(heard.of(Trade.class)).isEqualTo(data.trades(AAPL, since));
      Instant minute = Instant.parse("2026-03-11T15:00:00Z");
      Range whole = new Range(minute, minute, 1, false);
      assertThat(heard.of(Bar.class)).isEqualTo(data.bars(AAPL, BarSpan.MINUTE, whole));
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void eachSymbolIsToldInTheOrderOfTime() {
    Heard heard = new Heard();
    try (Subscription both = data.subscribe(Set.of(AAPL, SPY), heard)) {
      pass(heard, Duration.ofSeconds(5));
      Instant before = START;
      for (Object news : heard.all) {
        Instant at =
            switch (news) {
              case Quote quote -> quote.at();
              case Trade trade -> trade.at();
              case Bar bar -> bar.start().plusSeconds(60);
              default -> throw new AssertionError(news);
            };
        assertThat(at).isAfterOrEqualTo(before);
        before = at;
      }
      assertThat(heard.of(Quote.class)).extracting(Quote::symbol).contains(AAPL, SPY);
      assertThat(both).isNotNull();
    }
  }

  @Test
  void afterItIsClosedNothingIsHeard() {
    Heard gone = new Heard();
    Heard stays = new Heard();
    Subscription ended = data.subscribe(Set.of(AAPL), gone);
    try (Subscription other = data.subscribe(Set.of(AAPL), stays)) {
      pass(stays, Duration.ofSeconds(2));
      ended.close();
      ended.close();
      int until = gone.all.size();
      pass(stays, Duration.ofSeconds(3));
      assertThat(gone.all).hasSizeLessThanOrEqualTo(until + 1);
      assertThat(stays.all.size()).isGreaterThan(until + 3);
      assertThat(other).isNotNull();
    }
  }

  @Test
  void aListenerThatThrowsHarmsNobodyElse() {
    Heard heard = new Heard();
    MarketListener broken =
        new Heard() {
          @Override
          public void onQuote(Quote quote) {
            throw new IllegalStateException("broken on purpose");
          }
        };
    try (Subscription first = data.subscribe(Set.of(AAPL), broken);
        Subscription second = data.subscribe(Set.of(AAPL), heard)) {
      pass(heard, Duration.ofSeconds(3));
      assertThat(first).isNotNull();
      assertThat(second).isNotNull();
    }
  }

  @Test
  void afterAStandstillItGoesOnFromNow() {
    Heard heard = new Heard();
    try (Subscription subscription = data.subscribe(Set.of(AAPL), heard)) {
      pass(heard, Duration.ofSeconds(2));
      clock.pass(Duration.ofHours(8));
      Instant morning = clock.instant();
      // Until it has looked, and skipped the night.
      Await.until(
          "skipped",
          () -> {
            clock.pass(STEP);
            return newest(heard).isAfter(morning);
          });
      assertThat(heard.of(Quote.class))
          .allMatch(q -> !q.at().isBefore(morning) || q.at().isBefore(START.plusSeconds(3)));
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void afterTheClockWasSetBackItGoesOnFromThere() {
    Heard heard = new Heard();
    try (Subscription subscription = data.subscribe(Set.of(AAPL), heard)) {
      pass(heard, Duration.ofSeconds(2));
      clock.pass(Duration.ofHours(-2));
      Instant earlier = clock.instant();
      Await.until(
          "gone back",
          () -> {
            clock.pass(STEP);
            return newest(heard).isBefore(earlier.plusSeconds(3600));
          });
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void whatIsNotListedIsSilent() {
    Heard heard = new Heard();
    try (Subscription subscription = data.subscribe(Set.of(new Symbol("NOPE")), heard)) {
      clock.pass(Duration.ofSeconds(1));
      assertThat(data.quote(new Symbol("NOPE"))).isEmpty();
      assertThat(data.trade(new Symbol("NOPE"))).isEmpty();
      assertThat(heard.all).isEmpty();
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void theNewestTradeIsTheLastOfTheHistory() {
    Range minute = new Range(START.minusSeconds(60), START, Range.MAX_LIMIT, false);
    assertThat(data.trade(AAPL)).contains(data.trades(AAPL, minute).getLast());
    assertThat(data.quote(AAPL)).contains(data.quotes(AAPL, minute).getLast());
  }
}
