// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked for, once, and what has become of it.
 *
 * @param account where it was routed
 * @param filled all fills that count for it. A successor begins with what its predecessor had
 *     filled, because its quantity is the total that the client wants, as at Alpaca and in FIX (tag
 *     38)
 * @param filledValue what the fills cost or brought in, exact
 * @param placement the placement that works for it now, or did last; of one that was always held,
 *     the id that is kept for its first
 * @param replaces the order that this one took over from
 * @param replacedBy the order that took over from this one
 * @param watermark the best price that a trailing stop has seen, once the broker told one
 * @param reason why the broker refused it; empty otherwise
 * @param updatedAt of the newest change
 * @param lastFillAt of the newest fill
 * @param closedAt when it left the open states
 * @param group which orders it belongs with, and as what; null for an order alone
 * @param exitSize of an exit that was sized to what it is to leave: its quantity now
 */
public record Order(
    OrderId id,
    Principal principal,
    String clientOrderId,
    OrderRequest request,
    BrokerAccount account,
    OrderStatus status,
    Quantity filled,
    Notional filledValue,
    PlacementId placement,
    @Nullable OrderId replaces,
    @Nullable OrderId replacedBy,
    @Nullable Price watermark,
    String reason,
    Instant submittedAt,
    Instant updatedAt,
    @Nullable Instant lastFillAt,
    @Nullable Instant closedAt,
    @Nullable Group group,
    @Nullable Quantity exitSize) {

  /**
   * An order's place among those that it came with.
   *
   * @param id of the order that brought the group, for ever
   */
  public record Group(OrderId id, OrderClass orderClass, Role role) {
    /** What an order is in its group. */
    public enum Role {
      ENTRY,
      TAKE_PROFIT,
      STOP_LOSS;

      /** The other exit. */
      public Role other() {
        return this == TAKE_PROFIT ? STOP_LOSS : TAKE_PROFIT;
      }
    }

    /** Not the one that the client named: Alpaca's {@code legs}. */
    public boolean isLeg() {
      return orderClass == OrderClass.OCO ? role == Role.STOP_LOSS : role != Role.ENTRY;
    }

    public boolean isExit() {
      return role != Role.ENTRY;
    }
  }

  /** An order alone. */
  public Order(
      OrderId id,
      Principal principal,
      String clientOrderId,
      OrderRequest request,
      BrokerAccount account,
      OrderStatus status,
      Quantity filled,
      Notional filledValue,
      PlacementId placement,
      @Nullable OrderId replaces,
      @Nullable OrderId replacedBy,
      @Nullable Price watermark,
      String reason,
      Instant submittedAt,
      Instant updatedAt,
      @Nullable Instant lastFillAt,
      @Nullable Instant closedAt) {
    this(
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
        closedAt,
        null,
        null);
  }

  /** How much it is for now: what was asked, or what an exit was sized to. */
  public OrderSize size() {
    return exitSize == null ? request.size() : new OrderSize.Units(exitSize);
  }

  /** Whether it leaves a position for its group. */
  public boolean isExit() {
    return group != null && group.isExit();
  }

  public Optional<Price> averageFillPrice() {
    return filled.isZero()
        ? Optional.empty()
        : Optional.of(filledValue.average(filled, RoundingMode.HALF_EVEN));
  }

  /** The stop price in force: the terms' own, or the one that trails the watermark. */
  public Optional<Price> stopPrice() {
    Price seen = watermark;
    if (seen == null) {
      return request.terms().stopPrice();
    }
    return switch (request.terms()) {
      case OrderTerms.TrailingAmount(Price trail) -> Optional.of(behind(seen, trail));
      case OrderTerms.TrailingPercent(var trail) ->
          Optional.of(behind(seen, seen.times(trail, RoundingMode.HALF_EVEN)));
      case OrderTerms.Market(), OrderTerms.Limit _, OrderTerms.Stop _, OrderTerms.StopLimit _ ->
          request.terms().stopPrice();
    };
  }

  private Price behind(Price seen, Price distance) {
    return request.side() == Side.SELL ? seen.minus(distance) : seen.plus(distance);
  }
}
