// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.desk;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.LinkState;
import dev.fairlead.health.BrokerHealth;
import dev.fairlead.message.Event.FailedOver;
import dev.fairlead.message.Event.HealthChanged;
import dev.fairlead.message.Event.Routed;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Reply;
import dev.fairlead.metrics.BrokerMetrics;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Principal;
import dev.fairlead.observe.Observations;
import dev.fairlead.operator.Operator;
import dev.fairlead.reconcile.Reconciliation;
import dev.fairlead.store.EventPlace;
import dev.fairlead.store.FillQuery;
import dev.fairlead.store.Moment;
import dev.fairlead.store.OrderQuery;
import dev.fairlead.store.Store;
import dev.fairlead.store.StoredEvent;
import dev.fairlead.store.StoredFill;
import dev.fairlead.trace.OrderTrace;
import dev.fairlead.trace.Tracer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The inside of a running gateway. */
final class GatewayInside implements Inside {
  private final BrokerManager gateway;
  private final Store store;
  private final Books books;

  /** Reads the store once it has what anybody was told. */
  @FunctionalInterface
  interface Books {
    <T> T read(Function<Store, T> reader);
  }

  GatewayInside(BrokerManager gateway, Store store, Books books) {
    this.gateway = gateway;
    this.store = store;
    this.books = books;
  }

  @Override
  public List<LinkState> links() {
    return gateway.links();
  }

  @Override
  public List<BrokerMetrics> metrics() {
    return List.copyOf(gateway.metrics().sequencedValues());
  }

  @Override
  public Optional<String> failure() {
    return gateway.failure().map(failed -> String.valueOf(failed.getMessage()));
  }

  @Override
  public Observations observations() {
    return gateway.observations();
  }

  @Override
  public List<Reconciliation> reconciliations() {
    return gateway.reconciliations();
  }

  @Override
  public List<BrokerHealth> health() {
    return List.copyOf(gateway.health().sequencedValues());
  }

  @Override
  public List<StoredEvent<HealthChanged>> verdicts(
      BrokerAccount account, @Nullable EventPlace past, int limit) {
    return books.read(rows -> rows.at(moment -> moment.health(account, past, limit)));
  }

  @Override
  public Optional<ActingAccount> acting() {
    return gateway.acting().now();
  }

  @Override
  public List<StoredEvent<FailedOver>> failovers(@Nullable EventPlace past, int limit) {
    return books.read(rows -> rows.at(moment -> moment.failovers(past, limit)));
  }

  @Override
  public Reply promote(BrokerAccount account, String by, String why) {
    return gateway.acting().promote(account, by, why);
  }

  @Override
  public Reply failBack(String by, String why) {
    return gateway.acting().failBack(by, why);
  }

  @Override
  public Operator operator() {
    return gateway.operator();
  }

  /** The store's place first: it follows, and must not seem to lead. */
  @Override
  public JournalState journal() {
    long stored = store.sequence();
    long answered = gateway.lastSequence();
    return new JournalState(gateway.journalPosition(), answered, stored);
  }

  @Override
  public List<OrderTrail> orders(OrderQuery query) {
    return books.read(rows -> trails(rows, rows.orders(query)));
  }

  @Override
  public Optional<OrderTrail> order(Principal principal, OrderId id) {
    return books.read(
        rows -> trails(rows, rows.order(principal, id).stream().toList()).stream().findFirst());
  }

  @Override
  public Optional<OrderTrace> trace(Principal principal, OrderId id) {
    return books.read(rows ->
        trails(rows, rows.order(principal, id).stream().toList()).stream()
            .findFirst()
            .map(trail ->
                Tracer.trace(
                    trail.order(),
                    trail.placements(),
                    trail.routes(),
                    rows.history(id),
                    gateway.observations()::passage)));
  }

  private static List<OrderTrail> trails(Store rows, List<Order> orders) {
    List<OrderId> ids = orders.stream().map(Order::id).toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<OrderId, List<Placement>> placements = rows.placements(ids);
    Map<OrderId, List<StoredEvent<Routed>>> routes = rows.routes(ids);
    return orders.stream()
        .map(order ->
            new OrderTrail(
                order,
                placements.getOrDefault(order.id(), List.of()),
                routes.getOrDefault(order.id(), List.of())))
        .toList();
  }

  @Override
  public List<Traded> traded(FillQuery query) {
    return books.read(rows -> {
      List<StoredFill> fills = rows.fills(query);
      Set<OrderId> orders = fills.stream().map(StoredFill::order).collect(Collectors.toSet());
      if (orders.isEmpty()) {
        return List.of();
      }
      Map<OrderId, String> names = rows.at(moment -> moment.clientOrderIds(orders));
      Map<OrderId, List<StoredEvent<Routed>>> routes = rows.routes(orders);
      return fills.stream()
          .map(fill ->
              new Traded(
                  fill,
                  names.getOrDefault(fill.order(), ""),
                  route(routes.getOrDefault(fill.order(), List.of()), fill)))
          .toList();
    });
  }

  /** The newest decision about the placement that was filled. */
  private static @Nullable Routed route(List<StoredEvent<Routed>> routes, StoredFill fill) {
    return routes.reversed().stream()
        .map(StoredEvent::event)
        .filter(route -> route.placement().equals(fill.placement()))
        .findFirst()
        .orElse(null);
  }

  @Override
  public List<Moment.Told> toldAfter(long number, int limit) {
    return books.read(rows -> rows.at(moment -> moment.told(number, limit)));
  }

  @Override
  public long lastTold() {
    return books.read(rows -> rows.at(Moment::lastTold));
  }

  @Override
  public List<StoredEvent<OrderEvent>> eventsAfter(Principal principal, long number, int limit) {
    return books.read(rows -> rows.events(principal, number, limit));
  }
}
