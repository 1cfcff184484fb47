// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import dev.fairlead.market.Bar;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;

/**
 * Hears a live market: for each symbol in the order of time, one call at a time. Calls come on the
 * feed's own thread, which has other listeners to call: a method must not wait, and hands over to a
 * bounded queue what takes long. Nothing is queued for a listener here; after a standstill (a
 * suspended machine, a listener that did wait) what is more than some seconds old is not told any
 * more, but can be read as history. What a listener throws is logged, and harms nobody else.
 */
public interface MarketListener {
  void onQuote(Quote quote);

  void onTrade(Trade trade);

  /** A minute in which something was traded is over; comes after the minute's last trade. */
  void onBar(Bar minuteBar);
}
