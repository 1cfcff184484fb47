// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static dev.fairlead.model.OrderStatus.HELD;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Resolution;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event;
import dev.fairlead.message.Input;
import dev.fairlead.message.OperatorAction.OfDoubt;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.routing.RoutingStrategy.Route;
import dev.fairlead.state.DoubtBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one input leads to, while it is being found out. */
final class Step {
  private final Book book;
  private final Input input;
  private final List<Event> events = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private @Nullable Reply reply;

  Step(Book book, Input input) {
    this.book = book;
    this.input = input;
  }

  Instant at() {
    return input.at();
  }

  void event(Event event) {
    events.add(event);
  }

  /** Tells the operator of something that must not be, by the id of the rule that it breaks. */
  void alarm(String rule, BrokerAccount account, String placement, String detail) {
    events.add(new Event.Alarm(rule, account, placement, detail));
  }

  /** Tells what became of a doubt about {@code placement}, if anything. */
  void doubted(DoubtBook.@Nullable Change change, Placement placement) {
    if (change != null && change.settled()) {
      Resolution said =
          input.cause() instanceof OfDoubt.Resolve resolve
                  && resolve.placement().equals(placement.id())
              ? resolve.resolution()
              : null;
      events.add(new Event.OfDoubt.Settled(change.doubt(), placement.status(), said));
    } else if (change != null) {
      events.add(new Event.OfDoubt.Raised(change.doubt()));
      louder(change.doubt());
    }
  }

  /** Comes back to a doubt when it is to be told louder, if it still can be. */
  void louder(Doubt doubt) {
    Instant next = doubt.louderAfter(at());
    if (next != null) {
      effects.add(new Effect.StartTimer(doubt.placement(), next));
    }
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  /** The same once, where several looks in one step lead to it. */
  void effectOnce(Effect effect) {
    if (!effects.contains(effect)) {
      effects.add(effect);
    }
  }

  void reply(Reply answer) {
    reply = answer;
  }

  /** Keeps the order as it is now, and tells its client what happened. */
  void tell(Order order, Happened what) {
    Order kept = order.isExit() ? Groups.heldBack(book, order) : order;
    boolean heldAfterCancel = kept.status() == HELD && what instanceof Happened.Canceled;
    book.put(kept);
    events.add(
        new OrderEvent(
            book.clients().nextEventNumber(kept.principal()),
            kept,
            heldAfterCancel ? new Happened.Held() : what));
  }

  /** What has happened so far. */
  List<Event> events() {
    return events;
  }

  /** Tells where the order goes, and why, after it was told what happened to it. */
  void routed(Order order, PlacementId placement, Route route) {
    events.add(
        new Event.Routed(
            order.id(),
            placement,
            route.account(),
            route.strategy(),
            route.reason(),
            route.candidates()));
  }

  Outcome outcome() {
    return new Outcome(
        input.sequence(), input.at(), reply, List.copyOf(events), List.copyOf(effects));
  }
}
