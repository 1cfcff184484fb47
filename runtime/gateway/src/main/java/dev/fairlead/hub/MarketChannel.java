// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import dev.fairlead.broker.GuardedListener;
import dev.fairlead.broker.MarketData.Subscription;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.market.Bar;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One symbol that is listened to, and the one subscription that serves all who do. Who listens and
 * where is changed under the hub's lock; news comes on the links' threads.
 */
final class MarketChannel {
  private static final Logger LOG = System.getLogger(MarketChannel.class.getName());

  private final Symbol symbol;
  private final Seating seating;

  /** One call at a time, also while one link takes over from another. */
  private final ReentrantLock telling = new ReentrantLock();

  private volatile List<GuardedListener> ears = List.of();
  private final AtomicReference<@Nullable Upstream> upstream = new AtomicReference<>();

  MarketChannel(Symbol symbol, Seating seating) {
    this.symbol = symbol;
    this.seating = seating;
  }

  Symbol symbol() {
    return symbol;
  }

  void add(GuardedListener ear) {
    ears = Stream.concat(ears.stream(), Stream.of(ear)).toList();
  }

  /** True if nobody is left. */
  boolean remove(GuardedListener ear) {
    ears = ears.stream().filter(each -> !each.equals(ear)).toList();
    return ears.isEmpty();
  }

  boolean isHeard() {
    return upstream.get() != null;
  }

  /**
   * Listens to that link's session and to no other; nothing changes if it does already.
   *
   * @return what is to be waited for, if somebody wants to hear everything from now on
   */
  Optional<Future<?>> moveTo(MarketSource link) {
    @Nullable Upstream before = upstream.get();
    long session = link.session();
    if (before != null && before.link.equals(link) && before.session == session) {
      return Optional.empty();
    }
    leave();
    Upstream next = new Upstream(link, session);
    upstream.set(next);
    return Optional.of(seating.at(link.account(), next::begin));
  }

  /** Listens to nobody. */
  Optional<Future<?>> leave() {
    @Nullable Upstream before = upstream.getAndSet(null);
    return before == null
        ? Optional.empty()
        : Optional.of(seating.at(before.link.account(), before::end));
  }

  /** One session's news; those of a session that was left come too late. */
  private final class Upstream implements MarketListener {
    private final MarketSource link;
    private final long session;

    /** The link's own thread's. */
    private Subscription subscription = () -> {};

    Upstream(MarketSource link, long session) {
      this.link = link;
      this.session = session;
    }

    private void begin() {
      if (!equals(upstream.get())) {
        return;
      }
      try {
        subscription = link.marketData().subscribe(Set.of(symbol), this);
      } catch (RuntimeException broken) {
        upstream.compareAndSet(this, null);
        LOG.log(
            Level.ERROR,
            "market data not subscribed symbol=" + symbol + " account=" + link.account(),
            broken);
      }
    }

    private void end() {
      try {
        subscription.close();
      } catch (RuntimeException broken) {
        LOG.log(Level.ERROR, "market data subscription not closed symbol=" + symbol, broken);
      }
    }

    @Override
    public void onQuote(Quote quote) {
      pass(listener -> listener.onQuote(quote));
    }

    @Override
    public void onTrade(Trade trade) {
      pass(listener -> listener.onTrade(trade));
    }

    @Override
    public void onBar(Bar minuteBar) {
      pass(listener -> listener.onBar(minuteBar));
    }

    private void pass(Consumer<MarketListener> news) {
      telling.lock();
      try {
        if (equals(upstream.get())) {
          ears.forEach(news);
        }
      } finally {
        telling.unlock();
      }
    }
  }
}
