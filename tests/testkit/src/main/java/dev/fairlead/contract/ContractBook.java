// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static java.util.Objects.requireNonNull;

import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Position;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A book as small as the contract needs it: hears a link, keeps all that it heard in order, and
 * tells a link that is opened again what it knows. Thread-safe.
 */
final class ContractBook implements LinkListener {
  private static final Price RESERVE = Price.parse("200");

  private final BrokerAccount account;
  private final InstantSource clock;
  private final List<Object> heard = new ArrayList<>();
  private final List<LinkSignal> signals = new ArrayList<>();
  private final Map<PlacementId, Placement> placements = new TreeMap<>();
  private final Map<PlacementId, OrderRequest> asked = new TreeMap<>();
  private final Map<Symbol, Position> positions = new TreeMap<>();
  private final Map<Currency, Balance> balances = new TreeMap<>();
  private final Set<String> booked = new HashSet<>();
  private Instant heardUntil = Instant.EPOCH;
  private int counter;

  ContractBook(BrokerAccount account, InstantSource clock) {
    this.account = account;
    this.clock = clock;
  }

  /** Notes a placement as the gateway does, before it is sent. */
  synchronized PlacementId note(OrderRequest request) {
    counter++;
    PlacementId id = PlacementId.of(7, 1, counter);
    placements.put(
        id,
        new Placement(
            id,
            new OrderId(new UUID(1, counter)),
            account,
            request,
            RESERVE,
            PlacementStatus.SENT,
            Quantity.ZERO,
            Notional.ZERO,
            0,
            "",
            false,
            null,
            null,
            0,
            List.of()));
    return id;
  }

  /** The next attempt of a placement. */
  synchronized BrokerCommand command(PlacementId id, Ask ask) {
    Placement now = placement(id);
    Attempt attempt = new Attempt(now.lastAttempt() + 1, kind(ask), clock.instant(), null);
    if (ask instanceof Ask.Replace(OrderRequest request)) {
      asked.put(id, request);
    }
    List<Attempt> attempts = Stream.concat(now.attempts().stream(), Stream.of(attempt)).toList();
    put(now, now.status(), now.brokerOrderId(), attempts);
    return new BrokerCommand(account, id, attempt.number(), now.brokerOrderId(), ask);
  }

  private static Attempt.Kind kind(Ask ask) {
    return switch (ask) {
      case Ask.Place _, Ask.PlaceGroup _ -> Attempt.Kind.PLACE;
      case Ask.Cancel() -> Attempt.Kind.CANCEL;
      case Ask.Replace _ -> Attempt.Kind.REPLACE;
      case Ask.Query() -> Attempt.Kind.QUERY;
    };
  }

  /** Notes an answer. */
  synchronized void note(BrokerCommand command, SendResult result) {
    heard.add(new BrokerReport.Answered(account, command.placement(), command.attempt(), result));
    Placement now = placement(command.placement());
    if (command.ask() instanceof Ask.Place) {
      switch (result) {
        case SendResult.Accepted(String name) ->
            put(now, later(now, PlacementStatus.WORKING), name, now.attempts());
        case SendResult.Refused _, SendResult.NotSent _ ->
            put(now, PlacementStatus.REJECTED, now.brokerOrderId(), now.attempts());
        case SendResult.InDoubt _ ->
            put(now, later(now, PlacementStatus.IN_DOUBT), now.brokerOrderId(), now.attempts());
      }
    }
  }

  /** What a placement becomes by an answer that came after other news. */
  private static PlacementStatus later(Placement now, PlacementStatus answered) {
    return now.status() == PlacementStatus.SENT ? answered : now.status();
  }

  @Override
  public synchronized void onReport(BrokerReport report) {
    heard.add(report);
    heardUntil = clock.instant();
    if (report instanceof BrokerReport.OrderReport(BrokerAccount _, var id, var news)
        && placements.containsKey(id)) {
      note(placement(id), news);
    }
    if (report instanceof BrokerReport.Funded(BrokerAccount _, var amount, int most, String _)) {
      balances.put(amount.currency(), Balance.opening(account, amount, most));
    }
  }

  @Override
  public synchronized void onChange(LinkChange change) {
    heard.add(change);
    heardUntil = clock.instant();
  }

  @Override
  public synchronized void onSignal(LinkSignal signal) {
    signals.add(signal);
  }

  private void note(Placement now, OrderNews news) {
    switch (news) {
      case OrderNews.Working(String name) ->
          put(now, later(now, PlacementStatus.WORKING), name, now.attempts());
      case OrderNews.Held(String name) ->
          put(now, later(now, PlacementStatus.WORKING), name, now.attempts());
      case OrderNews.Replaced(String name) -> {
        OrderRequest request = asked.getOrDefault(now.id(), now.request());
        placements.put(now.id(), with(now, request, now.status(), name, now.attempts()));
      }
      case OrderNews.Executed(Fill fill, boolean completes) -> book(now, fill, completes);
      case OrderNews.Found(String name, var state, var _, List<Fill> fills) -> {
        fills.forEach(fill -> book(placement(now.id()), fill, false));
        put(placement(now.id()), found(state), name, now.attempts());
      }
      case OrderNews.Canceled() -> end(now, PlacementStatus.CANCELED);
      case OrderNews.Expired() -> end(now, PlacementStatus.EXPIRED);
      case OrderNews.Rejected _ -> end(now, PlacementStatus.REJECTED);
      case OrderNews.NotFound _,
          OrderNews.CancelRefused _,
          OrderNews.ReplaceRefused _,
          OrderNews.Trailed _,
          OrderNews.Busted _,
          OrderNews.Corrected _ -> {}
    }
  }

