// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import java.time.Instant;

/**
 * One step of the engine, as the journal holds it.
 *
 * @param sequence counts from 1 without a gap
 * @param at the gateway's time of it; never before that of the input before (F-C01)
 */
public record Input(long sequence, Instant at, Cause cause) {
  /** What an input says. */
  public sealed interface Cause
      permits ClientCommand,
          BrokerReport,
          LinkChange,
          LinkHealth,
          TimerFired,
          PriceTouched,
          OperatorAction {}
}
