// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.account.Configuration;
import dev.fairlead.engine.Funds.Verdict;
import dev.fairlead.engine.Router.Decision;
import dev.fairlead.exits.Legs;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.ClientCommand.Cancel;
import dev.fairlead.message.ClientCommand.CancelAll;
import dev.fairlead.message.ClientCommand.Close;
import dev.fairlead.message.ClientCommand.Configure;
import dev.fairlead.message.ClientCommand.Place;
import dev.fairlead.message.ClientCommand.Portion;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Event;
import dev.fairlead.message.Fault;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Reply;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Side;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.routing.RoutingStrategy.Route;
import dev.fairlead.rules.OrderParts;
import dev.fairlead.rules.OrderRules;
import dev.fairlead.rules.Twins;
import dev.fairlead.state.RoutePreview;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes what clients ask: known before, well formed, routable, affordable, and only then placed.
 * Every refusal is a reply and changes nothing; a denied order does not use up its client order id.
 */
final class ClientDesk {
  private static final Percent HUNDRED = Percent.parse("100");

  private final Book book;
  private final Outbox outbox;
  private final Funds funds;
  private final Replacing replacing;
  private final Groups groups;
  private final Router router;
  private final Carried carried;

  ClientDesk(Book book, Outbox outbox, Groups groups, Carried carried) {
    this.book = book;
    this.outbox = outbox;
    this.groups = groups;
    this.carried = carried;
    this.funds = new Funds(book.ledger(), book.doubts());
    this.router = new Router(book, funds);
    this.replacing = new Replacing(book, outbox, funds);
  }

  void on(Step step, ClientCommand command) {
    step.reply(
        switch (command) {
          case Place place -> place(step, place);
          case Cancel cancel -> cancel(step, cancel);
          case CancelAll all -> cancelAll(step, all);
          case ClientCommand.Replace replace -> replacing.on(step, replace);
          case Close close -> close(step, close);
          case Configure configure -> configure(configure);
        });
  }

  private Reply configure(Configure configure) {
    Principal principal = configure.principal();
    Configuration changed = book.clients().configuration(principal).with(configure.changes());
    book.clients().put(principal, changed);
    return new Reply.Configured(changed);
  }

  private Reply place(Step step, Place place) {
    Optional<Order> earlier = book.order(place.principal(), place.clientOrderId());
    if (earlier.isPresent()) {
      return repeated(earlier.get(), place);
    }
    Optional<Instrument> instrument = book.instrument(place.request().symbol());
    if (instrument.isEmpty()) {
      return denied(unknownSymbol(place.request()));
    }
    Configuration settled = book.clients().configuration(place.principal());
    return switch (decide(place, instrument.get(), settled, step.at())) {
      case Decision.Stays(Denial denial, var _) -> denied(denial);
      case Decision.Goes(Route route) -> placeAt(step, place, instrument.get(), route);
    };
  }

  /** Where it goes; one that brings exits for a position goes to where that is held. */
  private Decision decide(Place place, Instrument instrument, Configuration settled, Instant at) {
    return book.roster().isSeveral()
        ? router.decide(place, instrument, settled, at)
        : groups
            .holder(place.request())
            .<Decision>map(Decision.Goes::new)
            .orElseGet(() -> router.decide(place, instrument, settled, at));
  }

  /** What would become of the order at that instant, without its being placed. */
  RoutePreview preview(Place place, Instant at) {
    Optional<Instrument> instrument = book.instrument(place.request().symbol());
    if (instrument.isEmpty()) {
      return new RoutePreview(null, unknownSymbol(place.request()), List.of());
    }
    Configuration settled = book.clients().configuration(place.principal());
    return switch (decide(place, instrument.get(), settled, at)) {
      case Decision.Stays(Denial denial, var candidates) ->
          new RoutePreview(null, denial, candidates);
      case Decision.Goes(Route route) ->
          switch (judge(place, instrument.get(), route.account())) {
            case Verdict.Refused(Denial denial) ->
                new RoutePreview(null, denial, route.candidates());
            case Verdict.Affordable _ ->
                new RoutePreview(
                    new RoutePreview.Chosen(route.account(), route.strategy(), route.reason()),
                    null,
                    route.candidates());
          };
    };
  }

