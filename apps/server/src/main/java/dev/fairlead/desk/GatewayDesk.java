// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.desk;

import dev.fairlead.broker.MarketData;
import dev.fairlead.door.Allowance;
import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.ClientSession;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.onebook.OneBook;
import dev.fairlead.onebook.Valuing;
import dev.fairlead.store.FillQuery;
import dev.fairlead.store.Moment;
import dev.fairlead.store.OrderQuery;
import dev.fairlead.store.OrderQuery.Family;
import dev.fairlead.store.Store;
import dev.fairlead.store.StoreException;
import dev.fairlead.store.StoredEvent;
import dev.fairlead.store.StoredFill;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The desk of a running gateway and the store that follows it: commands, and what is true this
 * moment, from the gateway; everything that has a past from the store.
 */
public final class GatewayDesk implements Desk {
  /** How long a read waits for the store to have what was answered before. */
  private static final Duration CATCH_UP = Duration.ofSeconds(5);

  private final BrokerManager gateway;
  private final Store store;
  private final Function<Principal, Allowance> allowances;
  private final Valuing valuing;
  private final Inside inside;

  /**
   * The desk of {@code gateway}, whose outcomes {@code store} hears. Closes neither.
   *
   * @param allowances what each client may have orders of, asked at every command
   */
  public GatewayDesk(
      BrokerManager gateway, Store store, Function<Principal, Allowance> allowances) {
    this(gateway, store, allowances, Valuing.APART);
  }

  /** The same where money is added up as {@code valuing} says. */
  public GatewayDesk(
      BrokerManager gateway,
      Store store,
      Function<Principal, Allowance> allowances,
      Valuing valuing) {
    this.gateway = gateway;
    this.store = store;
    this.allowances = allowances;
    this.valuing = valuing;
    this.inside = new GatewayInside(gateway, store, this::read);
  }

  /** Reads the store after it has everything that anybody was told so far. */
  private <T> T read(Function<Store, T> reader) {
    long told = gateway.lastSequence();
    if (!store.awaitSequence(told, CATCH_UP)) {
      throw new BooksBehind(
          "the store stands at input %d of %d: orders are taken, reads come when it has caught up"
              .formatted(store.sequence(), told));
    }
    try {
      return reader.apply(store);
    } catch (StoreException e) {
      throw new BooksBehind(
          "the store cannot be read: " + e.getMessage() + "; orders are taken all the same");
    }
  }

  @Override
  public ClientSession client(Principal principal) {
    return gateway.client(principal, allowances.apply(principal));
  }

  @Override
  public Optional<Order> order(Principal principal, OrderId id) {
    return read(rows -> rows.order(principal, id));
  }

  @Override
  public Optional<Order> orderByClientId(Principal principal, String clientOrderId) {
    return read(rows -> rows.orderByClientId(principal, clientOrderId));
  }

  @Override
  public List<Order> orders(OrderQuery query) {
    return read(rows -> rows.orders(query));
  }

  @Override
  public List<Family> families(OrderQuery query) {
    return read(rows -> rows.families(query));
  }

  @Override
  public Family family(Order order) {
    // Nothing to look for in the way of those that are asked for most.
    return order.group() == null
        ? new Family(order, List.of())
        : read(rows -> rows.families(List.of(order)).getFirst());
  }

  @Override
  public List<Order> openOrders() {
    return gateway.openOrders();
  }

  @Override
  public List<StoredFill> fills(FillQuery query) {
    return read(rows -> rows.fills(query));
  }

  @Override
  public <T> T book(Function<Moment, T> reader) {
    return read(rows -> rows.at(reader));
  }

  @Override
  public List<StoredEvent<OrderEvent>> eventsAfter(Principal principal, long number, int limit) {
    return read(rows -> rows.events(principal, number, limit));
  }

  @Override
  public long lastEvent(Principal principal) {
    return read(rows -> rows.lastEvent(principal));
  }

  @Override
  public long lastEventBefore(Principal principal, Instant at) {
    return read(rows -> rows.lastEventBefore(principal, at));
  }

  @Override
  public List<Position> positions() {
    return gateway.positions();
  }

  @Override
  public List<Balance> balances() {
    return gateway.balances();
  }

  @Override
  public OneBook oneBook() {
    return gateway.book(valuing);
  }

  @Override
  public Optional<BrokerAccount> onlyAccount(Principal principal) {
    return Optional.ofNullable(allowances.apply(principal).account());
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    return gateway.quote(symbol);
  }

  @Override
  public MarketData marketData() {
    return gateway.marketData();
  }

  @Override
  public Optional<Instrument> instrument(Symbol symbol) {
    return gateway.instrument(symbol);
  }

  @Override
  public List<Instrument> instruments() {
    return gateway.instruments();
  }

  @Override
  public Optional<Capabilities> capabilities() {
    return gateway.capabilities().stream().findFirst();
  }

  @Override
  public Inside inside() {
    return inside;
  }

  @Override
  public List<String> unreadyReasons() {
    return gateway.unreadyReason().stream().toList();
  }
}
