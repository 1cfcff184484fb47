// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order in the making: what differs from {@code before}, until {@link #done}. */
final class OrderEdit {
  private final Order before;
  private final Instant at;
  private OrderStatus status;
  private Quantity filled;
  private Notional filledValue;
  private PlacementId placement;
  private @Nullable OrderId replacedBy;
  private @Nullable Price watermark;
  private String reason;
  private @Nullable Instant lastFillAt;
  private @Nullable Quantity exitSize;

  private OrderEdit(Order before, Instant at) {
    this.before = before;
    this.at = at;
    status = before.status();
    filled = before.filled();
    filledValue = before.filledValue();
    placement = before.placement();
    replacedBy = before.replacedBy();
    watermark = before.watermark();
    reason = before.reason();
    lastFillAt = before.lastFillAt();
    exitSize = before.exitSize();
  }

  static OrderEdit of(Order before, Instant at) {
    return new OrderEdit(before, at);
  }

  /** The state that its placement gives it. */
  OrderEdit following(Placement leader) {
    watermark = leader.watermark();
    return status(status(leader));
  }

  private static OrderStatus status(Placement leader) {
    if (leader.cancelWanted() && leader.status().isLive()) {
      return OrderStatus.PENDING_CANCEL;
    }
    return switch (leader.status()) {
      case SENT -> leader.held() ? OrderStatus.HELD : OrderStatus.ACCEPTED;
      case NOT_PLACED -> OrderStatus.ACCEPTED;
      case IN_DOUBT -> OrderStatus.IN_DOUBT;
      case WORKING -> leader.held() ? OrderStatus.HELD : OrderStatus.WORKING;
      case PARTIALLY_FILLED -> OrderStatus.PARTIALLY_FILLED;
      case PENDING_CANCEL -> OrderStatus.PENDING_CANCEL;
      case PENDING_REPLACE -> OrderStatus.PENDING_REPLACE;
      case FILLED -> OrderStatus.FILLED;
      case CANCELED -> OrderStatus.CANCELED;
      case EXPIRED -> OrderStatus.EXPIRED;
      case REJECTED -> OrderStatus.REJECTED;
    };
  }

  OrderEdit status(OrderStatus changed) {
    status = changed;
    return this;
  }

  OrderEdit reason(String changed) {
    reason = changed;
    return this;
  }

  OrderEdit placedAs(PlacementId changed) {
    placement = changed;
    return this;
  }

  OrderEdit filled(Fill fill) {
    filled = filled.plus(fill.quantity());
    filledValue = filledValue.plus(fill.value());
    lastFillAt = at;
    return this;
  }

  OrderEdit unfilled(Fill fill) {
    filled = filled.minus(fill.quantity());
    filledValue = filledValue.minus(fill.value());
    return this;
  }

  /** Takes over what the predecessor's chain has filled, and its placement. */
  OrderEdit succeeding(Order predecessor) {
    filled = predecessor.filled();
    filledValue = predecessor.filledValue();
    lastFillAt = predecessor.lastFillAt();
    placement = predecessor.placement();
    exitSize = predecessor.exitSize();
    return this;
  }

  OrderEdit replacedBy(OrderId successor) {
    replacedBy = successor;
    return status(OrderStatus.REPLACED);
  }

  OrderEdit sizedTo(Quantity size) {
    exitSize = size;
    return this;
  }

  Order done() {
    Instant closed = before.closedAt();
    Instant closedAt = status.isOpen() ? null : closed == null ? at : closed;
    return new Order(
        before.id(),
        before.principal(),
        before.clientOrderId(),
        before.request(),
        before.account(),
        status,
        filled,
        filledValue,
        placement,
        before.replaces(),
        replacedBy,
        watermark,
        reason,
        before.submittedAt(),
        at,
        lastFillAt,
        closedAt,
        before.group(),
        exitSize);
  }
}