  private static Reply repeated(Order earlier, Place place) {
    return earlier.request().equals(place.request())
        ? new Reply.Repeated(earlier)
        : taken(place.clientOrderId(), earlier);
  }

  static Reply taken(String clientOrderId, Order earlier) {
    return denied(new Denial.ClientOrderIdTaken(clientOrderId, earlier.id()));
  }

  private static Denial unknownSymbol(OrderRequest request) {
    String symbol = request.symbol().text();
    return new Denial.Invalid(
        List.of(new Fault("symbol", symbol, "unknown-symbol", "asset not found for " + symbol)));
  }

  private Reply placeAt(Step step, Place place, Instrument instrument, Route route) {
    BrokerAccount account = route.account();
    Optional<Order> sameId = book.order(place.order());
    if (sameId.isPresent()) {
      return taken(place.clientOrderId(), sameId.get());
    }
    return switch (judge(place, instrument, account)) {
      case Verdict.Refused(Denial denial) -> denied(denial);
      case Verdict.Affordable(Price reservePrice) -> {
        boolean atBroker = carried.takes(place.request(), instrument, account);
        Order order = order(step, place, account, atBroker);
        if (atBroker) {
          carried.place(step, order, place.legs(), reservePrice, route);
          book.roster().chosen(order, route, book.sequence(), touch(place, account));
          yield new Reply.Done(order);
        }
        if (order.isExit()) {
          step.tell(order, new Happened.Held());
        } else {
          outbox.place(step, order, order.placement(), reservePrice);
          step.tell(order, new Happened.Accepted());
          step.routed(order, order.placement(), route);
          book.roster().chosen(order, route, book.sequence(), touch(place, account));
        }
        groups.open(step, order, place.legs());
        yield new Reply.Done(order);
      }
    };
  }

  /** Whether the account may take the order, and the worst that it may come to. */
  private Verdict judge(Place place, Instrument instrument, BrokerAccount account) {
    Configuration settled = book.clients().configuration(place.principal());
    if (settled.suspendTrade()) {
      return new Verdict.Refused(new Denial.TradingSuspended());
    }
    Optional<Denial> refused = groups.refusal(place, account);
    if (refused.isEmpty() && book.links().isSerial(account)) {
      refused = Twins.refusal(account, place.request(), book.live());
    }
    return refused.isPresent()
        ? new Verdict.Refused(refused.get())
        : funds.judge(account, place.request(), instrument, touch(place, account), settled);
  }

  private static @Nullable Price touch(Place place, BrokerAccount account) {
    Price seen = place.hints().touch(account);
    return seen == null ? place.reference() : seen;
  }

  private Order order(Step step, Place place, BrokerAccount account, boolean atBroker) {
    boolean held = place.request().exits() instanceof Exits.Oco && !atBroker;
    return new Order(
        place.order(),
        place.principal(),
        place.clientOrderId(),
        place.request(),
        account,
        held ? OrderStatus.HELD : OrderStatus.ACCEPTED,
        Quantity.ZERO,
        Notional.ZERO,
        book.nextPlacementId(),
        null,
        null,
        null,
        "",
        step.at(),
        step.at(),
        null,
        null,
        Legs.parent(place.order(), place.request().exits()),
        null);
  }

  private Reply cancel(Step step, Cancel cancel) {
    Optional<Order> order = own(cancel.principal(), cancel.order());
    if (order.isEmpty()) {
      return denied(new Denial.UnknownOrder(cancel.order().toString()));
    }
    if (!isCancelable(order.get())) {
      return denied(new Denial.NotCancelable(cancel.order(), order.get().status()));
    }
    if (order.get().isExit()) {
      groups.end(step, order.get());
    } else {
      outbox.requestCancel(step, book.placement(order.get().placement()).orElseThrow());
    }
    return new Reply.Done(book.requireOrder(cancel.order()));
  }

  /**
   * Open, and not being cancelled (facts 3.6). An exit may be on its way out only to make room for
   * the other one: who cancels it wants the whole group gone, which nobody has asked for yet.
   */
  private boolean isCancelable(Order order) {
    return switch (order.status()) {
      case ACCEPTED, IN_DOUBT, WORKING, PARTIALLY_FILLED, PENDING_REPLACE, HELD -> true;
      case PENDING_CANCEL -> order.isExit() && !groups.isEnding(order);
      case FILLED, CANCELED, EXPIRED, REJECTED, REPLACED -> false;
    };
  }

