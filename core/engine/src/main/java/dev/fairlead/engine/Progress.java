// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.doubt.Trust;
import dev.fairlead.doubt.Trust.Breach;
import dev.fairlead.engine.Ledger.Standing;
import dev.fairlead.engine.OrderLifecycle.News;
import dev.fairlead.engine.OrderLifecycle.Transition;
import dev.fairlead.engine.OrderLifecycle.Turn;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.Balance;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Position;
import dev.fairlead.routing.RoutingStrategy.Route;
import dev.fairlead.rules.Waits;
import dev.fairlead.state.EngineState.BookedFill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Carries what the life-cycle table decides into the book, and tells the order's client.
 *
 * <p>An execution is all or nothing: where it is beyond what numbers hold, {@link
 * ArithmeticException} is thrown and nothing has changed, so that it can be kept aside (I-12).
 */
final class Progress {
  private static final String FILLED_FIRST = "the order was filled first";

  private final Book book;
  private final Outbox outbox;
  private final Carried carried;

  Progress(Book book, Outbox outbox, Carried carried) {
    this.book = book;
    this.outbox = outbox;
    this.carried = carried;
  }

  void on(Step step, Placement before, News news) {
    Transition transition = OrderLifecycle.on(before, news);
    Placement after = transition.after();
    if (transition.turn() instanceof Turn.Executes executes) {
      executes(step, before, after, executes);
    } else {
      book.keepIfChanged(step, after);
      tell(step, before, after, transition.turn(), news);
    }
    if (before.status() == PlacementStatus.NOT_PLACED && after.status() != before.status()) {
      caught(step, after, news);
    }
    settle(step, before);
  }

  /**
   * What was proven absent is there: the account is believed no more, and takes only what makes a
   * position smaller, until its owner restores it (D-06). An operator's word is not the broker's.
   */
  private void caught(Step step, Placement placement, News news) {
    Trust trust = book.doubts().trust(placement.account());
    if (book.doubts().isResolved(placement.id()) || trust.breach() != null) {
      return;
    }
    Trust caught = trust.caught(new Breach(placement.id(), step.at(), "told of it: " + news));
    book.doubts().put(caught);
    String cause = placement.id() + " was proven absent and is there: " + news;
    step.event(new Event.OfDoubt.TrustChanged(caught, cause));
  }

  private void tell(Step step, Placement before, Placement after, Turn turn, News news) {
    switch (turn) {
      case Turn.Nothing() -> {
        // Old news, or news of the broker's name for it.
      }
      case Turn.Works(), Turn.Completes() -> tell(step, after, new Happened.Working());
      case Turn.Holds() -> tell(step, after, new Happened.Held());
      case Turn.Executes _ ->
          throw new InvariantViolation("I-09: an execution is told when it is booked");
      case Turn.Ends(String reason) -> ends(step, after, reason);
      case Turn.KeepsWorking(String reason) ->
          tell(step, after, new Happened.CancelRefused(reason));
      case Turn.TakesNewTerms(Replacement replacement) ->
          succeeds(step, before, after, replacement);
      case Turn.KeepsOldTerms(String reason) -> {
        tell(step, after, new Happened.ReplaceRefused(reason));
        refuseSuccessor(step, before, reason);
      }
      case Turn.Trails() -> tell(step, after, new Happened.Trailed());
      case Turn.Returns() -> returns(step, before, after);
      case Turn.Suspicious(String rule) -> alarm(step, after, rule, "told of it: " + news);
    }
  }

  private void alarm(Step step, Placement placement, String rule, String detail) {
    step.alarm(rule, placement.account(), placement.id().text(), detail);
  }

  /** Whether the order follows this placement, and not a later one of the same order. */
  private static boolean leads(Placement placement, Order order) {
    return order.id().equals(placement.order()) && order.placement().equals(placement.id());
  }

  private void tell(Step step, Placement placement, Happened what) {
    Order order = book.requireOrder(placement.order());
    if (leads(placement, order)) {
      step.tell(OrderEdit.of(order, step.at()).following(placement).done(), what);
    }
  }

  private void executes(Step step, Placement before, Placement after, Turn.Executes turn) {
    Fill fill = turn.fill();
    Order old = book.requireOrder(after.order());
    OrderEdit edit = OrderEdit.of(old, step.at()).filled(fill);
    Order order = leads(after, old) ? edit.following(after).done() : edit.done();
    Position position =
        book(step, new BookedFill(old.id(), after.id(), after.account(), fill, false));
    book.roster().executed(before, fill);
    book.keepIfChanged(step, after);
    switch (turn) {
      case Turn.Fills _ -> step.tell(order, new Happened.Filled(fill, position));
      case Turn.FillsLate(Fill _, String rule) -> {
        step.tell(order, new Happened.LateFill(fill, position));
        alarm(step, after, rule, "a fill in state " + before.status() + ": " + fill);
      }
    }
  }

