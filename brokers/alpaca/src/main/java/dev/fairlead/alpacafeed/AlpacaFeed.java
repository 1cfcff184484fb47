// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.broker.BudgetState;
import dev.fairlead.broker.GuardedListener;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.MarketData;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.remote.Requests;
import dev.fairlead.remote.Sockets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The market as one account at Alpaca sees it: shares and crypto, each by a stream that is opened
 * when somebody listens, and histories by request. However many listen to a symbol, it is asked for
 * once. Who looks at a symbol that nobody listens to does not wait: it is fetched in the
 * background, and listened to for a while, as far as the plan has room. Who has to value an order
 * by it asks, and is told what the answer was. Thread-safe.
 */
public final class AlpacaFeed implements MarketData, AutoCloseable {
  /** Alpaca's own limit of crypto symbols is not told; a smaller one is found out. */
  private static final int MOST_PAIRS = 1_000;

  /** So often at most a look is noted. */
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  /** As many as one request asks for. */
  private static final int MOST_REFRESHED = 100;

  private final Tickers tickers = new Tickers();
  private final MarketStream shares;
  private final MarketStream pairs;
  private final History history;
  private final Latest latest;
  private final DataRequests requests;
  private final Runnable closing;
  private volatile TradingCalendar hours = TradingCalendar.US_EQUITIES;

  /**
   * One that has asked for nothing yet.
   *
   * @param clock ends histories that reach into the future
   * @param signals hears of connections and errors; must not wait
   */
  public static AlpacaFeed open(
      FeedConfig config,
      Sockets sockets,
      Requests requests,
      InstantSource clock,
      Consumer<LinkSignal> signals) {
    HttpDataRequests data = new HttpDataRequests(config, requests, clock, signals);
    return new AlpacaFeed(config, sockets, data, data::close, clock, signals);
  }

  /** The same over other requests; {@code closing} ends those that wait. */
  AlpacaFeed(
      FeedConfig config,
      Sockets sockets,
      DataRequests requests,
      Runnable closing,
      InstantSource clock,
      Consumer<LinkSignal> signals) {
    Channels channel = new Channels(signals);
    shares =
        new MarketStream(
            config,
            config.stocks().path(),
            config.stocks().symbols(),
            sockets,
            tickers,
            channel.ofAnother());
    pairs =
        new MarketStream(
            config, "/v1beta3/crypto/us", MOST_PAIRS, sockets, tickers, channel.ofAnother());
    history = new History(config.stocks(), requests, clock);
    latest = new Latest(config.name(), history, tickers, this::serve);
    this.requests = requests;
    this.closing = closing;
  }

  /**
   * Connections that are one channel to whoever counts: one that comes later than the first is no
   * reconnect, and the channel is connected again when all are that were lost. Thread-safe.
   */
  private static final class Channels {
    private final Consumer<LinkSignal> signals;

    /** Guarded by this. */
    private final Set<Consumer<LinkSignal>> lost = new HashSet<>();

    private boolean connected;

    Channels(Consumer<LinkSignal> signals) {
      this.signals = signals;
    }

    Consumer<LinkSignal> ofAnother() {
      return new Consumer<>() {
        @Override
        public void accept(LinkSignal signal) {
          signals.accept(asOfOne(this, signal));
        }
      };
    }

    private synchronized LinkSignal asOfOne(Consumer<LinkSignal> which, LinkSignal signal) {
      switch (signal) {
        case LinkSignal.Connected(var channel) -> {
          boolean news = !connected || (lost.remove(which) && lost.isEmpty());
          connected = true;
          return news ? signal : new LinkSignal.Heard(channel);
        }
        case LinkSignal.Disconnected _ -> lost.add(which);
        case LinkSignal.Heard _,
            LinkSignal.ConnectionError _,
            LinkSignal.ApiError _,
            LinkSignal.ClockOffset _,
            LinkSignal.Budget _,
            LinkSignal.Skipped _ -> {}
      }
      return signal;
    }
  }

  private MarketStream streamOf(Symbol symbol) {
    return History.isCrypto(symbol) ? pairs : shares;
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    Ticker ticker = tickers.of(symbol);
    if (ticker.lookAtQuote(System.nanoTime(), LOOK_NANOS)) {
      MarketStream stream = streamOf(symbol);
      stream.glance(symbol);
      if (ticker.quote().isEmpty() || !stream.tells(symbol)) {
        latest.wantQuote(symbol);
      }
    }
    return ticker.quote();
  }

