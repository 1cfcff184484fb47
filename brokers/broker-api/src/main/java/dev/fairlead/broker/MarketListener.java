// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import dev.fairlead.market.Bar;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;

/**
 * Hears a live market: for each symbol in the order of time, one call at a time. Calls come on the
 * feed's own thread, which has other listeners to call: a method must not wait, and hands over to a
 * bounded queue what takes long. Nothing is queued for a listener here.
 *
 * <p>Where listeners are too slow for what comes, they hear less of it, and never nothing: of each
 * symbol the newest quote and the newest trade are told, and what a broker's stream had to pass
 * over for them is counted ({@link LinkSignal.Skipped}) and can be read as history. Quotes are
 * thinned out once they are a second late, trades once they are five; bars are all told. After a
 * standstill of the machine a market that is made here tells nothing of the time between. What a
 * listener throws is logged, and harms nobody else.
 */
public interface MarketListener {
  void onQuote(Quote quote);

  void onTrade(Trade trade);

  /** A minute in which something was traded is over; comes after the minute's last trade. */
  void onBar(Bar minuteBar);
}
