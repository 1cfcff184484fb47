// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

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
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.store.Table.NewRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an order: what never changes once the client has sent it, in {@code orders} only,
 * and what does change, in {@code orders} as it is and in {@code events} as it was.
 */
final class OrderColumns {
  /** Of an order's exits and of its group; all empty for an order alone. */
  private static final List<String> GROUP =
      List.of("exit_profit", "exit_stop", "exit_stop_limit", "group_id", "order_class", "role");

  /** Left out of updates, and with it the indexes over it. */
  static final List<String> FIXED =
      Stream.of(
              List.of("order_id", "principal", "client_order_id"),
              RequestColumns.NAMES,
              List.of("replaces", "submitted_at"),
              GROUP)
          .flatMap(List::stream)
          .toList();

  static final List<String> CHANGING =
      List.of(
          "account",
          "status",
          "filled",
          "filled_value",
          "placement_id",
          "replaced_by",
          "watermark",
          "reason",
          "updated_at",
          "last_fill_at",
          "closed_at",
          "exit_size");

  static final List<String> NAMES = Stream.of(FIXED, CHANGING).flatMap(List::stream).toList();

  private OrderColumns() {}

  static void write(NewRow row, Order order) {
    row.text(order.id()).text(order.principal()).text(order.clientOrderId());
    RequestColumns.write(row, order.request());
    row.textOrNull(order.replaces()).instant(order.submittedAt());
    writeGroup(row, new Membership(order.request().exits(), order.group()));
    writeChanging(row, order);
  }

  static void writeChanging(NewRow row, Order order) {
    row.text(order.account())
        .name(order.status())
        .text(order.filled())
        .text(order.filledValue())
        .text(order.placement())
        .textOrNull(order.replacedBy())
        .textOrNull(order.watermark())
        .text(order.reason())
        .instant(order.updatedAt())
        .instantOrNull(order.lastFillAt())
        .instantOrNull(order.closedAt())
        .textOrNull(order.exitSize());
  }

  static Order read(Row row) throws SQLException {
    OrderId id = row.orderId();
    Principal principal = new Principal(row.text());
    String clientOrderId = row.text();
    OrderRequest request = RequestColumns.read(row);
    OrderId replaces = row.orderIdOrNull();
    Instant submittedAt = row.instant();
    Membership membership = readGroup(row);
    BrokerAccount account = row.account();
    OrderStatus status = row.name(OrderStatus.class);
    Quantity filled = row.quantity();
    Notional filledValue = row.notional();
    PlacementId placement = new PlacementId(row.text());
    OrderId replacedBy = row.orderIdOrNull();
    Price watermark = row.priceOrNull();
    String reason = row.text();
    Instant updatedAt = row.instant();
    Instant lastFillAt = row.instantOrNull();
    Instant closedAt = row.instantOrNull();
    return new Order(
        id,
        principal,
        clientOrderId,
        request.leaving(membership.exits()),
        account,
        status,
        filled,
        filledValue,
        placement,
        replaces,
        replacedBy,
        watermark,
        reason,
        submittedAt,
        updatedAt,
        lastFillAt,
        closedAt,
        membership.group(),
        row.quantityOrNull());
  }

  /** What an order brings along, and what it belongs to. */
  private record Membership(Exits exits, @Nullable Group group) {}

  private static void writeGroup(NewRow row, Membership membership) {
    switch (membership.exits()) {
      case Exits.None() -> row.nothing(3);
      case Exits.Bracket(OrderTerms.Limit(Price profit), OrderTerms loss) ->
          writeStop(row.text(profit), loss);
      case Exits.Oco(OrderTerms loss) -> writeStop(row.nothing(1), loss);
      case Exits.Oto(OrderTerms.Limit(Price profit)) -> row.text(profit).nothing(2);
      case Exits.Oto(OrderTerms loss) -> writeStop(row.nothing(1), loss);
    }
    Group group = membership.group();
    if (group == null) {
      row.nothing(3);
    } else {
      row.text(group.id()).name(group.orderClass()).name(group.role());
    }
  }

  private static void writeStop(NewRow row, OrderTerms loss) {
    row.textOrNull(loss.stopPrice().orElse(null)).textOrNull(loss.limitPrice().orElse(null));
  }

  private static Membership readGroup(Row row) throws SQLException {
    Price profit = row.priceOrNull();
    Price stop = row.priceOrNull();
    Price stopLimit = row.priceOrNull();
    OrderId id = row.orderIdOrNull();
    if (id == null) {
      row.skip(2);
      return new Membership(new Exits.None(), null);
    }
    Group group = new Group(id, row.name(OrderClass.class), row.name(Role.class));
    return new Membership(exits(group, profit, stop, stopLimit), group);
  }

  private static Exits exits(
      Group group, @Nullable Price profit, @Nullable Price stop, @Nullable Price stopLimit)
      throws SQLException {
    if (group.isLeg()) {
      return new Exits.None();
    }
    return switch (group.orderClass()) {
      case SIMPLE -> new Exits.None();
      case BRACKET ->
          new Exits.Bracket(new OrderTerms.Limit(known(profit)), stopLoss(stop, stopLimit));
      case OCO -> new Exits.Oco(stopLoss(stop, stopLimit));
      case OTO ->
          new Exits.Oto(profit == null ? stopLoss(stop, stopLimit) : new OrderTerms.Limit(profit));
    };
  }

  private static OrderTerms stopLoss(@Nullable Price stop, @Nullable Price limit)
      throws SQLException {
    return limit == null
        ? new OrderTerms.Stop(known(stop))
        : new OrderTerms.StopLimit(known(stop), limit);
  }

  private static Price known(@Nullable Price price) throws SQLException {
    if (price == null) {
      throw new SQLException("an order lacks a price that its class has");
    }
    return price;
  }
}
