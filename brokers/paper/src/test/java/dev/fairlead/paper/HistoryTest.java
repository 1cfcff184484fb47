// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.feed.Market;
import dev.fairlead.feed.SyntheticMarket;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.BarSpan.Unit;
import dev.fairlead.market.Range;
import dev.fairlead.market.Tally;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryTest {
  private static final Instant NOW = Instant.parse("2026-03-11T15:00:07.250Z");
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Symbol IBM = new Symbol("IBM");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final int ALL = Range.MAX_LIMIT;

  private final Market market = new SyntheticMarket(3);
  private final History history = new History(market);

  private static Range range(Instant from, Instant to) {
    return new Range(from, to, ALL, false);
  }

  private static Range ago(Duration back) {
    return range(NOW.minus(back), NOW);
  }

  /** All trades, page by page: of those of one instant a page may hold some. */
  private static List<Trade> trades(History from, Symbol symbol, Instant first, Instant last) {
    List<Trade> all = new ArrayList<>();
    List<Trade> page = from.trades(symbol, range(first, last), NOW);
    while (!page.isEmpty()) {
      all.addAll(page);
      Trade newest = all.getLast();
      page =
          from.trades(symbol, range(newest.at(), last), NOW).stream()
              .filter(trade -> trade.id() > newest.id())
              .toList();
    }
    return all;
  }

  /** What the bars have to be, the plain way. */
  private static List<Bar> aggregated(
      History history, Symbol symbol, BarSpan span, ZoneId zone, Range range) {
    List<Bar> bars = new ArrayList<>();
    Instant start = span.startOf(range.from(), zone);
    if (start.isBefore(range.from())) {
      start = span.endOf(start, zone);
    }
    while (!start.isAfter(range.to()) && !start.isAfter(NOW)) {
      Instant end = span.endOf(start, zone);
      Tally tally = new Tally();
      trades(history, symbol, start, end.minusNanos(1)).forEach(tally::add);
      tally.bar(symbol, start).ifPresent(bars::add);
      start = end;
    }
    return bars;
  }

  @ParameterizedTest
  @EnumSource
  void barsAreTheAggregationOfTheTrades(TradingHours hours) {
    Random random = new Random(42);
    List<BarSpan> spans =
        List.of(
            new BarSpan(1, Unit.MINUTE),
            new BarSpan(7, Unit.MINUTE),
            new BarSpan(45, Unit.MINUTE),
            new BarSpan(1, Unit.HOUR),
            new BarSpan(5, Unit.HOUR),
            new BarSpan(1, Unit.DAY),
            new BarSpan(1, Unit.WEEK));
    History kept = new History(new SyntheticMarket(3, hours));
    for (String name : List.of("IBM", "BRK.B", "NSE:TCS", "BTC/USD")) {
      Symbol symbol = new Symbol(name);
      ZoneId zone = zone(name);
      for (BarSpan span : spans) {
        int count = span.unit() == Unit.WEEK ? 1 : span.unit() == Unit.DAY ? 3 : 20;
        Duration one = Duration.between(span.startOf(NOW, zone), span.endOf(NOW, zone));
        // Across the change of the clocks in New York on the eighth of March.
        Instant from = NOW.minus(one.multipliedBy(count)).minusMillis(random.nextLong(100_000_000));
        Range range = range(from, from.plus(one.multipliedBy(count)));
        List<Bar> bars = kept.bars(symbol, span, range, NOW);
        assertThat(bars)
            .as("seed 42: %s %s %s", name, span, range)
            .isEqualTo(aggregated(kept, symbol, span, zone, range));
        assertThat(kept.bars(symbol, span, new Range(range.from(), range.to(), ALL, true), NOW))
            .isEqualTo(bars.reversed());
        assertThat(new History(new SyntheticMarket(3, hours)).bars(symbol, span, range, NOW))
            .as("after a restart")
            .isEqualTo(bars);
      }
    }
  }

  private static ZoneId zone(String symbol) {
    return symbol.startsWith("NSE:")
        ? ZoneId.of("Asia/Kolkata")
        : symbol.contains("/") ? ZoneOffset.UTC : NEW_YORK;
  }

  @Test
  void theBarUnderWayIsAsFarAsItHasCome() {
    Bar bar = history.bars(AAPL, BarSpan.MINUTE, ago(Duration.ofSeconds(10)), NOW).getLast();
    Instant start = Instant.parse("2026-03-11T15:00:00Z");
    assertThat(bar.start()).isEqualTo(start);
    assertThat(bar.trades()).isEqualTo(history.trades(AAPL, range(start, NOW), NOW).size());
    Bar whole =
        history
            .bars(AAPL, BarSpan.MINUTE, range(start, start), NOW.plus(Duration.ofHours(1)))
            .getFirst();
    assertThat(whole.trades()).isGreaterThan(bar.trades());
    assertThat(whole.open()).isEqualTo(bar.open());
  }

  @Test
  void nothingLiesInTheFuture() {
    Range ahead = range(NOW.minusSeconds(60), NOW.plus(Duration.ofDays(1)));
    assertThat(history.quotes(AAPL, ahead, NOW)).isNotEmpty().allMatch(q -> !q.at().isAfter(NOW));
    assertThat(history.trades(AAPL, ahead, NOW)).isNotEmpty().allMatch(t -> !t.at().isAfter(NOW));
    assertThat(history.bars(AAPL, BarSpan.MINUTE, ahead, NOW)).hasSize(1);
    Range future = range(NOW.plusNanos(1), NOW.plus(Duration.ofDays(1)));
    assertThat(history.quotes(AAPL, future, NOW)).isEmpty();
    assertThat(history.bars(AAPL, BarSpan.DAY, future, NOW)).isEmpty();
  }

  @Test
  void bothEndsOfARangeBelongToIt() {
    List<Quote> quotes = history.quotes(AAPL, ago(Duration.ofSeconds(30)), NOW);
    Instant first = quotes.getFirst().at();
    Instant last = quotes.getLast().at();
    assertThat(history.quotes(AAPL, range(first, last), NOW)).isEqualTo(quotes);
    assertThat(history.quotes(AAPL, range(first.plusNanos(1), last.minusNanos(1)), NOW))
        .isEqualTo(quotes.subList(1, quotes.size() - 1));
  }

  @Test
  void aLimitKeepsWhatComesFirstInTheOrderAskedFor() {
    Range whole = ago(Duration.ofMinutes(3));
    List<Trade> trades = history.trades(AAPL, whole, NOW);
    Range oldest = new Range(whole.from(), whole.to(), 5, false);
    Range newest = new Range(whole.from(), whole.to(), 5, true);
    assertThat(history.trades(AAPL, oldest, NOW)).isEqualTo(trades.subList(0, 5));
    assertThat(history.trades(AAPL, newest, NOW)).isEqualTo(trades.reversed().subList(0, 5));
    assertThat(history.bars(AAPL, BarSpan.MINUTE, new Range(whole.from(), NOW, 2, true), NOW))
        .extracting(Bar::start)
        .containsExactly(
            Instant.parse("2026-03-11T15:00:00Z"), Instant.parse("2026-03-11T14:59:00Z"));
  }

  @Test
  void historyHasABeginningThatNoBarIsCutBy() {
    Range ever = range(Instant.parse("1999-01-01T00:00:00Z"), NOW);
    Instant start = market.historyStart(NOW);
    Range first = new Range(ever.from(), NOW, 3, false);
    assertThat(history.trades(IBM, first, NOW)).hasSize(3).allMatch(t -> !t.at().isBefore(start));
    assertThat(history.bars(IBM, BarSpan.DAY, first, NOW).getFirst().start()).isEqualTo(start);
    assertThat(history.bars(IBM, new BarSpan(1, Unit.WEEK), first, NOW).getFirst().start())
        .isEqualTo("2025-01-06T05:00:00Z");
    assertThat(history.bars(IBM, new BarSpan(12, Unit.MONTH), ever, NOW).stream().map(Bar::start))
        .containsExactly(start, Instant.parse("2026-01-01T05:00:00Z"));
  }

  @Test
  void aYearOfDaysIsSummedUpOnceAndThenKept() {
    Range year = ago(Duration.ofDays(365));
    long begun = System.nanoTime();
    List<Bar> first = history.bars(IBM, BarSpan.DAY, year, NOW);
    long firstNanos = System.nanoTime() - begun;
    List<Bar> again = history.bars(IBM, BarSpan.DAY, year, NOW);
    long keptNanos = System.nanoTime() - begun - firstNanos;
    assertThat(first).hasSize(365).isEqualTo(again);
    // Some hundred times quicker; a tenth leaves room for a busy machine.
    assertThat(keptNanos).isLessThan(firstNanos / 10);
  }

  @Test
  void aFullPageOfMinutesIsReadFromTheMiddleOfAYear() {
    Instant from = Instant.parse("2025-06-02T13:30:00Z");
    List<Bar> page = history.bars(AAPL, BarSpan.MINUTE, new Range(from, NOW, 10_000, false), NOW);
    assertThat(page).hasSize(10_000).extracting(Bar::start).isSorted().doesNotHaveDuplicates();
    assertThat(page.getFirst().start()).isEqualTo(from);
  }

  @Test
  void ofWhatIsNotListedThereIsNothing() {
    Symbol unknown = new Symbol("NOPE");
    Range hour = ago(Duration.ofHours(1));
    assertThat(history.quotes(unknown, hour, NOW)).isEmpty();
    assertThat(history.trades(unknown, hour, NOW)).isEmpty();
    assertThat(history.bars(unknown, BarSpan.DAY, hour, NOW)).isEmpty();
  }
}
