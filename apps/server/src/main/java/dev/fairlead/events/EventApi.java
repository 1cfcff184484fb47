// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.events;

import dev.fairlead.desk.Desk;
import dev.fairlead.inside.Cursor;
import dev.fairlead.inside.InsideApi;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.model.Principal;
import dev.fairlead.store.Moment;
import dev.fairlead.store.StoredEvent;
import dev.fairlead.stream.TradeStream;
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
 * {@code /fairlead/v1/events}: what happened to the key's orders, and {@code
 * /fairlead/v1/gateway/events}: what happened to the gateway, for its administrators. Each event
 * once, numbered from 1 without a gap (I-32); page by page, or as a stream of server-sent events,
 * with the same bytes however it is told. A page that is not full is the end for now: its cursor is
 * where to go on.
 */
public final class EventApi {
  private static final String OF_KEY = InsideApi.ROOT + "/events";
  private static final String OF_GATEWAY = InsideApi.ROOT + "/gateway/events";
  private static final String STREAM = "/stream";
  private static final int MAX_PAGE = 500;
  private static final int USUAL_PAGE = 100;

  private final Desk desk;
  private final TradeStream streams;

  /** The routes of {@code desk}'s events; {@code streams} has room for so many clients. */
  public EventApi(Desk desk, TradeStream streams) {
    this.desk = desk;
    this.streams = streams;
  }

  public void addTo(RoutesConfig routes) {
    routes.get(OF_KEY, this::listOfKey, Access.READ);
    routes.get(OF_KEY + STREAM, this::streamOfKey, Access.READ);
    routes.get(OF_GATEWAY, this::listOfGateway, Access.ADMIN);
    routes.get(OF_GATEWAY + STREAM, this::streamOfGateway, Access.ADMIN);
  }

  private void listOfKey(Context request) {
    Query query = new Query(request);
    int limit = limit(query);
    long after = Cursor.event(query).orElse(0);
    Principal principal = Http.principal(request);
    List<StoredEvent<OrderEvent>> events = desk.inside().eventsAfter(principal, after, limit);
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("events");
    events.forEach(event -> list.add(EventJson.of(event)));
    long last = events.isEmpty() ? after : events.getLast().event().number();
    json.put("next", Cursor.afterEvent(last));
    Http.answer(request, 200, json);
  }

  private void listOfGateway(Context request) {
    Query query = new Query(request);
    int limit = limit(query);
    long after = Cursor.event(query).orElse(0);
    List<Moment.Told> events = desk.inside().toldAfter(after, limit);
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("events");
    events.forEach(event -> list.add(EventJson.of(event)));
    json.put("next", Cursor.afterEvent(events.isEmpty() ? after : events.getLast().number()));
    Http.answer(request, 200, json);
  }

  private static int limit(Query query) {
    return query.number("limit", USUAL_PAGE, 1, MAX_PAGE);
  }

  private void streamOfKey(Context request) {
    EventSelection selection = EventSelection.of(request, true);
    streams.serve(request, new KeyFeed(desk, Http.principal(request), selection));
  }

  private void streamOfGateway(Context request) {
    streams.serve(request, new GatewayFeed(desk, EventSelection.of(request, false)));
  }
}
