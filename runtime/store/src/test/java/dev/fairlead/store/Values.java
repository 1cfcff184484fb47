// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.Event;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.MovementKind;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.RouteCandidate;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.Order.Group;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Placement.Attempt;
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
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random values of the model, odd ones more often than in life. One seed is one run of them. */
final class Values {
  static final List<BrokerAccount> ACCOUNTS =
      List.of(new BrokerAccount("paper", "main"), new BrokerAccount("alpaca", "second"));
  static final List<Symbol> SYMBOLS =
      List.of(
          new Symbol("AAPL"),
          new Symbol("BRK.B"),
          new Symbol("NSE:M&M"),
          new Symbol("BTC/USD"),
          new Symbol("TSLA"));
  private static final List<String> TEXTS =
      List.of(
          "",
          "null",
          "plain",
          "it's \"quoted\"; DROP TABLE orders; --",
          "line\nbreak\ttab",
          "ünïcödé ₹ 漢字",
          "🚀 to the moon 🚀",
          "%_\\?",
          "1",
          "x".repeat(300));

  final SplittableRandom random;

  Values(long seed) {
    random = new SplittableRandom(seed);
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  <E extends Enum<E>> E oneOf(Class<E> type) {
    return oneOf(List.of(type.getEnumConstants()));
  }

  <T> @Nullable T sometimes(Supplier<T> value) {
    return random.nextInt(3) == 0 ? null : value.get();
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  String text() {
    return oneOf(TEXTS);
  }

  OrderId orderId() {
    return new OrderId(uuid());
  }

  UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  BrokerAccount account() {
    return oneOf(ACCOUNTS);
  }

  Symbol symbol() {
    return oneOf(SYMBOLS);
  }

  /** Small and round, small and odd, or any at all. */
  long nanos() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(1, 1_000) * 1_000_000_000L;
      case 1 -> random.nextInt(1, 100_000) * 10_000_000L;
      case 2 -> random.nextLong(1, 1_000_000_000_000L);
      default -> random.nextLong();
    };
  }

  Price price() {
    return new Price(nanos());
  }

  /** Units that came or went, of a size that any balance can hold. */
  Moved moved(BrokerAccount account, String id, Symbol symbol) {
    Quantity quantity = new Quantity(random.nextLong(-1_000_000_000L, 1_000_000_000L));
    Notional cost = Notional.of(new Price(random.nextLong(1, 1_000_000_000_000L)), quantity);
    Moved moved = new Moved(account, id, symbol, quantity, cost, text());
    return chance(50) ? moved : moved.of(oneOf(MovementKind.class), instant());
  }

  Quantity quantity() {
    return new Quantity(nanos());
  }

  Notional notional() {
    BigInteger wide = BigInteger.valueOf(random.nextLong()).multiply(BigInteger.valueOf(nanos()));
    return new Notional(chance(20) ? BigInteger.ZERO : wide);
  }

  Currency currency() {
    return oneOf(List.of(Currency.USD, Currency.INR, new Currency("USDT")));
  }

  Money money(Currency currency) {
    return new Money(chance(20) ? 0 : random.nextLong(), currency);
  }

  /** Any that a clock may show, a broken one too. */
  Instant instant() {
    return switch (random.nextInt(10)) {
      case 0 -> Instant.ofEpochSecond(random.nextLong(-200_000_000_000L, 900_000_000_000L));
      case 1 -> Instant.EPOCH;
      default ->
          Instant.ofEpochSecond(
              random.nextLong(1_700_000_000L, 1_900_000_000L), random.nextInt(1_000_000_000));
    };
  }

  OrderRequest request() {
    return new OrderRequest(
        symbol(), oneOf(Side.class), size(), terms(), oneOf(TimeInForce.class), chance(50));
  }

  OrderSize size() {
    return chance(80) ? new OrderSize.Units(quantity()) : new OrderSize.Value(money(currency()));
  }

  OrderTerms terms() {
    return switch (random.nextInt(6)) {
      case 0 -> new OrderTerms.Market();
      case 1 -> new OrderTerms.Limit(price());
      case 2 -> new OrderTerms.Stop(price());
      case 3 -> new OrderTerms.StopLimit(price(), price());
      case 4 -> new OrderTerms.TrailingAmount(price());
      default -> new OrderTerms.TrailingPercent(new Percent(nanos()));
    };
  }

  /** An order that was just taken, with any request. */
  Order accepted(
      OrderId id,
      Principal principal,
      String clientOrderId,
      BrokerAccount account,
      PlacementId placement,
      @Nullable OrderId replaces,
      Instant now) {
    OrderRequest request = request().leaving(exits());
    return new Order(
        id,
        principal,
        clientOrderId,
        request,
        account,
        OrderStatus.ACCEPTED,
        Quantity.ZERO,
        Notional.ZERO,
        placement,
        replaces,
        null,
        null,
        "",
        now,
        now,
        null,
        null,
        group(id, request.exits()),
        null);
  }

