// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.account.Configuration;
import dev.fairlead.account.ConfigurationChanges;
import dev.fairlead.door.Allowance;
import dev.fairlead.door.PortionDraft;
import dev.fairlead.engine.ChangesDraft;
import dev.fairlead.engine.OrderDraft;
import dev.fairlead.hub.MarketHub;
import dev.fairlead.hub.Places;
import dev.fairlead.hub.Reference;
import dev.fairlead.hub.Valuation;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.ClientCommand.Portion;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Fault;
import dev.fairlead.message.Reply;
import dev.fairlead.message.RouteHints;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.RoutePreview;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One principal's commands: puts in what the engine may not find out for itself, ids and quotes.
 */
final class Session implements ClientSession {
  private final BrokerManager manager;
  private final MarketHub markets;
  private final Entrance entrance;
  private final Valuation valuation;
  private final Principal principal;
  private final Allowance allowance;

  Session(
      BrokerManager manager,
      MarketHub markets,
      Duration quoteLimit,
      Principal principal,
      Allowance allowance) {
    this.manager = manager;
    this.markets = markets;
    this.entrance = manager.entrance;
    this.valuation = new Valuation(markets, quoteLimit);
    this.principal = principal;
    this.allowance = allowance;
  }

  private Reply submit(ClientCommand command) {
    return submit(command, System.nanoTime());
  }

  private Reply submit(ClientCommand command, long askedNanos) {
    List<Fault> faults = allowance.equals(Allowance.EVERYTHING) ? List.of() : notAllowed(command);
    return faults.isEmpty()
        ? entrance.submit(command, askedNanos)
        : new Reply.Denied(new Denial.NotAllowed(faults));
  }

  /** What the principal may not have of what it asks; never of what is not its own (S-11). */
  private List<Fault> notAllowed(ClientCommand command) {
    return switch (command) {
      case ClientCommand.Place place ->
          allowance.faults(place.request().symbol(), destination(place));
      case ClientCommand.Replace replace ->
          manager
              .order(replace.order())
              .filter(order -> order.principal().equals(principal))
              .map(order -> allowance.faults(order.request().symbol(), order.account()))
              .orElse(List.of());
      case ClientCommand.Close close ->
          allowance.faults(
              close.symbol(),
              entrance.position(close.symbol()).map(Position::account).orElse(primary()));
      case ClientCommand.Cancel _, ClientCommand.CancelAll _, ClientCommand.Configure _ ->
          List.of();
    };
  }

  /** Where a new order may go: the router keeps to the only account that it is told, if any. */
  private BrokerAccount destination(ClientCommand.Place place) {
    BrokerAccount only = place.hints().only();
    return only == null ? primary() : only;
  }

  private BrokerAccount primary() {
    return manager.links().getFirst().account();
  }

  @Override
  public Reply place(OrderRequest request) {
    return placing(command(request, null, null));
  }

  @Override
  public Reply place(OrderRequest request, String clientOrderId) {
    return placing(command(request, clientOrderId, null));
  }

  @Override
  public Reply place(OrderRequest request, String clientOrderId, String strategy) {
    List<Fault> faults = Places.strategyFaults(strategy);
    return faults.isEmpty() ? placing(command(request, clientOrderId, strategy)) : invalid(faults);
  }

  private ClientCommand.Place command(
      OrderRequest request, @Nullable String clientOrderId, @Nullable String strategy) {
    OrderId id = newId();
    List<OrderId> legs = Stream.generate(this::newId).limit(request.exits().legs()).toList();
    BrokerAccount only = allowance.account();
    Places places = markets.places();
    RouteHints hints =
        places.hints(
            request.symbol(),
            request.side(),
            strategy,
            only != null && places.has(only) ? only : null);
    return new ClientCommand.Place(
        principal,
        id,
        clientOrderId == null ? id.toString() : clientOrderId,
        request,
        valuation.known(request),
        legs,
        hints);
  }

  private Reply placing(ClientCommand.Place place) {
    long asked = System.nanoTime();
    OrderRequest request = place.request();
    if (place.reference() != null
        || !Valuation.isByQuote(request)
        || !notAllowed(place).isEmpty()) {
      return submit(place, asked);
    }
    if (entrance.reduces(request)) {
      // What is closed needs no value, unless the order goes where nothing is held.
      Reply reply = submit(place, asked);
      if (!(reply instanceof Reply.Denied(Denial.NoReferencePrice _))) {
        return reply;
      }
    }
    Price awaited = awaited(request);
    // By now the accounts may see something that they did not.
    RouteHints hints =
        markets
            .places()
            .hints(
                request.symbol(), request.side(), place.hints().strategy(), place.hints().only());
    return submit(
        new ClientCommand.Place(
            principal, place.order(), place.clientOrderId(), request, awaited, place.legs(), hints),
        asked);
  }

  /**
   * What the order is valued by, waited for on the client's thread before anything is taken, so
   * that no other order is held up (L-11). Null where nobody tells: then the engine refuses it.
   */
  private @Nullable Price awaited(OrderRequest request) {
    Symbol symbol = request.symbol();
    return switch (valuation.await(request)) {
      case Reference.Known(Price price) -> price;
      case Reference.Nothing() -> null;
      case Reference.Crowded(int waiting) ->
          throw new GatewayUnavailable(
              GatewayUnavailable.Category.OVERLOADED,
              waiting
                  + " orders wait for a quote already, so none was asked for of "
                  + symbol
                  + "; try again in a moment, or send a limit order");
    };
  }

