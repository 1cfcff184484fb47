// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Capabilities.AbsenceProof.Lists;
import dev.fairlead.message.Capabilities.AbsenceProof.LookUps;
import dev.fairlead.message.Capabilities.AbsenceProof.Sequence;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.routing.RoutingStrategy.Route;
import dev.fairlead.rules.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The in-doubt protocol (reliability section 3): a request without a certain answer is neither
 * refused nor sent again. It is fenced, looked up on a schedule, and let go on evidence only (I-15,
 * I-16).
 */
final class Doubts {
  private static final String RESTARTED = "the gateway was restarted before the broker answered";

  private final Book book;
  private final Outbox outbox;
  private final Carried carried;

  Doubts(Book book, Outbox outbox, Carried carried) {
    this.book = book;
    this.outbox = outbox;
    this.carried = carried;
  }

  /** Nobody can tell whether the broker has it; what it has told since counts more (F-B05). */
  void placeInDoubt(Step step, Placement placement, String cause) {
    if (placement.isBrought()) {
      return; // Whether a leg is there is decided with the order that brought it.
    }
    boolean undecided =
        placement.status() == PlacementStatus.SENT
            || placement.status() == PlacementStatus.PENDING_CANCEL;
    if (undecided && !placement.isAcknowledged()) {
      doubt(step, placement, cause);
      settle(step, book.current(placement));
    }
  }

  /**
   * The broker says that it is filled and has not told all fills: they are asked for until they are
   * there, and never made up (F-B06).
   */
  void fillsMissing(Step step, Placement placement) {
    switch (placement.status()) {
      case SENT, WORKING, PARTIALLY_FILLED -> {
        doubt(step, placement, "filled at the broker, which has not told all fills");
        settle(step, book.current(placement));
      }
      case IN_DOUBT, PENDING_CANCEL, PENDING_REPLACE -> {
        // Looked at again anyway.
      }
      case FILLED, CANCELED, EXPIRED, REJECTED, NOT_PLACED -> {
        // What it says is known.
      }
    }
  }

  private void doubt(Step step, Placement placement, String cause) {
    Placement doubted =
        PlacementEdit.of(placement).status(PlacementStatus.IN_DOUBT).present().done();
    book.keep(step, doubted);
    Order order = book.requireOrder(doubted.order());
    if (order.placement().equals(doubted.id())) {
      step.tell(
          OrderEdit.of(order, step.at()).following(doubted).done(), new Happened.InDoubt(cause));
    }
  }

  /** Asks the broker once what it knows of the placement, where it can be asked. */
  void ask(Step step, Placement placement) {
    if (isAskable(placement)) {
      outbox.query(step, placement);
    }
  }

  private boolean isAskable(Placement placement) {
    return book.capabilities(placement.account()).map(Capabilities::answersQueries).orElse(false);
  }

  /** The instant has come to look again, if there is still something to look for. */
  void look(Step step, Placement placement) {
    if (!step.at().isBefore(Waits.nextLook(placement))) {
      settle(step, placement);
    }
  }

  /** Does what may settle a placement that waits for something, and comes back to it. */
  void settle(Step step, Placement placement) {
    switch (placement.status()) {
      case IN_DOUBT, PENDING_REPLACE -> {
        if (isAskable(placement)) {
          outbox.watch(step, outbox.query(step, placement));
        }
      }
      case PENDING_CANCEL -> {
        if (book.capabilities(placement.account()).isPresent()) {
          outbox.cancel(step, placement);
          ask(step, book.current(placement));
        }
      }
      case SENT, WORKING, PARTIALLY_FILLED -> {
        // Waits for nothing but the broker's next word.
      }
      case FILLED, CANCELED, EXPIRED, REJECTED, NOT_PLACED -> {
        // Settled.
      }
    }
  }

  /**
   * After a start, nobody knows which of the unanswered requests had left before (I-05). Nothing is
   * sent: no link is up yet.
   */
  void afterStart(Step step) {
    for (Placement placement : book.placements()) {
      boolean unanswered = placement.attempts().stream().anyMatch(PlacementEdit::isWaiting);
      if (unanswered || (placement.status().isLive() && placement.absences() > 0)) {
        // What was told of an absence counts in a row, and a restart has broken the row.
        book.keep(step, PlacementEdit.of(placement).unanswered(RESTARTED).present().done());
        placeInDoubt(step, book.current(placement), RESTARTED);
      }
    }
  }

