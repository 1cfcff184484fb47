// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import java.util.Map;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param path without the query, not decoded
 * @param query its parameters, decoded
 * @param headers their names in small letters
 * @param begunNanos when its first byte was read, of {@link System#nanoTime}
 */
record PeerRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body,
    long begunNanos) {

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  boolean isUpgrade() {
    return header("upgrade").filter("websocket"::equalsIgnoreCase).isPresent();
  }
}
