// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import java.util.List;

/**
 * What was recorded, a tape for each instrument.
 *
 * @param trades may lack instruments of which only quotes were recorded
 */
public record Recording(List<QuoteTape> quotes, List<TradeTape> trades) {
  /** Keeps copies. */
  public Recording {
    quotes = List.copyOf(quotes);
    trades = List.copyOf(trades);
  }
}