  /** A link is up: settles what was left open on it. */
  void afterConnect(Step step, BrokerAccount account) {
    for (Placement placement : book.live()) {
      if (placement.account().equals(account)) {
        settle(step, sinceConnect(step, placement));
      }
    }
  }

  /** What was missing from lists before counts on a session that held only. */
  private Placement sinceConnect(Step step, Placement placement) {
    boolean broken = proof(placement).filter(Lists.class::isInstance).isPresent();
    if (broken && placement.absences() > 0) {
      book.keep(step, PlacementEdit.of(placement).present().done());
    }
    return book.current(placement);
  }

  /** The broker knows no such order: evidence only as far as its capabilities say (D-06). */
  void notFound(Step step, Placement placement) {
    if (placement.isBrought()) {
      if (placement.status().isLive() && !placement.isAcknowledged()) {
        book.keep(step, PlacementEdit.of(placement).absent().done());
      }
      return;
    }
    AbsenceProof proof = proof(placement).orElse(null);
    if (placement.status() != PlacementStatus.IN_DOUBT || !counts(step, placement, proof)) {
      return;
    }
    Placement absent = PlacementEdit.of(placement).absent().done();
    book.keep(step, absent);
    if (isProvenAbsent(absent, proof, step.at())) {
      notPlaced(step, absent, "the broker never got it", true);
    }
  }

  /** An absence from lists counts where they were read long enough after the time before. */
  private static boolean counts(Step step, Placement placement, @Nullable AbsenceProof proof) {
    if (!(proof instanceof Lists(int _, Duration apart))) {
      return true;
    }
    Instant seen = seen(placement, step.at());
    return placement.attempts().stream()
        .filter(attempt -> attempt.kind() == Attempt.Kind.PLACE || isAnswered(attempt))
        .noneMatch(attempt -> seen.isBefore(attempt.at().plus(apart)));
  }

  private static boolean isAnswered(Attempt attempt) {
    return attempt.kind() == Attempt.Kind.QUERY && attempt.result() != null;
  }

  private static boolean isProvenAbsent(
      Placement placement, @Nullable AbsenceProof proof, Instant now) {
    return switch (proof) {
      case null -> false;
      case LookUps(int answers, Duration settle) ->
          placement.absences() >= answers && isSince(placement, Attempt.Kind.PLACE, settle, now);
      case Lists(int times, Duration _) -> placement.absences() >= times;
      case Sequence() -> false;
    };
  }

  private static boolean isSince(
      Placement placement, Attempt.Kind kind, Duration settle, Instant now) {
    Instant seen = seen(placement, now);
    return placement
        .latest(kind)
        .filter(attempt -> !seen.isBefore(attempt.at().plus(settle)))
        .isPresent();
  }

  private Optional<AbsenceProof> proof(Placement placement) {
    return book.capabilities(placement.account()).map(Capabilities::absence);
  }

  /** Whether the broker shows what it has by now: long enough after the replace was asked. */
  boolean isSettled(Placement placement, Instant now) {
    return proof(placement)
        .flatMap(Doubts::settle)
        .filter(settle -> isSince(placement, Attempt.Kind.REPLACE, settle, now))
        .isPresent();
  }

  /**
   * Whether this may be the cancelled half of a replace that a broker does as cancel and new
   * (F-B17): it shows the old terms, ended, soon after it was asked for new ones. Who cannot be
   * asked again is believed.
   */
  boolean mayBeHalf(Step step, Placement placement, Found found) {
    Replacement pending = placement.replacement();
    return found.state() == Found.State.CANCELED
        && placement.status() == PlacementStatus.PENDING_REPLACE
        && pending != null
        && !found.request().equals(pending.request())
        && isAskable(placement)
        && book.capabilities(placement.account())
            .filter(can -> can.replacing() == Capabilities.Replacing.NEW_ID)
            .isPresent()
        && !isSince(placement, Attempt.Kind.REPLACE, Waits.SETTLE, step.at());
  }

  private static Optional<Duration> settle(AbsenceProof proof) {
    return switch (proof) {
      case LookUps(int _, Duration settle) -> Optional.of(settle);
      case Lists(int _, Duration apart) -> Optional.of(apart);
      case Sequence() -> Optional.empty();
    };
  }

  /**
   * Since when the broker may have seen what it tells now: it may be the late answer to the oldest
   * query that waits for one.
   */
  private static Instant seen(Placement placement, Instant now) {
    return placement.attempts().stream()
        .filter(attempt -> attempt.kind() == Attempt.Kind.QUERY && PlacementEdit.isWaiting(attempt))
        .map(Attempt::at)
        .findFirst()
        .orElse(now);
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
