// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.testkit;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.broker.Broker;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Budgets;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.MarketData;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerCommand.Leg;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A broker that does to each command what the test says, and else what an obedient broker does:
 * takes every place and lets it rest, cancels and replaces what it has, finds what it was sent. It
 * never fills anything on its own; {@link #tell} does. Thread-safe.
 */
public final class ScriptedBroker implements Broker {
  private final Capabilities capabilities;
  private final List<Instrument> instruments;
  private final List<BrokerCommand> commands = new CopyOnWriteArrayList<>();
  private final List<BrokerCommand> prepared = new CopyOnWriteArrayList<>();
  private final List<Known> connects = new CopyOnWriteArrayList<>();
  private final Map<Attempt.Kind, Queue<Reaction>> scripts = new ConcurrentHashMap<>();
  private final Map<Attempt.Kind, Reaction> habits = new ConcurrentHashMap<>();
  private final Map<PlacementId, OrderRequest> resting = new ConcurrentHashMap<>();
  private final Map<Symbol, Quote> quotes = new ConcurrentHashMap<>();
  private volatile BrokerAccount account = Samples.ACCOUNT;
  private volatile @Nullable LinkListener listener;
  private volatile @Nullable MarketData market;
  private volatile boolean connectsDown;
  private volatile @Nullable AccountBook book;
  private volatile Budgets budgets = Budgets.UNLIMITED;
  private volatile boolean prompt;
  private volatile boolean unprepared;
  private volatile Duration answersWithin = Duration.ofSeconds(60);

  public ScriptedBroker() {
    this(Samples.takesAll());
  }

  public ScriptedBroker(Capabilities capabilities) {
    this.capabilities = capabilities;
    instruments = List.of(Samples.share("AAPL"), Samples.share("MSFT"));
    for (Attempt.Kind kind : Attempt.Kind.values()) {
      scripts.put(kind, new ConcurrentLinkedQueue<>());
    }
  }

  /**
   * What the broker does with one command, on the thread that sends it. It may break every rule of
   * {@link BrokerLink#send}: report first and answer then, or twice, or never.
   */
  @FunctionalInterface
  public interface Reaction {
    void to(BrokerCommand command, Consumer<SendResult> answer);

    /** An answer, whatever the command. */
    static Reaction answer(SendResult result) {
      return (_, answer) -> answer.accept(result);
    }

    static Reaction refuse(String reason) {
      return answer(new SendResult.Refused("refused", reason));
    }

    static Reaction notSent() {
      return answer(new SendResult.NotSent("no route to host"));
    }

    static Reaction inDoubt() {
      return answer(new SendResult.InDoubt("read timed out"));
    }

    static Reaction fail(RuntimeException failure) {
      return (_, _) -> {
        throw failure;
      };
    }
  }

  /** The next command of this kind that has no script yet meets {@code reaction}. */
  public void next(Attempt.Kind kind, Reaction reaction) {
    script(kind).add(reaction);
  }

  /** Every command of this kind that has no script meets {@code reaction}. */
  public void always(Attempt.Kind kind, Reaction reaction) {
    habits.put(kind, reaction);
  }

  /** What is not answered within so long is in doubt; before a gateway is opened on it. */
  public ScriptedBroker answeringWithin(Duration limit) {
    answersWithin = limit;
    return this;
  }

  /**
   * All that is seen of the market is what {@code seen} shows; before a gateway is opened on it.
   */
  public ScriptedBroker seeing(MarketData seen) {
    market = seen;
    return this;
  }

  /** The account can be asked from now on, and {@code book} answers. */
  public void keeps(AccountBook book) {
    this.book = book;
  }

  /** The account may ask no more than {@code limits} lets it, as far as orders go. */
  public void limitedBy(Budgets limits) {
    budgets = limits;
  }

  /** From now on requests are taken on the thread that would hand them over. */
  public void sendNow() {
    prompt = true;
  }

  /** From now on whoever has a request made ready meets an exception. */
  public void failToPrepare() {
    unprepared = true;
  }

  /** Links do not come up by themselves. */
  public void connectDown() {
    connectsDown = true;
  }

  private Queue<Reaction> script(Attempt.Kind kind) {
    return scripts.computeIfAbsent(kind, _ -> new ConcurrentLinkedQueue<>());
  }

  /** All commands that were made ready, whether they left or not, oldest first. */
  public List<BrokerCommand> prepared() {
    return List.copyOf(prepared);
  }

  /** All commands that came, oldest first. */
  public List<BrokerCommand> commands() {
    return List.copyOf(commands);
  }

  /** The commands that came of one kind, oldest first. */
  public List<BrokerCommand> commands(Attempt.Kind kind) {
    return commands.stream().filter(command -> kind(command) == kind).toList();
  }

  /** What the gateway told at each connect. */
  public List<Known> connects() {
    return List.copyOf(connects);
  }

  /** Takes a command as an obedient broker does, its answer first. */
  public void obey(BrokerCommand command, Consumer<SendResult> answer) {
    PlacementId placement = command.placement();
    OrderRequest known = resting.get(placement);
    switch (command.ask()) {
      case Ask.Place(OrderRequest request) -> {
        resting.put(placement, request);
        answer.accept(accepted(placement));
      }
      case Ask.PlaceGroup(OrderRequest request, List<Leg> legs) -> {
        resting.put(placement, request.alone());
        answer.accept(accepted(placement));
        legs.forEach(leg -> tell(leg.placement(), new OrderNews.Held(name(leg.placement()))));
      }
      case Ask.Cancel() -> {
        resting.remove(placement);
        confirm(command, known != null, new OrderNews.Canceled(), answer);
      }
      case Ask.Replace(OrderRequest request) -> {
        resting.computeIfPresent(placement, (_, _) -> request);
        confirm(command, known != null, new OrderNews.Replaced(name(placement)), answer);
      }
      case Ask.Query() -> {
        tell(placement, known == null ? new OrderNews.NotFound() : found(placement, known));
        answer.accept(accepted(placement));
      }
    }
  }

  private void confirm(
      BrokerCommand command, boolean known, OrderNews news, Consumer<SendResult> answer) {
    if (known) {
      answer.accept(accepted(command.placement()));
      tell(command.placement(), news);
    } else {
      answer.accept(new SendResult.Refused("unknown", "no such order"));
    }
  }

  /** Takes a command, and its answer is lost; for a reaction that then says something else. */
  public void obeySilently(BrokerCommand command) {
    obey(command, _ -> {});
  }

  private static OrderNews found(PlacementId placement, OrderRequest request) {
    return new OrderNews.Found(name(placement), OrderNews.Found.State.WORKING, request, List.of());
  }

  private static SendResult accepted(PlacementId placement) {
    return new SendResult.Accepted(name(placement));
  }

  private static String name(PlacementId placement) {
    return "broker-" + placement;
  }

  /** Reports news of a placement, on the caller's thread. */
  public void tell(PlacementId placement, OrderNews news) {
    listening().onReport(new BrokerReport.OrderReport(account, placement, news));
  }

  /** Reports anything, on the caller's thread. */
  public void tell(BrokerReport report) {
    listening().onReport(report);
  }

  /** Gives a signal, on the caller's thread. */
  public void signal(LinkSignal signal) {
    listening().onSignal(signal);
  }

  /** The market is there from now on. */
  public void show(Quote quote) {
    quotes.put(quote.symbol(), quote);
  }

  public void goUp() {
    listening().onChange(new LinkChange.Up(account, capabilities));
  }

  public void goDown(String reason) {
    listening().onChange(new LinkChange.Down(account, reason));
  }

  private LinkListener listening() {
    LinkListener connected = listener;
    if (connected == null) {
      throw new IllegalStateException("nobody has connected yet");
    }
    return connected;
  }

  @Override
  public String name() {
    return "paper";
  }

  @Override
  public boolean tellsBook() {
    return book != null;
  }

  @Override
  public Duration answersWithin() {
    return answersWithin;
  }

  @Override
  public BrokerLink connect(BrokerAccount account, Known known, LinkListener listener) {
    this.account = account;
    this.listener = listener;
    connects.add(known);
    listener.onReport(new BrokerReport.Listed(account, instruments));
    if (known.balances().isEmpty()) {
      listener.onReport(new BrokerReport.Funded(account, Samples.CASH, 2, "opening"));
    }
    if (!connectsDown) {
      goUp();
    }
    return new Link();
  }

  @Override
  public void close() {
    // Nothing runs.
  }

  private static Attempt.Kind kind(BrokerCommand command) {
    return switch (command.ask()) {
      case Ask.Place _, Ask.PlaceGroup _ -> Attempt.Kind.PLACE;
      case Ask.Cancel() -> Attempt.Kind.CANCEL;
      case Ask.Replace _ -> Attempt.Kind.REPLACE;
      case Ask.Query() -> Attempt.Kind.QUERY;
    };
  }

  private final class Link implements BrokerLink {
    @Override
    public void send(BrokerCommand command, Consumer<SendResult> answer) {
      commands.add(command);
      Attempt.Kind kind = kind(command);
      Reaction scripted = script(kind).poll();
      Reaction reaction =
          scripted == null ? habits.getOrDefault(kind, ScriptedBroker.this::obey) : scripted;
      reaction.to(command, answer);
    }

    @Override
    public MarketData marketData() {
      MarketData seen = market;
      return seen == null ? MarketData.none() : seen;
    }

    @Override
    public Optional<Price> reference(Symbol symbol, Side side) {
      MarketData seen = market;
      return seen == null ? BrokerLink.super.reference(symbol, side) : seen.reference(symbol, side);
    }

    @Override
    public Optional<Departure> prepare(BrokerCommand command) {
      if (unprepared) {
        throw new IllegalStateException("planted");
      }
      if (!prompt) {
        return Optional.empty();
      }
      prepared.add(command);
      return Optional.of(answer -> {
        send(command, answer);
        return true;
      });
    }

    @Override
    public Optional<Quote> quote(Symbol symbol) {
      MarketData seen = market;
      if (seen != null) {
        return seen.quote(symbol);
      }
      return instruments.stream()
          .map(Instrument::symbol)
          .filter(symbol::equals)
          .findFirst()
          .map(listed -> quotes.getOrDefault(listed, Samples.quote(listed)));
    }

    @Override
    public Budgets budgets() {
      return budgets;
    }

    @Override
    public Optional<AccountBook> book() {
      return Optional.ofNullable(book);
    }

    @Override
    public void close() {
      // Nothing runs.
    }
  }
}
