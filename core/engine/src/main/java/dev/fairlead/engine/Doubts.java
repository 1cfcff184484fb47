// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The in-doubt protocol (reliability section 3): a request without a certain answer is neither
 * refused nor sent again. It is fenced, looked up on a schedule, and let go on evidence only (I-15,
 * I-16).
 */
final class Doubts {
  private final Book book;
  private final Outbox outbox;

  Doubts(Book book, Outbox outbox) {
    this.book = book;
    this.outbox = outbox;
  }

  /** Nobody can tell whether the broker has it; what it has told since counts more (F-B05). */
  void placeInDoubt(Step step, Placement placement, String cause) {
    boolean unacknowledged =
        placement.brokerOrderId().isEmpty() && !placement.filled().isPositive();
    if (placement.status().isLive() && unacknowledged) {
      Placement doubted = PlacementEdit.of(placement).status(PlacementStatus.IN_DOUBT).done();
      book.put(doubted);
      step.event(new Event.PlacementEvent(doubted));
      Order order = book.requireOrder(doubted.order());
      step.tell(
          OrderEdit.of(order, step.at()).following(doubted).done(), new Happened.InDoubt(cause));
      query(step, doubted);
    }
  }

  /** Looks it up, where the broker can be asked, and comes back to it. */
  void query(Step step, Placement placement) {
    boolean askable =
        book.capabilities(placement.account()).map(Capabilities::findsById).orElse(false);
    if (askable && needsLook(placement)) {
      outbox.query(step, placement);
      outbox.lookAgain(step, book.placement(placement.id()).orElseThrow());
    }
  }

  private static boolean needsLook(Placement placement) {
    return placement.status() == PlacementStatus.IN_DOUBT
        || placement.status() == PlacementStatus.PENDING_REPLACE;
  }

  /** The instant has come to look again, if there is still something to look for. */
  void look(Step step, Placement placement) {
    if (needsLook(placement)) {
      query(step, placement);
    } else if (placement.status() == PlacementStatus.PENDING_CANCEL
        && book.capabilities(placement.account()).isPresent()) {
      outbox.cancel(step, placement);
    }
  }

  /** After a start, nobody knows which of the unanswered requests had left before (I-05). */
  void afterStart(Step step) {
    for (Placement placement : book.live()) {
      if (placement.status() == PlacementStatus.SENT) {
        placeInDoubt(step, placement, "the gateway was restarted before the broker answered");
      }
    }
  }

  /** A link is up: settles what was left open on it. */
  void afterConnect(Step step, BrokerAccount account) {
    for (Placement placement : book.live()) {
      if (placement.account().equals(account)) {
        look(step, placement);
      }
    }
  }

  /** The broker knows no such order: evidence only as far as its capabilities say (D-06). */
  void notFound(Step step, Placement placement) {
    if (placement.status() != PlacementStatus.IN_DOUBT) {
      return;
    }
    Placement absent = PlacementEdit.of(placement).absent().done();
    book.put(absent);
    if (isProvenAbsent(absent, step.at())) {
      notPlaced(step, absent, "the broker never got it", true);
    }
  }

  private boolean isProvenAbsent(Placement placement, Instant now) {
    Optional<AbsenceProof> proof =
        book.capabilities(placement.account())
            .flatMap(capabilities -> Optional.ofNullable(capabilities.absence()));
    Optional<Instant> sent = placement.latest(Attempt.Kind.PLACE).map(Attempt::at);
    return proof
        .map(needed ->
            placement.absences() >= needed.answers()
                && sent.map(at -> !now.isBefore(at.plus(needed.settle()))).orElse(false))
        .orElse(false);
  }

  /**
   * It is proven that the broker has it not. Wanted no more: cancelled. Still wanted, fresh, and
   * the account can be asked again: placed under a new id (D-07). Otherwise refused with the cause.
   */
  void notPlaced(Step step, Placement placement, String cause, boolean again) {
    boolean evidenceOfMore =
        !placement.brokerOrderId().isEmpty() || placement.filled().isPositive();
    if (!placement.status().isLive() || evidenceOfMore) {
      return;
    }
    Placement gone = PlacementEdit.of(placement).status(PlacementStatus.NOT_PLACED).done();
    book.put(gone);
    step.event(new Event.PlacementEvent(gone));
    Order order = book.requireOrder(gone.order());
    Duration age = Duration.between(order.submittedAt(), step.at());
    if (gone.cancelWanted()) {
      step.tell(
          OrderEdit.of(order, step.at()).status(OrderStatus.CANCELED).done(),
          new Happened.Canceled());
    } else if (again && age.compareTo(Waits.fresh(order.request())) <= 0) {
      placeAgain(step, order, gone, cause);
    } else {
      String reason = again ? cause + ", and " + age.toSeconds() + " s later is too late" : cause;
      step.tell(
          OrderEdit.of(order, step.at()).status(OrderStatus.REJECTED).reason(reason).done(),
          new Happened.Rejected(reason));
    }
  }

  private void placeAgain(Step step, Order order, Placement gone, String cause) {
    var id = book.nextPlacementId();
    Order moved = OrderEdit.of(order, step.at()).placedAs(id).status(OrderStatus.ACCEPTED).done();
    outbox.place(step, order, id, gone.reservePrice());
    step.tell(moved, new Happened.Rerouted(cause));
  }
}
