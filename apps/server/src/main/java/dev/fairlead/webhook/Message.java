// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import dev.fairlead.events.EventJson;
import dev.fairlead.notice.Notice;
import dev.fairlead.wire.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What is posted of a notice: its type, when, and the event as the API tells it. */
final class Message {
  /** So that a whole message is less than 20,000 bytes. */
  private static final int MOST_CHARS = 1_000;

  private static final String CUT = " (cut)";

  private Message() {}

  static byte[] of(Notice notice) {
    ObjectNode json = Json.object();
    json.put("type", notice.name().word());
    json.put("timestamp", Json.instant(notice.at()));
    json.put("id", notice.id());
    ObjectNode data = EventJson.of(notice);
    shorten(data);
    json.set("data", data);
    return Json.bytes(json);
  }

  /** What a broker has said may be of any length, and a message must not (S-43). */
  private static void shorten(ObjectNode json) {
    for (Map.Entry<String, JsonNode> member : List.copyOf(json.properties())) {
      switch (member.getValue()) {
        case ObjectNode inner -> shorten(inner);
        case StringNode text when text.stringValue().length() > MOST_CHARS ->
            json.put(member.getKey(), text.stringValue().substring(0, MOST_CHARS) + CUT);
        default -> {
          // Short enough.
        }
      }
    }
  }
}
