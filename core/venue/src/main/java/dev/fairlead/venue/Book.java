// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.calendar.Session;
import dev.fairlead.feed.Market;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The open placements in one instrument, and the quote that they trade against.
 *
 * <p>A placement stands in the queue that its terms and the session call for: those that can trade
 * by limit, those that wait for a trigger by stop price; a trailing one, whose stop moves, by time
 * of arrival. One that must wait for an auction or for its session stands in none. When the session
 * changes all find their place again. A stop is triggered by the price that it would trade at: a
 * buy's by the ask, a sell's by the bid.
 */
final class Book {
  private static final Duration TRAIL_INTERVAL = Duration.ofSeconds(1);

  private final Instrument instrument;
  private final Touch touch;
  private final SessionClock clock;
  private final Executions executions;

  /** All of them; the one whose time is over first. */
  private final Queue deadlines = new Queue(Queue.Order.BY_DEADLINE);

  private final Queues buys = new Queues();
  private final Queues sells = new Queues();
  private @Nullable Session session;
  private long turns;

  /** The queues of one side. */
  private record Queues(Queue trading, Queue stops, Queue trails) {
    Queues() {
      this(
          new Queue(Queue.Order.BY_LIMIT),
          new Queue(Queue.Order.BY_STOP),
          new Queue(Queue.Order.BY_TIME));
    }
  }

  Book(Instrument instrument, Market market, SessionClock clock, Executions executions) {
    this.instrument = instrument;
    this.touch = new Touch(market, instrument.symbol());
    this.clock = clock;
    this.executions = executions;
  }

  Instrument instrument() {
    return instrument;
  }

  SessionClock clock() {
    return clock;
  }

  boolean isEmpty() {
    return deadlines.isEmpty();
  }

  Optional<Quote> quote() {
    return touch.quote();
  }

  /** When something next happens here by itself; {@link Instant#MAX} for never. */
  Instant nextAt() {
    Optional<OpenPlacement> first = deadlines.first();
    if (first.isEmpty()) {
      return Instant.MAX;
    }
    Session now = session;
    if (now == null) {
      return Instant.MIN;
    }
    Instant next = first.get().deadline();
    if (now.until().isBefore(next)) {
      next = now.until();
    }
    boolean trading = now.kind() != Session.Kind.CLOSED;
    return trading && touch.until().isBefore(next) ? touch.until() : next;
  }

  /** Whether the quote in force is younger than {@code at}: the gateway's clock went back. */
  boolean isAheadOf(Instant at) {
    return at.isBefore(touch.from());
  }

  /** Does what is due at {@code at}, with the quote of that instant. */
  void step(Instant at) {
    boolean changed = touch.refresh(at);
    Session now = clock.session(at);
    if (!now.equals(session)) {
      boolean sameKind = session != null && session.kind() == now.kind();
      session = now;
      if (!sameKind) {
        deadlines.all().forEach(this::queue);
        changed = true;
      }
    }
    settle(at);
    if (changed) {
      trigger(at);
      match(Side.BUY, at);
      match(Side.SELL, at);
    }
  }

  /** Takes in a placement, behind all others, and trades what it can. */
  void add(OpenPlacement placement, Instant at) {
    placement.sequence(++turns);
    placement.endIn(deadlines);
    queue(placement);
    if (placement.awaitsTrigger() && isRegular()) {
      follow(placement, at);
    }
    if (OrderRules.isImmediate(placement.request().timeInForce())) {
      tradeAtOnce(placement, at);
    } else {
      match(placement.side(), at);
    }
  }

  /** Takes a placement out, that its terms may change or that it has ended. */
  void remove(OpenPlacement placement) {
    placement.queueIn(null);
    placement.endIn(null);
  }

  void cancel(OpenPlacement placement) {
    remove(placement);
    executions.cancel(placement);
  }

  private void queue(OpenPlacement placement) {
    placement.queueIn(queueFor(placement));
  }

  private @Nullable Queue queueFor(OpenPlacement placement) {
    Queues side = queues(placement.side());
    if (OrderRules.isAuction(placement.request().timeInForce()) || !mayTrade(placement)) {
      return null;
    }
    if (!placement.awaitsTrigger()) {
      return side.trading();
    }
    return placement.trails() ? side.trails() : side.stops();
  }

