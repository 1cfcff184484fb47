// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.desk.Desk;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether the process lives, and whether it takes orders. Open to all, and silent on accounts. */
final class Health {
  private final Desk desk;

  Health(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/health/live", Health::live, Access.OPEN);
    routes.get("/health/ready", this::ready, Access.OPEN);
  }

  private static void live(Context request) {
    Http.answer(request, 200, Json.object().put("status", "live"));
  }

  private void ready(Context request) {
    List<String> reasons = desk.unreadyReasons();
    ObjectNode json = Json.object().put("status", reasons.isEmpty() ? "ready" : "not ready");
    ArrayNode list = json.putArray("reasons");
    reasons.forEach(list::add);
    Http.answer(request, reasons.isEmpty() ? 200 : 503, json);
  }
}
