// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.message.BrokerReport.Clearance.Standing;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What a pass means for new orders, and when the next one is due. Pure. */
final class Judge {
  /** No order is placed on what was not held against the broker for so long. */
  static final Duration FRESH = Duration.ofMinutes(2);

  /** How often the book is held against a broker that it agrees with (reliability 3.7). */
  static final Duration EVERY = Duration.ofMinutes(1);

  /** Sooner where new orders wait for the next pass. */
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Most often what was seen once is news on its way, and gone by then. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private static final String SETTLE =
      "; `fairlead drift` shows it; orders are taken once they agree";

  private Judge() {}

  /** What an account is told that is to be reconciled before anything else. */
  static Clearance starting(Reconciliation last) {
    String why = "its book was not held against the broker since the gateway was started";
    return new Clearance(last.account(), Standing.STARTING, why);
  }

  /** What an account is told that was not reconciled for too long. */
  static Clearance stale(Reconciliation last) {
    String why =
        "its book was not held against the broker for more than " + FRESH.toSeconds() + " s";
    return new Clearance(last.account(), Standing.STALE, why);
  }

  /**
   * After a pass. One that had a gap, and one that saw something for the first time, decide
   * nothing.
   */
  static Clearance after(Reconciliation pass) {
    List<Drift> blocking =
        pass.drifts().stream()
            .filter(Reconciliation.Standing::isConfirmed)
            .map(Reconciliation.Standing::drift)
            .filter(Drift::blocks)
            .toList();
    if (!blocking.isEmpty()) {
      String subjects = blocking.stream().map(Drift::subject).collect(Collectors.joining(", "));
      String why = "book and broker differ in " + subjects + SETTLE;
      return new Clearance(pass.account(), Standing.DRIFTED, why);
    }
    boolean undecided = pass.gap().isPresent() || isUnsure(pass);
    return undecided ? pass.clearance() : Clearance.clear(pass.account());
  }

  /** How long after such a pass, and what followed from it, to look again. */
  static Duration pause(Reconciliation pass) {
    if (isUnsure(pass)) {
      return AGAIN;
    }
    return pass.clearance().takesOrders() && pass.gap().isEmpty() ? EVERY : SOON;
  }

  private static boolean isUnsure(Reconciliation pass) {
    return pass.drifts().stream().anyMatch(each -> !each.isConfirmed() && each.drift().blocks());
  }
}
