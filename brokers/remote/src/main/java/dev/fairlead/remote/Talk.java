// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

/**
 * What is said over a connection that comes back: the logins, questions and news of one peer. All
 * methods but the last three are called one at a time on the connection's own thread, and may wait
 * there: what the peer sends meanwhile waits in a bounded queue, and no other connection is opened
 * before {@link #lost} has returned. What they throw ends the connection, and another one follows.
 */
public interface Talk {
  /** A connection was opened; nothing was said yet. */
  void opened(Line line);

  /**
   * The peer has sent one whole message, text in UTF-8 or binary.
   *
   * @param heardNanos when it came, by {@link System#nanoTime}; it may have waited since
   */
  void heard(Line line, byte[] message, long heardNanos);

  /** All that has come was heard, and nothing waits: what was put off until then can be done. */
  default void caughtUp() {}

  /** The connection has ended, or none could be opened; after all that came over it. */
  void lost(Loss loss);

  /**
   * Asks the peer something harmless that its application has to answer, because nothing came from
   * it for a while and a connection that is open proves nothing (F-N10). Any thread; must not wait.
   */
  void probe(Line line);

  /**
   * Whether this message can only come from an application that is alive: not a heartbeat of
   * something in front of it. Any thread; must not wait.
   */
  default boolean proves(byte[] message) {
    return message.length > 1;
  }

  /** Something came, were it a pong. Any thread; must not wait. */
  default void alive() {}
}
