// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.testkit;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.broker.Broker;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Budgets;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.MarketData;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.broker.Told;
import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A broker as another one is, but that it hangs where a test says, until it is let go: whoever
 * calls it there waits, and notices no interruption. Thread-safe.
 */
public final class HangingBroker implements Broker {
  private final Broker broker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Spot> hanging = EnumSet.noneOf(Spot.class);
  private final AtomicInteger hung = new AtomicInteger();
  private long releases;
  private volatile boolean losing;

  /** Where a link can hang. */
  public enum Spot {
    CONNECT,
    PLACE,
    CANCEL,
    REPLACE,
    QUERY,
    /** Where it must not wait, either. */
    SEND_NOW,
    SUBSCRIBE,
    HISTORY,
    BOOK,
    CLOSE
  }

  public HangingBroker(Broker broker) {
    this.broker = broker;
  }

  /** Hangs there from now on. */
  public HangingBroker hang(Spot... spots) {
    lock.lock();
    try {
      hanging.addAll(Set.of(spots));
      return this;
    } finally {
      lock.unlock();
    }
  }

  /** Its answers to placings get lost from now on, so that it is asked what became of them. */
  public void loseAnswers() {
    losing = true;
  }

  /** Hangs nowhere any more. */
  public void release() {
    lock.lock();
    try {
      hanging.clear();
      releases++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many calls it has held up. */
  public int hung() {
    return hung.get();
  }

  private void at(Spot spot) {
    lock.lock();
    try {
      if (hanging.contains(spot)) {
        hung.incrementAndGet();
      }
      long before = releases;
      while (hanging.contains(spot) && releases == before) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean hangs(Spot spot) {
    lock.lock();
    try {
      return hanging.contains(spot);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String name() {
    return broker.name();
  }

  @Override
  public Duration answersWithin() {
    return broker.answersWithin();
  }

  @Override
  public BrokerLink connect(BrokerAccount account, Known known, LinkListener listener) {
    at(Spot.CONNECT);
    return new Link(broker.connect(account, known, listener));
  }

  @Override
  public void close() {
    at(Spot.CLOSE);
    broker.close();
  }

  private final class Link implements BrokerLink {
    private final BrokerLink link;
    private final MarketData market;

    Link(BrokerLink link) {
      this.link = link;
      market = new Market(link.marketData());
    }

    @Override
    public void send(BrokerCommand command, Consumer<SendResult> answer) {
      boolean places =
          switch (command.ask()) {
            case Ask.Place _, Ask.PlaceGroup _ -> {
              at(Spot.PLACE);
              yield true;
            }
            case Ask.Cancel() -> {
              at(Spot.CANCEL);
              yield false;
            }
            case Ask.Replace _ -> {
              at(Spot.REPLACE);
              yield false;
            }
            case Ask.Query() -> {
              at(Spot.QUERY);
              yield false;
            }
          };
      link.send(
          command,
          places && losing ? _ -> answer.accept(new SendResult.InDoubt("read timed out")) : answer);
    }

    @Override
    public Optional<Departure> prepare(BrokerCommand command) {
      if (!hangs(Spot.SEND_NOW)) {
        return link.prepare(command);
      }
      return Optional.of(_ -> {
        at(Spot.SEND_NOW);
        return false;
      });
    }

    @Override
    public Optional<Quote> quote(Symbol symbol) {
      return link.quote(symbol);
    }

    @Override
    public MarketData marketData() {
      return market;
    }

    @Override
    public Budgets budgets() {
      return link.budgets();
    }

    /** One that tells nothing is asked all the same while it hangs there. */
    @Override
    public Optional<AccountBook> book() {
      return hangs(Spot.BOOK) ? Optional.of(new Silent()) : link.book();
    }

    @Override
    public void close() {
      at(Spot.CLOSE);
      link.close();
    }
  }

  private final class Market implements MarketData {
    private final MarketData market;

    Market(MarketData market) {
      this.market = market;
    }

    @Override
    public Optional<Quote> quote(Symbol symbol) {
      return market.quote(symbol);
    }

    @Override
    public Optional<Trade> trade(Symbol symbol) {
      return market.trade(symbol);
    }

    @Override
    public List<Quote> quotes(Symbol symbol, Range range) {
      at(Spot.HISTORY);
      return market.quotes(symbol, range);
    }

    @Override
    public List<Trade> trades(Symbol symbol, Range range) {
      at(Spot.HISTORY);
      return market.trades(symbol, range);
    }

    @Override
    public List<Bar> bars(Symbol symbol, BarSpan span, Range range) {
      at(Spot.HISTORY);
      return market.bars(symbol, span, range);
    }

    @Override
    public Subscription subscribe(Set<Symbol> symbols, MarketListener listener) {
      at(Spot.SUBSCRIBE);
      return market.subscribe(symbols, listener);
    }

    @Override
    public TradingCalendar usEquities() {
      return market.usEquities();
    }
  }

  /** An account that never says what it has. */
  private final class Silent implements AccountBook {
    private <T> Told<T> never(T nothing) {
      at(Spot.BOOK);
      return new Told<>(nothing, Instant.EPOCH, Optional.of("let go"));
    }

    @Override
    public Told<Optional<AccountState>> account() {
      return never(Optional.empty());
    }

    @Override
    public Told<List<Holding>> holdings() {
      return never(List.of());
    }

    @Override
    public Told<List<KnownOrder>> openOrders() {
      return never(List.of());
    }

    @Override
    public Told<List<KnownOrder>> orders(Instant since) {
      return never(List.of());
    }

    @Override
    public Told<List<KnownFill>> fills(Instant since) {
      return never(List.of());
    }

    @Override
    public Told<List<Movement>> movements(Instant since) {
      return never(List.of());
    }

    @Override
    public Told<List<Instrument>> instruments() {
      return never(List.of());
    }
  }
}
