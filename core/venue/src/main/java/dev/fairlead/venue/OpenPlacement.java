// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Side;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One placement that may still fill, and where it stands. Confined to its venue. */
final class OpenPlacement {
  private final PlacementId id;
  private final String brokerOrderId;
  private final Instrument instrument;
  private final List<Fill> fills = new ArrayList<>(1);
  private OrderRequest request;
  private Claim claim;
  private Instant deadline;
  private Quantity filled = Quantity.ZERO;
  private Notional filledValue = Notional.ZERO;
  private int fillCount;
  private boolean triggered;
  private @Nullable Price watermark;
  private @Nullable Price toldWatermark;
  private Instant toldAt = Instant.MIN;

  private long sequence;
  private @Nullable Turn turn;
  private @Nullable Turn end;

  OpenPlacement(
      PlacementId id,
      String brokerOrderId,
      Instrument instrument,
      OrderRequest request,
      Claim claim,
      Instant deadline) {
    this.id = id;
    this.brokerOrderId = brokerOrderId;
    this.instrument = instrument;
    this.request = request;
    this.claim = claim;
    this.deadline = deadline;
  }

  /** Takes up what had been filled, and seen, before the venue was started. */
  void resume(Quantity filledBefore, Notional valueBefore, int countBefore, @Nullable Price seen) {
    filled = filledBefore;
    filledValue = valueBefore;
    fillCount = countBefore;
    watermark = seen;
    toldWatermark = seen;
    // A stop that has filled has been triggered; of others that have it is not known.
    triggered = filledBefore.isPositive();
  }

  PlacementId id() {
    return id;
  }

  String brokerOrderId() {
    return brokerOrderId;
  }

  Instrument instrument() {
    return instrument;
  }

  OrderRequest request() {
    return request;
  }

  Side side() {
    return request.side();
  }

  Claim claim() {
    return claim;
  }

  void claim(Claim changed) {
    claim = changed;
  }

  Instant deadline() {
    return deadline;
  }

  Quantity filled() {
    return filled;
  }

  List<Fill> fills() {
    return List.copyOf(fills);
  }

  /** The id of the next execution: the counter goes on after a restart. */
  String nextExecutionId() {
    return id.text() + "." + (fillCount + 1);
  }

  void add(Fill fill) {
    fills.add(fill);
    fillCount++;
    filled = filled.plus(fill.quantity());
    filledValue = filledValue.plus(fill.value());
  }

  /** New terms, while it stands in no queue. */
  void replace(OrderRequest changed, Instant newDeadline) {
    request = changed;
    deadline = newDeadline;
  }

  /** What is left to fill. */
  OrderSize left() {
    return left(request.size());
  }

  /** What would be left to fill of {@code total}. */
  OrderSize left(OrderSize total) {
    return switch (total) {
      case OrderSize.Units(Quantity quantity) -> new OrderSize.Units(quantity.minus(filled));
      case OrderSize.Value(Money money) ->
          new OrderSize.Value(
              money.minus(filledValue.toMoney(money.currency(), RoundingMode.CEILING)));
    };
  }

  /** How many units what is left makes at {@code price}, in whole lots. */
  Quantity wanted(Price price) {
    Quantity units =
        switch (left()) {
          case OrderSize.Units(Quantity quantity) -> quantity;
          case OrderSize.Value(Money money) ->
              money.isPositive() ? Notional.bought(money, price) : Quantity.ZERO;
        };
    return units.roundDownTo(instrument.lot());
  }

  boolean awaitsTrigger() {
    return !triggered
        && switch (request.terms()) {
          case OrderTerms.Market(), OrderTerms.Limit _ -> false;
          case OrderTerms.Stop _,
              OrderTerms.StopLimit _,
              OrderTerms.TrailingAmount _,
              OrderTerms.TrailingPercent _ ->
              true;
        };
  }

  boolean trails() {
    return switch (request.terms()) {
      case OrderTerms.TrailingAmount _, OrderTerms.TrailingPercent _ -> true;
      case OrderTerms.Market(), OrderTerms.Limit _, OrderTerms.Stop _, OrderTerms.StopLimit _ ->
          false;
    };
  }

  void trigger() {
    triggered = true;
  }

  Optional<Price> limit() {
    return request.terms().limitPrice();
  }

  /** The price at which it is triggered; empty while a trailing stop has seen no quote. */
  Optional<Price> stop() {
    Price seen = watermark;
    return switch (request.terms()) {
      case OrderTerms.Market(), OrderTerms.Limit _ -> Optional.empty();
      case OrderTerms.Stop(Price stop) -> Optional.of(stop);
      case OrderTerms.StopLimit(Price stop, Price _) -> Optional.of(stop);
      case OrderTerms.TrailingAmount(Price trail) ->
          Optional.ofNullable(seen).map(best -> behind(best, trail));
      case OrderTerms.TrailingPercent(Percent trail) ->
          Optional.ofNullable(seen)
              .map(best -> behind(best, best.times(trail, RoundingMode.HALF_EVEN)));
    };
  }

  private Price behind(Price best, Price distance) {
    return side() == Side.SELL ? best.minus(distance) : best.plus(distance);
  }

  /** Sees {@code touch}: a sell follows the highest bid, a buy the lowest ask. */
  void see(Price touch) {
    Price best = watermark;
    if (best == null) {
      watermark = touch;
    } else {
      watermark = side() == Side.SELL ? Price.max(best, touch) : Price.min(best, touch);
    }
  }

  /** The watermark, if it has moved since it was told and is due to be told again. */
  Optional<Price> watermarkToTell(Instant at, Duration interval) {
    Price best = watermark;
    boolean moved = best != null && !best.equals(toldWatermark);
    boolean due = toldWatermark == null || at.isBefore(toldAt) || !at.isBefore(dueAt(interval));
    if (best == null || !moved || !due) {
      return Optional.empty();
    }
    toldWatermark = best;
    toldAt = at;
    return Optional.of(best);
  }

  private Instant dueAt(Duration interval) {
    return toldAt.equals(Instant.MIN) ? toldAt : toldAt.plus(interval);
  }

  long sequence() {
    return sequence;
  }

  /** Its place among equals, while it stands in no queue: a new one is behind all others. */
  void sequence(long changed) {
    sequence = changed;
  }

  /** Waits in {@code target} to trade from now on; null for none. */
  void queueIn(@Nullable Queue target) {
    turn = moved(turn, target);
  }

  /** Waits in {@code target} for its deadline from now on; null for none. */
  void endIn(@Nullable Queue target) {
    end = moved(end, target);
  }

  private @Nullable Turn moved(@Nullable Turn from, @Nullable Queue to) {
    if (from != null) {
      from.giveUp();
    }
    return to == null ? null : to.add(this);
  }
}