  private Queues queues(Side side) {
    return side == Side.BUY ? buys : sells;
  }

  private boolean isRegular() {
    return session != null && session.kind() == Session.Kind.REGULAR;
  }

  private boolean mayTrade(OpenPlacement placement) {
    Session now = session;
    if (now == null) {
      return false;
    }
    return switch (now.kind()) {
      case REGULAR -> true;
      case PRE, POST -> placement.request().extendedHours();
      case CLOSED -> false;
    };
  }

  /** Auctions whose time has come, and orders whose time is over. */
  private void settle(Instant at) {
    Optional<OpenPlacement> next = deadlines.first();
    while (next.isPresent() && !next.get().deadline().isAfter(at)) {
      OpenPlacement due = next.get();
      if (OrderRules.isAuction(due.request().timeInForce())) {
        tradeAtOnce(due, at);
      } else {
        remove(due);
        executions.expire(due);
      }
      next = deadlines.first();
    }
  }

  /** Trades what can be traded now, and cancels the rest. */
  private void tradeAtOnce(OpenPlacement placement, Instant at) {
    boolean auction = OrderRules.isAuction(placement.request().timeInForce());
    boolean killed =
        placement.request().timeInForce() == TimeInForce.FOK
            && !executions.canFillWhole(placement, touch);
    boolean completed =
        !killed
            && (auction || mayTrade(placement))
            && trade(placement, at) == Executions.Attempt.COMPLETED;
    if (!completed) {
      cancel(placement);
    }
  }

  private Executions.Attempt trade(OpenPlacement placement, Instant at) {
    if (!touch.meets(placement.side(), placement.limit())) {
      return Executions.Attempt.NONE;
    }
    Executions.Attempt attempt = executions.fill(placement, touch, at);
    if (attempt == Executions.Attempt.COMPLETED) {
      remove(placement);
    }
    return attempt;
  }

  /** Lets the queue of one side trade, in its order, until the touch is used up or too far. */
  private void match(Side side, Instant at) {
    Queue queue = queues(side).trading();
    boolean more = true;
    while (more && touch.left(side).isPositive()) {
      Optional<OpenPlacement> next = queue.first();
      more = next.isPresent() && matched(next.get(), at);
    }
  }

  /** Whether the queue went on: its first was completed, or given up. */
  private boolean matched(OpenPlacement placement, Instant at) {
    if (!touch.meets(placement.side(), placement.limit())) {
      return false;
    }
    if (buysNothing(placement)) {
      cancel(placement);
      return true;
    }
    return trade(placement, at) == Executions.Attempt.COMPLETED;
  }

  /** An order by value whose rest is less than a lot at today's price. */
  private boolean buysNothing(OpenPlacement placement) {
    return touch
        .quote()
        .map(quote -> executions.wanted(placement, quote.touch(placement.side())))
        .map(wanted -> !wanted.isPositive())
        .orElse(false);
  }

  private void trigger(Instant at) {
    if (!isRegular()) {
      return;
    }
    for (Queues side : List.of(buys, sells)) {
      side.trails().all().forEach(placement -> follow(placement, at));
      Optional<OpenPlacement> next = side.stops().first();
      while (next.isPresent() && triggered(next.get())) {
        next = side.stops().first();
      }
    }
  }

  /** Lets a stop see the touch; a trailing one first moves after it, and tells so. */
  private void follow(OpenPlacement placement, Instant at) {
    if (placement.trails()) {
      touch.quote().ifPresent(quote -> placement.see(quote.touch(placement.side())));
      placement
          .watermarkToTell(at, TRAIL_INTERVAL)
          .ifPresent(best -> executions.report(placement.id(), new OrderNews.Trailed(best)));
    }
    triggered(placement);
  }

  private boolean triggered(OpenPlacement placement) {
    Optional<Price> stop = placement.stop();
    boolean reached = stop.isPresent() && touch.reaches(placement.side(), stop.get());
    if (reached) {
      placement.trigger();
      queue(placement);
    }
    return reached;
  }
}
