// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.desk.Desk;
import dev.fairlead.health.BrokerHealth;
import dev.fairlead.message.Event.HealthChanged;
import dev.fairlead.store.EventPlace;
import dev.fairlead.store.StoredEvent;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /fairlead/v1/brokers/…/health}: how well a link works, and what the engine was told of it
 * before, newest first.
 */
final class HealthRoutes {
  private static final int MAX_PAGE = 500;
  private static final int USUAL_PAGE = 100;

  private final Desk desk;

  HealthRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(InsideApi.ROOT + "/brokers/{account}/health", this::show, Access.READ);
  }

  private void show(Context request) {
    Query query = new Query(request);
    int limit = query.number("limit", USUAL_PAGE, 1, MAX_PAGE);
    EventPlace past = Cursor.place(query).orElse(null);
    String account = request.pathParam("account");
    BrokerHealth now =
        desk.inside().health().stream()
            .filter(each -> each.account().toString().equals(account))
            .findFirst()
            .orElseThrow(() -> Forms.unknownAccount(account));
    List<StoredEvent<HealthChanged>> told = desk.inside().verdicts(now.account(), past, limit);
    ObjectNode json = Json.object();
    json.put("account", now.account().toString());
    json.set("now", HealthJson.of(now));
    ArrayNode history = json.putArray("history");
    told.forEach(each -> history.add(HealthJson.of(each)));
    json.put("next", told.size() < limit ? null : Cursor.after(told.getLast().place()));
    Http.answer(request, 200, json);
  }
}
