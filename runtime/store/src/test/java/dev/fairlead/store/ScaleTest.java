// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Quantity;
import dev.fairlead.store.OrderQuery.Status;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Listings of 100,000 orders. What they cost is printed; that they use an index is tested. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScaleTest {
  private static final int ORDERS = 100_000;
  private static final int BATCH = 2_000;
  private static final Instant START = Instant.parse("2026-11-22T14:30:00Z");
  private static final Principal MINE = new Principal("mine");

  @TempDir static Path folder;

  private final Values values = new Values(60);
  private Store store;

  @BeforeAll
  void trade() {
    store = Store.open(folder.resolve("store.db"));
    long began = System.nanoTime();
    List<Outcome> batch = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      batch.add(outcome(i));
      if (batch.size() == BATCH) {
        store.apply(batch);
        batch.clear();
      }
    }
    print("wrote " + ORDERS + " orders, an event each", began);
  }

  @AfterAll
  void close() {
    store.close();
  }

  private Outcome outcome(int i) {
    Instant at = START.plusNanos(i * 1_000L);
    boolean open = i % 40 == 0;
    Order order =
        new Order(
            values.orderId(),
            MINE,
            "client-" + i,
            OrderRequest.buy(values.symbol().text(), "10").limit("190.25"),
            new BrokerAccount("paper", "main"),
            open ? OrderStatus.WORKING : OrderStatus.CANCELED,
            Quantity.ZERO,
            Notional.ZERO,
            PlacementId.of(1, 1, i),
            null,
            null,
            null,
            "",
            at,
            at,
            null,
            open ? null : at);
    OrderEvent event = new OrderEvent(i + 1L, order, new Happened.Accepted());
    return new Outcome(i + 1L, at, null, List.of(event), List.of());
  }

  private static void print(String what, long beganNanos) {
    System.out.printf("%s in %.2f ms%n", what, (System.nanoTime() - beganNanos) / 1e6);
  }

  private void list(String what, OrderQuery query, int expected) {
    for (int round = 1; round <= 5; round++) {
      long began = System.nanoTime();
      List<Order> orders = store.orders(query);
      print("listed " + what + ", round " + round, began);
      assertThat(orders).hasSize(expected);
    }
  }

  /** Nothing is listed here: an order outlives the listing of what it is in. */
  @Test
  void findsEveryOrderWhereAllAssetClassesAreAskedFor() {
    Set<AssetClass> all = EnumSet.allOf(AssetClass.class);
    list("500 of all classes", OrderQuery.of(MINE).assetClasses(all).limit(500), 500);
    assertThat(store.orders(OrderQuery.of(MINE).assetClasses(Set.of(AssetClass.EQUITY)))).isEmpty();
  }

  @Test
  void listsAFewOfMany() {
    list("50 open", OrderQuery.of(MINE).status(Status.OPEN).limit(50), 50);
    list("500 of all", OrderQuery.of(MINE).limit(500), 500);
    list("500 closed", OrderQuery.of(MINE).status(Status.CLOSED).limit(500), 500);
    Set<Symbol> one = Set.of(Values.SYMBOLS.getFirst());
    list("500 of a symbol", OrderQuery.of(MINE).symbols(one).limit(500), 500);
  }

  static List<Query> listings() {
    OrderQuery orders = OrderQuery.of(MINE);
    FillQuery fills = FillQuery.all();
    return List.of(
        orders.select(),
        orders.status(Status.OPEN).select(),
        orders.status(Status.CLOSED).side(Side.BUY).oldestFirst().select(),
        orders.after(START).until(START).select(),
        orders.symbols(Set.copyOf(Values.SYMBOLS)).select(),
        orders.beforeOrder(new Values(1).orderId()).select(),
        orders.afterOrder(new Values(1).orderId()).status(Status.OPEN).select(),
        fills.after(START).of(MINE).select(),
        fills.past(new EventPlace(1, 1)).select());
  }

  @ParameterizedTest
  @MethodSource("listings")
  void readsOrdersAndFillsInTheOrderOfAnIndex(Query query) throws SQLException {
    assertThat(plan(query))
        .isNotEmpty()
        .noneMatch(step -> step.contains("TEMP B-TREE"))
        .noneMatch(step -> step.matches("SCAN (orders|fills|o|f)"));
  }

  private List<String> plan(Query query) throws SQLException {
    List<String> steps = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
        PreparedStatement explain =
            connection.prepareStatement("EXPLAIN QUERY PLAN " + query.sql())) {
      for (int i = 0; i < query.arguments().size(); i++) {
        explain.setObject(i + 1, query.arguments().get(i));
      }
      try (ResultSet results = explain.executeQuery()) {
        while (results.next()) {
          steps.add(results.getString("detail"));
        }
      }
    }
    return steps;
  }
}
