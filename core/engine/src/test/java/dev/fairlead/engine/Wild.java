// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.account.Configuration.Multiplier;
import dev.fairlead.account.ConfigurationChanges;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.ClientCommand.Portion;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.MovementKind;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.message.TimerFired;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
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
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Inputs that no decent client or broker would send: every field at random, with a taste for edges.
 */
final class Wild {
  private static final List<Long> EDGES =
      List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 1_000_000_000L, 10_000_000L);
  private static final List<String> SYMBOLS =
      List.of("AAPL", "BRK.A", "NSE:RELIANCE", "BTC/USD", "NOPE");

  private final Random random;

  Wild(long seed) {
    random = new Random(seed);
  }

  Input.Cause cause(EngineState state) {
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> place();
      case 5 -> new ClientCommand.Cancel(principal(), order(state));
      case 6 -> random.nextInt(10) == 0 ? new ClientCommand.CancelAll(principal()) : place();
      case 7, 8 -> replace(state);
      case 9 -> close();
      case 10, 11, 12 -> answered(state);
      case 13, 14, 15, 16, 17 ->
          new BrokerReport.OrderReport(account(), placement(state), news(state));
      case 18 -> new TimerFired(placement(state));
      default -> rarely(state);
    };
  }

  private Input.Cause rarely(EngineState state) {
    return switch (random.nextInt(12)) {
      case 10 -> new Input.TimePassed();
      case 11 ->
          random.nextBoolean()
              ? new OperatorAction.Promote(account(), "wild", "wild")
              : new OperatorAction.FailBack("wild", "wild");
      case 7 -> cleared();
      case 8 -> judged();
      case 9 -> flowed();
      case 4, 5 -> moved();
      case 6 -> new BrokerReport.Unread(account(), "wild", "{".repeat(random.nextInt(5_000)));
      case 0 ->
          new BrokerReport.Funded(
              account(), money(), random.nextBoolean() ? 2 : random.nextInt(), "wild");
      case 1 -> new BrokerReport.Listed(account(), List.of(instrument(state)));
      case 2 -> new LinkChange.Down(account(), "wild");
      case 3 -> configure();
      default ->
          new LinkChange.Up(account(), Desk.capabilities(random.nextBoolean() ? Desk.PROOF : null));
    };
  }

  private BrokerReport cleared() {
    BrokerReport.Clearance.Standing standing = oneOf(BrokerReport.Clearance.Standing.values());
    return new BrokerReport.Clearance(account(), standing, "wild");
  }

  private LinkHealth judged() {
    List<LinkHealth.Cause> causes =
        random.nextBoolean()
            ? List.of()
            : List.of(new LinkHealth.Cause(oneOf(LinkHealth.Kind.values()), 7, 40, 5));
    return new LinkHealth(
        account(), random.nextInt(101), oneOf(LinkHealth.Breaker.values()), causes);
  }

  private BrokerReport moved() {
    Quantity quantity = quantity();
    Notional cost =
        random.nextInt(4) == 0
            ? Notional.of(price(), quantity())
            : Notional.of(new Price(1 + random.nextLong(200_000_000_000L)), quantity);
    return new BrokerReport.Moved(
        account(),
        random.nextInt(20) == 0 ? "" : "m" + random.nextInt(300),
        symbol(),
        random.nextBoolean() ? quantity : quantity(),
        cost,
        "wild");
  }

  private BrokerReport flowed() {
    if (random.nextInt(10) == 0) {
      return new BrokerReport.Included(account(), List.of("f" + random.nextInt(300)));
    }
    return new BrokerReport.Flowed(
        account(),
        random.nextInt(20) == 0 ? "" : "f" + random.nextInt(300),
        MovementKind.DIVIDEND,
        money(),
        random.nextBoolean() ? symbol() : null,
        Instant.EPOCH,
        "wild");
  }

  private ClientCommand place() {
    return new ClientCommand.Place(
        principal(), freshOrder(), clientOrderId(), request(), reference());
  }

  private ClientCommand replace(EngineState state) {
    OrderChanges changes =
        new OrderChanges(
            maybe(quantity()),
            maybe(oneOf(TimeInForce.values())),
            maybe(price()),
            maybe(price()),
            maybe(price()));
    return new ClientCommand.Replace(
        principal(), order(state), freshOrder(), clientOrderId(), changes, reference());
  }

  private ClientCommand close() {
    Portion portion =
        switch (random.nextInt(3)) {
          case 0 -> new Portion.All();
          case 1 -> new Portion.Units(quantity());
          default -> new Portion.Share(new Percent(number(100_000_000_000L)));
        };
    return new ClientCommand.Close(
        principal(), freshOrder(), clientOrderId(), symbol(), portion, reference());
  }

  private ClientCommand configure() {
    return new ClientCommand.Configure(
        principal(),
        new ConfigurationChanges(
            // Seldom, or little else would be traded.
            random.nextInt(8) == 0,
            maybe(random.nextBoolean()),
            maybe(random.nextBoolean()),
            null,
            null,
            maybe(oneOf(Multiplier.values())),
            null,
            null,
            null,
            null));
  }

  private OrderRequest request() {
    OrderSize size =
        random.nextInt(4) == 0 ? new OrderSize.Value(money()) : new OrderSize.Units(quantity());
    return new OrderRequest(
        symbol(), side(), size, terms(), oneOf(TimeInForce.values()), random.nextInt(8) == 0);
  }

  private OrderTerms terms() {
    return switch (random.nextInt(8)) {
      case 0 -> new OrderTerms.Stop(price());
      case 1 -> new OrderTerms.StopLimit(price(), price());
      case 2 -> new OrderTerms.TrailingAmount(price());
      case 3 -> new OrderTerms.TrailingPercent(new Percent(number(99_000_000_000L)));
      case 4 -> new OrderTerms.Market();
      default -> new OrderTerms.Limit(price());
    };
  }

  private BrokerReport answered(EngineState state) {
    SendResult result =
        switch (random.nextInt(5)) {
          case 0 -> new SendResult.Refused("code", "no");
          case 1 -> new SendResult.NotSent("cut");
          case 2 -> new SendResult.InDoubt("slow");
          default -> new SendResult.Accepted(name());
        };
    int attempt = random.nextInt(6) == 0 ? random.nextInt() : 1 + random.nextInt(3);
    return new BrokerReport.Answered(account(), placement(state), attempt, result);
  }

  private OrderNews news(EngineState state) {
    return switch (random.nextInt(19)) {
      case 0 -> new OrderNews.Working(name());
      case 1 -> new OrderNews.Canceled();
      case 2 -> new OrderNews.Expired();
      case 3 -> new OrderNews.Rejected("no");
      case 4 -> new OrderNews.CancelRefused("no");
      case 5 -> new OrderNews.Replaced(name());
      case 6 -> new OrderNews.ReplaceRefused("no");
      case 7 -> new OrderNews.Trailed(price());
      case 8 -> new OrderNews.Busted(executionId());
      case 9 -> new OrderNews.Corrected(fill(state));
      case 10, 11 -> found(state);
      case 12 -> new OrderNews.NotFound();
      case 13 -> new OrderNews.Held(name());
      default -> new OrderNews.Executed(fill(state), random.nextBoolean());
    };
  }

  private OrderNews found(EngineState state) {
    List<Fill> fills = IntStream.range(0, random.nextInt(3)).mapToObj(_ -> fill(state)).toList();
    return new Found(name(), oneOf(Found.State.values()), request(), fills);
  }

  /** Mostly one that fits some order, so that much is booked. */
  private Fill fill(EngineState state) {
    List<Placement> placements = state.placements();
    OrderRequest like =
        placements.isEmpty() || random.nextInt(4) == 0
            ? request()
            : placements.get(random.nextInt(placements.size())).request();
    Currency currency = random.nextInt(9) == 0 ? Currency.INR : Currency.USD;
    return new Fill(
        executionId(),
        random.nextInt(4) == 0 ? random.nextInt() : 0,
        like.symbol(),
        like.side(),
        quantity(),
        price(),
        new Money(random.nextInt(9) == 0 ? number(1_000_000) : 0, currency),
        Instant.EPOCH);
  }

  private Instrument instrument(EngineState state) {
    Instrument like = state.instruments().get(random.nextInt(state.instruments().size()));
    boolean odd = random.nextBoolean();
    return new Instrument(
        like.symbol(),
        like.assetId(),
        like.name(),
        like.exchange(),
        like.assetClass(),
        odd ? Currency.INR : like.currency(),
        odd ? new TickRule(price(), price(), price()) : like.ticks(),
        odd ? quantity() : like.lot(),
        random.nextInt(4) > 0,
        like.fractionable(),
        random.nextBoolean(),
        like.marginable());
  }

  private BrokerAccount account() {
    return random.nextInt(30) == 0 ? BrokerAccount.parse("paper:other") : Desk.ACCOUNT;
  }

  private Principal principal() {
    return new Principal(random.nextBoolean() ? "ann" : "bob");
  }

  private OrderId freshOrder() {
    return new OrderId(new UUID(0x4000, random.nextInt(2_000)));
  }

  private OrderId order(EngineState state) {
    List<Order> orders = state.orders();
    return orders.isEmpty() || random.nextInt(10) == 0
        ? freshOrder()
        : orders.get(random.nextInt(orders.size())).id();
  }

  private PlacementId placement(EngineState state) {
    List<Placement> placements = state.placements();
    return placements.isEmpty() || random.nextInt(20) == 0
        ? new PlacementId("stranger-" + random.nextInt(5))
        : placements.get(random.nextInt(placements.size())).id();
  }

  private String clientOrderId() {
    return random.nextInt(50) == 0 ? "" : "c" + random.nextInt(3_000);
  }

  private String executionId() {
    return random.nextInt(50) == 0 ? "" : "x" + random.nextInt(3_000);
  }

  private String name() {
    return random.nextInt(4) == 0 ? "" : "B" + random.nextInt(100);
  }

  private Symbol symbol() {
    return new Symbol(random.nextBoolean() ? "AAPL" : SYMBOLS.get(random.nextInt(SYMBOLS.size())));
  }

  private Side side() {
    return oneOf(Side.values());
  }

  private @Nullable Price reference() {
    return random.nextInt(8) == 0 ? null : price();
  }

  private Price price() {
    return new Price(number(200_000_000_000L) / 10_000_000 * 10_000_000);
  }

  private Quantity quantity() {
    return new Quantity(
        random.nextBoolean() ? number(10_000_000_000L) : Quantity.of(random.nextInt(20)).nanos());
  }

  private Money money() {
    return new Money(number(1_000_000_000L) / 10_000 * 10_000, Currency.USD);
  }

  /** Mostly of a size as real ones have; else an edge, or anything. */
  private long number(long usual) {
    return switch (random.nextInt(12)) {
      case 0 -> EDGES.get(random.nextInt(EDGES.size()));
      case 1 -> random.nextLong();
      case 2 -> random.nextLong() >>> random.nextInt(64);
      default -> 1 + random.nextLong(usual);
    };
  }

  private <T> @Nullable T maybe(T value) {
    return random.nextBoolean() ? value : null;
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