  /** Mostly none. */
  Exits exits() {
    return switch (random.nextInt(8)) {
      case 0 -> new Exits.Bracket(new OrderTerms.Limit(price()), stopLoss());
      case 1 -> new Exits.Oco(stopLoss());
      case 2 -> new Exits.Oto(chance(50) ? new OrderTerms.Limit(price()) : stopLoss());
      default -> new Exits.None();
    };
  }

  private OrderTerms stopLoss() {
    return chance(50) ? new OrderTerms.Stop(price()) : new OrderTerms.StopLimit(price(), price());
  }

  /** As the one that brings the exits; one without is sometimes a leg of another. */
  @Nullable Group group(OrderId order, Exits exits) {
    return switch (exits) {
      case Exits.None() ->
          chance(80) ? null : new Group(orderId(), OrderClass.BRACKET, Group.Role.STOP_LOSS);
      case Exits.Oco _ -> new Group(order, exits.orderClass(), Group.Role.TAKE_PROFIT);
      case Exits.Bracket _, Exits.Oto _ -> new Group(order, exits.orderClass(), Group.Role.ENTRY);
    };
  }

  Attempt attempt(int number) {
    return new Attempt(number, oneOf(Attempt.Kind.class), instant(), sometimes(this::sendResult));
  }

  SendResult sendResult() {
    return switch (random.nextInt(4)) {
      case 0 -> new SendResult.Accepted(text());
      case 1 -> new SendResult.Refused(text(), text());
      case 2 -> new SendResult.NotSent(text());
      default -> new SendResult.InDoubt(text());
    };
  }

  Instrument instrument() {
    return instrument(symbol(), oneOf(AssetClass.class));
  }

  Instrument instrument(Symbol symbol, AssetClass assetClass) {
    return new Instrument(
        symbol,
        uuid(),
        text(),
        oneOf(Exchange.class),
        assetClass,
        currency(),
        new TickRule(price(), price(), price()),
        quantity(),
        chance(50),
        chance(50),
        chance(50),
        chance(50));
  }

  /** What may happen to an order besides executions. */
  Happened happened() {
    return oneOf(
        List.of(
            new Happened.Working(),
            new Happened.CancelRequested(),
            new Happened.CancelRefused(text()),
            new Happened.Canceled(),
            new Happened.Expired(),
            new Happened.Rejected(text()),
            new Happened.ReplaceRequested(orderId()),
            new Happened.ReplaceRefused(text()),
            new Happened.Replaced(orderId()),
            new Happened.InDoubt(text()),
            new Happened.Rerouted(text()),
            new Happened.Reinstated(),
            new Happened.Trailed()));
  }

  List<RouteCandidate> candidates() {
    List<RouteCandidate> candidates = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      candidates.add(
          chance(30)
              ? RouteCandidate.passedOver(account(), text())
              : new RouteCandidate(account(), null, figures()));
    }
    return candidates;
  }

  private RouteCandidate.Figures figures() {
    return new RouteCandidate.Figures(
        chance(20) ? null : price(),
        random.nextInt(2001) - 1000,
        random.nextInt(1001),
        random.nextInt(1_000_001),
        random.nextInt(1_000_001),
        random.nextInt(10_000_000),
        random.nextInt(5),
        1 + random.nextInt(3),
        random.nextLong(1L << 40),
        random.nextInt(2),
        random.nextInt(101));
  }

  /** What may happen to a gateway at {@code now}, but for an alarm. */
  List<Event> ofGateway(Instant now) {
    return chance(60)
        ? List.of(
            new Event.HealthChanged(health()),
            new Event.BreakerMoved(LinkHealth.Breaker.CLOSED, health()))
        : List.of(
            new Event.LinkDown(account(), text()),
            new Event.LinkUp(account()),
            new Event.FailedOver(account(), acting(now)));
  }

  ActingAccount acting(Instant since) {
    return new ActingAccount(
        account(), since, oneOf(ActingAccount.Turn.class), text(), text(), random.nextLong());
  }

  LinkHealth health() {
    List<LinkHealth.Cause> causes = new ArrayList<>();
    for (LinkHealth.Kind kind : LinkHealth.Kind.values()) {
      if (chance(40)) {
        causes.add(
            new LinkHealth.Cause(
                kind, 1 + random.nextInt(100), random.nextLong(), random.nextInt()));
      }
    }
    return new LinkHealth(
        account(), random.nextInt(101), oneOf(List.of(LinkHealth.Breaker.values())), causes);
  }

  /** The same the other way round. */
  static Fill reversed(Fill fill) {
    return new Fill(
        fill.executionId(),
        fill.revision(),
        fill.symbol(),
        fill.side().opposite(),
        fill.quantity(),
        fill.price(),
        fill.fee(),
        fill.at());
  }
}
