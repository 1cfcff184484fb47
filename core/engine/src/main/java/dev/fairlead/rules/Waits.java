// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.rules;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.message.Capabilities.Pause;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.TimeInForce;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;

/** How long to wait before looking or asking again, and how long an intent stays fresh. */
public final class Waits {
  /** Between queries of a placement in doubt, class A (reliability 3.3); then each minute. */
  private static final List<Duration> QUERIES =
      List.of(
          Duration.ofMillis(200),
          Duration.ofMillis(300),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(7),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  /** Between repeated cancels (reliability 3.4). */
  private static final List<Duration> CANCELS =
      List.of(
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(8),
          Duration.ofSeconds(15));

  /** How long a replace that the broker has taken may go without a report (reliability 3.7). */
  private static final Duration REPLACE = Duration.ofSeconds(5);

  /** After that a broker shows all that a replace has led to, unless it says otherwise. */
  public static final Duration SETTLE = Duration.ofSeconds(30);

  /** How long a broker that keeps a group may take to tell what follows for the others in it. */
  private static final Duration GROUP = Duration.ofSeconds(1);

  /** So long before an account takes nothing any more, what is in doubt is an operator's. */
  private static final Duration BEFORE_PAUSE = Duration.ofMinutes(15);

  private Waits() {}

  /**
   * When something that is in doubt at {@code at} goes on the operator's queue: ten minutes later,
   * or a quarter of an hour before the account takes nothing any more, whichever is first
   * (reliability 3.3). After a session's end some brokers tell nothing of its orders (F-B27).
   */
  public static Instant escalation(Instant at, List<Pause> pauses) {
    Instant earliest = at.plus(Doubt.QUEUED_AFTER);
    for (Pause pause : pauses) {
      ZonedDateTime local = at.atZone(pause.zone());
      ZonedDateTime today = local.with(pause.from());
      Instant begins = (today.isAfter(local) ? today : today.plusDays(1)).toInstant();
      Instant before = begins.minus(BEFORE_PAUSE);
      earliest = before.isBefore(earliest) ? before : earliest;
    }
    return earliest.isBefore(at) ? at : earliest;
  }

  /** Whether what the broker took to do is so long ago that it should have told of it. */
  public static boolean isOverdue(Placement placement, Attempt.Kind kind, Instant now) {
    return placement.attempts().stream()
        .filter(attempt -> attempt.kind() == kind)
        .filter(attempt -> !(attempt.result() instanceof SendResult.Refused))
        .findFirst()
        .filter(first -> !now.isBefore(first.at().plus(REPLACE)))
        .isPresent();
  }

  /** How long a group waits after the broker did not do what was asked, for the nth time. */
  public static Duration afterSetBack(int before) {
    return CANCELS.get(Math.min(before, CANCELS.size() - 1));
  }

  /**
   * When a placement that waits for something is due to be looked at again. Nothing is done before,
   * however many timers run: one that fires early was set for an earlier request (F-C05).
   */
  public static Instant nextLook(Placement placement) {
    return switch (placement.status()) {
      case PENDING_CANCEL -> next(placement, Attempt.Kind.CANCEL, 0, CANCELS);
      case PENDING_REPLACE -> {
        Attempt asked = placement.latest(Attempt.Kind.REPLACE).orElseThrow();
        Instant doubted = asked.at().plus(REPLACE);
        Instant next = next(placement, Attempt.Kind.QUERY, asked.number(), QUERIES);
        yield next.isAfter(doubted) ? next : doubted;
      }
      case SENT,
          IN_DOUBT,
          WORKING,
          PARTIALLY_FILLED,
          FILLED,
          CANCELED,
          EXPIRED,
          REJECTED,
          NOT_PLACED ->
          next(placement, Attempt.Kind.QUERY, 0, QUERIES);
    };
  }

  /**
   * When a placement is due to be looked at because of what happened in its group at {@code since},
   * which the broker should have told by then.
   */
  public static Instant nextLook(Placement placement, Instant since) {
    List<Attempt> asked = looks(placement, since);
    return asked.isEmpty()
        ? since.plus(GROUP)
        : asked.getLast().at().plus(QUERIES.get(Math.min(asked.size(), QUERIES.size()) - 1));
  }

  /** The looks at a placement since then. */
  public static List<Attempt> looks(Placement placement, Instant since) {
    return placement.attempts().stream()
        .filter(attempt -> attempt.kind() == Attempt.Kind.QUERY && !attempt.at().isBefore(since))
        .toList();
  }

  /** After the newest attempt of the kind, the longer the more there were since {@code number}. */
  private static Instant next(
      Placement placement, Attempt.Kind kind, int number, List<Duration> waits) {
    int asked = 0;
    Instant newest = Instant.MIN;
    for (Attempt attempt : placement.attempts()) {
      if (attempt.kind() == kind && attempt.number() > number) {
        asked++;
        newest = attempt.at();
      }
    }
    return asked == 0 ? newest : newest.plus(waits.get(Math.min(asked, waits.size()) - 1));
  }

  /**
   * How old a client's intent may be when it is placed after all, because it was proven that the
   * first placing never arrived (F-P03: after a pause, what has expired is not sent). An order that
   * wants the price of the moment does not want that of an hour later.
   */
  public static Duration fresh(OrderRequest request) {
    boolean now =
        request.terms().type() == OrderType.MARKET
            || request.timeInForce() == TimeInForce.IOC
            || request.timeInForce() == TimeInForce.FOK;
    if (now) {
      return Duration.ofMinutes(1);
    }
    return request.timeInForce() == TimeInForce.GTC ? Duration.ofDays(90) : Duration.ofMinutes(10);
  }
}
