// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
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

  // Nine digits always: some SDKs cut what others cannot parse when the number of digits varies.
  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** One with room for {@code keys}, which would grow three times for as many as an order has. */
  public static ObjectNode object(int keys) {
    return new ObjectNode(JsonNodeFactory.instance, LinkedHashMap.newLinkedHashMap(keys));
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

  /** {@code 2026-08-17T13:27:09.123456789Z}. */
  public static String instant(Instant value) {
    return INSTANT.format(value);
  }
}
