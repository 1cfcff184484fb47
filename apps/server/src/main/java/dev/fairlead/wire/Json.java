// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import dev.fairlead.calendar.Timestamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as trees, in the order in which keys are put. */
public final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  /** Reads a body whose form is not that of {@link Body}; no JSON is an {@link ApiException}. */
  public static JsonNode read(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw ApiError.malformed("the body is not JSON").asException();
    }
  }

  /** The value's text, or null. */
  public static void putText(ObjectNode node, String key, @Nullable Object value) {
    node.put(key, value == null ? null : value.toString());
  }

  public static void putInstant(ObjectNode node, String key, @Nullable Instant value) {
    node.put(key, value == null ? null : instant(value));
  }

  /**
   * {@code 2026-08-17T13:27:09.123456789Z}. Nine digits always: some SDKs cut what others cannot
   * parse when the number of digits varies.
   */
  public static String instant(Instant value) {
    return Timestamps.text(value);
  }
}
