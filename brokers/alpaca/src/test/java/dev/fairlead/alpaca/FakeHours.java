// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.calendar.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;

/** A clock and a calendar as Alpaca tells them. */
final class FakeHours {
  /** By how much its clock is ahead of ours. */
  volatile Duration ahead = Duration.ZERO;

  /** A day that no rule tells to be closed. */
  volatile LocalDate closed = LocalDate.EPOCH;

  String answer(String path, Map<String, String> query) {
    return path.equals("/v2/clock")
        ? "{\"timestamp\":\"" + Instant.now().plus(ahead) + "\"}"
        : calendar(query);
  }

  /** The days by the exchange's rules, without that one. */
  private String calendar(Map<String, String> query) {
    LocalDate first = LocalDate.parse(query.getOrDefault("start", "2026-01-01"));
    LocalDate last = LocalDate.parse(query.getOrDefault("end", "2026-12-31"));
    return TradingCalendar.US_EQUITIES.days(first, last).stream()
        .filter(day -> !day.date().equals(closed))
        .map(day ->
            "{\"date\":\"%s\",\"open\":\"%s\",\"close\":\"%s\"}"
                .formatted(day.date(), day.open(), day.close()))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
