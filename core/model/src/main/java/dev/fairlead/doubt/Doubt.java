// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.doubt;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.PlacementId;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something about a placement that nobody can tell, from the moment of doubt until something
 * settles it. A placement has one at most.
 *
 * @param order the one that the placement works for
 * @param since the moment of doubt
 * @param cause why it is in doubt, for people
 * @param level how loud it was told of so far
 * @param escalates when it goes on the operator's queue
 * @param heard what the broker showed of it when it was looked at last; null where nothing yet
 * @param absentSince when the broker said first that it has not got it, and has said nothing else
 *     since; null where it has not
 */
public record Doubt(
    PlacementId placement,
    OrderId order,
    BrokerAccount account,
    Kind kind,
    Instant since,
    String cause,
    Level level,
    Instant escalates,
    @Nullable Heard heard,
    @Nullable Instant absentSince) {
  /** When operators are told (the real-time alert of the MiFID rules; reliability 3.3). */
  public static final Duration ALARM_AFTER = Duration.ofSeconds(5);

  /** When somebody is to be woken. */
  public static final Duration PAGE_AFTER = Duration.ofSeconds(60);

  /** When it is an operator's to settle, at the latest (I-25). */
  public static final Duration QUEUED_AFTER = Duration.ofMinutes(10);

  /** What nobody can tell. */
  public enum Kind {
    /** Whether the broker has it. */
    PLACE,
    /** Whether it was cancelled. */
    CANCEL,
    /** Which terms hold. */
    REPLACE,
    /** What it has executed: the broker says filled, and has not told all fills (F-B06). */
    FILLS
  }

  /** How long it has lasted, and so who is told. */
  public enum Level {
    /** It may be over in a moment. */
    NEW,
    /** Operators are told. */
    ALARM,
    /** Somebody is to be woken. */
    PAGE,
    /** It is on the operator's queue: the protocol alone may not settle it. */
    OPERATOR
  }

  /** What a look at a placement can show and leave in doubt. */
  public enum Finding {
    /** The broker knows no such placement. */
    UNKNOWN,
    WORKING,
    /** Kept back for its group. */
    HELD,
    FILLED
  }

  /** What was heard, and when. */
  public record Heard(Instant at, Finding finding) {}

  /** How loud it is to be told of at {@code now}. */
  public Level levelAt(Instant now) {
    if (!now.isBefore(escalates)) {
      return Level.OPERATOR;
    }
    if (!now.isBefore(since.plus(PAGE_AFTER))) {
      return Level.PAGE;
    }
    return now.isBefore(since.plus(ALARM_AFTER)) ? Level.NEW : Level.ALARM;
  }

  /** When it is to be told of louder than at {@code now}; null when it cannot be. */
  public @Nullable Instant louderAfter(Instant now) {
    return Stream.of(since.plus(ALARM_AFTER), since.plus(PAGE_AFTER), escalates)
        .filter(at -> at.isAfter(now) && !at.isAfter(escalates))
        .min(Instant::compareTo)
        .orElse(null);
  }

  public Doubt kind(Kind changed, String why) {
    return new Doubt(
        placement, order, account, changed, since, why, level, escalates, heard, absentSince);
  }

  public Doubt level(Level changed) {
    return new Doubt(
        placement, order, account, kind, since, cause, changed, escalates, heard, absentSince);
  }

  public Doubt heard(Instant at, Finding finding) {
    return new Doubt(
        placement,
        order,
        account,
        kind,
        since,
        cause,
        level,
        escalates,
        new Heard(at, finding),
        absentSince);
  }

  public Doubt absentSince(@Nullable Instant changed) {
    return new Doubt(
        placement, order, account, kind, since, cause, level, escalates, heard, changed);
  }

  /** The same counted for the order that took over. */
  public Doubt of(OrderId changed) {
    return new Doubt(
        placement, changed, account, kind, since, cause, level, escalates, heard, absentSince);
  }
}
