// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.market;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * How much time one bar covers, within Alpaca's limits (facts 6.1, {@code timeframe}): 1 to 59
 * minutes, 1 to 23 hours, a day, a week, or 1, 2, 3, 4, 6 or 12 months.
 *
 * <p>Bars lie on a grid of the market's own zone, New York for US equities: minutes and hours are
 * counted from midnight, and the last bar of a day is shorter where they do not divide it; a day is
 * a date; a week begins on Monday; months are counted from January.
 */
public record BarSpan(int count, Unit unit) {
  /** The bars that a live feed tells. */
  public static final BarSpan MINUTE = new BarSpan(1, Unit.MINUTE);

  public static final BarSpan DAY = new BarSpan(1, Unit.DAY);

  private static final List<Integer> MONTHS = List.of(1, 2, 3, 4, 6, 12);

  /** What is counted. */
  public enum Unit {
    MINUTE("1 to 59"),
    HOUR("1 to 23"),
    DAY("1"),
    WEEK("1"),
    MONTH("1, 2, 3, 4, 6 or 12");

    private final String counts;

    Unit(String counts) {
      this.counts = counts;
    }

    /** How many of it a bar may cover, for people. */
    public String counts() {
      return counts;
    }

    /** Whether a bar may cover so many of it. */
    public boolean allows(int count) {
      return switch (this) {
        case MINUTE -> count >= 1 && count <= 59;
        case HOUR -> count >= 1 && count <= 23;
        case DAY, WEEK -> count == 1;
        case MONTH -> MONTHS.contains(count);
      };
    }
  }

  /** Refuses a count that its unit does not have. */
  public BarSpan {
    if (!unit.allows(count)) {
      throw new IllegalArgumentException(
          "bar span of " + count + " " + unit + ": the count must be " + unit.counts());
    }
  }

  /** The start of the bar that covers {@code at}. */
  public Instant startOf(Instant at, ZoneId zone) {
    LocalDate date = at.atZone(zone).toLocalDate();
    return switch (unit) {
      case MINUTE, HOUR -> {
        Instant midnight = midnight(date, zone);
        long steps = Duration.between(midnight, at).dividedBy(step());
        yield midnight.plus(step().multipliedBy(steps));
      }
      case DAY, WEEK, MONTH -> midnight(firstDate(date), zone);
    };
  }

  /** The start of the bar after the one that covers {@code at}, which is where that one ends. */
  public Instant endOf(Instant at, ZoneId zone) {
    LocalDate date = at.atZone(zone).toLocalDate();
    return switch (unit) {
      case MINUTE, HOUR -> {
        Instant next = startOf(at, zone).plus(step());
        Instant midnight = midnight(date.plusDays(1), zone);
        yield next.isBefore(midnight) ? next : midnight;
      }
      case DAY -> midnight(date.plusDays(1), zone);
      case WEEK -> midnight(firstDate(date).plusWeeks(1), zone);
      case MONTH -> midnight(firstDate(date).plusMonths(count), zone);
    };
  }

  private Duration step() {
    return Duration.of(count, unit == Unit.HOUR ? ChronoUnit.HOURS : ChronoUnit.MINUTES);
  }

  private LocalDate firstDate(LocalDate date) {
    return switch (unit) {
      case MINUTE, HOUR, DAY -> date;
      case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> {
        int month = (date.getMonthValue() - 1) / count * count + 1;
        yield LocalDate.of(date.getYear(), month, 1);
      }
    };
  }

  private static Instant midnight(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant();
  }
}
