// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The trading days and sessions of one market. Immutable. */
public final class TradingCalendar {
  /**
   * US equities by the rules of the New York Stock Exchange, New York time: pre-market 04:00,
   * regular 09:30 to 16:00, post-market to 20:00; on days that close at 13:00 post-market ends at
   * 17:00. Holidays are right from 1970 on, early closes from 1993 on; today's hours are told for
   * all years.
   */
  public static final TradingCalendar US_EQUITIES =
      new TradingCalendar(
          ZoneId.of("America/New_York"), NyseDays::day, NyseDays.OPEN, NyseDays.CLOSE);

  /**
   * The National Stock Exchange of India, Asia/Kolkata: regular session 09:15 to 15:30, no other.
   * Knows weekends and the three national holidays (26 January, 15 August, 2 October). The exchange
   * publishes its full list of holidays each year, because most follow the moon or an election;
   * that list is not known here.
   */
  public static final TradingCalendar NSE =
      new TradingCalendar(ZoneId.of("Asia/Kolkata"), NseDays::day, NseDays.OPEN, NseDays.CLOSE);

  /** Crypto currencies: the regular session never ends; days change at midnight UTC. */
  public static final TradingCalendar CRYPTO =
      new TradingCalendar(
          ZoneOffset.UTC,
          date -> Optional.of(wholeDay(date, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)),
          LocalTime.MIDNIGHT,
          LocalTime.MIDNIGHT);

  private final ZoneId zone;
  private final Function<LocalDate, Optional<TradingDay>> days;
  private final LocalTime usualOpen;
  private final LocalTime usualClose;

  private TradingCalendar(
      ZoneId zone,
      Function<LocalDate, Optional<TradingDay>> days,
      LocalTime usualOpen,
      LocalTime usualClose) {
    this.zone = zone;
    this.days = days;
    this.usualOpen = usualOpen;
    this.usualClose = usualClose;
  }

  private static TradingDay wholeDay(LocalDate date, LocalTime opening, LocalTime closing) {
    LocalTime midnight = LocalTime.MIDNIGHT;
    return new TradingDay(date, midnight, midnight, midnight, midnight, opening, closing);
  }

  /**
   * A market that never closes, on this one's clock: every day is a trading day from midnight to
   * midnight, with auctions at this market's usual opening and close.
   */
  public TradingCalendar aroundTheClock() {
    return new TradingCalendar(
        zone, date -> Optional.of(wholeDay(date, usualOpen, usualClose)), usualOpen, usualClose);
  }

  /**
   * This market, with what somebody knows better of some dates: a closing that no rule tells, or an
   * early close. A date that has no day there is one without trading.
   */
  public TradingCalendar knowing(Map<LocalDate, Optional<TradingDay>> better) {
    Map<LocalDate, Optional<TradingDay>> known = new TreeMap<>(better);
    return new TradingCalendar(
        zone,
        date -> {
          Optional<TradingDay> day = known.get(date);
          return day == null ? days.apply(date) : day;
        },
        usualOpen,
        usualClose);
  }

  /** The zone that this market's local times are in. */
  public ZoneId zone() {
    return zone;
  }

  /** The trading day of that date; empty on weekends and holidays. */
  public Optional<TradingDay> day(LocalDate date) {
    return days.apply(date);
  }

  /** The trading days from {@code first} to {@code last}, both included. */
  public List<TradingDay> days(LocalDate first, LocalDate last) {
    if (last.isBefore(first)) {
      return List.of();
    }
    return first.datesUntil(last.plusDays(1)).flatMap(date -> day(date).stream()).toList();
  }

  /** Whether the regular session is open. */
  public boolean isOpen(Instant at) {
    return sessionAt(at).kind() == Session.Kind.REGULAR;
  }

  /** The session that covers {@code at}. */
  public Session sessionAt(Instant at) {
    LocalDate date = dateOf(at);
    Optional<TradingDay> today = day(date);
    if (today.isEmpty() || at.isBefore(sessionOpenAt(today.get()))) {
      return closed(endAt(dayBefore(date)), today.orElseGet(() -> dayAfter(date)));
    }
    TradingDay day = today.get();
    Instant open = openAt(day);
    if (at.isBefore(open)) {
      return new Session(Session.Kind.PRE, sessionOpenAt(day), open);
    }
    Instant close = closeAt(day);
    if (at.isBefore(close)) {
      return new Session(Session.Kind.REGULAR, open, close);
    }
    Instant end = endAt(day);
    return at.isBefore(end)
        ? new Session(Session.Kind.POST, close, end)
        : closed(end, dayAfter(date));
  }

  private Session closed(Instant from, TradingDay next) {
    return new Session(Session.Kind.CLOSED, from, sessionOpenAt(next));
  }

  /** When the regular session next opens, after {@code at}. */
  public Instant nextOpen(Instant at) {
    return next(at, TradingCalendar::openAt);
  }

  /** When the regular session next closes, after {@code at}. */
  public Instant nextClose(Instant at) {
    return next(at, TradingCalendar::closeAt);
  }

  /** When the regular session last closed, at or before {@code at}. */
  public Instant previousClose(Instant at) {
    LocalDate date = dateOf(at);
    TradingDay day = day(date).orElseGet(() -> dayBefore(date));
    while (closeAt(day).isAfter(at)) {
      day = dayBefore(day.date());
    }
    return closeAt(day);
  }

  /**
   * When the trading day of an order that comes at {@code at} ends: with the regular session, or
   * with post-market for an order that works in extended hours.
   */
  public Instant dayEnd(Instant at, boolean extendedHours) {
    return extendedHours ? next(at, TradingCalendar::endAt) : nextClose(at);
  }

  /** The next opening auction after {@code at}. */
  public Instant nextOpeningAuction(Instant at) {
    return next(at, (calendar, day) -> day.startAt(day.openingAuction(), calendar.zone));
  }

  /** The next closing auction after {@code at}. */
  public Instant nextClosingAuction(Instant at) {
    return next(at, (calendar, day) -> day.startAt(day.closingAuction(), calendar.zone));
  }

  private Instant next(Instant at, BiFunction<TradingCalendar, TradingDay, Instant> moment) {
    LocalDate date = dateOf(at);
    TradingDay day = day(date).orElseGet(() -> dayAfter(date));
    Instant found = moment.apply(this, day);
    return found.isAfter(at) ? found : moment.apply(this, dayAfter(day.date()));
  }

  private LocalDate dateOf(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  private TradingDay dayAfter(LocalDate date) {
    LocalDate candidate = date.plusDays(1);
    Optional<TradingDay> day = day(candidate);
    while (day.isEmpty()) {
      candidate = candidate.plusDays(1);
      day = day(candidate);
    }
    return day.get();
  }

  private TradingDay dayBefore(LocalDate date) {
    LocalDate candidate = date.minusDays(1);
    Optional<TradingDay> day = day(candidate);
    while (day.isEmpty()) {
      candidate = candidate.minusDays(1);
      day = day(candidate);
    }
    return day.get();
  }

  /** When the pre-market session of {@code day}, one of this calendar's, begins. */
  public Instant sessionOpenAt(TradingDay day) {
    return day.startAt(day.sessionOpen(), zone);
  }

  /** When the regular session of {@code day} begins. */
  public Instant openAt(TradingDay day) {
    return day.startAt(day.open(), zone);
  }

  /** When the regular session of {@code day} ends. */
  public Instant closeAt(TradingDay day) {
    return day.endAt(day.close(), zone);
  }

  /** When the post-market session of {@code day} ends. */
  public Instant endAt(TradingDay day) {
    return day.endAt(day.sessionClose(), zone);
  }
}
