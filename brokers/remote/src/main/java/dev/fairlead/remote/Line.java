// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

/** One WebSocket connection, for as long as it lasts; what is sent later goes nowhere. */
public interface Line {
  /** Sends one text frame, in the order of the calls; does not wait. */
  void send(String text);

  /** Sends one binary frame, likewise. */
  void send(byte[] bytes);

  /** The peer has let us in and does what we want of it. Until then the dialogue has a limit. */
  void ready();

  /** Ends this connection, because of what the peer said or did not; another one will follow. */
  void drop(Loss loss);
}
