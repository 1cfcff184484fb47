// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.feed.TradeTape;
import dev.fairlead.money.Quantity;
import java.util.List;

/** Rows of one recorded day as trades. Prices are in ten-thousandths, sizes in units. */
final class LeanTrades implements LeanRows {
  private static final List<String> TRADE_TICK =
      List.of("milliseconds", "price", "quantity", "exchange", "condition", "suspicious");

  private final LeanFile.Kind kind;
  private final long midnightMillis;
  private final TradeTape.Builder tape;

  LeanTrades(LeanFile.Kind kind, long midnightMillis, TradeTape.Builder tape) {
    this.kind = kind;
    this.midnightMillis = midnightMillis;
    this.tape = tape;
  }

  @Override
  public int size() {
    return tape.size();
  }

  @Override
  public void add(String row) {
    switch (kind) {
      case TRADE_BARS -> tradeBar(LeanRow.of(row, LeanQuotes.TRADE_BAR));
      case TRADE_TICKS -> tradeTick(LeanRow.of(row, TRADE_TICK));
      case QUOTE_BARS, QUOTE_TICKS -> throw new IllegalStateException("quotes tell no trade");
    }
  }

  private void tradeTick(LeanRow row) {
    long at = row.at();
    long price = row.number(1);
    long size = row.number(2);
    if (!row.isSuspicious()) {
      add(at, price, size);
    }
  }

  /**
   * A minute of trades becomes up to four, whose bar is the recorded one: open, the two extremes
   * (the nearer first), close, each with its share of the volume. One that repeats the price before
   * it is left out.
   */
  private void tradeBar(LeanRow row) {
    long at = row.at();
    long open = row.number(1);
    long high = row.number(2);
    long low = row.number(3);
    long close = row.number(4);
    long left = row.number(5);
    long[] path =
        close >= open ? new long[] {open, low, high, close} : new long[] {open, high, low, close};
    int prints = 1;
    for (int quarter = 1; quarter < path.length; quarter++) {
      prints += path[quarter] == path[quarter - 1] ? 0 : 1;
    }
    for (int quarter = 0; quarter < path.length; quarter++) {
      if (quarter == 0 || path[quarter] != path[quarter - 1]) {
        long share = left / prints;
        add(at + quarter * LeanQuotes.QUARTER_MINUTE_MILLIS, path[quarter], share);
        left -= share;
        prints--;
      }
    }
  }

  private void add(long millis, long price, long size) {
    tape.add(midnightMillis + millis, LeanRow.price(price), Quantity.of(size));
  }
}
