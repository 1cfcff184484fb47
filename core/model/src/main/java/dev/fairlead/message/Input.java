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
          Input.TimePassed,
          PriceTouched,
          OperatorAction {}

  /**
   * It has become as late as an {@link Effect.AwaitTime} asked for. It says nothing but that: what
   * is due follows from the state and the instant of the input.
   */
  public record TimePassed() implements Cause {}
}
