// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static dev.fairlead.model.PlacementStatus.CANCELED;
import static dev.fairlead.model.PlacementStatus.EXPIRED;
import static dev.fairlead.model.PlacementStatus.FILLED;
import static dev.fairlead.model.PlacementStatus.IN_DOUBT;
import static dev.fairlead.model.PlacementStatus.PARTIALLY_FILLED;
import static dev.fairlead.model.PlacementStatus.PENDING_CANCEL;
import static dev.fairlead.model.PlacementStatus.PENDING_REPLACE;
import static dev.fairlead.model.PlacementStatus.REJECTED;
import static dev.fairlead.model.PlacementStatus.WORKING;

import dev.fairlead.message.OrderNews.Executed;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Side;
import dev.fairlead.money.Price;

/**
 * The life of an order at a broker: what a placement's state becomes when the broker tells
 * something, late and odd events included (reliability 1.2, FIX order state changes). Pure; every
 * pair of state and news has a row, and none of them drops a fill (I-12) or invents an end (I-17).
 *
 * <p>Two news have their rows elsewhere, because they are about an execution and not about the
 * order: a bust and a correction (see {@link Executions}). The answer to a query is told apart into
 * what it proves, fills first, and comes back here row by row.
 */
final class OrderLifecycle {
  private OrderLifecycle() {}

  /** News about the order itself, as the table's columns. */
  sealed interface News {
    record Working(String brokerOrderId) implements News {}

    /** Told by a query, so it holds now: a stream's {@code Working} may be old. */
    record WorkingNow(String brokerOrderId) implements News {}

    /** The broker keeps it back for its group; {@code now} if it was asked. */
    record Held(String brokerOrderId, boolean now) implements News {}

    record Fills(Executed executed) implements News {}

    /** All that it will ever execute has been told, whatever the quantity says. */
    record Completes() implements News {}

    /** Cancelled, expired or rejected; reason and name are empty where none is told. */
    record Ends(PlacementStatus status, String reason, String brokerOrderId) implements News {}

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

    /** It worked, and its broker keeps it back again for its group. */
    record Holds() implements Turn {}

    /** Something executed. */
    sealed interface Executes extends Turn {
      Fill fill();
    }

    record Fills(Fill fill) implements Executes {}

    /** A fill of an order that had ended (F-B11) or beyond its quantity (F-B12). */
    record FillsLate(Fill fill, String rule) implements Executes {}

