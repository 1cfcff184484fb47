// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.market.Bar;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of market data, in whatever order and encoding they come (facts 6.1,
 * 6.2); used again for the next. What a letter means depends on the kind of object, which may be
 * named last: so all are kept until the end. Not thread-safe.
 */
final class Item {
  /** Fields that are numbers, by their place. */
  static final int BID = 0;

  static final int BID_SIZE = 1;
  static final int ASK = 2;
  static final int ASK_SIZE = 3;
  static final int PRICE = 4;
  static final int SIZE = 5;
  static final int OPEN = 6;
  static final int HIGH = 7;
  static final int LOW = 8;
  static final int CLOSE = 9;
  static final int VOLUME = 10;
  static final int COUNT = 11;
  static final int MEAN = 12;
  static final int CODE = 13;
  private static final int FIELDS = 14;
  private static final int NO_FIELD = -1;

  private static final int QUOTE = mask(BID, BID_SIZE, ASK, ASK_SIZE);
  private static final int PRINT = mask(PRICE, SIZE);
  private static final int BAR = mask(OPEN, HIGH, LOW, CLOSE, VOLUME);
  private static final long UNIT = 1_000_000_000L;

  private final long[] nanos = new long[FIELDS];
  private int there;
  private String kind = "";
  private @Nullable Symbol symbol;
  private @Nullable Instant at;
  private @Nullable Side taker;
  private String message = "";
  private final List<Symbol> quotes = new ArrayList<>();
  private @Nullable String fault;

  private static int mask(int... fields) {
    int mask = 0;
    for (int field : fields) {
      mask |= 1 << field;
    }
    return mask;
  }

  /** The number that a field holds; negative for one that is of no use here. */
  static int fieldOf(String name) {
    return switch (name) {
      case "bp" -> BID;
      case "bs" -> BID_SIZE;
      case "ap" -> ASK;
      case "as" -> ASK_SIZE;
      case "p" -> PRICE;
      case "s" -> SIZE;
      case "o" -> OPEN;
      case "h" -> HIGH;
      case "l" -> LOW;
      case "c" -> CLOSE;
      case "v" -> VOLUME;
      case "n" -> COUNT;
      case "vw" -> MEAN;
      case "code" -> CODE;
      default -> NO_FIELD;
    };
  }

  /** Begins another object; of what kind and symbol, where its surroundings say so. */
  void begin(String ofKind, @Nullable Symbol of) {
    there = 0;
    kind = ofKind;
    symbol = of;
    at = null;
    taker = null;
    message = "";
    quotes.clear();
    fault = null;
  }

  void kind(String text) {
    kind = text;
  }

  void symbol(@Nullable Symbol read) {
    symbol = read;
  }

  void at(Instant instant) {
    at = instant;
  }

  void number(int field, long value) {
    nanos[field] = value;
    there |= 1 << field;
  }

  /** {@code B} or {@code S}; of crypto only. */
  void taker(String text) {
    taker = text.equals("B") ? Side.BUY : text.equals("S") ? Side.SELL : null;
  }

  void message(String text) {
    message = text;
  }

  void subscribedTo(Symbol quoted) {
    quotes.add(quoted);
  }

  /** A field could not be read: the object counts only if it does not need it. */
  void unfit(String what) {
    fault = what;
  }

  private boolean has(int mask) {
    return (there & mask) == mask;
  }

  private Price price(int field) {
    return new Price(nanos[field]);
  }

  private Quantity quantity(int field) {
    return new Quantity(nanos[field]);
  }

  /** Tells what the object was. */
  void tell(Ticks to) {
    switch (kind) {
      case "q" -> tellQuote(to);
      case "t" -> tellPrint(to);
      case "b" -> tellBar(to);
      case "success" -> to.notice(new Notice.Success(message));
      case "error" ->
          to.notice(new Notice.Fault(nanos[CODE] / UNIT * (there >> CODE & 1), message));
      case "subscription" -> {
        Set<Symbol> all = new LinkedHashSet<>(quotes);
        to.notice(new Notice.Subscribed(all));
      }
      // Daily and updated bars, halts, bands, corrections, cancels, imbalances, books, news: they
      // come with what we subscribe to, or never, and change nothing that is told here.
      case "d", "u", "s", "l", "c", "x", "i", "o", "n", "p" -> {}
      default -> to.strange("an object of kind '" + kind + "'");
    }
  }

  private void tellQuote(Ticks to) {
    Symbol of = symbol;
    Instant when = at;
    if (of == null || when == null || !has(QUOTE)) {
      to.strange(missing("quote"));
    } else if (nanos[BID] > 0 && nanos[ASK] > 0) {
      to.quote(new Quote(of, price(BID), quantity(BID_SIZE), price(ASK), quantity(ASK_SIZE), when));
    }
  }

  private void tellPrint(Ticks to) {
    Symbol of = symbol;
    Instant when = at;
    if (of == null || when == null || !has(PRINT)) {
      to.strange(missing("trade"));
    } else if (nanos[PRICE] > 0 && nanos[SIZE] > 0) {
      to.print(of, price(PRICE), quantity(SIZE), when, taker);
    }
  }

  /** Alpaca makes bars of crypto from quotes where nothing was traded: they are none. */
  private void tellBar(Ticks to) {
    Symbol of = symbol;
    Instant when = at;
    if (of == null || when == null || !has(BAR)) {
      to.strange(missing("bar"));
    } else if (nanos[VOLUME] > 0) {
      // Old bars lack the number of their trades and their mean: one at least, and about there.
      long trades = has(mask(COUNT)) ? Math.max(1, nanos[COUNT] / UNIT) : 1;
      long mean = has(mask(MEAN)) && nanos[MEAN] > 0 ? nanos[MEAN] : typical();
      to.bar(
          new Bar(
              of,
              when,
              price(OPEN),
              price(HIGH),
              price(LOW),
              price(CLOSE),
              quantity(VOLUME),
              trades,
              new Price(mean)));
    }
  }

  private long typical() {
    return nanos[HIGH] / 3 + nanos[LOW] / 3 + nanos[CLOSE] / 3;
  }

  private String missing(String what) {
    return "a " + what + " of " + symbol + " lacks fields" + (fault == null ? "" : ": " + fault);
  }
}
