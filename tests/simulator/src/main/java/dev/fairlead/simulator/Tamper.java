// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.message.Input;
import dev.fairlead.message.Outcome;
import java.util.List;

/**
 * A bug, planted into an otherwise right gateway: a mutant that a run must kill (T-06). The gateway
 * asks it at the places where such bugs are made.
 */
interface Tamper {
  /** No bug. */
  Tamper NONE = new Tamper() {};

  /** What the gateway takes instead of what it was told. */
  default List<Input.Cause> told(Input.Cause cause) {
    return List.of(cause);
  }

  /** What it does instead of what the engine decided. */
  default Outcome decided(Input input, Outcome outcome) {
    return outcome;
  }

  /** Answers and sends before the input is on the disk. */
  default boolean releasesUnsynced() {
    return false;
  }

  /** Sends again what a replay leads to. */
  default boolean sendsOnReplay() {
    return false;
  }

  /** Forgets a synced record when it is killed. */
  default boolean losesSynced() {
    return false;
  }

  /** Starts without raising the epoch. */
  default boolean keepsEpoch() {
    return false;
  }

  /** Reads nothing up after a connect. */
  default boolean skipsCatchUp() {
    return false;
  }

  /** Drops what a stream tells while its session begins (LEAN #249). */
  default boolean gatesNews() {
    return false;
  }

  /** Takes a list that was cut off for a complete one. */
  default boolean trustsCutLists() {
    return false;
  }

  /** Never fires a timer. */
  default boolean losesTimers() {
    return false;
  }
}
