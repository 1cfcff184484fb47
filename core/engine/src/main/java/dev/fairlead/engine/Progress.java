// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.engine.EngineState.BookedFill;
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
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Position;
import dev.fairlead.money.Currency;

/** Carries what the life-cycle table decides into the book, and tells the order's client. */
final class Progress {
  private final Book book;
  private final Outbox outbox;

  Progress(Book book, Outbox outbox) {
    this.book = book;
    this.outbox = outbox;
  }

  void on(Step step, Placement before, News news) {
    Transition transition = OrderLifecycle.on(before, news);
    Placement after = transition.after();
    if (!after.equals(before)) {
      keep(step, after);
    }
    switch (transition.turn()) {
      case Turn.Nothing() -> {
        // Old news, or news of the broker's name for it.
      }
      case Turn.Works() -> tell(step, after, new Happened.Working());
      case Turn.Fills(Fill fill) -> fills(step, after, fill);
      case Turn.FillsLate(Fill fill, String rule) -> fillsLate(step, before, after, fill, rule);
      case Turn.Ends(String reason) -> ends(step, after, reason);
      case Turn.KeepsWorking(String reason) ->
          tell(step, after, new Happened.CancelRefused(reason));
      case Turn.TakesNewTerms(Replacement replacement) -> succeeds(step, before, replacement);
      case Turn.KeepsOldTerms(String reason) -> keepsOldTerms(step, before, after, reason);
      case Turn.Trails() -> tell(step, after, new Happened.Trailed());
      case Turn.Returns() -> returns(step, before, after);
      case Turn.Suspicious(String rule) -> alarm(step, after, rule, "told of it: " + news);
    }
  }

  private void keep(Step step, Placement placement) {
    book.put(placement);
    step.event(new Event.PlacementEvent(placement));
  }

  private void alarm(Step step, Placement placement, String rule, String detail) {
    step.event(new Event.Alarm(rule, placement.account(), placement.id().text(), detail));
  }

  /** Whether the order follows this placement, and not a later one of the same order. */
  private boolean leads(Placement placement) {
    return book.requireOrder(placement.order()).placement().equals(placement.id());
  }

  private void tell(Step step, Placement leader, Happened what) {
    if (leads(leader)) {
      Order order = book.requireOrder(leader.order());
      step.tell(OrderEdit.of(order, step.at()).following(leader).done(), what);
    }
  }

  private void fills(Step step, Placement after, Fill fill) {
    Position position = book(step, after, fill);
    step.tell(filled(step, after, fill), new Happened.Filled(fill, position));
    abandonReplacement(step, after, "the order was filled first");
  }

  private void fillsLate(Step step, Placement before, Placement after, Fill fill, String rule) {
    Position position = book(step, after, fill);
    step.tell(filled(step, after, fill), new Happened.LateFill(fill, position));
    alarm(step, after, rule, "a fill in state " + before.status() + ": " + fill);
    abandonReplacement(step, after, "the order was filled first");
  }

  private Order filled(Step step, Placement after, Fill fill) {
    OrderEdit edit = OrderEdit.of(book.requireOrder(after.order()), step.at()).filled(fill);
    return leads(after) ? edit.following(after).done() : edit.done();
  }

  private Position book(Step step, Placement placement, Fill fill) {
    BookedFill booked =
        new BookedFill(placement.order(), placement.id(), placement.account(), fill, false);
    Currency currency = book.currency(fill.symbol());
    book.ledger().book(booked, currency);
    Position position = position(booked);
    step.event(
        new Event.Booked(
            placement.order(),
            placement.id(),
            placement.account(),
            fill,
            position,
            balance(booked, currency)));
    return position;
  }

  private Position position(BookedFill booked) {
    return book.ledger().position(booked.account(), booked.fill().symbol()).orElseThrow();
  }

  private Balance balance(BookedFill booked, Currency currency) {
    return book.ledger().balance(booked.account(), currency).orElseThrow();
  }

  private void ends(Step step, Placement after, String reason) {
    if (leads(after)) {
      Order order = book.requireOrder(after.order());
      Happened what =
          switch (after.status()) {
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
                throw new InvariantViolation("I-17: ended as " + after.status());
          };
      step.tell(OrderEdit.of(order, step.at()).following(after).reason(reason).done(), what);
    }
    abandonReplacement(step, after, "the order ended first");
  }

  /** An order that ends takes its pending replace with it: the successor never works. */
  private void abandonReplacement(Step step, Placement after, String reason) {
    Replacement replacement = after.replacement();
    if (replacement != null && !after.status().isLive()) {
      keep(step, PlacementEdit.of(after).replacing(null).done());
      refuseSuccessor(step, replacement, reason);
    }
  }

