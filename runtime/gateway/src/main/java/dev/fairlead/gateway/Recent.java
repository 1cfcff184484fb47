// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.message.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The newest outcomes, as many as a follower may have missed over a restart: who is not further
 * behind is told without a replay, which takes a second engine and all its memory. Not thread-safe.
 */
final class Recent implements OutcomeListener {
  static final int LIMIT = 4_096;

  private final Deque<Outcome> outcomes = new ArrayDeque<>();

  /** The last sequence that is no longer known here. */
  private long forgotten;

  /** Nothing of up to {@code sequence} will be known. */
  Recent(long sequence) {
    forgotten = sequence;
  }

  @Override
  public void onOutcome(Outcome outcome) {
    outcomes.add(outcome);
    if (outcomes.size() > LIMIT) {
      forgotten = outcomes.remove().sequence();
    }
  }

  /** Whether every outcome after {@code sequence} is known. */
  boolean reachesBackTo(long sequence) {
    return sequence >= forgotten;
  }

  /** Tells the outcomes after {@code sequence}, in order. */
  void tellAfter(long sequence, OutcomeListener listener) {
    for (Outcome outcome : outcomes) {
      if (outcome.sequence() > sequence) {
        listener.onOutcome(outcome);
      }
    }
  }
}
