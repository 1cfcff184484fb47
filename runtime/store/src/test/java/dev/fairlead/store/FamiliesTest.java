// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.Order.Group;
import dev.fairlead.model.Order.Group.Role;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Side;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.store.OrderQuery.Family;
import dev.fairlead.store.OrderQuery.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders with their legs, as {@code nested} asks for them. */
final class FamiliesTest {
  private static final Principal ANN = new Principal("ann");
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final Exits BRACKET =
      new Exits.Bracket(
          new OrderTerms.Limit(Price.parse("110")), new OrderTerms.Stop(Price.parse("90")));

  private final Store store;
  private final List<Event> events = new ArrayList<>();
  private long number;

  FamiliesTest(@TempDir Path folder) {
    store = Store.open(folder.resolve("store.db"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void told(int id, int group, Role role, OrderStatus status, int replaces) {
    Exits exits = role == Role.ENTRY ? BRACKET : new Exits.None();
    OrderRequest request = OrderRequest.buy("AAPL", "10").leaving(exits);
    OrderRequest asked =
        role == Role.ENTRY ? request : OrderRequest.sell("AAPL", "10").limit("110");
    told(order(id, asked, status, replaces, new Group(id(group), OrderClass.BRACKET, role)));
  }

  private void told(Order order) {
    number++;
    events.add(new OrderEvent(number, order, new Happened.Accepted()));
  }

  private static Order order(
      int id, OrderRequest request, OrderStatus status, int replaces, @Nullable Group group) {
    return new Order(
        id(id),
        ANN,
        "c" + id,
        request,
        BrokerAccount.parse("paper:main"),
        status,
        Quantity.ZERO,
        Notional.ZERO,
        PlacementId.of(1, 1, id),
        replaces == 0 ? null : id(replaces),
        null,
        null,
        "",
        NOON.plusSeconds(id),
        NOON.plusSeconds(id),
        null,
        status.isOpen() ? null : NOON,
        group,
        null);
  }

  private static OrderId id(int number) {
    return new OrderId(new UUID(0x4000, number));
  }

  private String listed(OrderQuery query) {
    store.apply(List.of(new Outcome(1, NOON, null, events, List.of())));
    return String.join(" ", store.families(query).stream().map(FamiliesTest::text).toList());
  }

  private static String text(Family family) {
    String legs = String.join(",", family.legs().stream().map(leg -> number(leg.id())).toList());
    return number(family.order().id()) + (legs.isEmpty() ? "" : "(" + legs + ")");
  }

  private static String number(OrderId id) {
    return String.valueOf(id.value().getLeastSignificantBits());
  }

  private static OrderQuery all() {
    return OrderQuery.of(ANN).oldestFirst();
  }

  @Test
  void aParentIsListedWithItsLegsAndTheyAreNotListedBesideIt() {
    told(order(1, OrderRequest.buy("AAPL", "1"), OrderStatus.FILLED, 0, null));
    told(2, 2, Role.ENTRY, OrderStatus.FILLED, 0);
    told(3, 2, Role.TAKE_PROFIT, OrderStatus.HELD, 0);
    told(4, 2, Role.STOP_LOSS, OrderStatus.WORKING, 0);
    assertThat(listed(all())).isEqualTo("1 2(3,4)");
    assertThat(store.orders(all())).hasSize(4);
  }

  @Test
  void aLegThatMatchesWithoutItsParentStandsForItself() {
    told(2, 2, Role.ENTRY, OrderStatus.FILLED, 0);
    told(3, 2, Role.TAKE_PROFIT, OrderStatus.HELD, 0);
    told(4, 2, Role.STOP_LOSS, OrderStatus.WORKING, 0);
    told(5, 5, Role.ENTRY, OrderStatus.WORKING, 0);
    told(6, 5, Role.TAKE_PROFIT, OrderStatus.HELD, 0);
    assertThat(listed(all().status(Status.OPEN))).isEqualTo("3 4 5(6)");
    assertThat(listed(all().status(Status.CLOSED))).isEqualTo("2(3,4)");
    assertThat(listed(all().side(Side.SELL))).isEqualTo("3 4 6");
    assertThat(listed(all().side(Side.BUY))).isEqualTo("2(3,4) 5(6)");
  }

  @Test
  @DisplayName("alpaca 3.6 a leg that was replaced shows by its successor")
  void aLegThatWasReplacedShowsByItsSuccessor() {
    told(2, 2, Role.ENTRY, OrderStatus.FILLED, 0);
    told(3, 2, Role.TAKE_PROFIT, OrderStatus.REPLACED, 0);
    told(4, 2, Role.STOP_LOSS, OrderStatus.WORKING, 0);
    told(5, 2, Role.TAKE_PROFIT, OrderStatus.HELD, 3);
    told(6, 2, Role.STOP_LOSS, OrderStatus.REJECTED, 4);
    assertThat(listed(all().status(Status.CLOSED).limit(1))).isEqualTo("2(4,5)");
  }

  @Test
  void aParentThatWasReplacedHasHandedItsLegsOn() {
    told(2, 2, Role.ENTRY, OrderStatus.REPLACED, 0);
    told(3, 2, Role.TAKE_PROFIT, OrderStatus.HELD, 0);
    told(4, 2, Role.ENTRY, OrderStatus.WORKING, 2);
    assertThat(listed(all())).isEqualTo("2 4(3)");
  }

  @Test
  void manyFamiliesAreReadInOneQuestion() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int parent = 3 * i + 1;
      told(parent, parent, Role.ENTRY, OrderStatus.FILLED, 0);
      told(parent + 1, parent, Role.TAKE_PROFIT, OrderStatus.HELD, 0);
      told(parent + 2, parent, Role.STOP_LOSS, OrderStatus.WORKING, 0);
      expected.add(parent + "(" + (parent + 1) + "," + (parent + 2) + ")");
    }
    assertThat(listed(all())).isEqualTo(String.join(" ", expected));
  }
}
