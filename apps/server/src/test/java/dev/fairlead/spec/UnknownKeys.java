// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Finds keys that no schema names. The documents allow any further key, as the vendor may add some
 * at any time; a key that we have and they have not is a deviation all the same. Where a schema has
 * alternatives, a key of any of them is known.
 */
final class UnknownKeys {
  private static final List<String> COMBINED = List.of("allOf", "anyOf", "oneOf");

  private final JsonNode document;

  UnknownKeys(JsonNode document) {
    this.document = document;
  }

  /** The places of unknown keys in {@code value}, as JSON pointers. */
  List<String> in(JsonNode schema, JsonNode value) {
    List<String> unknown = new ArrayList<>();
    walk(List.of(schema), value, "", unknown);
    return unknown;
  }

  private void walk(List<JsonNode> schemas, JsonNode value, String at, List<String> unknown) {
    Set<JsonNode> all = new LinkedHashSet<>();
    schemas.forEach(schema -> collect(schema, all));
    if (value.isArray()) {
      List<JsonNode> items =
          all.stream().filter(s -> s.has("items")).map(s -> s.get("items")).toList();
      for (int i = 0; i < value.size(); i++) {
        walk(items, value.get(i), at + "/" + i, unknown);
      }
    } else if (value.isObject() && all.stream().anyMatch(UnknownKeys::saysWhatIsInIt)) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        String place = at + "/" + field.getKey();
        List<JsonNode> known = named(all, field.getKey());
        if (known.isEmpty()) {
          unknown.add(place);
        } else {
          walk(known, field.getValue(), place, unknown);
        }
      }
    }
  }

  /** A schema with what it refers to and what it is combined of. */
  private void collect(JsonNode schema, Set<JsonNode> all) {
    String reference = schema.path("$ref").asString("");
    if (!reference.isEmpty()) {
      collect(document.at(reference.substring(1)), all);
    } else if (all.add(schema)) {
      COMBINED.forEach(kind -> schema.path(kind).forEach(part -> collect(part, all)));
    }
  }

  private static boolean saysWhatIsInIt(JsonNode schema) {
    return schema.has("properties") || schema.path("additionalProperties").isObject();
  }

  private static List<JsonNode> named(Set<JsonNode> schemas, String key) {
    List<JsonNode> named = new ArrayList<>();
    for (JsonNode schema : schemas) {
      if (schema.path("properties").has(key)) {
        named.add(schema.get("properties").get(key));
      } else if (schema.path("additionalProperties").isObject()) {
        named.add(schema.get("additionalProperties"));
      }
    }
    return named;
  }
}
