// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.broker.Broker;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.BudgetState;
import dev.fairlead.broker.Budgets;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.MarketData;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.MovementKind;
import dev.fairlead.message.Offers;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A broker in memory that takes every order and lets it rest: what executes is what a test says.
 * Cancels and replaces are granted at once.
 */
final class TestBroker implements Broker, BrokerLink {
  static final BrokerAccount ACCOUNT = BrokerAccount.parse("test:main");
  static final Instant NOW = Instant.parse("2026-08-17T14:00:00.123456789Z");

  private static final Currency USD = Currency.USD;
  static final Capabilities TAKES_ALL =
      Capabilities.taking(Offers.all())
          .replacing(Capabilities.Replacing.NEW_ID)
          .knowing(Capabilities.Identity.ENFORCED);

  private final Map<Symbol, Quote> quotes = new ConcurrentHashMap<>();
  private final Map<Symbol, PlacementId> newest = new ConcurrentHashMap<>();
  private final Map<PlacementId, OrderRequest> placed = new ConcurrentHashMap<>();
  private final AtomicInteger executions = new AtomicInteger();
  private volatile LinkListener listener = new Deaf();
  private volatile Budgets budgets = Budgets.UNLIMITED;

  /** How long there is no room for an order, of a broker that has limits; empty where there is. */
  volatile Optional<Duration> noRoom = Optional.empty();

  volatile boolean takesCancels = true;

  /** Takes placings, but their answers get lost on the way back. */
  volatile boolean losesAnswers;

  /** What there is to see; empty until a test fills it. */
  final MemoryMarket market = new MemoryMarket();

  /** What it shows of a market: that one, or another of the test's. */
  volatile MarketData shown = market;

  TestBroker() {
    quote("AAPL", "189.99", "190.01");
    quote("BTC/USD", "59990", "60010");
    quote("NSE:RELIANCE", "2999.95", "3000.05");
  }

  void quote(String symbol, String bid, String ask) {
    Quantity size = Quantity.of(100);
    quotes.put(
        new Symbol(symbol),
        new Quote(new Symbol(symbol), Price.parse(bid), size, Price.parse(ask), size, NOW));
  }

