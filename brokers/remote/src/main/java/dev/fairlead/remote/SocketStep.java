// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import dev.fairlead.remote.SocketState.Draining;

/** What an event leads to: another state, and what to do now. */
record SocketStep(SocketState state, Action action) {
  /** What to do. */
  sealed interface Action {
    record Nothing() implements Action {}

    record Connect() implements Action {}

    record Ping() implements Action {}

    /** Ask the peer's application for an answer. */
    record Probe() implements Action {}

    /** Close what is open or being opened, and tell who listens. */
    record Drop(Loss loss) implements Action {}

    /** Close what is open, and tell nobody. */
    record Hush() implements Action {}
  }

  static SocketStep stay(SocketState state) {
    return new SocketStep(state, new Action.Nothing());
  }

  static SocketStep drop(Loss loss, SocketState.Past past) {
    return new SocketStep(new Draining(loss.pace(), past), new Action.Drop(loss));
  }
}
