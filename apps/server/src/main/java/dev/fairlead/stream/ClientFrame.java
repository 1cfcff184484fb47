// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a client says on the stream. */
sealed interface ClientFrame {
  /** Two dialects say it: {@code authenticate} with {@code data}, and {@code auth} without. */
  record Authenticate(String keyId, String secret) implements ClientFrame {}

  /** It came with an OAuth token, and there is nobody here who issues any. */
  record AuthenticateByToken() implements ClientFrame {}

  /** From now on these streams and no others. */
  record Listen(List<String> streams) implements ClientFrame {}

  /** These streams no longer. */
  record Unlisten(List<String> streams) implements ClientFrame {}

  record Unreadable(String reason) implements ClientFrame {}

  /** Longest frame, and message, that is taken (S-36). */
  int MAX_BYTES = 64 * 1024;

  static ClientFrame of(JsonNode frame) {
    JsonNode data = frame.path("data");
    return switch (frame.path("action").asString("")) {
      case "authenticate" ->
          data.has("oauth_token")
              ? new AuthenticateByToken()
              : authenticate(data, "key_id", "secret_key");
      case "auth" -> authenticate(frame, "key", "secret");
      case "listen" -> new Listen(streams(data));
      case "unlisten" -> new Unlisten(streams(data));
      default -> new Unreadable("action must be authenticate, auth, listen or unlisten, as a text");
    };
  }

  private static Authenticate authenticate(JsonNode node, String keyId, String secret) {
    return new Authenticate(node.path(keyId).asString(""), node.path(secret).asString(""));
  }

  private static List<String> streams(JsonNode data) {
    List<String> streams = new ArrayList<>();
    data.path("streams").forEach(name -> streams.add(name.asString("")));
    return streams;
  }
}