  private static PlacementStatus found(OrderNews.Found.State state) {
    return switch (state) {
      case WORKING, HELD -> PlacementStatus.WORKING;
      case FILLED -> PlacementStatus.FILLED;
      case CANCELED -> PlacementStatus.CANCELED;
      case EXPIRED -> PlacementStatus.EXPIRED;
      case REJECTED -> PlacementStatus.REJECTED;
    };
  }

  private void end(Placement now, PlacementStatus status) {
    put(now, status, now.brokerOrderId(), now.attempts());
  }

  private void put(
      Placement old, PlacementStatus status, String brokerOrderId, List<Attempt> attempts) {
    placements.put(old.id(), with(old, old.request(), status, brokerOrderId, attempts));
  }

  private static Placement with(
      Placement old,
      OrderRequest request,
      PlacementStatus status,
      String brokerOrderId,
      List<Attempt> attempts) {
    return new Placement(
        old.id(),
        old.order(),
        old.account(),
        request,
        old.reservePrice(),
        status,
        old.filled(),
        old.filledValue(),
        old.fills(),
        brokerOrderId,
        false,
        null,
        old.watermark(),
        0,
        attempts);
  }

  private void book(Placement old, Fill fill, boolean completes) {
    if (!booked.add(fill.executionId())) {
      return;
    }
    Currency currency = fill.fee().currency();
    Position before =
        positions.getOrDefault(fill.symbol(), Position.flat(account, fill.symbol(), currency));
    Position after = before.after(fill);
    positions.put(fill.symbol(), after);
    Balance balance = balances.get(currency);
    if (balance != null) {
      balances.put(currency, balance.after(fill, before, after));
    }
    placements.put(
        old.id(),
        new Placement(
            old.id(),
            old.order(),
            old.account(),
            old.request(),
            old.reservePrice(),
            completes ? PlacementStatus.FILLED : PlacementStatus.PARTIALLY_FILLED,
            old.filled().plus(fill.quantity()),
            old.filledValue().plus(fill.value()),
            old.fills() + 1,
            old.brokerOrderId(),
            false,
            null,
            old.watermark(),
            0,
            old.attempts()));
  }

  /** What a link that is opened now is told. */
  synchronized Known known() {
    return new Known(
        placements.values().stream().filter(placement -> placement.status().isLive()).toList(),
        List.copyOf(positions.values()),
        List.copyOf(balances.values()),
        heardUntil);
  }

  synchronized Placement placement(PlacementId id) {
    return requireNonNull(placements.get(id), () -> id + " was never placed");
  }

  /** All that was heard by now, oldest first: reports, changes and answers. */
  synchronized List<Object> heard() {
    return List.copyOf(heard);
  }

  /** The newest of what was heard, as a failure tells it. */
  String summary() {
    return heard().reversed().stream().limit(12).map(ContractBook::brief).toList().toString();
  }

  private static String brief(Object heard) {
    return switch (heard) {
      case LinkChange.Up _ -> "Up";
      case BrokerReport.Listed _ -> "Listed";
      default -> heard.toString();
    };
  }

  synchronized List<LinkSignal> signals() {
    return List.copyOf(signals);
  }

  /** Everything of one kind, oldest first. */
  <T> List<T> heard(Class<T> kind) {
    return heard().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** What was told of one order, oldest first. */
  List<OrderNews> news(PlacementId id) {
    return heard(BrokerReport.OrderReport.class).stream()
        .filter(report -> report.placement().equals(id))
        .map(BrokerReport.OrderReport::news)
        .toList();
  }

  /** What was told of one order, of one kind. */
  <T extends OrderNews> List<T> news(PlacementId id, Class<T> kind) {
    return news(id).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Every execution of an order that was told, by whatever news, as often as it was told. */
  List<Fill> told(PlacementId id) {
    return news(id).stream()
        .flatMap(news ->
            switch (news) {
              case OrderNews.Executed(Fill fill, boolean _) -> Stream.of(fill);
              case OrderNews.Found found -> found.fills().stream();
              case OrderNews.Working _,
                  OrderNews.Held _,
                  OrderNews.Canceled _,
                  OrderNews.Expired _,
                  OrderNews.Rejected _,
                  OrderNews.CancelRefused _,
                  OrderNews.Replaced _,
                  OrderNews.ReplaceRefused _,
                  OrderNews.Trailed _,
                  OrderNews.Busted _,
                  OrderNews.Corrected _,
                  OrderNews.NotFound _ ->
                  Stream.<Fill>empty();
            })
        .toList();
  }

  /** The executions of an order, each once. */
  List<Fill> fills(PlacementId id) {
    Map<String, Fill> once = new TreeMap<>();
    List<Fill> fills = new ArrayList<>();
    for (Fill fill : told(id)) {
      if (once.putIfAbsent(fill.executionId(), fill) == null) {
        fills.add(fill);
      }
    }
    return fills;
  }

  /** How much of an order has executed, by what was told. */
  Quantity filled(PlacementId id) {
    return fills(id).stream().map(Fill::quantity).reduce(Quantity.ZERO, Quantity::plus);
  }
}
