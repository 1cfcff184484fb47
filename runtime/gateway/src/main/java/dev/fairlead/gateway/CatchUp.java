// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.journal.Journal;
import dev.fairlead.message.Input;
import dev.fairlead.message.Outcome;
import dev.fairlead.reconcile.Reconcilers;
import dev.fairlead.state.EngineState;

/** Tells a follower what it has missed, from a shadow engine that replays the journal. */
final class CatchUp {
  /** So few inputs behind that the rest may be replayed while the sequencer waits. */
  static final long NEARLY = 1_000;

  private final Journal journal;
  private final long after;
  private final OutcomeListener listener;
  private final OrderEngine shadow;

  /** For {@code listener}, who has heard of everything up to {@code after}. */
  CatchUp(Journal journal, long after, OutcomeListener listener) {
    this.journal = journal;
    this.after = after;
    this.listener = listener;
    EngineState start = journal.snapshot(after);
    shadow = new OrderEngine(start);
  }

  /**
   * Tells {@code listener} every outcome after {@code sequence}, once and in order: those of the
   * past on the caller's thread, the last few of them on the sequencer's, then those that come.
   */
  static BrokerManager.Subscription follow(
      Journal journal,
      Sequencer sequencer,
      Reconcilers.Looking engine,
      long sequence,
      OutcomeListener listener) {
    CatchUp catchUp = new CatchUp(journal, sequence, listener);
    while (sequencer.lastSequence() - catchUp.sequence() > NEARLY) {
      catchUp.upTo(sequencer.lastSequence());
    }
    return engine.look(state -> {
      catchUp.upTo(state.sequence());
      return sequencer.listen(listener);
    });
  }

  /** The last input that it has replayed. */
  long sequence() {
    return shadow.sequence();
  }

  /** Replays what is durable by now, but nothing past {@code last}. */
  void upTo(long last) {
    journal.replay(shadow.sequence(), input -> replay(input, last));
  }

  private void replay(Input input, long last) {
    if (input.sequence() > last) {
      return;
    }
    Outcome outcome = shadow.apply(input);
    if (outcome.sequence() > after) {
      listener.onOutcome(outcome);
    }
  }
}
