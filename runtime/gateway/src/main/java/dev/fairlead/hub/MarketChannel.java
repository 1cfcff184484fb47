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
import java.util.Set;
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

  /** One call at a time, also while one link takes over from another. */
  private final ReentrantLock telling = new ReentrantLock();

  private volatile List<GuardedListener> ears = List.of();
  private volatile @Nullable Upstream upstream;

  MarketChannel(Symbol symbol) {
    this.symbol = symbol;
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
    return upstream != null;
  }

  /** Listens to that link's session and to no other; nothing changes if it does already. */
  void moveTo(MarketSource link) {
    @Nullable Upstream before = upstream;
    long session = link.session();
    if (before != null && before.link.equals(link) && before.session == session) {
      return;
    }
    leave();
    Upstream next = new Upstream(link, session);
    upstream = next;
    try {
      next.subscription = link.marketData().subscribe(Set.of(symbol), next);
    } catch (RuntimeException broken) {
      upstream = null;
      LOG.log(
          Level.ERROR,
          "market data not subscribed symbol=" + symbol + " account=" + link.account(),
          broken);
    }
  }

  /** Listens to nobody. */
  void leave() {
    @Nullable Upstream before = upstream;
    upstream = null;
    if (before == null) {
      return;
    }
    try {
      before.subscription.close();
    } catch (RuntimeException broken) {
      LOG.log(Level.ERROR, "market data subscription not closed symbol=" + symbol, broken);
    }
  }

  /** One session's news; those of a session that was left come too late. */
  private final class Upstream implements MarketListener {
    private final MarketSource link;
    private final long session;
    private Subscription subscription = () -> {};

    Upstream(MarketSource link, long session) {
      this.link = link;
      this.session = session;
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
        if (equals(upstream)) {
          ears.forEach(news);
        }
      } finally {
        telling.unlock();
      }
    }
  }
}