    /** Nothing is left of it, though no fill said so. */
    record Completes() implements Turn {}

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
      case News.Working(String name) -> works(firstNamed(placement, name));
      case News.WorkingNow(String name) -> works(firstNamed(placement, name));
      case News.Held(String name, boolean now) -> holds(firstNamed(placement, name), now);
      case News.Fills(Executed executed) -> fills(placement, executed);
      case News.Completes() -> completes(placement);
      case News.Ends ends -> ends(placement, ends);
      case News.CancelRefused _, News.ReplaceRefused _ -> nothing(placement);
      case News.Replaced(String name) -> replacedUnasked(placement, name);
      case News.Trailed(Price watermark) -> trails(placement, watermark);
    };
  }

  /** A fill can still win (I-22); the cancel is over when the broker refuses it. */
  private static Transition pendingCancel(Placement placement, News news) {
    return switch (news) {
      case News.Working(String name) -> nothing(letGo(firstNamed(placement, name)));
      case News.WorkingNow(String name) -> nothing(letGo(firstNamed(placement, name)));
      case News.Held(String name, boolean _) -> nothing(firstNamed(placement, name));
      case News.Fills(Executed executed) -> fills(placement, executed);
      case News.Completes() -> completes(placement);
      case News.Ends ends -> ends(placement, ends);
      case News.CancelRefused(String reason) ->
          new Transition(
              PlacementEdit.of(placement).cancelWanted(false).resting().done(),
              new Turn.KeepsWorking(reason));
      case News.Replaced(String name) -> replacedUnasked(placement, name);
      case News.ReplaceRefused _ -> nothing(placement);
      case News.Trailed(Price watermark) -> trails(placement, watermark);
    };
  }

  /**
   * The old terms hold until the broker says otherwise, and fills count on the chain (I-21). Even
   * one that completes it ends nothing yet: it may have overtaken the news that the new terms are
   * in force, and then it has filled the successor (I-19).
   */
  private static Transition pendingReplace(Placement placement, News news) {
    Replacement replacement = placement.replacement();
    if (replacement == null) {
      throw new InvariantViolation("I-21 is broken: " + placement.id() + " replaces nothing");
    }
    return switch (news) {
      case News.Working(String name) -> nothing(letGo(firstNamed(placement, name)));
      case News.WorkingNow(String name) -> nothing(letGo(firstNamed(placement, name)));
      case News.Held(String name, boolean _) -> nothing(firstNamed(placement, name));
      case News.Fills(Executed executed) -> fills(placement, executed);
      case News.Completes() -> completes(placement);
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

  /** Nothing is left; after a bust something is, and only a query shows whether it works again. */
  private static Transition filled(Placement placement, News news) {
    return switch (news) {
      case News.Fills(Executed executed) -> fillsAfterFilled(placement, executed.fill());
      case News.Ends(PlacementStatus status, String _, String name) ->
          status == REJECTED
              ? new Transition(placement, new Turn.Suspicious("reject-after-fill"))
              : nothing(firstNamed(placement, name));
      case News.WorkingNow(String name) ->
          isBusted(placement) ? returns(placement, name) : nothing(firstNamed(placement, name));
      case News.Working(String name) -> nothing(firstNamed(placement, name));
      case News.Held(String name, boolean now) ->
          now && isBusted(placement)
              ? returns(placement, name)
              : nothing(firstNamed(placement, name));
      case News.Completes _,
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
        boolean completes = after.isComplete() || (after.isByValue() && executed.completes());
        yield lateFill(completes ? filled(after) : after, executed.fill(), rule);
      }
      case News.WorkingNow(String name) -> returns(placement, name);
      case News.Working(String name) -> nothing(firstNamed(placement, name));
      case News.Held(String name, boolean now) ->
          now ? returns(placement, name) : nothing(firstNamed(placement, name));
      case News.Ends(PlacementStatus _, String _, String name) ->
          nothing(firstNamed(placement, name));
      case News.Completes _,
          News.CancelRefused _,
          News.Replaced _,
          News.ReplaceRefused _,
          News.Trailed _ ->
          nothing(placement);
    };
  }

  /**
   * Absence was provisional: whatever the broker tells of it now, it exists. Its client was told
   * otherwise, or another placing has taken over, so it is wanted gone (D-06).
   */
  private static Transition notPlaced(Placement placement, News news) {
    return switch (news) {
      case News.Working(String name) -> returns(unwanted(placement), name);
      case News.WorkingNow(String name) -> returns(unwanted(placement), name);
      case News.Held(String name, boolean _) -> returns(unwanted(placement), name);
      case News.Fills(Executed executed) -> {
        Placement back = PlacementEdit.of(unwanted(placement)).status(WORKING).done();
        yield lateFill(fills(back, executed).after(), executed.fill(), "D-06");
      }
      case News.Ends(PlacementStatus status, String _, String _) ->
          new Transition(
              PlacementEdit.of(placement).status(status).done(), new Turn.Suspicious("D-06"));
      case News.Completes _,
          News.CancelRefused _,
          News.Replaced _,
          News.ReplaceRefused _,
          News.Trailed _ ->
          nothing(placement);
    };
  }

  private static Placement unwanted(Placement placement) {
    return PlacementEdit.of(placement).cancelWanted(true).done();
  }

  /**
   * What a bust or a correction leaves: it reopens the arithmetic of an order, never its routing.
   * What ended stays ended (I-23), and what is complete is filled unless a replace is pending.
   */
  static Placement revised(Placement placement) {
    return switch (placement.status()) {
      case SENT, IN_DOUBT, WORKING, PENDING_CANCEL, CANCELED, EXPIRED, REJECTED ->
          placement.isComplete() ? filled(placement) : placement;
      case PARTIALLY_FILLED -> PlacementEdit.of(placement).resting().done();
      case PENDING_REPLACE, FILLED, NOT_PLACED -> placement;
    };
  }

  private static Transition nothing(Placement placement) {
    return new Transition(placement, new Turn.Nothing());
  }

  private static Placement named(Placement placement, String name) {
    return PlacementEdit.of(placement).named(name).done();
  }

  /** An old name may be told late: a name that is known is changed by a replace only (I-20). */
  private static Placement firstNamed(Placement placement, String name) {
    return placement.brokerOrderId().isEmpty() ? named(placement, name) : placement;
  }

  private static Placement filled(Placement placement) {
    return PlacementEdit.of(placement).status(FILLED).done();
  }

  private static Transition works(Placement placement) {
    boolean known = placement.status() == WORKING || placement.status() == PARTIALLY_FILLED;
    return known && !placement.held()
        ? nothing(placement)
        : new Transition(
            PlacementEdit.of(placement).held(false).working().done(), new Turn.Works());
  }

  private static Placement letGo(Placement placement) {
    return PlacementEdit.of(placement).held(false).done();
  }

  /**
   * A leg that works may have been held before: that is old news, unless the broker was asked. Of
   * an order without a group it says no more than that the broker has it.
   */
  private static Transition holds(Placement placement, boolean now) {
    if (!placement.held() && !(now && placement.isBrought())) {
      return works(placement);
    }
    Placement held = PlacementEdit.of(placement).held(true).working().done();
    if (!placement.held()) {
      return new Transition(held, new Turn.Holds());
    }
    return placement.status() == IN_DOUBT ? new Transition(held, new Turn.Works()) : nothing(held);
  }

  /** An execution implies acceptance: nothing waits for the acknowledgement (F-B05). */
  private static Transition fills(Placement placement, Executed executed) {
    PlacementEdit edit = PlacementEdit.of(placement).executed(executed.fill());
    Placement sum = edit.done();
    boolean all = sum.isComplete() || (sum.isByValue() && executed.completes());
    if (placement.status() == PENDING_CANCEL) {
      edit.status(all ? FILLED : PENDING_CANCEL);
    } else if (placement.status() != PENDING_REPLACE) {
      edit.status(all ? FILLED : PARTIALLY_FILLED);
    }
    Placement after = edit.done();
    return after.isOverfilled()
        ? lateFill(after, executed.fill(), "F-B12")
        : new Transition(after, new Turn.Fills(executed.fill()));
  }

  /** Beyond its quantity, or after a bust; one by value may be told its fills in any order. */
  private static Transition fillsAfterFilled(Placement placement, Fill fill) {
    Placement after = PlacementEdit.of(placement).executed(fill).done();
    if (after.isByValue()) {
      return new Transition(after, new Turn.Fills(fill));
    }
    return lateFill(after, fill, after.isOverfilled() ? "F-B12" : "F-B11");
  }

  private static Transition lateFill(Placement after, Fill fill, String rule) {
    return new Transition(after, new Turn.FillsLate(fill, rule));
  }

  private static Transition completes(Placement placement) {
    return new Transition(filled(placement), new Turn.Completes());
  }

  private static boolean isBusted(Placement placement) {
    return !placement.isByValue() && !placement.isComplete();
  }

  private static Transition ends(Placement placement, News.Ends ends) {
    Invariant.check(
        ends.status() == CANCELED || ends.status() == EXPIRED || ends.status() == REJECTED,
        "I-17",
        () -> placement.id() + " cannot end as " + ends.status());
    return new Transition(
        PlacementEdit.of(firstNamed(placement, ends.brokerOrderId())).status(ends.status()).done(),
        new Turn.Ends(ends.reason()));
  }

  /** The total asked for may have executed by then: filled, and not cancelled (I-21). */
  private static Transition takesNewTerms(
      Placement placement, Replacement replacement, String name) {
    Placement after = PlacementEdit.of(placement).replaced(replacement).named(name).done();
    PlacementEdit edit = PlacementEdit.of(after);
    Placement settled = after.isComplete() ? filled(after) : edit.working().done();
    return new Transition(settled, new Turn.TakesNewTerms(replacement));
  }

  /**
   * Told again, or of a replace that was thought to have failed (reliability 3.5). Who keeps a group
   * may put another order in the place of one that it brought.
   */
  private static Transition replacedUnasked(Placement placement, String name) {
    if (placement.isBrought()) {
      return nothing(named(placement, name));
    }
    return name.isEmpty() || name.equals(placement.brokerOrderId())
        ? nothing(placement)
        : new Transition(placement, new Turn.Suspicious("replaced-unasked"));
  }

  /** The best price only ever gets better; what is no better is old news (I-20). */
  private static Transition trails(Placement placement, Price watermark) {
    Price best = placement.watermark();
    boolean better =
        best == null
            || (placement.request().side() == Side.SELL
                ? watermark.compareTo(best) > 0
                : watermark.compareTo(best) < 0);
    return better
        ? new Transition(PlacementEdit.of(placement).watermark(watermark).done(), new Turn.Trails())
        : nothing(placement);
  }

  private static Transition returns(Placement placement, String name) {
    return new Transition(
        PlacementEdit.of(placement).named(name).working().done(), new Turn.Returns());
  }
}