  private Optional<Order> own(Principal principal, OrderId id) {
    return book.order(id).filter(order -> order.principal().equals(principal));
  }

  private Reply cancelAll(Step step, CancelAll all) {
    List<Order> asked = new ArrayList<>();
    for (Placement placement : book.live()) {
      Order order = book.requireOrder(placement.order());
      if (order.principal().equals(all.principal())
          && order.placement().equals(placement.id())
          && order.group() == null) {
        outbox.requestCancel(step, placement);
        outbox.waitingFor(placement).forEach(each -> asked.add(book.requireOrder(each.id())));
      }
    }
    asked.addAll(groups.endAll(step, all.principal()));
    return new Reply.DoneAll(List.copyOf(asked));
  }

  private Reply close(Step step, Close close) {
    Optional<Order> earlier = book.order(close.principal(), close.clientOrderId());
    if (earlier.isPresent()) {
      return closedBefore(earlier.get(), close);
    }
    Optional<Position> held =
        book.ledger().positions().stream()
            .filter(position -> position.symbol().equals(close.symbol()) && !position.isFlat())
            .findFirst();
    if (held.isEmpty()) {
      return denied(new Denial.UnknownPosition(close.symbol()));
    }
    if (close.portion() instanceof Portion.Share(Percent percent)
        && (!percent.isPositive() || percent.compareTo(HUNDRED) > 0)) {
      String limit = "must be more than 0 and at most 100";
      Fault fault = new Fault("percentage", percent.toString(), "range", limit);
      return denied(new Denial.Invalid(List.of(fault)));
    }
    return close(step, close, held.get());
  }

  /** The same closing asked again, as far as the order that it became shows it (I-06). */
  private static Reply closedBefore(Order earlier, Close close) {
    OrderRequest request = earlier.request();
    boolean sameSize =
        !(close.portion() instanceof Portion.Units(Quantity units))
            || request.size().equals(new OrderSize.Units(units));
    boolean same =
        sameSize
            && request.symbol().equals(close.symbol())
            && request.terms() instanceof OrderTerms.Market;
    return same ? new Reply.Repeated(earlier) : taken(close.clientOrderId(), earlier);
  }

  private Reply close(Step step, Close close, Position position) {
    Instrument instrument = book.instrument(close.symbol()).orElseThrow();
    Place place =
        new Place(
            close.principal(),
            close.order(),
            close.clientOrderId(),
            closing(position, instrument, close.portion()),
            close.reference());
    Optional<Capabilities> can = book.capabilities(position.account());
    if (can.isEmpty()) {
      return denied(new Denial.NoBrokerReady("the link to " + position.account() + " is down"));
    }
    List<Fault> faults = OrderRules.check(OrderParts.of(place.request(), instrument), can.get());
    // Pinned: elsewhere it would open a position instead of closing this one (I-31).
    return faults.isEmpty()
        ? placeAt(step, place, instrument, pinned(position))
        : denied(new Denial.Invalid(faults));
  }

  private static Route pinned(Position position) {
    return new Route(
        position.account(),
        Event.Routed.PINNED,
        "it closes a position that " + position.account() + " holds");
  }

  private static OrderRequest closing(Position position, Instrument instrument, Portion portion) {
    Quantity held = position.quantity().abs();
    Quantity quantity =
        switch (portion) {
          case Portion.All() -> held;
          case Portion.Units(Quantity units) -> units;
          case Portion.Share(Percent percent) ->
              held.times(percent, RoundingMode.DOWN).roundDownTo(instrument.lot());
        };
    boolean crypto = instrument.assetClass() == AssetClass.CRYPTO;
    return new OrderRequest(
        position.symbol(),
        position.quantity().isNegative() ? Side.BUY : Side.SELL,
        new OrderSize.Units(quantity),
        new OrderTerms.Market(),
        crypto ? TimeInForce.GTC : TimeInForce.DAY,
        false);
  }

  static Reply denied(Denial denial) {
    return new Reply.Denied(denial);
  }
}
