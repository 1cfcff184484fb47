// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.calendar;

import java.time.Instant;

/** Whether a simulated market keeps the exchange's hours. */
public enum TradingHours {
  /** Everything trades round the clock; the day ends at midnight in the exchange's zone. */
  ALWAYS,
  /** Sessions and holidays as at the exchange. */
  EXCHANGE;

  /** The calendar that holds where the exchange has {@code exchange}. */
  public TradingCalendar of(TradingCalendar exchange) {
    return switch (this) {
      case ALWAYS -> exchange.aroundTheClock();
      case EXCHANGE -> exchange;
    };
  }

  /** Whether US equities trade in their regular session at {@code at}. */
  public boolean isOpen(Instant at) {
    return usEquities().isOpen(at);
  }

  /** When US equities next open. Round the clock that is the start of the next day. */
  public Instant nextOpen(Instant at) {
    return usEquities().nextOpen(at);
  }

  /** When US equities next close. Round the clock that is the end of the day. */
  public Instant nextClose(Instant at) {
    return usEquities().nextClose(at);
  }

  private TradingCalendar usEquities() {
    return of(TradingCalendar.US_EQUITIES);
  }
}
