// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.desk.Desk;
import dev.fairlead.desk.Inside.OrderTrail;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import dev.fairlead.store.OrderQuery;
import dev.fairlead.store.OrderQuery.Status;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Ids;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /fairlead/v1/orders}: where orders went, why, and every request about them. */
final class OrderRoutes {
  private static final int MAX_PAGE = 100;
  private static final int USUAL_PAGE = 50;
  private static final Map<String, Status> STATUSES = Forms.words(Status.values());

  private final Desk desk;

  OrderRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(InsideApi.ROOT + "/orders", this::list, Access.READ);
    routes.get(InsideApi.ROOT + "/orders/{id}", this::show, Access.READ);
  }

  private void list(Context request) {
    Query query = new Query(request);
    int limit = query.number("limit", USUAL_PAGE, 1, MAX_PAGE);
    // One more than is shown tells whether there is another page.
    OrderQuery wanted =
        OrderQuery.of(Http.principal(request))
            .status(query.word("status", Status.ALL, STATUSES))
            .symbols(symbols(query))
            .limit(limit + 1);
    Optional<OrderId> after = Cursor.order(query);
    List<OrderTrail> found =
        desk.inside().orders(after.isPresent() ? wanted.beforeOrder(after.get()) : wanted);
    List<OrderTrail> page = found.subList(0, Math.min(limit, found.size()));
    ObjectNode json = Json.object();
    ArrayNode orders = json.putArray("orders");
    page.forEach(trail -> orders.add(TrailJson.of(trail)));
    boolean more = found.size() > page.size();
    json.put("next", more ? Cursor.after(page.getLast().order().id()) : null);
    Http.answer(request, 200, json);
  }

  private static Set<Symbol> symbols(Query query) {
    Set<Symbol> symbols = new LinkedHashSet<>();
    for (String text : query.list("symbols")) {
      if (!Symbol.isWellFormed(text)) {
        throw Query.bad("symbols", text, "symbol", "must be symbols such as AAPL,BTC/USD");
      }
      symbols.add(new Symbol(text));
    }
    return symbols;
  }

  /** What no order could be called is as unknown as what none is called (S-11). */
  private void show(Context request) {
    String id = request.pathParam("id");
    Principal principal = Http.principal(request);
    OrderTrail trail =
        Ids.order(id)
            .flatMap(order -> desk.inside().order(principal, order))
            .orElseThrow(() ->
                ApiError.notFound("order not found for " + ApiError.shown(id))
                    .named("UNKNOWN_ORDER")
                    .asException());
    Http.answer(request, 200, TrailJson.of(trail));
  }
}
