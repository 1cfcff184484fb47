// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.rules.Proofs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A placement in the making: what differs from {@code before}, until {@link #done}. */
final class PlacementEdit {
  /**
   * Most attempts that are kept: the placing, the newest replace, and the newest of those that
   * followed. More than any schedule of {@link Waits} counts, and a bound for what is asked of a
   * broker for ever.
   */
  private static final int ATTEMPTS_KEPT = 32;

  private final Placement before;
  private OrderId order;
  private OrderRequest request;
  private Price reservePrice;
  private PlacementStatus status;
  private Quantity filled;
  private Notional filledValue;
  private int fills;
  private String brokerOrderId;
  private boolean cancelWanted;
  private @Nullable Replacement replacement;
  private @Nullable Price watermark;
  private int absences;
  private List<Attempt> attempts;
  private boolean held;

  private PlacementEdit(Placement before) {
    this.before = before;
    order = before.order();
    request = before.request();
    reservePrice = before.reservePrice();
    status = before.status();
    filled = before.filled();
    filledValue = before.filledValue();
    fills = before.fills();
    brokerOrderId = before.brokerOrderId();
    cancelWanted = before.cancelWanted();
    replacement = before.replacement();
    watermark = before.watermark();
    absences = before.absences();
    attempts = before.attempts();
    held = before.held();
  }

  static PlacementEdit of(Placement before) {
    return new PlacementEdit(before);
  }

  PlacementEdit status(PlacementStatus changed) {
    status = changed;
    return this;
  }

  /** The broker has told its name for it; an empty one is no news. */
  PlacementEdit named(String changed) {
    brokerOrderId = changed.isEmpty() ? brokerOrderId : changed;
    return present();
  }

  /** The broker has shown that it knows it. */
  PlacementEdit present() {
    absences = 0;
    return this;
  }

  PlacementEdit executed(Fill fill) {
    filled = filled.plus(fill.quantity());
    filledValue = filledValue.plus(fill.value());
    fills++;
    held = false;
    return present();
  }

  PlacementEdit unexecuted(Fill fill) {
    filled = filled.minus(fill.quantity());
    filledValue = filledValue.minus(fill.value());
    return this;
  }

  /** Whether its broker keeps it back for its group. */
  PlacementEdit held(boolean changed) {
    held = changed;
    return this;
  }

  /** What it asks for at the broker. */
  PlacementEdit asking(OrderRequest changed) {
    request = changed;
    return this;
  }

  /** A correction is no further execution. */
  PlacementEdit countedOnce() {
    fills--;
    return this;
  }

  PlacementEdit cancelWanted(boolean changed) {
    cancelWanted = changed;
    return this;
  }

  PlacementEdit replacing(@Nullable Replacement changed) {
    replacement = changed;
    return this;
  }

  /** The replacement's terms are in force, and its order takes over. */
  PlacementEdit replaced(Replacement done) {
    order = done.successor();
    request = done.request();
    reservePrice = done.reservePrice();
    replacement = null;
    watermark = null;
    return this;
  }

  /** What it executes counts for another order from here on. */
  PlacementEdit countingFor(OrderId changed) {
    order = changed;
    return this;
  }

  PlacementEdit watermark(Price changed) {
    watermark = changed;
    return this;
  }

  PlacementEdit absent() {
    absences++;
    return this;
  }

  PlacementEdit attempting(Attempt.Kind kind, Instant at) {
    List<Attempt> more = new ArrayList<>(attempts.size() + 1);
    more.addAll(attempts);
    more.add(new Attempt(before.lastAttempt() + 1, kind, at, null));
    if (more.size() > ATTEMPTS_KEPT) {
      more.remove(isNewestReplace(more.get(1)) ? 2 : 1);
    }
    attempts = List.copyOf(more);
    return this;
  }

  /** What a replace in doubt is reckoned from, for as long as it takes. */
  private boolean isNewestReplace(Attempt attempt) {
    return before.latest(Attempt.Kind.REPLACE).filter(attempt::equals).isPresent();
  }

  PlacementEdit answered(int number, SendResult result) {
    return answered(attempt -> attempt.number() == number, result);
  }

  /** Answers all that has no answer and never will have one. */
  PlacementEdit unanswered(String cause) {
    return answered(PlacementEdit::isWaiting, new SendResult.InDoubt(cause));
  }

  /** Whether the broker's answer may still come. */
  static boolean isWaiting(Attempt attempt) {
    return Proofs.isWaiting(attempt);
  }

  /** Whether it asked before the placement ended, and its answer may still come. */
  static boolean isOvertaken(Attempt attempt) {
    return Proofs.isOvertaken(attempt);
  }

  private PlacementEdit answered(Predicate<Attempt> which, SendResult result) {
    List<Attempt> changed = new ArrayList<>(attempts);
    changed.replaceAll(asked -> which.test(asked) ? asked.answered(result) : asked);
    attempts = List.copyOf(changed);
    return this;
  }

  /** The broker has shown that it works. */
  PlacementEdit working() {
    boolean executed = filled.isPositive();
    return status(executed ? PlacementStatus.PARTIALLY_FILLED : PlacementStatus.WORKING);
  }

  /** Falls back to where it would be without anything pending. */
  PlacementEdit resting() {
    status = done().restingStatus();
    return this;
  }

  Placement done() {
    if (before.status().isLive() && !status.isLive()) {
      // What a query that is under way will tell was perhaps so before the end: it proves nothing.
      answered(a -> a.kind() == Attempt.Kind.QUERY && a.result() == null, Proofs.OVERTAKEN);
    }
    return new Placement(
        before.id(),
        order,
        before.account(),
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
        held && status.isLive());
  }
}
