// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.vitals;

import dev.fairlead.desk.Desk;
import dev.fairlead.desk.Inside;
import dev.fairlead.desk.Inside.JournalState;
import dev.fairlead.gateway.GatewayUnavailable;
import dev.fairlead.gateway.LinkState;
import dev.fairlead.gateway.LinkState.Standing;
import dev.fairlead.health.BrokerHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.observe.Observations.Disk;
import dev.fairlead.observe.OpenDoubt;
import dev.fairlead.observe.Queue;
import dev.fairlead.reconcile.Reconciliation;
import dev.fairlead.vitals.Finding.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at each part of a gateway. What is found says nothing of whether orders are taken, which
 * {@link Desk#unreadyReasons} does: with several accounts one may be down. Never waits.
 */
public final class Checks {
  /** The store is read with so many inputs missing, and not told of before: it writes batches. */
  static final long STORE_LAG = 10_000;

  static final long DISK_LOW = 1L << 30;
  static final long DISK_FULL = 128L << 20;

  /** Of a queue's limit, the part from which on it is nearly full. */
  static final double QUEUE_HIGH = 0.8;

  private final Desk desk;
  private final InstantSource clock;

  /** Those of the gateway behind {@code desk}. */
  public Checks(Desk desk, InstantSource clock) {
    this.desk = desk;
    this.clock = clock;
  }

  /** Every part, and what is of an account once for each; a gateway that starts has only itself. */
  public List<Finding> all() {
    try {
      return all(desk.inside());
    } catch (GatewayUnavailable starting) {
      return List.of(
          Finding.failed(Part.GATEWAY, "STARTING", String.valueOf(starting.getMessage())));
    }
  }

  private List<Finding> all(Inside inside) {
    Instant now = clock.instant();
    return Stream.of(
            Stream.of(
                journal(inside.failure()),
                queue(inside.observations().queues()),
                disk(inside.observations().disk()),
                store(inside.journal())),
            inside.links().stream().map(link -> link(link, inside.health())),
            inside.reconciliations().stream().map(Checks::reconciliation),
            Stream.of(doubts(inside.observations().doubts(), now)))
        .flatMap(part -> part)
        .toList();
  }

  static Finding journal(Optional<String> failure) {
    return failure
        .map(why -> Finding.failed(Part.JOURNAL, "STOPPED", why + "; mend it and start again"))
        .orElse(Finding.ok(Part.JOURNAL));
  }

  /** The fullest of them. */
  static Finding queue(List<Queue> queues) {
    return queues.stream()
        .max(Comparator.comparingDouble(Checks::filled))
        .filter(fullest -> filled(fullest) >= QUEUE_HIGH)
        .map(fullest ->
            Finding.degraded(
                Part.QUEUE,
                "NEARLY_FULL",
                "%d of %d %s wait%s; more are refused when it is full"
                    .formatted(
                        fullest.waiting(),
                        fullest.limit(),
                        fullest.name(),
                        fullest.account().map(account -> " at " + account).orElse(""))))
        .orElse(Finding.ok(Part.QUEUE));
  }

  private static double filled(Queue queue) {
    return (double) queue.waiting() / queue.limit();
  }

  static Finding disk(Optional<Disk> disk) {
    if (disk.isEmpty()) {
      return Finding.degraded(Part.DISK, "UNKNOWN", "the system does not say how much is free");
    }
    long usable = disk.get().usable();
    String left = "%d MiB are left where the journal is".formatted(usable >> 20);
    if (usable < DISK_FULL) {
      return Finding.failed(Part.DISK, "FULL", left + "; a full disk stops the gateway");
    }
    return usable < DISK_LOW ? Finding.degraded(Part.DISK, "LOW", left) : Finding.ok(Part.DISK);
  }

  static Finding store(JournalState journal) {
    long lag = journal.durable().sequence() - journal.store();
    return lag > STORE_LAG
        ? Finding.degraded(
            Part.STORE, "BEHIND", "the store is %d inputs behind, listings wait".formatted(lag))
        : Finding.ok(Part.STORE);
  }

  private static Finding link(LinkState link, List<BrokerHealth> health) {
    Optional<BrokerHealth> judged =
        health.stream().filter(each -> each.account().equals(link.account())).findFirst();
    return link(link.standing(), judged).of(link.account());
  }

  static Finding link(Standing standing, Optional<BrokerHealth> health) {
    return switch (standing) {
      case Standing.Connecting() -> Finding.failed(Part.LINK, "CONNECTING", "it is not up yet");
      case Standing.Down(Instant since, String reason) ->
          Finding.failed(Part.LINK, "DOWN", "down since %s: %s".formatted(since, reason));
      case Standing.Up _ ->
          health
              .filter(judged -> judged.breaker() != Breaker.CLOSED)
              .map(judged ->
                  Finding.failed(
                      Part.LINK,
                      "BREAKER_" + judged.breaker().word().toUpperCase(Locale.ROOT),
                      judged.sentence()))
              .orElse(Finding.ok(Part.LINK));
    };
  }

  private static Finding reconciliation(Reconciliation last) {
    BrokerAccount account = last.account();
    long drifts = last.drifts().stream().filter(Reconciliation.Standing::isConfirmed).count();
    if (last.at().isEmpty()) {
      return Finding.degraded(
              Part.RECONCILIATION, "NOT_YET", "the book was not held against the broker yet")
          .of(account);
    }
    if (drifts > 0) {
      return Finding.degraded(
              Part.RECONCILIATION,
              "DRIFT",
              "book and broker differ in %d things; see `fairlead drift`".formatted(drifts))
          .of(account);
    }
    return last.gap().isPresent()
        ? Finding.degraded(
                Part.RECONCILIATION, "INCOMPLETE", "the broker did not tell all of its book")
            .of(account)
        : Finding.ok(Part.RECONCILIATION, account);
  }

  static Finding doubts(List<OpenDoubt> doubts, Instant now) {
    Optional<OpenDoubt> oldest = doubts.stream().min(Comparator.comparing(OpenDoubt::since));
    if (oldest.isEmpty()) {
      return Finding.ok(Part.DOUBTS);
    }
    Duration age = Duration.between(oldest.get().since(), now);
    String reason =
        "of %d requests nobody knows what became, of the oldest for %d s"
            .formatted(doubts.size(), Math.max(0, age.toSeconds()));
    return switch (oldest.get().age(now)) {
      case UNDER_5S, UNDER_1M -> Finding.degraded(Part.DOUBTS, "OPEN", reason);
      case UNDER_10M -> Finding.degraded(Part.DOUBTS, "LASTING", reason);
      case OVER_10M -> Finding.failed(Part.DOUBTS, "OLD", reason + "; somebody has to look");
    };
  }
}
