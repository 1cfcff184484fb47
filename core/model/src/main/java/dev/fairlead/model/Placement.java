// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import dev.fairlead.model.SendResult.Accepted;
import dev.fairlead.model.SendResult.InDoubt;
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
 * @param attempts in order of their numbers: the placing, and the newest of the others
 * @param held the broker has it and keeps it back until its group lets it work: nothing of it can
 *     execute yet
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
    List<Attempt> attempts,
    boolean held) {

  /** One that nobody keeps back. */
  public Placement(
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
    this(
        id,
        order,
        account,
        request,
        reservePrice,
        status,
        filled,
        filledValue,
        fills,
        brokerOrderId,
        cancelWanted,
        replacement,
        watermark,
        absences,
        attempts,
        false);
  }

  /** One outbound request of a placement; {@code result} is null until it is known. */
  public record Attempt(int number, Kind kind, Instant at, @Nullable SendResult result) {
    public Attempt answered(SendResult answer) {
      return new Attempt(number, kind, at, answer);
    }

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
    return of(id, order, order.request().alone(), account, reservePrice);
  }

  /** One that asks the broker for {@code request} on the order's behalf. */
  public static Placement of(
      PlacementId id,
      Order order,
      OrderRequest request,
      BrokerAccount account,
      Price reservePrice) {
    return new Placement(
        id,
        order.id(),
        account,
        request,
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
    return terms.size().units().map(this::left);
  }

  private Quantity left(Quantity units) {
    return Quantity.max(Quantity.ZERO, units.minus(filled));
  }

  /** Worst-case units that may still execute: the larger of old and new terms (I-13, I-21). */
  public Quantity exposure() {
    if (!status.isLive() || held) {
      return Quantity.ZERO;
    }
    Quantity old = exposure(request);
    return replacement == null ? old : Quantity.max(old, exposure(replacement.request()));
  }

  private Quantity exposure(OrderRequest terms) {
    return switch (terms.size()) {
      case OrderSize.Units(Quantity units) -> left(units);
      case OrderSize.Value _ -> Quantity.ZERO;
    };
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
      case OrderSize.Units(Quantity units) ->
          Notional.of(worst, left(units)).toMoney(zero.currency(), RoundingMode.CEILING);
      case OrderSize.Value(Money money) -> {
        Notional left = Notional.of(money).minus(filledValue);
        yield left.compareTo(Notional.ZERO) > 0
            ? left.toMoney(zero.currency(), RoundingMode.CEILING)
            : zero;
      }
    };
  }

  /** Whether this binds as much money and as many units as {@code other} of the same id does. */
  public boolean bindsAsMuchAs(Placement other) {
    return status.isLive() == other.status.isLive()
        && held == other.held
        && filled.equals(other.filled)
        && filledValue.equals(other.filledValue)
        && request.equals(other.request)
        && reservePrice.equals(other.reservePrice)
        && Objects.equals(replacement, other.replacement);
  }

  /** For an amount of money, whatever number of units that is. */
  public boolean isByValue() {
    return request.size() instanceof OrderSize.Value;
  }

  /**
   * Everything that the terms in force ask for has executed, and nothing that a pending replace
   * would add is missing. An order by value is complete when the broker says so, not by numbers.
   */
  public boolean isComplete() {
    return isFilled(request) && (replacement == null || isFilled(replacement.request()));
  }

  private boolean isFilled(OrderRequest terms) {
    return switch (terms.size()) {
      case OrderSize.Units(Quantity units) -> filled.compareTo(units) >= 0;
      case OrderSize.Value _ -> false;
    };
  }

  /** More has executed than any terms ask for (F-B12); cannot be told of an order by value. */
  public boolean isOverfilled() {
    return exceeds(request) && (replacement == null || exceeds(replacement.request()));
  }

  private boolean exceeds(OrderRequest terms) {
    return switch (terms.size()) {
      case OrderSize.Units(Quantity units) -> filled.compareTo(units) > 0;
      case OrderSize.Value _ -> false;
    };
  }

  /** The broker has shown that it has the order: by a name, a fill, or its answer. */
  public boolean isAcknowledged() {
    return fills > 0
        || !brokerOrderId.isEmpty()
        || latest(Attempt.Kind.PLACE).filter(a -> a.result() instanceof Accepted).isPresent();
  }

  /**
   * Its group brought it along: the broker has it by the request for another order of the group,
   * and nobody ever placed it by itself.
   */
  public boolean isBrought() {
    return latest(Attempt.Kind.PLACE).isEmpty();
  }

  /** The state to fall back to when nothing is pending any more. */
  public PlacementStatus restingStatus() {
    if (isComplete()) {
      return PlacementStatus.FILLED;
    }
    if (filled.isPositive()) {
      return PlacementStatus.PARTIALLY_FILLED;
    }
    if (isAcknowledged()) {
      return PlacementStatus.WORKING;
    }
    boolean doubted =
        latest(Attempt.Kind.PLACE).filter(a -> a.result() instanceof InDoubt).isPresent();
    return doubted ? PlacementStatus.IN_DOUBT : PlacementStatus.SENT;
  }

  /** The newest attempt of {@code kind}, if there was one. */
  public Optional<Attempt> latest(Attempt.Kind kind) {
    for (Attempt attempt : attempts.reversed()) {
      if (attempt.kind() == kind) {
        return Optional.of(attempt);
      }
    }
    return Optional.empty();
  }

  /** Attempt number {@code number}; empty if it was not made or is no longer kept. */
  public Optional<Attempt> attempt(int number) {
    for (Attempt attempt : attempts) {
      if (attempt.number() == number) {
        return Optional.of(attempt);
      }
    }
    return Optional.empty();
  }

  /** The number of the newest attempt; 0 before the first. */
  public int lastAttempt() {
    return attempts.isEmpty() ? 0 : attempts.getLast().number();
  }
}
