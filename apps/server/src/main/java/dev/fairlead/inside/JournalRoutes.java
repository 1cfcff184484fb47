// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.desk.Desk;
import dev.fairlead.desk.Inside.JournalState;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.node.ObjectNode;

/** {@code /fairlead/v1/journal}: how far the journal has come, and what follows it. */
final class JournalRoutes {
  private final Desk desk;

  JournalRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(InsideApi.ROOT + "/journal", this::show, Access.READ);
  }

  private void show(Context request) {
    JournalState state = desk.inside().journal();
    ObjectNode json = Json.object();
    json.put("sequence", state.answered());
    json.put("durable", state.durable().sequence());
    Forms.putSaid(json, "head", state.durable().head());
    json.put("snapshot", state.durable().snapshot());
    json.put("store", state.store());
    Http.answer(request, 200, json);
  }
}
