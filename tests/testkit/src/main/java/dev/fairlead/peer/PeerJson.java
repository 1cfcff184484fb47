// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as Alpaca writes it: decimals as strings, instants to the microsecond. */
final class PeerJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private PeerJson() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** What {@code text} says; throws what the parser throws. */
  static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  static String decimal(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  static String instant(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS).toString();
  }

  /** A field that may be a string or a number; null, missing and "" are alike. */
  static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull()
        ? Optional.empty()
        : Optional.of(value.asString()).filter(text -> !text.isEmpty());
  }

  static Optional<BigDecimal> number(JsonNode node, String field) {
    return text(node, field).map(BigDecimal::new);
  }
}
