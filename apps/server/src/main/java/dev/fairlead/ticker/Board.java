// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import dev.fairlead.broker.MarketData;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.tape.Fields;
import dev.fairlead.tape.Items;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Who follows what of one market: one subscription to each symbol that anybody follows, and each
 * item encoded once however many follow it. Thread-safe. Who follows changes under a lock; who is
 * told does not wait for it.
 */
final class Board implements MarketListener, AutoCloseable {
  /** How far back the day that is under way may have begun, with a weekend before it. */
  private static final Duration DAY_WITHIN = Duration.ofDays(7);

  private static final System.Logger LOG = System.getLogger(Board.class.getName());

  private final Sight sight;
  private final Map<Symbol, Spot> spots = new ConcurrentHashMap<>();
  private final Map<Follower, Map<Channel, Set<Symbol>>> followed = new HashMap<>();

  /** Days that are to be told; each waits once, so there are no more than there are symbols. */
  private final Set<Symbol> daysDue = ConcurrentHashMap.newKeySet();

  /** Days are read from a history, which may take a while: not on the market's thread. */
  private final ExecutorService days =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("fairlead-daily-bars").factory());

  Board(Sight sight) {
    this.sight = sight;
  }

  /** The market, and what is listed there. */
  interface Sight {
    MarketData market();

    Optional<Instrument> instrument(Symbol symbol);

    List<Instrument> instruments();
  }

  /** Makes {@code follower} follow exactly this from now on. */
  synchronized void follow(Follower follower, Subscriptions subscriptions) {
    Map<Channel, Set<Symbol>> before = followed.getOrDefault(follower, Map.of());
    Map<Channel, Set<Symbol>> after = expanded(follower, subscriptions);
    after.forEach((channel, symbols) -> {
      Set<Symbol> old = before.getOrDefault(channel, Set.of());
      symbols.stream().filter(s -> !old.contains(s)).forEach(s -> join(follower, channel, s));
    });
    before.forEach((channel, symbols) -> {
      Set<Symbol> kept = after.getOrDefault(channel, Set.of());
      symbols.stream().filter(s -> !kept.contains(s)).forEach(s -> part(follower, channel, s));
    });
    if (after.isEmpty()) {
      followed.remove(follower);
    } else {
      followed.put(follower, after);
    }
  }

  /** The star is all that is listed now; whoever follows it is asked again from time to time. */
  private Map<Channel, Set<Symbol>> expanded(Follower follower, Subscriptions subscriptions) {
    Map<Channel, Set<Symbol>> expanded = new HashMap<>();
    for (Channel channel : Spot.TOLD) {
      Collection<String> names = subscriptions.of(channel);
      if (!names.isEmpty()) {
        Set<Symbol> symbols = new LinkedHashSet<>();
        names.stream()
            .filter(name -> !name.equals(Subscriptions.STAR))
            .forEach(name -> symbols.add(new Symbol(name)));
        if (names.contains(Subscriptions.STAR)) {
          sight.instruments().stream()
              .filter(listed -> follower.hearsOf(listed.assetClass()))
              .forEach(listed -> symbols.add(listed.symbol()));
        }
        expanded.put(channel, symbols);
      }
    }
    return expanded;
  }

  private void join(Follower follower, Channel channel, Symbol symbol) {
    Spot spot = spots.get(symbol);
    if (spot == null) {
      Spot opened = new Spot();
      // Told first, subscribed then: what comes at once finds its follower.
      opened.add(channel, follower);
      spots.put(symbol, opened);
      opened.opened(sight.market().subscribe(Set.of(symbol), this));
    } else {
      spot.add(channel, follower);
    }
  }

  private void part(Follower follower, Channel channel, Symbol symbol) {
    Spot spot = spots.get(symbol);
    if (spot != null) {
      spot.remove(channel, follower);
      if (spot.isEmpty()) {
        spots.remove(symbol);
        spot.close();
      }
    }
  }

  /** How many symbols are subscribed to. */
  int size() {
    return spots.size();
  }

  @Override
  public void onTrade(Trade trade) {
    tell(trade.symbol(), Channel.TRADES, "t", (out, of) -> Items.trade(out, of, trade));
  }

  @Override
  public void onQuote(Quote quote) {
    tell(quote.symbol(), Channel.QUOTES, "q", (out, of) -> Items.quote(out, of, quote));
    tell(
        quote.symbol(),
        Channel.ORDER_BOOKS,
        "o",
        (out, _) -> {
          Items.orderBook(out, quote);
          // Every one is the whole of the book that is seen.
          out.flag("r", true);
        });
  }

  @Override
  public void onBar(Bar minute) {
    Symbol symbol = minute.symbol();
    tell(symbol, Channel.BARS, "b", (out, of) -> Items.bar(out, of, minute));
    Spot spot = spots.get(symbol);
    if (spot != null && spot.followers(Channel.DAILY_BARS).length > 0 && daysDue.add(symbol)) {
      Instant until = minute.start();
      days.execute(() -> tellDay(symbol, until));
    }
  }

  private void tellDay(Symbol symbol, Instant until) {
    daysDue.remove(symbol);
    try {
      Range range = new Range(until.minus(DAY_WITHIN), until, 1, true);
      sight.market().bars(symbol, BarSpan.DAY, range).stream()
          .findFirst()
          .ifPresent(
              day -> tell(symbol, Channel.DAILY_BARS, "d", (out, of) -> Items.bar(out, of, day)));
    } catch (RuntimeException broken) {
      LOG.log(System.Logger.Level.WARNING, "daily bar not told symbol=" + symbol, broken);
    }
  }

  /** How an item of some instrument is written. */
  private interface Form {
    void write(Fields out, Instrument of);
  }

  private void tell(Symbol symbol, Channel channel, String type, Form form) {
    Spot spot = spots.get(symbol);
    Follower[] followers = spot == null ? Spot.NOBODY : spot.followers(channel);
    if (followers.length == 0) {
      return;
    }
    Optional<Instrument> listed = sight.instrument(symbol);
    if (listed.isPresent()) {
      Instrument of = listed.get();
      tell(
          followers,
          of,
          out -> {
            out.text("T", type);
            out.text("S", symbol.text());
            form.write(out, of);
          });
    }
  }

  private static void tell(Follower[] followers, Instrument of, Consumer<Fields> item) {
    Piece json = null;
    Piece packed = null;
    for (Follower follower : followers) {
      if (!follower.hearsOf(of.assetClass())) {
        continue;
      }
      if (follower.packed()) {
        packed = packed == null ? Piece.of(item, true, false) : packed;
        follower.offer(packed);
      } else {
        json = json == null ? Piece.of(item, false, false) : json;
        follower.offer(json);
      }
    }
  }

  @Override
  public synchronized void close() {
    spots.values().forEach(Spot::close);
    spots.clear();
    followed.clear();
    days.shutdownNow();
  }
}
