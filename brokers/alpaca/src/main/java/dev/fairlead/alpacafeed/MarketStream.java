// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.alpacafeed.Roster.Ask;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.market.Bar;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.remote.Line;
import dev.fairlead.remote.Loss;
import dev.fairlead.remote.Loss.Pace;
import dev.fairlead.remote.SocketSession;
import dev.fairlead.remote.SocketTarget;
import dev.fairlead.remote.Sockets;
import dev.fairlead.remote.Talk;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One market data stream (facts 6.2): logs in, asks for what its roster wants, one thing at a time,
 * and passes on what comes. After each connection it asks for all of it again. It is opened when
 * the first symbol is wanted. Thread-safe.
 */
final class MarketStream implements AutoCloseable {
  private static final Logger LOG = System.getLogger(MarketStream.class.getName());

  /** How long an answer to what was asked may take, while other things come. */
  private static final long ANSWER_NANOS = Duration.ofSeconds(15).toNanos();

  private final String name;
  private final FeedConfig config;
  private final SocketTarget target;
  private final Sockets sockets;
  private final Speech speech;
  private final Tape tape;
  private final Tickers tickers;
  private final Consumer<LinkSignal> signals;

  /** On the session's thread only. */
  private final Teller teller;

  private final ReentrantLock lock = new ReentrantLock();

  /** What follows is guarded by the lock. */
  private final Roster roster;

  private @Nullable SocketSession session;

  /** The connection over which we were let in. */
  private @Nullable Line line;

  /** What was asked and is not answered, and when. */
  private @Nullable Ask asked;

  private long askedNanos;
  private boolean closed;

  /** What the stream has said it tells; changed under the lock. */
  private volatile Set<Symbol> told = Set.of();

  /** On the session's thread: whether a shortage, or an outage, was told. */
  private int toldUnseated;

  private @Nullable Pace toldLoss;

  MarketStream(
      FeedConfig config,
      String path,
      int mostSymbols,
      Sockets sockets,
      Tickers tickers,
      Consumer<LinkSignal> signals) {
    this.config = config;
    this.sockets = sockets;
    this.tickers = tickers;
    this.signals = signals;
    teller = new Teller(tickers, signals);
    name = "fairlead-market-" + config.name() + path.replace('/', '-');
    URI address = URI.create(config.streams() + path);
    target =
        config.packed()
            ? new SocketTarget(address, Map.of("Content-Type", "application/msgpack"))
            : SocketTarget.of(address);
    speech = config.packed() ? Speech.PACKED : Speech.JSON;
    tape = config.packed() ? new PackedTicks() : new JsonTicks();
    roster = new Roster(mostSymbols, config.glances());
  }

  /** From now on somebody listens to those. */
  void subscribe(Set<Symbol> symbols) {
    change(() -> symbols.forEach(roster::subscribe));
  }

  /** One of those who listened to them does no more. */
  void leave(Set<Symbol> symbols) {
    change(() -> symbols.forEach(roster::leave));
  }

  /** Somebody has looked at it, and will again, perhaps. */
  void glance(Symbol symbol) {
    change(() -> {
      var _ = roster.glance(symbol, System.nanoTime());
    });
  }

  /** Whether its news comes by itself. */
  boolean tells(Symbol symbol) {
    return told.contains(symbol);
  }

