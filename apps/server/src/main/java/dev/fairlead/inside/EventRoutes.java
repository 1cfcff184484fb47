// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.desk.Desk;
import dev.fairlead.message.OrderEvent;
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
 * {@code /fairlead/v1/events}: what happened to the key's orders, each once, numbered from 1
 * without a gap (I-32). A page that is not full is the end for now: its cursor is where to go on.
 */
final class EventRoutes {
  private static final int MAX_PAGE = 500;
  private static final int USUAL_PAGE = 100;

  private final Desk desk;

  EventRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(InsideApi.ROOT + "/events", this::list, Access.READ);
  }

  private void list(Context request) {
    Query query = new Query(request);
    int limit = query.number("limit", USUAL_PAGE, 1, MAX_PAGE);
    long after = Cursor.event(query).orElse(0);
    List<StoredEvent<OrderEvent>> events =
        desk.inside().eventsAfter(Http.principal(request), after, limit);
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("events");
    events.forEach(event -> list.add(EventJson.of(event)));
    long last = events.isEmpty() ? after : events.getLast().event().number();
    json.put("next", Cursor.afterEvent(last));
    Http.answer(request, 200, json);
  }
}
