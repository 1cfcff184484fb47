// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.feed.QuoteTape;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.List;

/** Rows of one recorded day as quotes. Prices are in ten-thousandths, sizes in units. */
final class LeanQuotes implements LeanRows {
  /** Shared with those who read trades. */
  static final List<String> TRADE_BAR =
      List.of("milliseconds", "open", "high", "low", "close", "volume");

  private static final List<String> QUOTE_BAR =
      List.of(
          "milliseconds",
          "bid open",
          "bid high",
          "bid low",
          "bid close",
          "bid size",
          "ask open",
          "ask high",
          "ask low",
          "ask close",
          "ask size");
  private static final List<String> QUOTE_TICK =
      List.of(
          "milliseconds",
          "bid",
          "bid size",
          "ask",
          "ask size",
          "exchange",
          "condition",
          "suspicious");

  /** A minute bar tells of four instants, a quarter of a minute apart. */
  static final long QUARTER_MINUTE_MILLIS = 15_000;

  private static final long CENT = Price.parse("0.01").nanos() / LeanRow.price(1).nanos();
  private static final long SMALLEST_SIZE = 100;

  private final LeanFile.Kind kind;
  private final long midnightMillis;
  private final QuoteTape.Builder tape;
  private Side bid = Side.NONE;
  private Side ask = Side.NONE;

  /** One side of the newest quote. */
  private record Side(long price, long size) {
    static final Side NONE = new Side(0, 0);
  }

  LeanQuotes(LeanFile.Kind kind, long midnightMillis, QuoteTape.Builder tape) {
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
      case TRADE_BARS -> tradeBar(LeanRow.of(row, TRADE_BAR));
      case QUOTE_BARS -> quoteBar(LeanRow.of(row, QUOTE_BAR));
      case QUOTE_TICKS -> quoteTick(LeanRow.of(row, QUOTE_TICK));
      case TRADE_TICKS -> throw new IllegalStateException("ticks of trades tell no quote");
    }
  }

  /** A minute of quotes becomes four: open, the two extremes (the nearer first), close. */
  private void quoteBar(LeanRow row) {
    if (row.isEmpty(1) || row.isEmpty(6)) {
      return; // A minute in which one side showed nothing.
    }
    long at = row.at();
    long[] values = new long[QUOTE_BAR.size()];
    for (int column = 1; column < values.length; column++) {
      values[column] = row.number(column);
    }
    boolean rose = values[4] >= values[1];
    int[] path = rose ? new int[] {0, 2, 1, 3} : new int[] {0, 1, 2, 3};
    for (int quarter = 0; quarter < path.length; quarter++) {
      add(
          at + quarter * QUARTER_MINUTE_MILLIS,
          new Side(values[1 + path[quarter]], values[5]),
          new Side(values[6 + path[quarter]], values[10]));
    }
  }

  /** A minute of trades becomes a quote one cent to either side of its close. */
  private void tradeBar(LeanRow row) {
    long close = row.number(4);
    long size = Math.max(SMALLEST_SIZE, row.number(5) / 10);
    add(row.at(), new Side(close - CENT, size), new Side(close + CENT, size));
  }

  /** A tick tells one side or both; the other side stays. */
  private void quoteTick(LeanRow row) {
    long at = row.at();
    Side newBid = new Side(row.number(1), row.number(2));
    Side newAsk = new Side(row.number(3), row.number(4));
    if (row.isSuspicious()) {
      return;
    }
    bid = newBid.price() > 0 ? newBid : bid;
    ask = newAsk.price() > 0 ? newAsk : ask;
    add(at, bid, ask);
  }

  private void add(long millis, Side newBid, Side newAsk) {
    tape.add(
        midnightMillis + millis,
        LeanRow.price(newBid.price()),
        Quantity.of(newBid.size()),
        LeanRow.price(newAsk.price()),
        Quantity.of(newAsk.size()));
  }
}
