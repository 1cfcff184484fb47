// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.account.Configuration;
import dev.fairlead.account.ConfigurationChanges;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.ClientCommand.Portion;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.TimerFired;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateChange;
import dev.fairlead.state.StateEdit;
import dev.fairlead.state.StateSum;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Inputs and states as they occur, one of every kind, and any number of them by sequence. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");
  public static final BrokerAccount ACCOUNT = new BrokerAccount("paper", "main");
  static final Principal PRINCIPAL = new Principal("PKTEST0000000000001");
  static final PlacementId PLACEMENT = PlacementId.of(7, 3, 42);
  static final OrderRequest REQUEST = OrderRequest.buy("AAPL", "10").limit("190.25");

  private Samples() {}

  static OrderId order(long number) {
    return new OrderId(new UUID(0x0123456789ABCDEFL, number));
  }

  /** A likely mix: an order, the broker's answer, a fill. */
  public static Input input(long sequence) {
    Input.Cause cause =
        switch ((int) (sequence % 3)) {
          case 0 ->
              new ClientCommand.Place(
                  PRINCIPAL,
                  order(sequence),
                  "6f1c0b62-94a5-4d0f-9b1e-%012d".formatted(sequence),
                  REQUEST,
                  Price.parse("190.3"));
          case 1 ->
              new BrokerReport.Answered(
                  ACCOUNT,
                  PlacementId.of(7, 3, sequence),
                  1,
                  new SendResult.Accepted("paper-" + sequence));
          default ->
              new BrokerReport.OrderReport(
                  ACCOUNT,
                  PlacementId.of(7, 3, sequence),
                  new OrderNews.Executed(fill("execution-" + sequence, 0), true));
        };
    return new Input(sequence, NOON.plusNanos(sequence * 1_000_003), cause);
  }

  /** The inputs {@code first} to {@code last}. */
  public static List<Input> inputs(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(Samples::input).toList();
  }

  static Fill fill(String executionId, int revision) {
    return new Fill(
        executionId,
        revision,
        new Symbol("AAPL"),
        Side.BUY,
        Quantity.parse("2.5"),
        Price.parse("190.24"),
        Money.parse("0.01", Currency.USD),
        NOON);
  }

  static final OperatorAction.Routing ROUTING =
      new OperatorAction.Routing("primary-only", List.of(ACCOUNT));

  /** A state after {@code sequence}, of {@code orders} orders. */
  public static EngineState state(long sequence, int orders) {
    return state(sequence, 0, orders);
  }

  /** What has changed: five new orders, and all else that a state holds. */
  public static StateChange change(long since, long sequence) {
    return new StateChange(since, state(sequence, 10 * sequence, 5));
  }

  /** The state that the changes from one sequence to the next add up to. */
  public static EngineState sum(long... sequences) {
    StateSum sum = new StateSum();
    for (long sequence : sequences) {
      sum.add(change(sum.sequence(), sequence));
    }
    return sum.state();
  }

  private static EngineState state(long sequence, long firstOrder, int orders) {
    List<Order> list = new ArrayList<>();
    for (long i = firstOrder; i < firstOrder + orders; i++) {
      list.add(order(i, "client-" + i));
    }
    return StateEdit.empty()
        .after(sequence, NOON)
        .started(7, 3, 1, 42)
        .routing(ROUTING)
        .links(
            List.of(
                new EngineState.Link(ACCOUNT, CapabilitySamples.FIRST, Instant.EPOCH),
                EngineState.Link.unseen(new BrokerAccount("alpaca", "live-1"))))
        .instruments(List.of(INSTRUMENT))
        .orders(list)
        .placements(List.of(placement()))
        .fills(
            List.of(
                new EngineState.BookedFill(
                    order(1), PLACEMENT, ACCOUNT, fill("execution-1", 1), true)))
        .positions(
            List.of(
                new Position(
                    ACCOUNT,
                    new Symbol("AAPL"),
                    Currency.USD,
                    Quantity.parse("-2.5"),
                    Notional.of(Price.parse("190.24"), Quantity.parse("-2.5")),
                    new Notional(BigInteger.TWO.pow(90)))))
        .balances(
            List.of(
                new Balance(
                    ACCOUNT,
                    Money.parse("100000", Currency.USD),
                    Money.parse("475.6", Currency.USD),
                    Money.zero(Currency.USD),
                    Money.parse("-1", Currency.USD),
                    2)))
        .eventCounts(List.of(new EngineState.EventCount(PRINCIPAL, 17)))
        .parked(
            List.of(
                new EngineState.Parked(
                    ACCOUNT, PLACEMENT, new OrderNews.Corrected(fill("execution-9", 2)))))
        .done();
  }

  static final ConfigurationChanges CHANGES =
      new ConfigurationChanges(
          true,
          false,
          null,
          true,
          null,
          Configuration.Multiplier.TWO,
          Configuration.ConfirmEmail.NONE,
          Configuration.OptionsLevel.LONG,
          null,
          Configuration.DayTradeCheck.EXIT);

  private static Order order(long number, String clientOrderId) {
    return new Order(
        order(number),
        PRINCIPAL,
        clientOrderId,
        REQUEST,
        ACCOUNT,
        OrderStatus.REPLACED,
        Quantity.parse("2.5"),
        Notional.of(Price.parse("190.24"), Quantity.parse("2.5")),
        PLACEMENT,
        null,
        order(number + 1),
        Price.parse("191"),
        "",
        NOON,
        NOON.plusSeconds(1),
        NOON.plusSeconds(1),
        null);
  }

  private static Placement placement() {
    return new Placement(
        PLACEMENT,
        order(1),
        ACCOUNT,
        REQUEST,
        Price.parse("190.25"),
        PlacementStatus.PENDING_REPLACE,
        Quantity.parse("2.5"),
        Notional.of(Price.parse("190.24"), Quantity.parse("2.5")),
        1,
        "paper-1",
        true,
        new Placement.Replacement(order(2), REQUEST.limit("191"), Price.parse("191")),
        Price.parse("192"),
        2,
        List.of(
            attempt(1, Placement.Attempt.Kind.PLACE, new SendResult.InDoubt("timed out")),
            attempt(2, Placement.Attempt.Kind.QUERY, new SendResult.Accepted("paper-1")),
            attempt(3, Placement.Attempt.Kind.CANCEL, new SendResult.NotSent("refused")),
            new Placement.Attempt(4, Placement.Attempt.Kind.REPLACE, NOON, null)));
  }

  private static Placement.Attempt attempt(
      int number, Placement.Attempt.Kind kind, SendResult result) {
    return new Placement.Attempt(number, kind, NOON, result);
  }

  private static final Instrument INSTRUMENT =
      new Instrument(
          new Symbol("NSE:RELIANCE"),
          new UUID(1, 2),
          "Reliance Industries",
          Exchange.NSE,
          AssetClass.EQUITY,
          Currency.INR,
          TickRule.of(Price.parse("0.05")),
          Quantity.of(1),
          true,
          false,
          true,
          false);

  /** One input of every kind, with every variant somewhere in them, by name. */
  static Map<String, Input> everyKind() {
    Map<String, Input.Cause> causes = new LinkedHashMap<>();
    addCommands(causes);
    addReports(causes);
    addNews(causes);
    causes.put("Up-3", new LinkChange.Up(ACCOUNT, CapabilitySamples.FIRST));
    causes.put("Down", new LinkChange.Down(ACCOUNT, "connection reset"));
    causes.put("TimerFired", new TimerFired(PLACEMENT));
    causes.put("Started", new OperatorAction.Started(1_048_575, 3, 1, ROUTING));
    GroupSamples.add(causes);
    causes.put("Configure", new ClientCommand.Configure(PRINCIPAL, CHANGES));
    causes.put("Up-4", new LinkChange.Up(ACCOUNT, CapabilitySamples.MORE));
    MoveSamples.add(causes);
    HealthSamples.add(causes);
    MoveSamples.addFlows(causes);
    GroupSamples.addCarried(causes);
    RouteSamples.add(causes);
    RouteSamples.addLeads(causes);
    DoubtSamples.add(causes);
    Map<String, Input> inputs = new LinkedHashMap<>();
    causes.forEach((name, cause) -> inputs.put(name, new Input(300 + inputs.size(), NOON, cause)));
    Map<String, Input.Cause> reconciled = new LinkedHashMap<>();
    HealthSamples.addClearances(reconciled);
    inputs.putAll(numbered(600, reconciled));
    return inputs;
  }

  /** With numbers of their own, so that nothing else moves them. */
  private static Map<String, Input> numbered(long from, Map<String, Input.Cause> causes) {
    Map<String, Input> inputs = new LinkedHashMap<>();
    causes.forEach((name, cause) -> inputs.put(name, new Input(from + inputs.size(), NOON, cause)));
    return inputs;
  }

  private static void addCommands(Map<String, Input.Cause> causes) {
    Price reference = Price.parse("190.3");
    causes.put("Place-Limit", place("my-order", REQUEST, reference));
    causes.put("Place-Market", place("Ωμέγα 🚀", sized("AAPL"), null));
    causes.put("Place-Stop", place("a", termed(new OrderTerms.Stop(reference)), reference));
    causes.put(
        "Place-StopLimit",
        place("a", termed(new OrderTerms.StopLimit(reference, Price.parse("190"))), reference));
    causes.put(
        "Place-TrailingAmount",
        place("a", termed(new OrderTerms.TrailingAmount(Price.parse("1.5"))), reference));
    causes.put(
        "Place-TrailingPercent",
        place("a", termed(new OrderTerms.TrailingPercent(Percent.parse("2.25"))), reference));
    causes.put("Cancel", new ClientCommand.Cancel(PRINCIPAL, order(1)));
    causes.put("CancelAll", new ClientCommand.CancelAll(PRINCIPAL));
    OrderChanges changes =
        new OrderChanges(
            Quantity.of(5), TimeInForce.FOK, null, Price.parse("190"), Price.parse("0.5"));
    causes.put(
        "Replace",
        new ClientCommand.Replace(PRINCIPAL, order(1), order(2), "b", changes, reference));
    causes.put("Close-All", close(new Portion.All()));
    causes.put("Close-Units", close(new Portion.Units(Quantity.parse("0.000000001"))));
    causes.put("Close-Share", close(new Portion.Share(Percent.parse("33.3"))));
  }

  private static ClientCommand place(
      String clientOrderId, OrderRequest request, @Nullable Price price) {
    return new ClientCommand.Place(PRINCIPAL, order(1), clientOrderId, request, price);
  }

  private static OrderRequest sized(String symbol) {
    return OrderRequest.sell(symbol, "1")
        .with(new OrderSize.Value(Money.parse("1000.5", Currency.USD)))
        .inExtendedHours();
  }

  private static OrderRequest termed(OrderTerms terms) {
    return REQUEST.with(terms).goodFor(TimeInForce.GTC);
  }

  private static ClientCommand close(Portion portion) {
    return new ClientCommand.Close(
        PRINCIPAL, order(1), "c", new Symbol("BTC/USD"), portion, Price.parse("64000"));
  }

  private static void addReports(Map<String, Input.Cause> causes) {
    causes.put("Answered-Accepted", answered(new SendResult.Accepted("paper-1")));
    causes.put("Answered-Refused", answered(new SendResult.Refused("40310000", "no shares")));
    causes.put("Answered-NotSent", answered(new SendResult.NotSent("connect refused")));
    causes.put("Answered-InDoubt", answered(new SendResult.InDoubt("timed out")));
    causes.put("Listed", new BrokerReport.Listed(ACCOUNT, List.of(INSTRUMENT)));
    causes.put(
        "Funded",
        new BrokerReport.Funded(ACCOUNT, Money.parse("-12.5", Currency.USD), 4, "interest"));
  }

  private static BrokerReport answered(SendResult result) {
    return new BrokerReport.Answered(ACCOUNT, PLACEMENT, 2, result);
  }

  private static void addNews(Map<String, Input.Cause> causes) {
    List<OrderNews> news =
        List.of(
            new OrderNews.Working("paper-1"),
            new OrderNews.Executed(fill("execution-1", 0), false),
            new OrderNews.Canceled(),
            new OrderNews.Expired(),
            new OrderNews.Rejected("halted"),
            new OrderNews.CancelRefused("already filled"),
            new OrderNews.Replaced("paper-2"),
            new OrderNews.ReplaceRefused("too late"),
            new OrderNews.Trailed(Price.parse("195.5")),
            new OrderNews.Busted("execution-1"),
            new OrderNews.Corrected(fill("execution-1", 1)),
            new OrderNews.Found(
                "paper-1",
                OrderNews.Found.State.FILLED,
                REQUEST,
                List.of(fill("execution-1", 0), fill("execution-2", 0))),
            new OrderNews.NotFound());
    for (OrderNews one : news) {
      causes.put(
          "OrderReport-" + one.getClass().getSimpleName(),
          new BrokerReport.OrderReport(ACCOUNT, PLACEMENT, one));
    }
  }
}
