// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One intended placing of an order at one broker account, under one broker-visible id.
 *
 * @param order the order that fills count for; a confirmed replace moves it to the successor
 * @param request the terms that hold at the broker
 * @param reservePrice the worst price at which a unit may open a position; zero when this closes
 *     one
 * @param filled effective fills; the broker's cumulative quantity (I-11)
 * @param brokerOrderId the broker's name for it; empty until told
 * @param cancelWanted a cancel was asked for and has not been settled
 * @param replacement the replace that is under way, at most one (I-21)
 * @param watermark the best price that a trailing stop has seen, once the broker told one
 * @param absences how often in a row the broker said that it knows no such order
 */
public record Placement(
    PlacementId id,
    OrderId order,
    BrokerAccount account,
    OrderRequest request,
    Price reservePrice,
    PlacementStatus status,
    Quantity filled,
    Notional filledValue,
    int fills,
    String brokerOrderId,
    boolean cancelWanted,
    @Nullable Replacement replacement,
    @Nullable Price watermark,
    int absences,
    List<Attempt> attempts) {

  /** One outbound request of a placement; {@code result} is null until it is known. */
  public record Attempt(int number, Kind kind, Instant at, @Nullable SendResult result) {
    /** What was asked of the broker. */
    public enum Kind {
      PLACE,
      CANCEL,
      REPLACE,
      QUERY
    }
  }

  /** New terms that the broker was asked for, and the order that takes over when it agrees. */
  public record Replacement(OrderId successor, OrderRequest request, Price reservePrice) {}

  public static Placement of(
      PlacementId id, Order order, BrokerAccount account, Price reservePrice) {
    return new Placement(
        id,
        order.id(),
        account,
        order.request(),
        reservePrice,
        PlacementStatus.SENT,
        Quantity.ZERO,
        Notional.ZERO,
        0,
        "",
        false,
        null,
        null,
        0,
        List.of());
  }

  /** Units that may still execute under the terms in force; empty for an order by value. */
  public Optional<Quantity> leaves() {
    return leaves(request);
  }

  private Optional<Quantity> leaves(OrderRequest terms) {
    if (!status.isLive()) {
      return terms.size().units().map(_ -> Quantity.ZERO);
    }
    return terms.size().units().map(units -> Quantity.max(Quantity.ZERO, units.minus(filled)));
  }

  /** Worst-case units that may still execute: the larger of old and new terms (I-13, I-21). */
  public Quantity exposure() {
    Quantity old = leaves(request).orElse(Quantity.ZERO);
    return replacement == null
        ? old
        : Quantity.max(old, leaves(replacement.request()).orElse(Quantity.ZERO));
  }

  /** Worst-case money that the exposure may still cost; zero when this closes a position (I-30). */
  public Money reservation(Money zero) {
    if (!status.isLive()) {
      return zero;
    }
    Money old = reservation(request, reservePrice, zero);
    if (replacement == null) {
      return old;
    }
    Money next = reservation(replacement.request(), replacement.reservePrice(), zero);
    return next.exceeds(old) ? next : old;
  }

  private Money reservation(OrderRequest terms, Price worst, Money zero) {
    if (!worst.isPositive()) {
      return zero;
    }
    return switch (terms.size()) {
      case OrderSize.Units _ ->
          Notional.of(worst, leaves(terms).orElseThrow())
              .toMoney(zero.currency(), RoundingMode.CEILING);
      case OrderSize.Value(Money money) -> {
        Money left = money.minus(filledValue.toMoney(zero.currency(), RoundingMode.FLOOR));
        yield left.isNegative() ? zero : left;
      }
    };
  }

  /** Whether this binds as much money and as many units as {@code other} of the same id does. */
  public boolean bindsAsMuchAs(Placement other) {
    return status.isLive() == other.status.isLive()
        && filled.equals(other.filled)
        && filledValue.equals(other.filledValue)
        && request.equals(other.request)
        && reservePrice.equals(other.reservePrice)
        && Objects.equals(replacement, other.replacement);
  }

  /** The state to fall back to when a pending cancel or replace is refused. */
  public PlacementStatus restingStatus() {
    if (filled.isPositive()) {
      return PlacementStatus.PARTIALLY_FILLED;
    }
    return brokerOrderId.isEmpty() ? PlacementStatus.SENT : PlacementStatus.WORKING;
  }

  /** The newest attempt of {@code kind}, if there was one. */
  public Optional<Attempt> latest(Attempt.Kind kind) {
    return attempts.reversed().stream().filter(attempt -> attempt.kind() == kind).findFirst();
  }
}
