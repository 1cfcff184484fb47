// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.broker.MarketDataException;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Histories and the newest by request, page by page (facts 6.1). Thread-safe. */
final class History {
  /** As many items as Alpaca puts on a page. */
  private static final int PAGE = 10_000;

  /** A page may be short, and another may follow; but not for ever. */
  private static final int MOST_PAGES = 64;

  /** Before there was anything. */
  private static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");

  private final StockFeed stocks;
  private final DataRequests requests;
  private final InstantSource clock;

  History(StockFeed stocks, DataRequests requests, InstantSource clock) {
    this.stocks = stocks;
    this.requests = requests;
    this.clock = clock;
  }

  /** A pair of currencies, whose market has another API. */
  static boolean isCrypto(Symbol symbol) {
    return symbol.text().indexOf('/') >= 0;
  }

  List<Quote> quotes(Symbol symbol, Range range) {
    return read(symbol, "quotes", "q", "", range).quotes;
  }

  List<Bar> bars(Symbol symbol, BarSpan span, Range range) {
    return read(symbol, "bars", "b", "&timeframe=" + timeFrame(span), range).bars;
  }

  /** In the order of the answer; ids and takers follow from the order of time. */
  List<Trade> trades(Symbol symbol, Range range) {
    List<Print> prints = read(symbol, "trades", "t", "", range).prints;
    if (range.newestFirst()) {
      Collections.reverse(prints);
    }
    Prints maker = new Prints();
    List<Trade> trades = new ArrayList<>(prints.size());
    for (Print print : prints) {
      trades.add(maker.next(symbol, print.price, print.size, print.at, print.taker));
    }
    if (range.newestFirst()) {
      Collections.reverse(trades);
    }
    return trades;
  }

  private static String timeFrame(BarSpan span) {
    String unit =
        switch (span.unit()) {
          case MINUTE -> "Min";
          case HOUR -> "Hour";
          case DAY -> "Day";
          case WEEK -> "Week";
          case MONTH -> "Month";
        };
    return span.count() + unit;
  }

  private Collected read(Symbol symbol, String what, String kind, String more, Range range) {
    Collected items = new Collected();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant from = range.from().isBefore(FIRST) ? FIRST : range.from();
    Instant to = range.to().isAfter(now) ? now : range.to();
    if (to.isBefore(from)) {
      return items;
    }
    String base =
        (isCrypto(symbol) ? "/v1beta3/crypto/us/" + what : "/v2/stocks/" + what)
            + "?symbols="
            + encoded(symbol.text())
            + more
            + (isCrypto(symbol) ? "" : "&feed=" + stocks.history())
            + (kind.equals("b") && !isCrypto(symbol) ? "&adjustment=raw" : "")
            + "&start="
            + encoded(from.toString())
            + "&end="
            + encoded(to.toString())
            + "&sort="
            + (range.newestFirst() ? "desc" : "asc");
    JsonTicks reader = new JsonTicks();
    Optional<String> next = Optional.of("");
    for (int page = 0; next.isPresent() && items.size() < range.limit(); page++) {
      if (page == MOST_PAGES) {
        throw new MarketDataException(
            what + " of " + symbol + ": more than " + MOST_PAGES + " pages for one answer");
      }
      int limit = Math.min(PAGE, range.limit() - items.size());
      String token = next.get().isEmpty() ? "" : "&page_token=" + encoded(next.get());
      Optional<byte[]> body = requests.get(base + "&limit=" + limit + token);
      if (body.isEmpty()) {
        return items;
      }
      next = reader.page(body.get(), what, kind, items);
    }
    items.requireReadable(what + " of " + symbol);
    items.cutTo(range.limit());
    return items;
  }

  /** Asks for the newest quotes of some symbols of one market. */
  boolean latestQuotes(Collection<Symbol> symbols, Ticks to) {
    return latest(symbols, "quotes", "q", to);
  }

  /** The same of trades. */
  boolean latestTrades(Collection<Symbol> symbols, Ticks to) {
    return latest(symbols, "trades", "t", to);
  }

  private boolean latest(Collection<Symbol> symbols, String what, String kind, Ticks to) {
    boolean crypto = symbols.stream().anyMatch(History::isCrypto);
    String list = symbols.stream().map(Symbol::text).collect(Collectors.joining(","));
    String path =
        crypto
            ? "/v1beta3/crypto/us/latest/" + what + "?symbols=" + encoded(list)
            : "/v2/stocks/"
                + what
                + "/latest?symbols="
                + encoded(list)
                + "&feed="
                + stocks.latest();
    Optional<byte[]> body = requests.get(path);
    body.ifPresent(page -> {
      var _ = new JsonTicks().page(page, what, kind, to);
    });
    return body.isPresent();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** One print of a page. */
  private record Print(Price price, Quantity size, Instant at, @Nullable Side taker) {}

  /** What was on the pages so far; of one kind. */
  private static final class Collected implements Ticks {
    private final List<Quote> quotes = new ArrayList<>();
    private final List<Print> prints = new ArrayList<>();
    private final List<Bar> bars = new ArrayList<>();
    private @Nullable String strange;

    int size() {
      return quotes.size() + prints.size() + bars.size();
    }

    /** A history with a hole in it would look whole. */
    void requireReadable(String what) {
      if (strange != null) {
        throw new MarketDataException(what + " cannot be read: " + strange);
      }
    }

    void cutTo(int limit) {
      cut(quotes, limit);
      cut(prints, limit);
      cut(bars, limit);
    }

    private static void cut(List<?> items, int limit) {
      if (items.size() > limit) {
        items.subList(limit, items.size()).clear();
      }
    }

    @Override
    public void quote(Quote quote) {
      quotes.add(quote);
    }

    @Override
    public void print(Symbol symbol, Price price, Quantity size, Instant at, @Nullable Side taker) {
      prints.add(new Print(price, size, at, taker));
    }

    @Override
    public void bar(Bar bar) {
      bars.add(bar);
    }

    @Override
    public void notice(Notice notice) {}

    @Override
    public void strange(String what) {
      strange = what;
    }
  }
}