  /** Books an execution or its newer revision, or takes it back; the position after it. */
  private Position book(Step step, BookedFill booked) {
    Fill fill = booked.fill();
    Standing standing = book.ledger().book(booked, book.currency(fill.symbol()));
    Position position = standing.position();
    Balance balance = standing.balance();
    step.event(
        booked.busted()
            ? new Event.Unbooked(
                booked.order(), booked.placement(), booked.account(), fill, position, balance)
            : new Event.Booked(
                booked.order(), booked.placement(), booked.account(), fill, position, balance));
    return position;
  }

  private void ends(Step step, Placement after, String reason) {
    Order order = book.requireOrder(after.order());
    if (leads(after, order)) {
      Order ended = OrderEdit.of(order, step.at()).following(after).reason(reason).done();
      step.tell(ended, ending(after.status(), reason));
    }
  }

  private static Happened ending(PlacementStatus status, String reason) {
    return switch (status) {
      case CANCELED -> new Happened.Canceled();
      case EXPIRED -> new Happened.Expired();
      case REJECTED -> new Happened.Rejected(reason);
      case SENT,
          IN_DOUBT,
          WORKING,
          PARTIALLY_FILLED,
          PENDING_CANCEL,
          PENDING_REPLACE,
          FILLED,
          NOT_PLACED ->
          throw new InvariantViolation("I-17: ended as " + status);
    };
  }

  private void succeeds(Step step, Placement before, Placement after, Replacement replacement) {
    Order old = book.requireOrder(before.order());
    OrderId successorId = replacement.successor();
    if (successorId.equals(old.id())) {
      tell(step, after, new Happened.Sized());
      return;
    }
    step.tell(
        OrderEdit.of(old, step.at()).replacedBy(successorId).done(),
        new Happened.Replaced(successorId));
    Order successor =
        OrderEdit.of(book.requireOrder(successorId), step.at())
            .succeeding(old)
            .following(after)
            .done();
    step.tell(successor, after.held() ? new Happened.Held() : new Happened.Working());
  }

  private void refuseSuccessor(Step step, Placement replacing, String reason) {
    Replacement refused = replacing.replacement();
    if (refused != null && !refused.successor().equals(replacing.order())) {
      Order successor = book.requireOrder(refused.successor());
      step.tell(
          OrderEdit.of(successor, step.at()).status(OrderStatus.REJECTED).reason(reason).done(),
          new Happened.Rejected(reason));
    }
  }

  /**
   * It had ended or was proven absent, and works after all: live again and watched, and cancelled
   * once if another placing has taken over or nobody wants it any more (1.2, D-06).
   */
  private void returns(Step step, Placement before, Placement after) {
    alarm(step, after, "reinstated", "works again after " + before.status());
    tell(step, after, new Happened.Reinstated());
    if (!leads(after, book.requireOrder(after.order())) && !after.cancelWanted()) {
      outbox.cancel(step, after);
    }
  }

  /** What waited for this: a replace that comes too late, a cancel that can go out or cannot. */
  private void settle(Step step, Placement before) {
    Placement after = book.current(before);
    if (after.replacement() != null && !after.status().isLive()) {
      boolean filled = after.status() == PlacementStatus.FILLED;
      book.keepIfChanged(step, PlacementEdit.of(after).replacing(null).done());
      refuseSuccessor(step, after, filled ? FILLED_FIRST : "the order ended first");
    }
    if (after.cancelWanted()) {
      settleCancel(step, before, book.current(before));
    }
  }

  /**
   * A cancel that had to wait for a doubt or a replace goes out now (F-B16); one that a fill has
   * beaten is refused (I-22).
   */
  private void settleCancel(Step step, Placement before, Placement after) {
    switch (after.status()) {
      case WORKING, PARTIALLY_FILLED -> outbox.cancel(step, after);
      case FILLED -> {
        Placement settled = PlacementEdit.of(after).cancelWanted(false).done();
        book.keepIfChanged(step, settled);
        if (before.status().isLive()) {
          tell(step, settled, new Happened.CancelRefused(FILLED_FIRST));
        }
      }
      case SENT, IN_DOUBT, PENDING_CANCEL, PENDING_REPLACE -> {
        // Waits on.
      }
      case CANCELED, EXPIRED, REJECTED, NOT_PLACED -> {
        // Wanted gone, and gone.
      }
    }
  }

  /** Takes an execution back that has not been taken back (I-23). */
  void busts(Step step, Placement placement, BookedFill booked) {
    Fill fill = booked.fill();
    BookedFill busted =
        new BookedFill(booked.order(), booked.placement(), booked.account(), fill, true);
    Placement after = PlacementEdit.of(placement).unexecuted(fill).done();
    revise(step, placement, after, busted, edit -> edit.unfilled(fill));
  }

