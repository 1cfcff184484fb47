// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.broker.GuardedListener;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.feed.Market;
import dev.fairlead.feed.Series;
import dev.fairlead.market.Bar;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One symbol that somebody listens to, and what happens to it next: a quote, a trade, or the end of
 * a minute. Ordered by when that is. Guarded by the feed's lock.
 */
final class FeedChannel implements Comparable<FeedChannel> {
  /** A minute is one in every zone. */
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Symbol symbol;
  private final History history;
  private final Cursor<Quote> quotes;
  private final Cursor<Trade> trades;
  private Instant minuteEnd = Instant.MAX;
  private List<GuardedListener> listeners = List.of();

  /** A place in a series. */
  private static final class Cursor<T> {
    private final Series<T> series;
    private long number = Series.NONE;
    private Instant at = Instant.MAX;

    Cursor(Series<T> series) {
      this.series = series;
    }

    void moveTo(long next) {
      number = next;
      at = next == Series.END ? Instant.MAX : series.at(next);
    }

    T take() {
      T taken = series.get(number);
      moveTo(series.after(number));
      return taken;
    }
  }

  FeedChannel(Symbol symbol, Market market, History history, Instant now) {
    this.symbol = symbol;
    this.history = history;
    this.quotes = new Cursor<>(market.quotes(symbol));
    this.trades = new Cursor<>(market.trades(symbol));
    seek(now);
  }

  /** Goes to what comes after {@code now}. */
  void seek(Instant now) {
    quotes.moveTo(quotes.series.after(quotes.series.latest(now)));
    trades.moveTo(trades.series.after(trades.series.latest(now)));
    minuteEnd = now.truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
  }

  void add(GuardedListener listener) {
    listeners = Stream.concat(listeners.stream(), Stream.of(listener)).toList();
  }

  /** True if nobody is left. */
  boolean remove(GuardedListener listener) {
    listeners = listeners.stream().filter(each -> !each.equals(listener)).toList();
    return listeners.isEmpty();
  }

  void end() {
    listeners.forEach(GuardedListener::end);
  }

  /** When the next thing happens. */
  Instant dueAt() {
    Instant first = quotes.at.isBefore(trades.at) ? quotes.at : trades.at;
    return first.isBefore(minuteEnd) ? first : minuteEnd;
  }

  /**
   * Takes the next thing, which is due. Of one instant the minute's end comes first, because what
   * happens then belongs to the next minute, and a quote before the trade that met it.
   */
  void take(List<Runnable> calls) {
    Instant at = dueAt();
    if (at.equals(minuteEnd)) {
      minuteEnd = minuteEnd.plus(MINUTE);
      Optional<Bar> bar = history.minute(symbol, at.minus(MINUTE), at);
      bar.ifPresent(minute -> call(calls, to -> to.onBar(minute)));
    } else if (at.equals(quotes.at)) {
      Quote quote = quotes.take();
      call(calls, to -> to.onQuote(quote));
    } else {
      Trade trade = trades.take();
      call(calls, to -> to.onTrade(trade));
    }
  }

  private void call(List<Runnable> calls, Consumer<MarketListener> news) {
    List<GuardedListener> told = listeners;
    calls.add(() -> told.forEach(news));
  }

  @Override
  public int compareTo(FeedChannel other) {
    int order = dueAt().compareTo(other.dueAt());
    return order != 0 ? order : symbol.compareTo(other.symbol);
  }
}
