// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

/** Where a connection that comes back is in its life. Instants are nanoseconds of one clock. */
sealed interface SocketState {
  /** Whether the peer's application answers when it is asked. */
  enum Answers {
    /** It was not asked yet. */
    UNTRIED,
    /** It did not the last time, and was given up for it: the next time will tell. */
    DOUBTED,
    /** It does: when it stops, the connection is dead. */
    YES,
    /** It never does: nothing follows from it. */
    NO
  }

  /**
   * What is remembered from one connection to the next.
   *
   * @param failures since one was ready for long
   */
  record Past(int failures, Answers answers) {
    static final Past NONE = new Past(0, Answers.UNTRIED);

    Past failed() {
      return new Past(failures + 1, answers);
    }

    Past with(Answers changed) {
      return new Past(failures, changed);
    }
  }

  Past past();

  /** Waits before the next attempt. */
  record Resting(long until, Past past) implements SocketState {}

  record Connecting(long since, Past past) implements SocketState {}

  /** Open, and not ready yet. */
  record Opening(long since, long pinged, Past past) implements SocketState {}

  /**
   * Open and ready.
   *
   * @param probed when the peer's application was asked; before {@code since} if it was not
   */
  record Live(long since, long pinged, long probed, Past past) implements SocketState {}

  /** Gone; what came over it is still being heard. */
  record Draining(Loss.Pace pace, Past past) implements SocketState {}

  /** For good. */
  record Ended(Past past) implements SocketState {}
}
