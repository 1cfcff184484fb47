// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event;
import dev.fairlead.model.Order;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;

/** The only place from which anything goes to a broker; what may not go out is stopped here. */
final class Outbox {
  private final Book book;

  Outbox(Book book) {
    this.book = book;
  }

  /** Places the order under a new id; the caller has made sure that {@code id} is fresh. */
  void place(Step step, Order order, PlacementId id, Price reservePrice) {
    Invariant.check(
        book.placement(order.placement()).map(p -> !p.status().isLive()).orElse(true),
        "I-14",
        () -> order.id() + " has a live placement already, " + order.placement());
    Placement placement = Placement.of(id, order, order.account(), reservePrice);
    Quantity most = order.request().size().units().orElse(placement.exposure());
    Invariant.check(
        order.filled().plus(placement.exposure()).compareTo(most) <= 0,
        "I-13",
        () -> order.id() + " would be placed beyond its quantity");
    send(step, placement, Attempt.Kind.PLACE, new Ask.Place(order.request()));
  }

  /** Asks for a cancel; may be repeated, because it is idempotent in effect (reliability 3.4). */
  void cancel(Step step, Placement placement) {
    Placement pending =
        PlacementEdit.of(placement)
            .cancelWanted(true)
            .status(PlacementStatus.PENDING_CANCEL)
            .done();
    send(step, pending, Attempt.Kind.CANCEL, new Ask.Cancel());
  }

  void replace(Step step, Placement placement, Replacement replacement) {
    Placement pending =
        PlacementEdit.of(placement)
            .replacing(replacement)
            .status(PlacementStatus.PENDING_REPLACE)
            .done();
    send(step, pending, Attempt.Kind.REPLACE, new Ask.Replace(replacement.request()));
  }

  void query(Step step, Placement placement) {
    send(step, placement, Attempt.Kind.QUERY, new Ask.Query());
  }

  /** Comes back to the placement later, after longer and longer waits (reliability 3.3, 3.4). */
  void lookAgain(Step step, Placement placement) {
    Duration wait =
        placement.status() == PlacementStatus.PENDING_CANCEL
            ? Waits.beforeCancel(count(placement, Attempt.Kind.CANCEL))
            : Waits.beforeQuery(count(placement, Attempt.Kind.QUERY));
    step.effect(new Effect.StartTimer(placement.id(), step.at().plus(wait)));
  }

  private static int count(Placement placement, Attempt.Kind kind) {
    return (int) placement.attempts().stream().filter(a -> a.kind() == kind).count();
  }

  private void send(Step step, Placement placement, Attempt.Kind kind, Ask ask) {
    Placement trying = PlacementEdit.of(placement).attempting(kind, step.at()).done();
    book.put(trying);
    step.event(new Event.PlacementEvent(trying));
    step.effect(
        new Effect.Send(
            new BrokerCommand(
                trying.account(),
                trying.id(),
                trying.attempts().size(),
                trying.brokerOrderId(),
                ask)));
  }
}
