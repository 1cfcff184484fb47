// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import dev.fairlead.market.Bar;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A listener as whoever calls it wants it: it hears nothing once it was ended, and what it throws
 * is logged the first time, and goes no further. Thread-safe.
 */
public final class GuardedListener implements MarketListener {
  private static final Logger LOG = System.getLogger(GuardedListener.class.getName());

  private final MarketListener listener;
  private final AtomicBoolean failed = new AtomicBoolean();
  private volatile boolean ended;

  public GuardedListener(MarketListener listener) {
    this.listener = listener;
  }

  @Override
  public void onQuote(Quote quote) {
    tell(to -> to.onQuote(quote));
  }

  @Override
  public void onTrade(Trade trade) {
    tell(to -> to.onTrade(trade));
  }

  @Override
  public void onBar(Bar minuteBar) {
    tell(to -> to.onBar(minuteBar));
  }

  /** Nothing more is heard, but for a call that is under way. */
  public void end() {
    ended = true;
  }

  private void tell(Consumer<MarketListener> news) {
    if (ended) {
      return;
    }
    try {
      news.accept(listener);
    } catch (RuntimeException | Error broken) {
      if (failed.compareAndSet(false, true)) {
        LOG.log(Level.ERROR, "market data listener failed, told once", broken);
      }
    }
  }
}
