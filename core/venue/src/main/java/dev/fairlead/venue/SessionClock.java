// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.calendar.Session;
import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.calendar.TradingHours;
import dev.fairlead.feed.Market;
import dev.fairlead.model.TimeInForce;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One calendar as a market lives it: sessions, day ends and auctions on the gateway's clock, while
 * the calendar is read at the time that the market shows. Remembers the session it is in, because
 * every order asks for it.
 */
final class SessionClock {
  /** How long before the auction orders for it are no longer taken (Alpaca: 09:28, 15:50). */
  private static final Duration OPENING_CUTOFF = Duration.ofMinutes(2);

  private static final Duration CLOSING_CUTOFF = Duration.ofMinutes(10);

  private final TradingHours hours;
  private final TradingCalendar calendar;
  private final Market market;
  private final Instant marketEnd;
  private @Nullable State state;

  /** The session in force, and when the days of the orders that come in it end. */
  private record State(Session session, Instant dayEnd, Instant extendedDayEnd) {}

  SessionClock(TradingHours hours, TradingCalendar exchange, Market market) {
    this.hours = hours;
    this.calendar = hours.of(exchange);
    this.market = market;
    this.marketEnd = market.end().orElse(Instant.MAX);
  }

  /** The session that covers {@code at}; after the market's end one that never ends. */
  Session session(Instant at) {
    return state(at).session();
  }

  boolean hasEnded(Instant at) {
    return !at.isBefore(marketEnd);
  }

  /** When the trading day ends of an order that comes at {@code at}. */
  Instant dayEnd(Instant at, boolean extendedHours) {
    State now = state(at);
    return extendedHours ? now.extendedDayEnd() : now.dayEnd();
  }

  /** When the auction takes place that an order of {@code at} is for. */
  Instant auction(Instant at, TimeInForce timeInForce) {
    Instant shown = market.marketTime(at);
    return reached(
        timeInForce == TimeInForce.OPG
            ? calendar.nextOpeningAuction(shown)
            : calendar.nextClosingAuction(shown));
  }

  /** Whether the book of the next auction is closed; round the clock it never is. */
  boolean isPastCutoff(Instant at, TimeInForce timeInForce) {
    Instant shown = market.marketTime(at);
    return switch (hours) {
      case ALWAYS -> false;
      case EXCHANGE ->
          timeInForce == TimeInForce.OPG
              ? !shown.isBefore(calendar.nextOpeningAuction(shown).minus(OPENING_CUTOFF))
              : !shown.isBefore(calendar.nextClosingAuction(shown).minus(CLOSING_CUTOFF));
    };
  }

  private State state(Instant at) {
    State known = state;
    if (known == null || !known.session().covers(at)) {
      known = hasEnded(at) ? ended() : current(at);
      state = known;
    }
    return known;
  }

  private State ended() {
    Session forever = new Session(Session.Kind.CLOSED, marketEnd, Instant.MAX);
    return new State(forever, Instant.MAX, Instant.MAX);
  }

  private State current(Instant at) {
    Instant shown = market.marketTime(at);
    Session local = calendar.sessionAt(shown);
    Instant until = reached(local.until());
    Session session =
        new Session(
            local.kind(),
            market.reached(local.from()).orElse(at),
            until.isAfter(marketEnd) ? marketEnd : until);
    return new State(
        session, reached(calendar.dayEnd(shown, false)), reached(calendar.dayEnd(shown, true)));
  }

  private Instant reached(Instant marketTime) {
    return market.reached(marketTime).orElse(Instant.MAX);
  }
}
