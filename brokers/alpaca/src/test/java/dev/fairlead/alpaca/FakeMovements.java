// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The activities of a {@link FakeAlpaca} that are no fills. */
final class FakeMovements {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<ObjectNode> rows = new ArrayList<>();

  /** Something comes or goes, now; what it is about may be added. */
  synchronized ObjectNode add(String id, String type, String amount) {
    ObjectNode row =
        NODES
            .objectNode()
            .put("id", id)
            .put("activity_type", type)
            .put("date", LocalDate.now(ZoneId.of("America/New_York")).toString())
            .put("created_at", Instant.now().toString())
            .put("net_amount", amount)
            .put("description", "")
            .put("status", "executed");
    rows.add(row);
    return row;
  }

  /** Units of something come or go, now, and no money. */
  ObjectNode add(String id, String type, String symbol, String quantity) {
    return add(id, type, "0").put("symbol", symbol).put("qty", quantity);
  }

  /** By the instant or the day of each. */
  synchronized ArrayNode page(Map<String, String> query) {
    ArrayNode page = NODES.arrayNode();
    Instant after = Instant.parse(query.getOrDefault("after", "1970-01-01T00:00:00Z"));
    String token = query.getOrDefault("page_token", "");
    boolean reached = token.isEmpty();
    for (ObjectNode row : rows) {
      String day = row.path("date").asString("") + "T00:00:00Z";
      Instant at = Instant.parse(row.path("created_at").asString(day));
      if (reached
          && at.isAfter(after)
          && page.size() < Integer.parseInt(query.getOrDefault("page_size", "100"))) {
        page.add(row);
      }
      reached |= row.path("id").asString().equals(token);
    }
    return page;
  }
}