  private void refuseSuccessor(Step step, Replacement replacement, String reason) {
    Order successor = book.requireOrder(replacement.successor());
    step.tell(
        OrderEdit.of(successor, step.at()).status(OrderStatus.REJECTED).reason(reason).done(),
        new Happened.Rejected(reason));
  }

  private void keepsOldTerms(Step step, Placement before, Placement after, String reason) {
    tell(step, after, new Happened.ReplaceRefused(reason));
    Replacement refused = before.replacement();
    if (refused != null) {
      refuseSuccessor(step, refused, reason);
    }
    cancelAtLast(step, after);
  }

  private void succeeds(Step step, Placement before, Replacement replacement) {
    Placement after = book.placement(before.id()).orElseThrow();
    Order old = book.requireOrder(before.order());
    OrderId successorId = replacement.successor();
    step.tell(
        OrderEdit.of(old, step.at()).replacedBy(successorId).done(),
        new Happened.Replaced(successorId));
    Order successor =
        OrderEdit.of(book.requireOrder(successorId), step.at())
            .succeeding(old)
            .following(after)
            .done();
    step.tell(successor, new Happened.Working());
    cancelAtLast(step, after);
  }

  /** A cancel that was asked for while a replace was pending goes out now (F-B16). */
  private void cancelAtLast(Step step, Placement after) {
    if (after.cancelWanted() && after.status().isLive()) {
      outbox.cancel(step, after);
    }
  }

  /**
   * It had ended or was proven absent, and works after all: live again and watched; cancelled once
   * if nobody wants it any more (1.2, D-06).
   */
  private void returns(Step step, Placement before, Placement after) {
    alarm(step, after, "reinstated", "works again after " + before.status());
    if (leads(after)) {
      tell(step, after, new Happened.Reinstated());
    }
    if (after.cancelWanted() || !leads(after)) {
      outbox.cancel(step, after);
    }
  }

  /** Takes an execution back; false if it is not known yet (I-23). */
  boolean busts(Step step, Placement placement, String executionId) {
    BookedFill booked = book.ledger().fill(placement.account(), executionId).orElse(null);
    if (booked == null) {
      return false;
    }
    if (!booked.busted()) {
      unbook(step, placement, booked);
      Order order = book.requireOrder(booked.order());
      step.tell(
          OrderEdit.of(order, step.at()).unfilled(booked.fill()).done(),
          new Happened.Busted(booked.fill(), position(booked)));
    }
    return true;
  }

  private void unbook(Step step, Placement placement, BookedFill booked) {
    Currency currency = book.currency(booked.fill().symbol());
    BookedFill busted =
        new BookedFill(booked.order(), booked.placement(), booked.account(), booked.fill(), true);
    book.ledger().book(busted, currency);
    keep(step, reopened(PlacementEdit.of(placement).unexecuted(booked.fill()).done()));
    step.event(
        new Event.Unbooked(
            booked.order(),
            booked.placement(),
            booked.account(),
            booked.fill(),
            position(booked),
            balance(booked, currency)));
  }

  /**
   * A bust reopens the arithmetic of an order, never its routing: what ended stays ended (I-23).
   */
  private static Placement reopened(Placement placement) {
    boolean resting = placement.status() == PlacementStatus.PARTIALLY_FILLED;
    return resting ? PlacementEdit.of(placement).resting().done() : placement;
  }

  /** Puts a newer revision in an execution's place; false if the execution is not known yet. */
  boolean corrects(Step step, Placement placement, Fill fill) {
    BookedFill booked = book.ledger().fill(placement.account(), fill.executionId()).orElse(null);
    if (booked == null) {
      return false;
    }
    if (booked.busted() || fill.revision() <= booked.fill().revision()) {
      return true;
    }
    Currency currency = book.currency(fill.symbol());
    BookedFill corrected =
        new BookedFill(booked.order(), booked.placement(), booked.account(), fill, false);
    book.ledger().book(corrected, currency);
    PlacementEdit edit = PlacementEdit.of(placement).unexecuted(booked.fill());
    keep(step, edit.executed(fill).countedOnce().done());
    step.event(
        new Event.Booked(
            booked.order(),
            booked.placement(),
            booked.account(),
            fill,
            position(corrected),
            balance(corrected, currency)));
    Order order = book.requireOrder(booked.order());
    step.tell(
        OrderEdit.of(order, step.at()).unfilled(booked.fill()).filled(fill).done(),
        new Happened.Corrected(fill, position(corrected)));
    return true;
  }
}
