// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.desk.Desk;
import dev.fairlead.message.MovementKind;
import dev.fairlead.model.Principal;
import dev.fairlead.store.EventPlace;
import dev.fairlead.store.FillQuery;
import dev.fairlead.store.Moment;
import dev.fairlead.store.Moment.FlowQuery;
import dev.fairlead.wire.ActivityType;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v2/account/activities}: the client's fills, and the money and units that came and went,
 * which are common to all clients as the account is. All are one list by their time, and paged as
 * one.
 */
final class ActivityRoutes {
  private static final int MAX_PAGE = 100;
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Map<String, Boolean> NEWEST_FIRST = Map.of("asc", false, "desc", true);

  /** Whether a category is of trades. */
  private static final Map<String, Boolean> CATEGORIES =
      Map.of("trade_activity", true, "non_trade_activity", false);

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
    Optional<Boolean> trades = category.map(word -> Query.meaning("category", word, CATEGORIES));
    boolean every = types.isEmpty();
    answer(
        request,
        query,
        every ? trades.orElse(true) : types.contains(ActivityType.FILL),
        every ? trades.orElse(false) ? Set.of() : EnumSet.allOf(MovementKind.class) : kinds(types));
  }

  private static Set<MovementKind> kinds(List<String> types) {
    Set<MovementKind> kinds = EnumSet.noneOf(MovementKind.class);
    types.forEach(type -> kinds.addAll(ActivityType.kinds(type)));
    return kinds;
  }

  private void listOfType(Context request) {
    String type = request.pathParam("type");
    requireKnown("activity_type", type);
    answer(request, new Query(request), type.equals(ActivityType.FILL), ActivityType.kinds(type));
  }

  private static void requireKnown(String field, String type) {
    if (!ActivityType.isKnown(type)) {
      throw Query.bad(field, type, "word", "must be types of activities, such as FILL");
    }
  }

  /** An activity and where it stands among all. */
  private record Item(Instant at, EventPlace place, ObjectNode json) {
    private static final Comparator<Item> OLDEST_FIRST =
        Comparator.comparing(Item::at).thenComparing(Item::place);
  }

  private void answer(Context request, Query query, boolean trades, Set<MovementKind> kinds) {
    FillQuery fills = fills(Http.principal(request), query);
    List<Item> items =
        new ArrayList<>(
            desk.book(rows -> {
              List<Item> found = new ArrayList<>();
              if (trades) {
                rows.fills(fills)
                    .forEach(fill ->
                        found.add(new Item(fill.fill().at(), fill.place(), ActivityJson.of(fill))));
              }
              // What came and went is of no order.
              if (fills.order() == null && !kinds.isEmpty()) {
                addMovements(rows, fills, kinds, found);
              }
              return found;
            }));
    items.sort(fills.newestFirst() ? Item.OLDEST_FIRST.reversed() : Item.OLDEST_FIRST);
    ArrayNode activities = Json.array();
    items.stream().limit(fills.limit()).forEach(item -> activities.add(item.json()));
    Http.answer(request, 200, activities);
  }

  /** Of the same time as the fills. */
  private static void addMovements(
      Moment rows, FillQuery fills, Set<MovementKind> kinds, List<Item> items) {
    FlowQuery query =
        new FlowQuery(
            fills.after(), fills.until(), fills.past(), kinds, fills.newestFirst(), fills.limit());
    rows.flows(query)
        .forEach(flow -> items.add(new Item(flow.at(), flow.place(), ActivityJson.of(flow))));
    rows.moves(query)
        .forEach(move -> items.add(new Item(move.at(), move.place(), ActivityJson.of(move))));
  }

  private static FillQuery fills(Principal principal, Query query) {
    FillQuery fills =
        new FillQuery(
            principal,
            null,
            null,
            query.orderId("order_id").orElse(null),
            null,
            query.instant("after").orElse(null),
            query.instant("until").orElse(null),
            pageStart(query),
            query.word("direction", true, NEWEST_FIRST),
            pageSize(query));
    return query
        .instant("date")
        .map(at -> fills.on(LocalDate.ofInstant(at, ZoneOffset.UTC), NEW_YORK))
        .orElse(fills);
  }

  /** A day is told whole, as far as one answer goes. */
  private static int pageSize(Query query) {
    boolean ofOneDay = query.text("date").isPresent();
    int most = ofOneDay ? FillQuery.LIMIT_MAX : MAX_PAGE;
    int size = query.number("page_size", most, 1, Integer.MAX_VALUE);
    if (size > most) {
      throw Query.bad(
          "page_size",
          Integer.toString(size),
          "range",
          "tried to set the page size to " + size + ", but the maximum is " + most);
    }
    return size;
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
}
