// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import java.net.URI;
import java.util.Map;

/**
 * Where a WebSocket is opened.
 *
 * @param address {@code wss://…}, or {@code ws://…} on this machine
 * @param headers of the handshake; nothing secret, because a record shows them
 */
public record SocketTarget(URI address, Map<String, String> headers) {
  public SocketTarget {
    headers = Map.copyOf(headers);
  }

  /** Without headers of its own. */
  public static SocketTarget of(URI address) {
    return new SocketTarget(address, Map.of());
  }
}