  private static Instrument share(String symbol, Exchange exchange, boolean fractionable) {
    Quantity lot = fractionable ? new Quantity(1) : Quantity.of(1);
    return new Instrument(
        new Symbol(symbol),
        UUID.nameUUIDFromBytes(symbol.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        symbol + " Common Stock",
        exchange,
        AssetClass.EQUITY,
        exchange == Exchange.NSE ? Currency.INR : USD,
        TickRule.US_EQUITY,
        lot,
        true,
        fractionable,
        true,
        true);
  }

  static final Instrument AAPL = share("AAPL", Exchange.NASDAQ, true);

  private static final List<Instrument> LISTED =
      List.of(
          AAPL,
          share("NOQUOTE", Exchange.NYSE, true),
          share("NSE:RELIANCE", Exchange.NSE, false),
          new Instrument(
              new Symbol("BTC/USD"),
              UUID.fromString("276e2673-764b-4ab6-a611-caf665ca6340"),
              "Bitcoin",
              Exchange.CRYPTO,
              AssetClass.CRYPTO,
              USD,
              TickRule.of(Price.parse("0.01")),
              Quantity.parse("0.0001"),
              true,
              true,
              false,
              false));

  @Override
  public String name() {
    return "test";
  }

  @Override
  public BrokerLink connect(BrokerAccount account, Known known, LinkListener told) {
    listener = told;
    told.onReport(new BrokerReport.Listed(account, LISTED));
    if (known.balances().isEmpty()) {
      told.onReport(
          new BrokerReport.Funded(account, Money.parse("100000", USD), 2, "opening balance"));
    }
    told.onChange(new LinkChange.Up(account, TAKES_ALL));
    return this;
  }

  @Override
  public void send(BrokerCommand command, Consumer<SendResult> answer) {
    PlacementId placement = command.placement();
    SendResult accepted = new SendResult.Accepted("B-" + placement);
    switch (command.ask()) {
      case BrokerCommand.Ask.Place(OrderRequest request) -> {
        placed.put(placement, request);
        newest.put(request.symbol(), placement);
        answer.accept(losesAnswers ? new SendResult.InDoubt("connection reset") : accepted);
      }
      case BrokerCommand.Ask.PlaceGroup _ ->
          answer.accept(new SendResult.Refused("groups", "none are kept"));
      case BrokerCommand.Ask.Cancel() -> {
        answer.accept(accepted);
        if (takesCancels) {
          tell(placement, new OrderNews.Canceled());
        }
      }
      case BrokerCommand.Ask.Replace(OrderRequest request) -> {
        placed.put(placement, request);
        answer.accept(accepted);
        tell(placement, new OrderNews.Replaced("B-" + placement));
      }
      case BrokerCommand.Ask.Query() -> answer.accept(accepted);
    }
  }

  private void tell(PlacementId placement, OrderNews news) {
    listener.onReport(new BrokerReport.OrderReport(ACCOUNT, placement, news));
  }

  /** Executes part of the newest placement for {@code symbol}; returns the execution's id. */
  String fill(String symbol, String quantity, String price) {
    return fill(symbol, quantity, price, NOW.plusSeconds(executions.get() + 1));
  }

  /** Executes the newest placement in parts, whatever else is placed because of the first. */
  void fillInParts(String symbol, String price, String... quantities) {
    PlacementId placement = newest(symbol);
    for (String quantity : quantities) {
      String _ = fill(placement, quantity, price, NOW.plusSeconds(executions.get() + 1));
    }
  }

  /** Executes part of the newest placement at a time of the test's. */
  String fill(String symbol, String quantity, String price, Instant at) {
    return fill(newest(symbol), quantity, price, at);
  }

  private String fill(PlacementId placement, String quantity, String price, Instant at) {
    OrderRequest request = Objects.requireNonNull(placed.get(placement));
    String id = "X-" + executions.incrementAndGet();
    Fill fill =
        new Fill(
            id,
            0,
            request.symbol(),
            request.side(),
            Quantity.parse(quantity),
            Price.parse(price),
            Money.zero(request.symbol().text().startsWith("NSE") ? Currency.INR : USD),
            at);
    tell(placement, new OrderNews.Executed(fill, false));
    return id;
  }

  /** Takes an execution back. */
  void bust(String symbol, String executionId) {
    tell(newest(symbol), new OrderNews.Busted(executionId));
  }

  /** Money comes, or goes. */
  void fund(String dollars, String cause) {
    listener.onReport(new BrokerReport.Funded(ACCOUNT, Money.parse(dollars, USD), 2, cause));
  }

  /** Money comes, or goes, for a reason that has a kind. */
  void flow(String id, MovementKind kind, String dollars, Instant at, String cause) {
    listener.onReport(
        new BrokerReport.Flowed(
            ACCOUNT, id, kind, Money.parse(dollars, USD), new Symbol("AAPL"), at, cause));
  }

  /** Units of AAPL come, or go. */
  void move(String id, MovementKind kind, String quantity, String cost, @Nullable Instant at) {
    Symbol symbol = new Symbol("AAPL");
    Notional notional = Notional.of(Money.parse(cost, USD));
    listener.onReport(
        new BrokerReport.Moved(ACCOUNT, id, symbol, Quantity.parse(quantity), notional, "moved")
            .of(kind, at));
  }

  void reject(String symbol, String reason) {
    tell(newest(symbol), new OrderNews.Rejected(reason));
  }

  /** Whether it was sent no order at all. */
  boolean isEmpty() {
    return placed.isEmpty();
  }

  private PlacementId newest(String symbol) {
    return Objects.requireNonNull(newest.get(new Symbol(symbol)), "nothing was placed");
  }

  @Override
  public MarketData marketData() {
    return shown;
  }

  /** Has limits from now on, and says this of them. */
  void limitedBy(BudgetState state) {
    budgets =
        new Budgets() {
          @Override
          public Optional<Duration> pledge(boolean closing) {
            return noRoom;
          }

          @Override
          public void release() {}

          @Override
          public List<BudgetState> states() {
            return List.of(state);
          }
        };
  }

  @Override
  public Budgets budgets() {
    return budgets;
  }

  void signal(LinkSignal signal) {
    listener.onSignal(signal);
  }

  /** The link comes up anew, of a broker that can do this. */
  void goUp(Capabilities capabilities) {
    listener.onChange(new LinkChange.Up(ACCOUNT, capabilities));
  }

  void goDown() {
    listener.onChange(new LinkChange.Down(ACCOUNT, "pulled by the test"));
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    return Optional.ofNullable(quotes.get(symbol));
  }

  @Override
  public void close() {
    listener = new Deaf();
  }

  private static final class Deaf implements LinkListener {
    @Override
    public void onReport(BrokerReport report) {}

    @Override
    public void onChange(LinkChange change) {}
  }
}
