// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.feed.Market;
import dev.fairlead.feed.Series;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Tally;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Trades summed up over stretches of time, so that a long bar need not visit every trade each time:
 * the sums of whole days and half hours are kept, up to a limit. A market never changes what it has
 * shown, so neither do they. One of them is made at a time, which bounds what a history costs to
 * one core, whoever asks; and whoever makes it lets other threads run in between, because a request
 * may be on a thread that orders wait for. Thread-safe.
 */
final class Sums {
  /** Every zone's midnight is the beginning of one. */
  private static final Duration BLOCK = Duration.ofMinutes(30);

  /** A year of days of every symbol that the synthetic market lists, twice: some 8 MiB. */
  private static final int MOST_KEPT = 32_768;

  /** Trades between two looks at what else wants to run: a tenth of a millisecond. */
  private static final int TRADES_IN_A_ROW = 1024;

  private final Market market;
  private final ReentrantLock making = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Stretch, Tally> kept =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Stretch, Tally> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /** Time of one instrument; {@code until} is excluded. */
  private record Stretch(Symbol symbol, Instant from, Instant until) {}

  Sums(Market market) {
    this.market = market;
  }

  /** The trades from {@code from} to before {@code until}, which is not in the future. */
  Tally of(Symbol symbol, ZoneId zone, Instant from, Instant until) {
    Series<Trade> trades = market.trades(symbol);
    Tally sum = new Tally();
    Instant at = from;
    while (at.isBefore(until)) {
      Stretch day = new Stretch(symbol, BarSpan.DAY.startOf(at, zone), BarSpan.DAY.endOf(at, zone));
      Stretch block = block(symbol, at);
      if (isWithin(day, at, until)) {
        sum.add(sum(day, trades));
        at = day.until();
      } else if (isWithin(block, at, until)) {
        sum.add(sum(block, trades));
        at = block.until();
      } else {
        Instant end = block.until().isBefore(until) ? block.until() : until;
        sum.add(made(new Stretch(symbol, at, end), trades));
        at = end;
      }
    }
    return sum;
  }

  private static Stretch block(Symbol symbol, Instant at) {
    long number = Math.floorDiv(at.getEpochSecond(), BLOCK.toSeconds());
    Instant from = Instant.ofEpochSecond(number * BLOCK.toSeconds());
    return new Stretch(symbol, from, from.plus(BLOCK));
  }

  private static boolean isWithin(Stretch stretch, Instant at, Instant until) {
    return stretch.from().equals(at) && !stretch.until().isAfter(until);
  }

  /** A sum that is kept, which nobody adds to. */
  private Tally sum(Stretch stretch, Series<Trade> trades) {
    Tally known = guarded(() -> kept.get(stretch));
    if (known != null) {
      return known;
    }
    making.lock();
    try {
      // Made meanwhile, perhaps, by the one that was waited for.
      Tally made = guarded(() -> kept.get(stretch));
      if (made == null) {
        made = made(stretch, trades);
        Tally keep = made;
        guarded(() -> kept.put(stretch, keep));
      }
      return made;
    } finally {
      making.unlock();
    }
  }

  private @Nullable Tally guarded(Supplier<@Nullable Tally> access) {
    lock.lock();
    try {
      return access.get();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: it lets others run, or not
  private static Tally made(Stretch stretch, Series<Trade> trades) {
    Tally tally = new Tally();
    long number = trades.from(stretch.from());
    while (number != Series.END) {
      Trade trade = trades.get(number);
      if (!trade.at().isBefore(stretch.until())) {
        break;
      }
      tally.add(trade);
      if (tally.trades() % TRADES_IN_A_ROW == 0) {
        Thread.yield();
      }
      number = trades.after(number);
    }
    return tally;
  }
}
