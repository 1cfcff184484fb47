// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.message.Fault;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Why an operator does something, as the body of a request says it. */
final class ReasonDraft {
  /** Longer ones belong somewhere else. */
  static final int MAX_LENGTH = 200;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(2).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ReasonDraft() {}

  /** The reason; refuses a body without one. */
  static String read(byte[] json) {
    JsonNode said = object(json);
    for (var field : said.properties()) {
      if (!field.getKey().equals("reason")) {
        throw refused(field.getKey(), text(field.getValue()), "unknown-field", "known is reason");
      }
    }
    JsonNode reason = said.path("reason");
    String text = reason.isString() ? reason.asString().strip() : "";
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      String limit = "must be a text of 1 to " + MAX_LENGTH + " characters: why it is done";
      throw refused("reason", reason.isMissingNode() ? "" : text(reason), "length", limit);
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw refused("reason", text, "control", "must have no control characters");
    }
    return text;
  }

  private static JsonNode object(byte[] json) {
    try {
      JsonNode said = JSON.readTree(json);
      if (said.isObject()) {
        return said;
      }
    } catch (JacksonException notJson) {
      // Told below, with the same words as JSON that is no object.
    }
    throw ApiError.malformed(
            "the body must be one JSON object, such as {\"reason\":\"maintenance at the broker\"}")
        .asException();
  }

  private static ApiException refused(String field, String value, String rule, String limit) {
    return ApiError.faults(
            422, ApiError.BAD_PARAMETER, List.of(new Fault(field, value, rule, limit)))
        .asException();
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }
}
