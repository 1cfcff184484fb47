// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

/** One WebSocket, being opened, open or closed. No method waits. Thread-safe. */
interface Socket {
  void send(String text);

  void send(byte[] bytes);

  void ping();

  /** Says goodbye if that goes through in a moment, and cuts. */
  void close(String reason);

  /** What a socket tells, one call at a time; nothing after {@link #lost}. */
  interface Ear {
    void opened();

    void heard(byte[] message);

    void ponged();

    void lost(Loss loss);
  }

  /** Opens sockets. */
  interface Opener {
    /**
     * Returns at once. What comes of it {@code ear} hears: that it is open on another thread, that
     * it failed perhaps before this returns.
     */
    Socket open(SocketTarget target, SocketLimits limits, Ear ear);
  }
}
