// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.message.Input;
import dev.fairlead.message.Outcome;
import dev.fairlead.observe.HopClock;
import java.util.function.Consumer;

/** Something for the sequencer's thread to do, in turn. */
sealed interface Submission {
  /** An input to journal and apply; {@code answer} is told of what it led to, or of the failure. */
  record ToApply(Input.Cause cause, Answer answer) implements Submission {}

  /** A look at the engine between two inputs; changes nothing and is not journaled. */
  record Look(Consumer<OrderEngine> reader, Consumer<GatewayUnavailable> failed)
      implements Submission {}

  /** Who waits for a submission. Called on the sequencer's thread. */
  interface Answer {
    /** Nobody waits. */
    Answer NONE = telling(_ -> {});

    /** One who waits for the outcome of what it asked for at {@code askedNanos}. */
    static Answer of(Pending<Outcome> pending, long askedNanos) {
      return new Answer() {
        @Override
        public long askedNanos() {
          return askedNanos;
        }

        @Override
        public void applied(Outcome outcome) {
          pending.complete(outcome);
        }

        @Override
        public void failed(GatewayUnavailable failure) {
          pending.fail(failure);
        }
      };
    }

    /** One who waits for nothing, and is told of the outcome. */
    static Answer telling(Consumer<Outcome> applied) {
      return new Answer() {
        @Override
        public void applied(Outcome outcome) {
          applied.accept(outcome);
        }

        @Override
        public void failed(GatewayUnavailable failure) {
          // The gateway has stopped, and says so itself.
        }
      };
    }

    /** When a client asked, by {@link System#nanoTime}; {@link HopClock#NEVER} where none did. */
    default long askedNanos() {
      return HopClock.NEVER;
    }

    void applied(Outcome outcome);

    void failed(GatewayUnavailable failure);
  }
}
