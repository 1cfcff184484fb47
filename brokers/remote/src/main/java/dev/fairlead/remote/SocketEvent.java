// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

/** What happens to a connection that comes back. */
sealed interface SocketEvent {
  /**
   * Time has passed.
   *
   * @param heard when something came last, were it a pong
   * @param proven when something came last that proves the peer's application alive
   */
  record Tick(long heard, long proven) implements SocketEvent {}

  record Opened() implements SocketEvent {}

  /** The peer has let us in. */
  record Ready() implements SocketEvent {}

  record Lost(Loss loss) implements SocketEvent {}

  /**
   * All that came over the lost connection was heard.
   *
   * @param luck for the wait that follows, from 0 to 1
   */
  record Drained(double luck) implements SocketEvent {}

  /** Nobody wants it any more. */
  record End() implements SocketEvent {}
}
