// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.message.Outcome;

/**
 * Hears every outcome once, in order, after its input is durable (I-02). Called on the sequencer's
 * thread, so it must only hand over: an implementation that waits holds up every order.
 */
@FunctionalInterface
public interface OutcomeListener {
  void onOutcome(Outcome outcome);
}
