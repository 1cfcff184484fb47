// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.remote.Loss;
import dev.fairlead.remote.Loss.Pace;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the errors say that SDKs have met on the stream of orders (facts 5.1). Pure. */
final class StreamFault {
  private StreamFault() {}

  /** Empty for what is no error. */
  static Optional<Loss> of(JsonNode frame) {
    if (frame.isArray() && !frame.isEmpty() && "error".equals(text(frame.get(0), "T"))) {
      return Optional.of(loss(frame.get(0).path("code").asInt(0), text(frame.get(0), "msg")));
    }
    if ("error".equals(text(frame, "action")) || frame.path("data").has("error")) {
      JsonNode data = frame.path("data");
      String message = text(data, "error_message");
      return Optional.of(
          loss(data.path("code").asInt(0), message.isEmpty() ? text(data, "error") : message));
    }
    return Optional.empty();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  private static Loss loss(int code, String message) {
    String reason = "Alpaca answered " + (code == 0 ? "" : code + " ") + "'" + message + "'";
    return switch (code) {
      case 406, 429 -> new Loss(Pace.CROWDED, reason);
      case 401, 402, 403, 409, 411 -> new Loss(Pace.REFUSED, reason);
      default -> Loss.soon(reason);
    };
  }
}
