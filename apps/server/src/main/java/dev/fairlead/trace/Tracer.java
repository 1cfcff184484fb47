// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.trace;

import dev.fairlead.message.Event.Routed;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.notice.EventName;
import dev.fairlead.observe.Hop;
import dev.fairlead.observe.HopClock;
import dev.fairlead.observe.Passage;
import dev.fairlead.store.StoredEvent;
import dev.fairlead.trace.OrderTrace.Source;
import dev.fairlead.trace.OrderTrace.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what the store has of an order and what the process has timed of its placements.
 * The two clocks meet where a placement's input got its number: the journal has the instant of it,
 * and the process has a stamp.
 */
public final class Tracer {
  /** What ended when, before it is known what was before it. */
  private record Point(
      String hop,
      Instant at,
      Source source,
      @Nullable Long input,
      @Nullable PlacementId placement,
      String detail) {}

  private final Function<PlacementId, Optional<Passage>> passages;
  private final List<Point> points = new ArrayList<>();
  private @Nullable Instant asked;

  private Tracer(Function<PlacementId, Optional<Passage>> passages) {
    this.passages = passages;
  }

  /**
   * The trace of {@code order}.
   *
   * @param placements those that work or worked for it
   * @param routes each decision where it goes
   * @param events all that its client was told of it, oldest first
   * @param passages what the process has timed, of those placements that are new enough
   */
  public static OrderTrace trace(
      Order order,
      List<Placement> placements,
      List<StoredEvent<Routed>> routes,
      List<StoredEvent<OrderEvent>> events,
      Function<PlacementId, Optional<Passage>> passages) {
    Tracer tracer = new Tracer(passages);
    events.stream()
        .filter(told -> told.event().what() instanceof Happened.Accepted)
        .forEach(told -> tracer.addEvent(told, Hop.ACCEPT.word()));
    routes.forEach(tracer::addRoute);
    placements.forEach(placement -> tracer.addRequests(placement, order.submittedAt()));
    events.stream()
        .filter(told -> !(told.event().what() instanceof Happened.Accepted))
        .forEach(told -> tracer.addEvent(told, EventName.of(told.event()).what()));
    return tracer.finish(order);
  }

  private void add(
      String hop,
      Instant at,
      Source source,
      @Nullable Long input,
      @Nullable PlacementId placement,
      String detail) {
    points.add(new Point(hop, at, source, input, placement, detail));
  }

  private void addEvent(StoredEvent<OrderEvent> told, String hop) {
    Happened what = told.event().what();
    PlacementId placement =
        what instanceof Happened.Accepted ? null : told.event().order().placement();
    add(hop, told.at(), Source.JOURNAL, told.place().sequence(), placement, detail(what));
  }

  private void addRoute(StoredEvent<Routed> decided) {
    Routed route = decided.event();
    add(
        "route",
        decided.at(),
        Source.JOURNAL,
        decided.place().sequence(),
        route.placement(),
        "%s by %s: %s".formatted(route.account(), route.strategy(), route.reason()));
  }

  /** Those before {@code since} were for the order that this one took over from. */
  private void addRequests(Placement placement, Instant since) {
    for (Attempt attempt : placement.attempts()) {
      if (attempt.at().isBefore(since)) {
        continue;
      }
      if (attempt.kind() == Attempt.Kind.PLACE) {
        addPlacing(placement, attempt);
      } else {
        String kind = attempt.kind().name().toLowerCase(Locale.ROOT);
        add(kind, attempt.at(), Source.JOURNAL, null, placement.id(), request(attempt));
      }
    }
  }

  private void addPlacing(Placement placement, Attempt attempt) {
    PlacementId id = placement.id();
    Optional<Passage> timed = passages.apply(id);
    if (timed.isEmpty()) {
      add(Hop.SEND.word(), attempt.at(), Source.JOURNAL, null, id, request(attempt));
      return;
    }
    Passage passage = timed.get();
    if (passage.askedNanos() != HopClock.NEVER) {
      asked = at(attempt, passage, passage.askedNanos());
    }
    addStamp(Hop.JOURNAL, attempt, passage, passage.durableNanos(), id, "");
    addStamp(Hop.SEND, attempt, passage, passage.handedNanos(), id, "attempt " + attempt.number());
    addStamp(
        Hop.ACKNOWLEDGE, attempt, passage, passage.answeredNanos(), id, result(attempt.result()));
  }

  private void addStamp(
      Hop hop, Attempt attempt, Passage passage, long nanos, PlacementId id, String detail) {
    if (nanos != HopClock.NEVER) {
      add(hop.word(), at(attempt, passage, nanos), Source.PROCESS, null, id, detail);
    }
  }

  /** The input that led to the attempt got its instant when its batch was taken. */
  private static Instant at(Attempt attempt, Passage passage, long nanos) {
    return attempt.at().plusNanos(nanos - passage.takenNanos());
  }

  private OrderTrace finish(Order order) {
    // What is at one instant stays in the order in which it was added.
    points.sort(Comparator.comparing(Point::at));
    Instant first = points.isEmpty() ? order.submittedAt() : points.getFirst().at();
    Instant began = asked;
    Instant from = began != null && began.isBefore(first) ? began : first;
    List<Step> steps = new ArrayList<>(points.size());
    Instant before = from;
    for (Point point : points) {
      steps.add(
          new Step(
              point.hop(),
              point.at(),
              Duration.between(before, point.at()),
              point.source(),
              Optional.ofNullable(point.input()),
              Optional.ofNullable(point.placement()),
              point.detail()));
      before = point.at();
    }
    return new OrderTrace(order, from, steps);
  }

  private static String request(Attempt attempt) {
    String result = result(attempt.result());
    return "attempt " + attempt.number() + (result.isEmpty() ? "" : ": " + result);
  }

  private static String result(@Nullable SendResult result) {
    return switch (result) {
      case null -> "";
      case SendResult.Accepted(String brokerOrderId) -> ("accepted " + brokerOrderId).strip();
      case SendResult.Refused(String code, String reason) ->
          ("refused " + code).strip() + ": " + reason;
      case SendResult.NotSent(String cause) -> "not sent: " + cause;
      case SendResult.InDoubt(String cause) -> "in doubt: " + cause;
    };
  }

  private static String detail(Happened what) {
    return switch (what) {
      case Happened.Filled(Fill fill, var _) -> executed(fill);
      case Happened.LateFill(Fill fill, var _) -> executed(fill);
      case Happened.Busted(Fill fill, var _) -> executed(fill);
      case Happened.Corrected(Fill fill, var _) -> executed(fill);
      case Happened.CancelRefused(String reason) -> reason;
      case Happened.Rejected(String reason) -> reason;
      case Happened.ReplaceRefused(String reason) -> reason;
      case Happened.InDoubt(String cause) -> cause;
      case Happened.Rerouted(String cause) -> cause;
      case Happened.ReplaceRequested(var successor) -> "by " + successor;
      case Happened.Replaced(var successor) -> "by " + successor;
      case Happened.Accepted _,
          Happened.Working _,
          Happened.CancelRequested _,
          Happened.Canceled _,
          Happened.Expired _,
          Happened.Reinstated _,
          Happened.Trailed _,
          Happened.Held _,
          Happened.Released _,
          Happened.Completed _,
          Happened.Sized _ ->
          "";
    };
  }

  private static String executed(Fill fill) {
    return fill.quantity() + " at " + fill.price();
  }
}
