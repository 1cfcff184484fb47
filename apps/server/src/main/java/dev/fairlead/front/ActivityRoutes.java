// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.desk.Desk;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Principal;
import dev.fairlead.money.Quantity;
import dev.fairlead.store.EventPlace;
import dev.fairlead.store.FillQuery;
import dev.fairlead.store.StoredFill;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v2/account/activities}: fills are all that happens in an account yet. */
final class ActivityRoutes {
  private static final String FILL = "FILL";
  private static final int MAX_PAGE = 100;
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Map<String, Boolean> NEWEST_FIRST = Map.of("asc", false, "desc", true);

  /** Whether a category has fills. */
  private static final Map<String, Boolean> CATEGORIES =
      Map.of("trade_activity", true, "non_trade_activity", false);

  /** Legal to ask for; there are none of them. */
  private static final Set<String> OTHER_TYPES =
      Set.of(
          ("TRANS MISC ACATC ACATS CFEE CGD CSD CSW DIV DIVCGL DIVCGS DIVFEE DIVFT DIVNRA DIVROC"
                  + " DIVTW DIVTXEX FEE INT INTNRA INTTW JNL JNLC JNLS MA NC OPASN OPCA OPCSH OPEXC"
                  + " OPEXP OPTRD PTC PTR REO REORG SPIN SPLIT FOPT OCT")
              .split(" "));

  private final Desk desk;

  ActivityRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v2/account/activities", this::list);
    routes.get("/v2/account/activities/{type}", this::listOfType);
  }

  private void list(Context request) {
    Query query = new Query(request);
    List<String> types = query.list("activity_types");
    Optional<String> category = query.text("category");
    if (!types.isEmpty() && category.isPresent()) {
      throw Query.exclusive("category", "activity_types");
    }
    types.forEach(type -> requireKnown("activity_types", type));
    answer(
        request,
        query,
        query.word("category", true, CATEGORIES) && (types.isEmpty() || types.contains(FILL)));
  }

  private void listOfType(Context request) {
    String type = request.pathParam("type");
    requireKnown("activity_type", type);
    answer(request, new Query(request), type.equals(FILL));
  }

  private static void requireKnown(String field, String type) {
    if (!type.equals(FILL) && !OTHER_TYPES.contains(type)) {
      throw Query.bad(field, type, "word", "must be types of activities, such as FILL");
    }
  }

  private void answer(Context request, Query query, boolean withFills) {
    FillQuery fills = fills(Http.principal(request), query);
    ArrayNode activities = Json.array();
    if (withFills) {
      desk.fills(fills).forEach(fill -> activities.add(json(fill)));
    }
    Http.answer(request, 200, activities);
  }

  private static FillQuery fills(Principal principal, Query query) {
    FillQuery fills =
        new FillQuery(
            principal,
            null,
            null,
            query.orderId("order_id").orElse(null),
            query.instant("after").orElse(null),
            query.instant("until").orElse(null),
            pageStart(query),
            query.word("direction", true, NEWEST_FIRST),
            query.number("page_size", MAX_PAGE, 1, MAX_PAGE));
    return query
        .instant("date")
        .map(at -> fills.on(LocalDate.ofInstant(at, ZoneOffset.UTC), NEW_YORK))
        .orElse(fills);
  }

  private static @Nullable EventPlace pageStart(Query query) {
    return query
        .text("page_token")
        .map(token ->
            ActivityId.place(token)
                .orElseThrow(() ->
                    Query.bad(
                        "page_token",
                        token,
                        "cursor",
                        "must be the id of the last activity of the page before")))
        .orElse(null);
  }

  private static ObjectNode json(StoredFill stored) {
    ObjectNode json = Json.object();
    Quantity leaves = stored.leaves();
    json.put("activity_type", FILL);
    json.put("id", ActivityId.of(stored.fill().at(), stored.place()));
    json.put("transaction_time", Json.instant(stored.fill().at()));
    json.put("type", stored.orderStatus() == OrderStatus.FILLED ? "fill" : "partial_fill");
    json.put("price", stored.fill().price().toString());
    json.put("qty", stored.fill().quantity().toString());
    json.put("side", Words.side(stored.fill().side()));
    json.put("symbol", stored.fill().symbol().text());
    json.put("leaves_qty", leaves == null ? "0" : leaves.toString());
    json.put("order_id", stored.order().toString());
    json.put("cum_qty", stored.cumulative().toString());
    json.put("order_status", Words.status(stored.orderStatus(), stored.cumulative()));
    return json;
  }
}