  /** Under the lock. */
  private void tellsFromNow(Set<Symbol> all) {
    long now = System.nanoTime();
    for (Symbol symbol : all) {
      if (!told.contains(symbol)) {
        tickers.of(symbol).beginToFollow(now);
      }
    }
    told = all;
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      change.run();
      if (session == null && !roster.isEmpty()) {
        SocketSession opened =
            new SocketSession(name, sockets, target, config.limits(), new Dialogue());
        session = opened;
        opened.start();
      }
      ask();
    } finally {
      lock.unlock();
    }
  }

  /** Asks for the next thing, unless an answer is awaited. Under the lock. */
  private void ask() {
    Line open = line;
    if (open == null || asked != null) {
      return;
    }
    Optional<Ask> next = roster.next();
    if (next.isPresent()) {
      asked = next.get();
      askedNanos = System.nanoTime();
      switch (next.get()) {
        case Ask.Subscribe(var symbols) -> speech.ask(open, "subscribe", symbols);
        case Ask.Unsubscribe(var symbols) -> speech.ask(open, "unsubscribe", symbols);
      }
    }
  }

  /** What is said, and what comes of it. */
  private final class Dialogue implements Talk, Ticks {
    private @Nullable Line current;
    private boolean letIn;

    @Override
    public void opened(Line opened) {
      current = opened;
      letIn = false;
      lock.lock();
      try {
        roster.begin();
        told = Set.of();
        line = null;
        asked = null;
      } finally {
        lock.unlock();
      }
      // The login follows the welcome, which says that there is somebody to hear it.
    }

    @Override
    public void heard(Line from, byte[] message, long heardNanos) {
      long now = System.nanoTime();
      teller.begin(now, now - heardNanos);
      tape.read(message, this);
      if (isAnswerOverdue()) {
        from.drop(Loss.soon("no answer to a subscription within 15 s"));
      }
    }

    private boolean isAnswerOverdue() {
      lock.lock();
      try {
        return asked != null && System.nanoTime() - askedNanos > ANSWER_NANOS;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void caughtUp() {
      teller.caughtUp();
    }

    @Override
    public void lost(Loss loss) {
      teller.caughtUp();
      boolean was = letIn;
      current = null;
      letIn = false;
      lock.lock();
      try {
        line = null;
        asked = null;
        roster.begin();
        told = Set.of();
      } finally {
        lock.unlock();
      }
      signals.accept(
          was
              ? new LinkSignal.Disconnected(LinkSignal.Channel.MARKET_STREAM, loss.reason())
              : new LinkSignal.ConnectionError(LinkSignal.Channel.MARKET_STREAM, loss.reason()));
      if (toldLoss != loss.pace()) {
        toldLoss = loss.pace();
        LOG.log(Level.WARNING, "market data stream lost name={0}: {1}", name, loss.reason());
      }
    }

    /** Asks again for a symbol that is told: the answer is the list, or an error. */
    @Override
    public void probe(Line open) {
      lock.lock();
      try {
        if (open.equals(line)) {
          speech.ask(open, "subscribe", roster.anyTold().stream().toList());
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void alive() {
      signals.accept(new LinkSignal.Heard(LinkSignal.Channel.MARKET_STREAM));
    }

    @Override
    public void quote(Quote quote) {
      teller.quote(quote);
    }

    @Override
    public void print(Symbol symbol, Price price, Quantity size, Instant at, @Nullable Side taker) {
      teller.print(symbol, price, size, at, taker);
    }

    @Override
    public void bar(Bar bar) {
      teller.bar(bar);
    }

    @Override
    public void strange(String what) {
      signals.accept(new LinkSignal.ApiError(LinkSignal.Channel.MARKET_STREAM, "unread", what));
    }

    @Override
    public void notice(Notice notice) {
      Line open = current;
      if (open == null) {
        return;
      }
      switch (notice) {
        case Notice.Success(String what) -> {
          if (what.equals("connected")) {
            speech.login(open, config.keyId().reveal(), config.secret().reveal());
          } else if (what.equals("authenticated")) {
            enter(open);
          }
        }
        case Notice.Subscribed(Set<Symbol> all) -> confirmed(all);
        case Notice.Fault(long code, String message) -> fault(open, code, message);
      }
    }

    private void enter(Line open) {
      if (letIn) {
        return;
      }
      letIn = true;
      toldLoss = null;
      open.ready();
      signals.accept(new LinkSignal.Connected(LinkSignal.Channel.MARKET_STREAM));
      lock.lock();
      try {
        line = open;
        ask();
      } finally {
        lock.unlock();
      }
    }

    private void confirmed(Set<Symbol> all) {
      lock.lock();
      try {
        roster.confirm(all);
        tellsFromNow(all);
        if (asked != null && isAnswered(asked, all)) {
          asked = null;
        }
        ask();
        noteUnseated();
      } finally {
        lock.unlock();
      }
    }

    /** The answer to a probe is a list as well, and may come in between. */
    private static boolean isAnswered(Ask ask, Set<Symbol> all) {
      return switch (ask) {
        case Ask.Subscribe(var symbols) -> all.containsAll(symbols);
        case Ask.Unsubscribe(var symbols) -> symbols.stream().noneMatch(all::contains);
      };
    }

    private void noteUnseated() {
      int unseated = asked == null ? roster.unseated() : 0;
      if (unseated > toldUnseated) {
        LOG.log(
            Level.WARNING,
            "{0} symbols are not streamed: Alpaca has no room for more name={1}",
            unseated,
            name);
      }
      toldUnseated = asked == null ? unseated : toldUnseated;
    }

    private void fault(Line open, long code, String message) {
      String what = code + " '" + message + "'";
      Remedy remedy = Remedy.of(code, message, letIn);
      if (remedy != Remedy.ASK_FEWER) {
        signals.accept(
            new LinkSignal.ApiError(
                LinkSignal.Channel.MARKET_STREAM, String.valueOf(code), message));
      }
      switch (remedy) {
        case IGNORE -> {}
        case ASK_FEWER -> refused(roster::refuse);
        case ASK_OTHERS -> refused(roster::refuseThese);
        case RECONNECT -> open.drop(Loss.soon("Alpaca answered " + what));
        case WAIT -> open.drop(new Loss(Pace.CROWDED, "Alpaca answered " + what));
        case STAY_AWAY -> open.drop(new Loss(Pace.REFUSED, "Alpaca answered " + what));
      }
    }

    private void refused(Consumer<Ask> how) {
      lock.lock();
      try {
        Ask ask = asked;
        if (ask != null) {
          how.accept(ask);
          asked = null;
          ask();
          noteUnseated();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void close() {
    SocketSession open;
    lock.lock();
    try {
      closed = true;
      open = session;
    } finally {
      lock.unlock();
    }
    if (open != null) {
      open.close();
    }
  }
}
