// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderStatus;
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

/**
 * The columns of an order: what never changes once the client has sent it, in {@code orders} only,
 * and what does change, in {@code orders} as it is and in {@code events} as it was.
 */
final class OrderColumns {
  /** Left out of updates, and with it the indexes over it. */
  static final List<String> FIXED =
      Stream.of(
              List.of("order_id", "principal", "client_order_id"),
              RequestColumns.NAMES,
              List.of("replaces", "submitted_at"))
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
          "closed_at");

  static final List<String> NAMES = Stream.of(FIXED, CHANGING).flatMap(List::stream).toList();

  private OrderColumns() {}

  static void write(NewRow row, Order order) {
    row.text(order.id()).text(order.principal()).text(order.clientOrderId());
    RequestColumns.write(row, order.request());
    row.textOrNull(order.replaces()).instant(order.submittedAt());
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
        .instantOrNull(order.closedAt());
  }

  static Order read(Row row) throws SQLException {
    OrderId id = row.orderId();
    Principal principal = new Principal(row.text());
    String clientOrderId = row.text();
    OrderRequest request = RequestColumns.read(row);
    OrderId replaces = row.orderIdOrNull();
    Instant submittedAt = row.instant();
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
    return new Order(
        id,
        principal,
        clientOrderId,
        request,
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
        row.instantOrNull());
  }
}