  @Override
  public Reply place(OrderDraft draft) {
    return place(draft, null);
  }

  @Override
  public Reply place(OrderDraft draft, @Nullable String strategy) {
    return switch (read(draft, strategy)) {
      case OrderDraft.Reading.Faulty(List<Fault> faults) when faults.isEmpty() ->
          new Reply.Denied(new Denial.NoBrokerReady("the link is not up yet"));
      case OrderDraft.Reading.Faulty(List<Fault> faults) -> invalid(faults);
      case OrderDraft.Reading.Order(OrderRequest request, String clientOrderId) ->
          placing(command(request, clientOrderId, strategy));
    };
  }

  /**
   * As the first account reads it that finds no fault, or else as the first one does that is up;
   * without faults where none is.
   */
  private OrderDraft.Reading read(OrderDraft draft, @Nullable String strategy) {
    OrderDraft.Reading.Faulty first = null;
    for (Capabilities can : manager.capabilities()) {
      switch (draft.read(manager::instrument, can)) {
        case OrderDraft.Reading.Order order -> {
          List<Fault> faults = Places.strategyFaults(strategy);
          return faults.isEmpty() ? order : new OrderDraft.Reading.Faulty(faults);
        }
        case OrderDraft.Reading.Faulty faulty -> first = first == null ? faulty : first;
      }
    }
    return first == null
        ? new OrderDraft.Reading.Faulty(List.of())
        : new OrderDraft.Reading.Faulty(
            Stream.concat(first.faults().stream(), Places.strategyFaults(strategy).stream())
                .toList());
  }

  @Override
  public RoutePreview route(OrderRequest request, @Nullable String strategy) {
    ClientCommand.Place asked = command(request, null, strategy);
    List<Fault> faults =
        Stream.of(Places.strategyFaults(strategy), notAllowed(asked))
            .flatMap(List::stream)
            .toList();
    return faults.isEmpty()
        ? manager.preview(asked)
        : new RoutePreview(null, new Denial.NotAllowed(faults), List.of());
  }

  @Override
  public RoutePreview route(OrderDraft draft, @Nullable String strategy) {
    return switch (read(draft, strategy)) {
      case OrderDraft.Reading.Faulty(List<Fault> faults) ->
          new RoutePreview(
              null,
              faults.isEmpty()
                  ? new Denial.NoBrokerReady("the link is not up yet")
                  : new Denial.Invalid(faults),
              List.of());
      case OrderDraft.Reading.Order(OrderRequest request, String _) -> route(request, strategy);
    };
  }

  @Override
  public Reply cancel(OrderId order) {
    return submit(new ClientCommand.Cancel(principal, order));
  }

  @Override
  public Reply cancelAll() {
    return submit(new ClientCommand.CancelAll(principal));
  }

  @Override
  public Reply replace(OrderId order, OrderChanges changes) {
    return replace(order, changes, null);
  }

  @Override
  public Reply replace(OrderId order, ChangesDraft draft) {
    return switch (draft.read()) {
      case ChangesDraft.Reading.Faulty(List<Fault> faults) -> invalid(faults);
      case ChangesDraft.Reading.Changes(OrderChanges changes, String clientOrderId) ->
          replace(order, changes, clientOrderId);
    };
  }

  private Reply replace(OrderId order, OrderChanges changes, @Nullable String clientOrderId) {
    OrderId successor = newId();
    Price reference =
        manager
            .order(order)
            .filter(known -> known.principal().equals(principal) && known.status().isOpen())
            .map(Order::request)
            .map(this::knownOrAwaited)
            .orElse(null);
    return submit(
        new ClientCommand.Replace(
            principal,
            order,
            successor,
            clientOrderId == null ? successor.toString() : clientOrderId,
            changes,
            reference));
  }

  private @Nullable Price knownOrAwaited(OrderRequest request) {
    Price known = valuation.known(request);
    return known == null && Valuation.isByQuote(request) && !entrance.reduces(request)
        ? awaited(request)
        : known;
  }

  @Override
  public Configuration configuration() {
    return manager.look(engine -> engine.configuration(principal));
  }

  @Override
  public Reply configure(ConfigurationChanges changes) {
    return submit(new ClientCommand.Configure(principal, changes));
  }

  @Override
  public Reply close(Symbol symbol, Portion portion) {
    OrderId id = newId();
    Side side =
        entrance
            .position(symbol)
            .map(Position::quantity)
            .filter(Quantity::isNegative)
            .map(_ -> Side.BUY)
            .orElse(Side.SELL);
    return submit(
        new ClientCommand.Close(
            principal, id, id.toString(), symbol, portion, touch(symbol, side)));
  }

  @Override
  public Reply close(Symbol symbol, @Nullable String qty, @Nullable String percentage) {
    return switch (new PortionDraft(qty, percentage).read()) {
      case PortionDraft.Reading.Read(Portion portion) -> close(symbol, portion);
      case PortionDraft.Reading.Faulty(List<Fault> faults) -> invalid(faults);
    };
  }

  private @Nullable Price touch(Symbol symbol, Side side) {
    return manager.quote(symbol).map(quote -> quote.touch(side)).orElse(null);
  }

  private OrderId newId() {
    return manager.newOrderId();
  }

  private static Reply invalid(List<Fault> faults) {
    return new Reply.Denied(new Denial.Invalid(faults));
  }
}
