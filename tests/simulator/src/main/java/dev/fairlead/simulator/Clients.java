// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.ClientCommand.Place;
import dev.fairlead.message.Reply;
import dev.fairlead.message.RouteHints;
import dev.fairlead.message.RouteHints.Sight;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.routing.RoutingStrategy;
import dev.fairlead.state.EngineState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Clients that trade at random, some of them impatient. */
final class Clients {
  static final Price REFERENCE = Price.parse("100");

  private static final List<String> SYMBOLS = List.of("AAPL", "AAPL", "MSFT");

  private final Agenda agenda;
  private final Faults faults;
  private final Dice dice;
  private final Gateway gateway;
  private final Swarm swarm;
  private final List<BrokerAccount> accounts;

  /** The order that was taken under a client's own id, as its client was told. */
  private final Map<List<String>, OrderId> taken = new HashMap<>();

  private long ids;
  private int asked;

  Clients(Agenda agenda, Faults faults, Dice dice, Gateway gateway, Swarm swarm) {
    this.agenda = agenda;
    this.faults = faults;
    this.dice = dice;
    this.gateway = gateway;
    this.swarm = swarm;
    accounts = swarm.accounts();
  }

  /** What was asked of the gateway, repeats included. */
  int asked() {
    return asked;
  }

  /** Somebody asks for something. */
  void act() {
    EngineState book = gateway.state().orElse(null);
    if (book == null) {
      return; // The connection is refused.
    }
    ClientCommand command = command(book);
    ask(command);
    if (!(command instanceof Place place)) {
      return;
    }
    if (faults.strike(Fault.CLIENT_REPEATS, "accepted", place.clientOrderId())) {
      agenda.after(dice.upTo(Duration.ofSeconds(20)), () -> ask(again(place, place.request())));
    }
    if (faults.strike(Fault.CLIENT_REUSES_ID, "accepted", place.clientOrderId())) {
      ask(again(place, place.request().goodFor(TimeInForce.IOC)));
    }
    if (faults.strike(Fault.CANCEL_STORM, "sent", place.order())) {
      for (int i = 0; i < 5; i++) {
        OrderId order = i == 3 ? freshOrder() : place.order();
        agenda.after(
            dice.upTo(Duration.ofMillis(50)),
            () -> ask(new ClientCommand.Cancel(place.principal(), order)));
      }
    }
  }

  private Place again(Place place, OrderRequest request) {
    List<OrderId> legs = place.legs().stream().map(_ -> freshOrder()).toList();
    return new Place(
        place.principal(),
        freshOrder(),
        place.clientOrderId(),
        request,
        place.reference(),
        legs,
        place.hints());
  }

  private void ask(ClientCommand command) {
    asked++;
    gateway.tell(command, reply -> answered(command, reply));
  }

  /** I-06: under one id of a client there is one order, for ever. */
  private void answered(ClientCommand command, Reply reply) {
    if (!(command instanceof Place place)) {
      return;
    }
    List<String> key = List.of(place.principal().toString(), place.clientOrderId());
    OrderId known = taken.get(key);
    if (reply instanceof Reply.Done(Order order)) {
      Checks.require(order.clientOrderId().equals(place.clientOrderId()), "I-06", order);
      Checks.require(known == null, "I-06", order.id() + " beside " + known);
      taken.put(key, order.id());
    } else if (reply instanceof Reply.Repeated(Order order)) {
      Checks.require(known == null || known.equals(order.id()), "I-06", order);
    }
  }

  private ClientCommand command(EngineState book) {
    Order some = someOrder(book);
    Principal principal = some == null || dice.oneIn(8) ? anyPrincipal() : some.principal();
    OrderId order = some == null ? freshOrder() : some.id();
    return switch (dice.below(16)) {
      case 0, 1 -> new ClientCommand.Cancel(principal, order);
      case 2 ->
          dice.oneIn(6)
              ? new ClientCommand.CancelAll(principal)
              : new ClientCommand.Cancel(principal, order);
      case 3, 4, 5 ->
          new ClientCommand.Replace(
              principal, order, freshOrder(), clientOrderId(), changes(), REFERENCE);
      case 6 ->
          new ClientCommand.Close(
              principal,
              freshOrder(),
              clientOrderId(),
              new Symbol("AAPL"),
              new ClientCommand.Portion.All(),
              REFERENCE);
      default -> place(principal);
    };
  }

  private Place place(Principal principal) {
    OrderRequest request = request();
    OrderId order = freshOrder();
    String clientOrderId = clientOrderId();
    List<OrderId> legs = Stream.generate(this::freshOrder).limit(request.exits().legs()).toList();
    return new Place(principal, order, clientOrderId, request, REFERENCE, legs, hints());
  }

  private RouteHints hints() {
    List<Sight> sights = new ArrayList<>();
    for (BrokerAccount account : accounts) {
      if (!dice.oneIn(6)) {
        sights.add(new Sight(account, Price.parse("10" + dice.below(3) + "." + dice.below(10))));
      }
    }
    String strategy = dice.oneIn(6) ? dice.oneOf(RoutingStrategy.names()) : null;
    BrokerAccount only = dice.oneIn(12) ? dice.oneOf(accounts) : null;
    return new RouteHints(strategy, only, sights);
  }

  /** A profit and a loss five from the market. */
  private OrderRequest withExits(OrderRequest request) {
    boolean buys = request.side() == Side.BUY;
    OrderTerms.Limit profit = new OrderTerms.Limit(Price.parse(buys ? "105" : "95"));
    OrderTerms loss = new OrderTerms.Stop(Price.parse(buys ? "95" : "105"));
    return dice.oneIn(4)
        ? request.leaving(new Exits.Oto(dice.oneIn(2) ? profit : loss))
        : request.leaving(new Exits.Bracket(profit, loss));
  }

  private Principal anyPrincipal() {
    return new Principal(dice.oneOf(List.of("ann", "bob", "eve")));
  }

  private OrderRequest request() {
    String quantity = String.valueOf(1 + dice.below(20));
    String symbol = dice.oneOf(SYMBOLS);
    OrderRequest request =
        dice.below(3) > 0
            ? OrderRequest.buy(symbol, quantity)
            : OrderRequest.sell(symbol, quantity);
    OrderRequest priced = dice.below(4) > 0 ? request.limit("100") : request;
    OrderRequest lasting = dice.oneIn(2) ? priced : priced.goodFor(TimeInForce.GTC);
    return swarm.groups() && dice.oneIn(4) ? withExits(lasting) : lasting;
  }

  private OrderChanges changes() {
    return new OrderChanges(
        dice.oneIn(2) ? Quantity.of(1 + dice.below(25)) : null,
        null,
        dice.below(3) > 0 ? Price.parse(String.valueOf(95 + dice.below(10))) : null,
        null,
        null);
  }

  private OrderId freshOrder() {
    return new OrderId(new UUID(0x4000, ++ids));
  }

  /** An order that may still execute, mostly. */
  private @Nullable Order someOrder(EngineState book) {
    List<Order> open = book.orders().stream().filter(order -> order.status().isOpen()).toList();
    List<Order> some = open.isEmpty() || dice.oneIn(6) ? book.orders() : open;
    return some.isEmpty() ? null : dice.oneOf(some);
  }

  private String clientOrderId() {
    return "c" + ids;
  }
}
