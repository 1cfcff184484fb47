// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static dev.fairlead.model.PlacementStatus.CANCELED;
import static dev.fairlead.model.PlacementStatus.EXPIRED;
import static dev.fairlead.model.PlacementStatus.FILLED;
import static dev.fairlead.model.PlacementStatus.PARTIALLY_FILLED;
import static dev.fairlead.model.PlacementStatus.REJECTED;
import static dev.fairlead.model.PlacementStatus.WORKING;

import dev.fairlead.message.OrderNews.Executed;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.money.Price;

/**
 * The life of an order at a broker: what a placement's state becomes when the broker tells
 * something, late and odd events included (reliability 1.2, FIX order state changes). Pure; every
 * pair of state and news has a row, and none of them drops a fill (I-12) or invents an end (I-17).
 *
 * <p>Two news have their rows elsewhere, because they are about an execution and not about the
 * order: a bust and a correction (see {@link BrokerDesk}). The answer to a query is told apart into
 * what it proves, fills first, and comes back here row by row.
 */
final class OrderLifecycle {
  private OrderLifecycle() {}

  /** News about the order itself, as the table's columns. */
  sealed interface News {
    record Working(String brokerOrderId) implements News {}

    /** Told by a query, so it holds now: a stream's {@code Working} may be old. */
    record WorkingNow(String brokerOrderId) implements News {}

    record Fills(Executed executed) implements News {}

    /** Cancelled, expired or rejected; {@code reason} is empty where there is none. */
    record Ends(PlacementStatus status, String reason) implements News {}

    record CancelRefused(String reason) implements News {}

    record Replaced(String brokerOrderId) implements News {}

    record ReplaceRefused(String reason) implements News {}

    record Trailed(Price watermark) implements News {}
  }

  /** What follows for the client and for the operator. */
  sealed interface Turn {
    /** Nothing new. */
    record Nothing() implements Turn {}

    record Works() implements Turn {}

    record Fills(Fill fill) implements Turn {}

    /** A fill of an order that had ended (F-B11) or beyond its quantity (F-B12). */
    record FillsLate(Fill fill, String rule) implements Turn {}

    record Ends(String reason) implements Turn {}

    record KeepsWorking(String reason) implements Turn {}

    record TakesNewTerms(Replacement replacement) implements Turn {}

    record KeepsOldTerms(String reason) implements Turn {}

    record Trails() implements Turn {}

    /** It had ended and works again. */
    record Returns() implements Turn {}

    /** Impossible unless something is wrong; the state stays. */
    record Suspicious(String rule) implements Turn {}
  }

  /** The placement after the news, and what follows. */
  record Transition(Placement after, Turn turn) {}

  static Transition on(Placement placement, News news) {
    return switch (placement.status()) {
      case SENT, IN_DOUBT, WORKING, PARTIALLY_FILLED -> live(placement, news);
      case PENDING_CANCEL -> pendingCancel(placement, news);
      case PENDING_REPLACE -> pendingReplace(placement, news);
      case FILLED -> filled(placement, news);
      case CANCELED, EXPIRED -> ended(placement, news, "F-B11");
      case REJECTED -> ended(placement, news, "fill-on-rejected");
      case NOT_PLACED -> notPlaced(placement, news);
    };
  }

  private static Transition live(Placement placement, News news) {
    return switch (news) {
      case News.Working(String name) -> works(placement, name);
      case News.WorkingNow(String name) -> works(placement, name);
      case News.Fills(Executed executed) -> fills(placement, executed);
      case News.Ends ends -> ends(placement, ends);
      case News.CancelRefused _, News.Replaced _, News.ReplaceRefused _ -> nothing(placement);
      case News.Trailed(Price watermark) -> trails(placement, watermark);
    };
  }

  /** A fill can still win (I-22); the cancel is over when the broker refuses it. */
  private static Transition pendingCancel(Placement placement, News news) {
    return switch (news) {
      case News.Working(String name) -> still(placement, name);
      case News.WorkingNow(String name) -> still(placement, name);
      case News.Fills(Executed executed) -> fills(placement, executed);
      case News.Ends ends -> ends(placement, ends);
      case News.CancelRefused(String reason) ->
          new Transition(
              PlacementEdit.of(placement).cancelWanted(false).resting().done(),
              new Turn.KeepsWorking(reason));
      case News.Replaced _, News.ReplaceRefused _ -> nothing(placement);
      case News.Trailed(Price watermark) -> trails(placement, watermark);
    };
  }

  /** The old terms hold until the broker says otherwise, and fills count on the chain (I-21). */
  private static Transition pendingReplace(Placement placement, News news) {
    Replacement replacement = placement.replacement();
    if (replacement == null) {
      throw new InvariantViolation("I-21 is broken: " + placement.id() + " replaces nothing");
    }
    return switch (news) {
      case News.Working(String name) -> still(placement, name);
      case News.WorkingNow(String name) -> still(placement, name);
      case News.Fills(Executed executed) -> fills(placement, executed);
      case News.Ends ends -> ends(placement, ends);
      case News.CancelRefused _ -> nothing(placement);
      case News.Replaced(String name) -> takesNewTerms(placement, replacement, name);
      case News.ReplaceRefused(String reason) ->
          new Transition(
              PlacementEdit.of(placement).replacing(null).resting().done(),
              new Turn.KeepsOldTerms(reason));
      case News.Trailed(Price watermark) -> trails(placement, watermark);
    };
  }

