// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client says on the stream. */
sealed interface ClientFrame {
  /** Two dialects say it: {@code authenticate} with {@code data}, and {@code auth} without. */
  record Authenticate(String keyId, String secret) implements ClientFrame {}

  /** From now on these streams and no others. */
  record Listen(List<String> streams) implements ClientFrame {}

  /** These streams no longer. */
  record Unlisten(List<String> streams) implements ClientFrame {}

  record Unreadable(String reason) implements ClientFrame {}

  /** Longest frame that is taken. */
  int MAX_BYTES = 64 * 1024;

  JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build())
              .build());

  static ClientFrame read(byte[] json) {
    try {
      JsonNode frame = JSON.readTree(json);
      JsonNode data = frame.path("data");
      return switch (frame.path("action").asString("")) {
        case "authenticate" -> authenticate(data, "key_id", "secret_key");
        case "auth" -> authenticate(frame, "key", "secret");
        case "listen" -> new Listen(streams(data));
        case "unlisten" -> new Unlisten(streams(data));
        default ->
            new Unreadable("action must be authenticate, auth, listen or unlisten, as a text");
      };
    } catch (JacksonException e) {
      return new Unreadable("a frame must be one JSON object");
    }
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