  /** Puts a newer revision in an execution's place (I-23). */
  void corrects(Step step, Placement placement, BookedFill booked, Fill fill) {
    BookedFill corrected =
        new BookedFill(booked.order(), booked.placement(), booked.account(), fill, false);
    PlacementEdit edit = PlacementEdit.of(placement).unexecuted(booked.fill());
    Placement after = edit.executed(fill).countedOnce().done();
    revise(step, placement, after, corrected, o -> o.unfilled(booked.fill()).filled(fill));
  }

  private void revise(
      Step step,
      Placement before,
      Placement revised,
      BookedFill booked,
      UnaryOperator<OrderEdit> revision) {
    Placement after = OrderLifecycle.revised(revised);
    List<Order> orders = new ArrayList<>();
    for (Order order : chain(booked.order())) {
      OrderEdit edit = revision.apply(OrderEdit.of(order, step.at()));
      orders.add(leads(after, order) ? edit.following(after).done() : edit.done());
    }
    Position position = book(step, booked);
    book.keepIfChanged(step, after);
    Fill fill = booked.fill();
    for (Order order : orders) {
      step.tell(
          order,
          booked.busted()
              ? new Happened.Busted(fill, position)
              : new Happened.Corrected(fill, position));
    }
    settle(step, before);
  }

  /** The order and all that took over from it: each began with what the one before had filled. */
  private List<Order> chain(OrderId first) {
    List<Order> chain = new ArrayList<>();
    for (OrderId id = first; id != null; id = chain.getLast().replacedBy()) {
      chain.add(book.requireOrder(id));
    }
    return chain;
  }

  /**
   * It is proven that the broker has it not. Wanted no more: cancelled. Still wanted, fresh, and
   * the account can be asked again: placed under a new id (D-07). Otherwise refused with the cause.
   */
  void notPlaced(Step step, Placement placement, String cause, boolean again) {
    if (!isUndecided(placement) || carried.showsLegs(placement)) {
      return;
    }
    Placement gone = PlacementEdit.of(placement).status(PlacementStatus.NOT_PLACED).done();
    book.keep(step, gone);
    Order order = book.requireOrder(gone.order());
    if (!order.placement().equals(gone.id())) {
      return;
    }
    if (book.group(order)
        .filter(group -> order.isExit() && !group.ending() && !group.carried())
        .isPresent()) {
      // Its group places it again, or the other one.
      step.tell(
          OrderEdit.of(order, step.at()).status(OrderStatus.HELD).done(), new Happened.Held());
      return;
    }
    Duration age = Duration.between(order.submittedAt(), step.at());
    if (gone.cancelWanted()) {
      step.tell(
          OrderEdit.of(order, step.at()).status(OrderStatus.CANCELED).done(),
          new Happened.Canceled());
    } else if (!again) {
      reject(step, order, cause);
    } else if (age.compareTo(Waits.fresh(order.request())) > 0) {
      reject(step, order, cause + ", and " + age.toSeconds() + " s later is too late");
    } else if (hasOtherLife(order)) {
      reject(step, order, cause + ", and an earlier placing of it has appeared since");
    } else {
      placeAgain(step, order, gone, cause);
    }
  }

  private static boolean isUndecided(Placement placement) {
    return switch (placement.status()) {
      case SENT, IN_DOUBT, PENDING_CANCEL -> !placement.isAcknowledged();
      case WORKING,
          PARTIALLY_FILLED,
          PENDING_REPLACE,
          FILLED,
          CANCELED,
          EXPIRED,
          REJECTED,
          NOT_PLACED ->
          false;
    };
  }

  /** A placing that was proven absent was there after all (D-06): no further one (I-13, I-14). */
  private boolean hasOtherLife(Order order) {
    return order.filled().isPositive()
        || book.live().stream().anyMatch(placement -> placement.order().equals(order.id()));
  }

  private static void reject(Step step, Order order, String reason) {
    step.tell(
        OrderEdit.of(order, step.at()).status(OrderStatus.REJECTED).reason(reason).done(),
        new Happened.Rejected(reason));
  }

  private void placeAgain(Step step, Order order, Placement gone, String cause) {
    PlacementId id = book.nextPlacementId();
    Order moved = OrderEdit.of(order, step.at()).placedAs(id).status(OrderStatus.ACCEPTED).done();
    if (carried.isOf(order)) {
      step.tell(moved, new Happened.Rerouted(cause));
      carried.placeAgain(step, moved, gone.reservePrice());
    } else {
      outbox.place(step, order, id, gone.reservePrice());
      step.tell(moved, new Happened.Rerouted(cause));
    }
    String reason = "its placing " + gone.id() + " never arrived (" + cause + "), so it goes again";
    step.routed(moved, id, new Route(order.account(), Event.Routed.PINNED, reason));
  }
}
