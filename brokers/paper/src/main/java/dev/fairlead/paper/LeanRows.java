// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.venue.QuoteTape;
import java.util.List;

/**
 * Rows of one recorded day as quotes. Prices are in ten-thousandths, sizes in units. A row that is
 * not what its columns say is an {@link IllegalArgumentException} with the reason.
 */
final class LeanRows {
  private static final List<String> TRADE_BAR =
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

  private static final long MILLIS_PER_DAY = 86_400_000;

  /** As many units as a quantity holds, or a price of 900,000. */
  private static final long MAX_NUMBER = 9_000_000_000L;

  private static final int MAX_DIGITS = 15;
  private static final long NANOS_PER_STEP = 100_000;
  private static final long QUARTER_MINUTE_MILLIS = 15_000;
  private static final Price CENT = Price.parse("0.01");
  private static final long SMALLEST_SIZE = 100;

  private final long midnightMillis;
  private final QuoteTape.Builder tape;
  private Side bid = Side.NONE;
  private Side ask = Side.NONE;

  /** One side of the newest quote. */
  private record Side(long price, long size) {
    static final Side NONE = new Side(0, 0);
  }

  LeanRows(long midnightMillis, QuoteTape.Builder tape) {
    this.midnightMillis = midnightMillis;
    this.tape = tape;
  }

  /** A minute of quotes becomes four: open, the two extremes (the nearer first), close. */
  void quoteBar(String row) {
    String[] fields = split(row, QUOTE_BAR);
    if (fields[1].isEmpty() || fields[6].isEmpty()) {
      return; // A minute in which one side showed nothing.
    }
    long at = at(fields, QUOTE_BAR);
    long[] values = new long[fields.length];
    for (int column = 1; column < fields.length; column++) {
      values[column] = number(fields, column, QUOTE_BAR);
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
  void tradeBar(String row) {
    String[] fields = split(row, TRADE_BAR);
    long at = at(fields, TRADE_BAR);
    long close = number(fields, 4, TRADE_BAR);
    long size = Math.max(SMALLEST_SIZE, number(fields, 5, TRADE_BAR) / 10);
    long cent = CENT.nanos() / NANOS_PER_STEP;
    add(at, new Side(close - cent, size), new Side(close + cent, size));
  }

  /** A tick tells one side or both; the other side stays. */
  void quoteTick(String row) {
    String[] fields = split(row, QUOTE_TICK);
    long at = at(fields, QUOTE_TICK);
    Side newBid = new Side(number(fields, 1, QUOTE_TICK), number(fields, 2, QUOTE_TICK));
    Side newAsk = new Side(number(fields, 3, QUOTE_TICK), number(fields, 4, QUOTE_TICK));
    if (fields[7].equals("1")) {
      return; // Suspicious, says who recorded it.
    }
    bid = newBid.price() > 0 ? newBid : bid;
    ask = newAsk.price() > 0 ? newAsk : ask;
    add(at, bid, ask);
  }

  private void add(long millis, Side newBid, Side newAsk) {
    tape.add(
        midnightMillis + millis,
        new Price(Math.multiplyExact(newBid.price(), NANOS_PER_STEP)),
        Quantity.of(newBid.size()),
        new Price(Math.multiplyExact(newAsk.price(), NANOS_PER_STEP)),
        Quantity.of(newAsk.size()));
  }

  private static String[] split(String row, List<String> columns) {
    String[] fields = row.split(",", -1);
    if (fields.length != columns.size()) {
      throw new IllegalArgumentException(
          "expected " + columns.size() + " columns " + columns + ", found " + fields.length);
    }
    return fields;
  }

  private static long at(String[] fields, List<String> columns) {
    long millis = number(fields, 0, columns);
    if (millis >= MILLIS_PER_DAY) {
      throw new IllegalArgumentException(
          "column milliseconds: " + millis + " is not in a day (under " + MILLIS_PER_DAY + ")");
    }
    return millis;
  }

  /** A whole number that is not negative. Some recordings write {@code 300.0} for 300. */
  private static long number(String[] fields, int column, List<String> columns) {
    String field = fields[column];
    String digits = field.endsWith(".0") ? field.substring(0, field.length() - 2) : field;
    boolean whole = !digits.isEmpty() && digits.length() <= MAX_DIGITS;
    for (int i = 0; whole && i < digits.length(); i++) {
      whole = digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    if (!whole || Long.parseLong(digits) > MAX_NUMBER) {
      throw new IllegalArgumentException(
          "column "
              + columns.get(column)
              + ": '"
              + field
              + "' is not a whole number up to "
              + MAX_NUMBER);
    }
    return Long.parseLong(digits);
  }
}
