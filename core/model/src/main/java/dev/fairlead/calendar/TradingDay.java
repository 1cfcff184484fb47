// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * One day on which an exchange trades, in the exchange's local time. An end at {@code 00:00} is the
 * midnight at the end of the day.
 *
 * @param open start of the regular session
 * @param close end of the regular session
 * @param sessionOpen start of the pre-market session
 * @param sessionClose end of the post-market session
 * @param openingAuction when orders for the opening trade
 * @param closingAuction when orders for the close trade
 */
public record TradingDay(
    LocalDate date,
    LocalTime open,
    LocalTime close,
    LocalTime sessionOpen,
    LocalTime sessionClose,
    LocalTime openingAuction,
    LocalTime closingAuction) {

  /** A day whose auctions open and close its regular session. */
  public static TradingDay of(
      LocalDate date,
      LocalTime open,
      LocalTime close,
      LocalTime sessionOpen,
      LocalTime sessionClose) {
    return new TradingDay(date, open, close, sessionOpen, sessionClose, open, close);
  }

  /** The instant at which {@code start}, one of this day's beginnings or auctions, falls. */
  Instant startAt(LocalTime start, ZoneId zone) {
    return date.atTime(start).atZone(zone).toInstant();
  }

  /** The instant at which {@code end}, one of this day's ends, falls. */
  Instant endAt(LocalTime end, ZoneId zone) {
    return end.equals(LocalTime.MIDNIGHT)
        ? date.plusDays(1).atStartOfDay(zone).toInstant()
        : startAt(end, zone);
  }
}
