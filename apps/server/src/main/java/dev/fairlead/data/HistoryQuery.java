// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.wire.Query;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * What of a history is asked for.
 *
 * @param limit most items of one page, of all symbols together
 * @param token where the page begins; empty for the first
 */
record HistoryQuery(
    Instant from, Instant to, int limit, boolean newestFirst, Optional<PageToken> token) {
  private static final int MAX_LIMIT = 10_000;
  private static final int LIMIT = 1_000;
  private static final int DATE_LENGTH = 10;
  private static final Map<String, Boolean> SORTS = Map.of("asc", false, "desc", true);

  /**
   * Reads it. Both ends are included, and a date means all of that day in {@code zone}: daily bars
   * from one date to the same date are that day's. Without a start it is today's, without an end it
   * is {@code now}.
   *
   * @throws dev.fairlead.wire.ApiException for a parameter that cannot be meant
   */
  static HistoryQuery of(Query query, Instant now, ZoneId zone) {
    Instant to = instant(query, "end", zone, true).orElse(now);
    Instant today = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    Optional<Instant> start = instant(query, "start", zone, false);
    Instant from = start.orElse(to.isBefore(today) ? to : today);
    if (from.isAfter(to)) {
      throw Query.bad(
          "end", query.text("end").orElse(""), "order", "end should not be before start");
    }
    return new HistoryQuery(
        from,
        to,
        query.number("limit", LIMIT, 1, MAX_LIMIT),
        query.word("sort", false, SORTS),
        query.text("page_token").map(HistoryQuery::token));
  }

  private static Optional<Instant> instant(
      Query query, String name, ZoneId zone, boolean endOfDay) {
    return query
        .text(name)
        .filter(text -> text.length() == DATE_LENGTH)
        .map(text -> date(name, text).plusDays(endOfDay ? 1 : 0))
        .map(date -> date.atStartOfDay(zone).toInstant().minusNanos(endOfDay ? 1 : 0))
        .or(() -> query.text(name).map(text -> instant(name, text)));
  }

  private static LocalDate date(String name, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException unreadable) {
      throw badTime(name, text);
    }
  }

  private static Instant instant(String name, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException unreadable) {
      throw badTime(name, text);
    }
  }

  private static dev.fairlead.wire.ApiException badTime(String name, String text) {
    return Query.bad(
        name,
        text,
        "timestamp",
        "format: 2006-01-02T15:04:05Z, with an offset's + sent as %2B, or 2006-01-02");
  }

  private static PageToken token(String text) {
    return PageToken.parse(text)
        .orElseThrow(() -> badToken(text, "must be a next_page_token of this server"));
  }

  static dev.fairlead.wire.ApiException badToken(String text, String limit) {
    return Query.bad("page_token", text, "page-token", limit);
  }
}