  @Override
  public Optional<Price> reference(Symbol symbol, Side side) {
    long now = System.nanoTime();
    Ticker ticker = tickers.of(symbol);
    MarketStream stream = streamOf(symbol);
    if (ticker.lookAtQuote(now, LOOK_NANOS)) {
      stream.glance(symbol);
    }
    return ticker.reference(side, stream.tells(symbol), now);
  }

  @Override
  public Optional<Subscription> askReference(
      Symbol symbol, Side side, Consumer<Optional<Price>> told) {
    Runnable leaving = tickers.of(symbol).await(side, told);
    serve(symbol);
    return Optional.of(leaving::run);
  }

  @Override
  public void refresh(Set<Symbol> symbols, Duration limit) {
    List<Symbol> some = symbols.stream().limit(MOST_REFRESHED).toList();
    var missing = new CountDownLatch(some.size());
    List<Runnable> leaving =
        some.stream().map(symbol -> tickers.of(symbol).await(missing::countDown)).toList();
    try {
      for (Symbol symbol : some) {
        if (tickers.of(symbol).lookAtQuote(System.nanoTime(), LOOK_NANOS)) {
          streamOf(symbol).glance(symbol);
        }
        serve(symbol);
      }
      var _ = missing.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      leaving.forEach(Runnable::run);
    }
  }

  /** Asks for what is still missing to those who wait, and tells it to them. */
  private void serve(Symbol symbol) {
    switch (tickers.of(symbol).serve(streamOf(symbol).tells(symbol), System.nanoTime())) {
      case QUOTE -> latest.pressForQuote(symbol);
      case TRADE -> latest.pressForTrade(symbol);
      case NOTHING -> {}
    }
  }

  @Override
  public TradingCalendar usEquities() {
    return hours;
  }

  /** Alpaca has told when US equities trade. */
  public void keepHours(TradingCalendar told) {
    hours = told;
  }

  @Override
  public Optional<Trade> trade(Symbol symbol) {
    Ticker ticker = tickers.of(symbol);
    if (ticker.lookAtTrade(System.nanoTime(), LOOK_NANOS)) {
      MarketStream stream = streamOf(symbol);
      stream.glance(symbol);
      if (ticker.trade().isEmpty() || !stream.tells(symbol)) {
        latest.wantTrade(symbol);
      }
    }
    return ticker.trade();
  }

  @Override
  public List<Quote> quotes(Symbol symbol, Range range) {
    return history.quotes(symbol, range);
  }

  @Override
  public List<Trade> trades(Symbol symbol, Range range) {
    return history.trades(symbol, range);
  }

  @Override
  public List<Bar> bars(Symbol symbol, BarSpan span, Range range) {
    return history.bars(symbol, span, range);
  }

  @Override
  public Subscription subscribe(Set<Symbol> symbols, MarketListener listener) {
    GuardedListener ear = new GuardedListener(listener);
    Set<Symbol> heard = new TreeSet<>(symbols);
    heard.forEach(symbol -> tickers.of(symbol).add(ear));
    Set<Symbol> crypto =
        heard.stream().filter(History::isCrypto).collect(Collectors.toCollection(TreeSet::new));
    Set<Symbol> stocks = new TreeSet<>(heard);
    stocks.removeAll(crypto);
    if (!stocks.isEmpty()) {
      shares.subscribe(stocks);
    }
    if (!crypto.isEmpty()) {
      pairs.subscribe(crypto);
    }
    AtomicBoolean left = new AtomicBoolean();
    return () -> {
      ear.end();
      if (left.compareAndSet(false, true)) {
        heard.forEach(symbol -> tickers.find(symbol).ifPresent(ticker -> ticker.remove(ear)));
        shares.leave(stocks);
        pairs.leave(crypto);
      }
    };
  }

  /** How the account stands with its requests for market data. */
  public List<BudgetState> budgets() {
    return requests.budgets();
  }

  /** Nobody hears anything more. */
  @Override
  public void close() {
    shares.close();
    pairs.close();
    closing.run();
    latest.close();
  }
}