  private static Transition filled(Placement placement, News news) {
    return switch (news) {
      case News.Fills(Executed executed) -> lateFill(placement, executed.fill(), FILLED, "F-B12");
      case News.Ends(PlacementStatus status, String _) ->
          status == REJECTED
              ? new Transition(placement, new Turn.Suspicious("reject-after-fill"))
              : nothing(placement);
      case News.Working _,
          News.WorkingNow _,
          News.CancelRefused _,
          News.Replaced _,
          News.ReplaceRefused _,
          News.Trailed _ ->
          nothing(placement);
    };
  }

  /** Cancelled, expired or rejected: a fill is booked all the same, and only a query revives it. */
  private static Transition ended(Placement placement, News news, String rule) {
    return switch (news) {
      case News.Fills(Executed executed) -> {
        Placement after = PlacementEdit.of(placement).executed(executed.fill()).done();
        PlacementStatus status = isComplete(after, executed) ? FILLED : placement.status();
        yield lateFill(placement, executed.fill(), status, rule);
      }
      case News.WorkingNow(String name) -> returns(placement, name);
      case News.Working _,
          News.Ends _,
          News.CancelRefused _,
          News.Replaced _,
          News.ReplaceRefused _,
          News.Trailed _ ->
          nothing(placement);
    };
  }

  /** Absence was provisional: whatever the broker tells of it now, it exists (D-06). */
  private static Transition notPlaced(Placement placement, News news) {
    return switch (news) {
      case News.Working(String name) -> returns(placement, name);
      case News.WorkingNow(String name) -> returns(placement, name);
      case News.Fills(Executed executed) -> {
        Placement back = PlacementEdit.of(placement).status(WORKING).done();
        PlacementStatus status = fills(back, executed).after().status();
        yield lateFill(placement, executed.fill(), status, "D-06");
      }
      case News.Ends ends -> ends(placement, ends);
      case News.CancelRefused _, News.Replaced _, News.ReplaceRefused _, News.Trailed _ ->
          nothing(placement);
    };
  }

  private static Transition nothing(Placement placement) {
    return new Transition(placement, new Turn.Nothing());
  }

  private static Transition works(Placement placement, String name) {
    Placement named = PlacementEdit.of(placement).named(name).done();
    return switch (placement.status()) {
      case SENT, IN_DOUBT ->
          new Transition(PlacementEdit.of(named).status(WORKING).done(), new Turn.Works());
      case WORKING, PARTIALLY_FILLED -> nothing(named);
      case PENDING_CANCEL, PENDING_REPLACE, FILLED, CANCELED, EXPIRED, REJECTED, NOT_PLACED ->
          throw new InvariantViolation("works() in " + placement.status());
    };
  }

  /** Acknowledged while something is pending: the name is news, the state is not. */
  private static Transition still(Placement placement, String name) {
    return nothing(PlacementEdit.of(placement).named(name).done());
  }

  /** An execution implies acceptance: nothing waits for the acknowledgement (F-B05). */
  private static Transition fills(Placement placement, Executed executed) {
    PlacementEdit edit = PlacementEdit.of(placement).executed(executed.fill());
    if (isComplete(edit.done(), executed)) {
      edit.status(FILLED);
    } else if (placement.status() != PlacementStatus.PENDING_CANCEL
        && placement.status() != PlacementStatus.PENDING_REPLACE) {
      edit.status(PARTIALLY_FILLED);
    }
    Placement after = edit.done();
    boolean over =
        after.request().size().units().map(q -> after.filled().compareTo(q) > 0).orElse(false);
    return new Transition(
        after,
        over ? new Turn.FillsLate(executed.fill(), "F-B12") : new Turn.Fills(executed.fill()));
  }

  private static boolean isComplete(Placement after, Executed executed) {
    return after
        .request()
        .size()
        .units()
        .map(quantity -> after.filled().compareTo(quantity) >= 0)
        .orElse(executed.completes());
  }

  private static Transition lateFill(
      Placement placement, Fill fill, PlacementStatus status, String rule) {
    Placement after = PlacementEdit.of(placement).executed(fill).status(status).done();
    return new Transition(after, new Turn.FillsLate(fill, rule));
  }

  private static Transition ends(Placement placement, News.Ends ends) {
    Invariant.check(
        ends.status() == CANCELED || ends.status() == EXPIRED || ends.status() == REJECTED,
        "I-17",
        () -> placement.id() + " cannot end as " + ends.status());
    return new Transition(
        PlacementEdit.of(placement).status(ends.status()).done(), new Turn.Ends(ends.reason()));
  }

  private static Transition takesNewTerms(
      Placement placement, Replacement replacement, String name) {
    Placement after = PlacementEdit.of(placement).replaced(replacement).named(name).done();
    boolean done =
        after.request().size().units().map(q -> after.filled().compareTo(q) >= 0).orElse(false);
    PlacementEdit edit = PlacementEdit.of(after);
    Placement settled = done ? edit.status(FILLED).done() : edit.resting().done();
    return new Transition(settled, new Turn.TakesNewTerms(replacement));
  }

  private static Transition trails(Placement placement, Price watermark) {
    return new Transition(
        PlacementEdit.of(placement).watermark(watermark).done(), new Turn.Trails());
  }

  private static Transition returns(Placement placement, String name) {
    PlacementEdit edit = PlacementEdit.of(placement).named(name);
    return new Transition(edit.status(WORKING).resting().done(), new Turn.Returns());
  }
}
