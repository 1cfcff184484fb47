// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.portfolio;

import dev.fairlead.desk.Desk;
import dev.fairlead.desk.Inside.Traded;
import dev.fairlead.inside.Cursor;
import dev.fairlead.inside.Forms;
import dev.fairlead.inside.InsideApi;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.store.FillQuery;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /fairlead/v1/fills}: the executions of the key's orders at all broker accounts, and {@code
 * /fairlead/v1/gateway/fills}: those of everybody's, for administrators; page by page as JSON or
 * CSV, or summed up.
 */
final class FillRoutes {
  private static final int MAX_PAGE = 500;
  private static final int USUAL_PAGE = 100;
  private static final String CSV = "text/csv;charset=utf-8";

  /** Where a page of CSV says how to go on; it has no other room for it. */
  private static final String NEXT = "Fairlead-Next";

  private static final Map<String, Boolean> NEWEST_FIRST = Map.of("desc", true, "asc", false);
  private static final Map<String, Boolean> FORMATS = Map.of("csv", true, "json", false);
  private static final Map<String, Side> SIDES = Forms.words(Side.values());
  private static final Map<String, FillTotals.By> BY = Forms.words(FillTotals.By.values());

  private final Desk desk;

  FillRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    String ofKey = InsideApi.ROOT + "/fills";
    String ofAll = InsideApi.ROOT + "/gateway/fills";
    routes.get(ofKey, request -> list(request, Http.principal(request)), Access.READ);
    routes.get(ofAll, request -> list(request, null), Access.ADMIN);
    routes.get(ofKey + "/totals", request -> totals(request, Http.principal(request)), Access.READ);
    routes.get(ofAll + "/totals", request -> totals(request, null), Access.ADMIN);
  }

  private void list(Context request, @Nullable Principal principal) {
    Query query = new Query(request);
    int limit = query.number("limit", USUAL_PAGE, 1, MAX_PAGE);
    FillQuery wanted = wanted(query, principal, limit);
    boolean csv = query.word("format", false, FORMATS);
    List<Traded> fills = desk.inside().traded(wanted);
    String next = fills.size() < limit ? null : Cursor.after(fills.getLast().fill().place());
    if (csv) {
      if (next != null) {
        request.header(NEXT, next);
      }
      request.status(200);
      Http.answer(request, CSV, FillCsv.of(fills).getBytes(StandardCharsets.UTF_8));
      return;
    }
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("fills");
    fills.forEach(fill -> list.add(FillJson.of(fill)));
    json.put("next", next);
    Http.answer(request, 200, json);
  }

  private void totals(Context request, @Nullable Principal principal) {
    Query query = new Query(request);
    Set<FillTotals.By> by = EnumSet.noneOf(FillTotals.By.class);
    query.list("by").forEach(word -> by.add(Query.meaning("by", word, BY)));
    ZoneId zone = zone(query);
    FillQuery wanted = wanted(query, principal, FillQuery.LIMIT_MAX).oldestFirst();
    FillTotals totals =
        desk.book(rows -> {
          FillTotals summed = new FillTotals(by, zone);
          rows.eachFill(wanted, summed::add);
          return summed;
        });
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("totals");
    totals.all().forEach(each -> list.add(FillJson.of(each)));
    Http.answer(request, 200, json);
  }

  private static FillQuery wanted(Query query, @Nullable Principal principal, int limit) {
    return new FillQuery(
        principal,
        account(query).orElse(null),
        symbol(query).orElse(null),
        query.orderId("order_id").orElse(null),
        query.text("side").map(word -> Query.meaning("side", word, SIDES)).orElse(null),
        query.instant("after").orElse(null),
        query.instant("until").orElse(null),
        Cursor.place(query).orElse(null),
        query.word("direction", true, NEWEST_FIRST),
        limit);
  }

  private static Optional<BrokerAccount> account(Query query) {
    return query
        .text("account")
        .map(text -> {
          try {
            return BrokerAccount.parse(text);
          } catch (IllegalArgumentException unreadable) {
            throw Query.bad("account", text, "account", "must be an account, such as paper:main");
          }
        });
  }

  private static Optional<Symbol> symbol(Query query) {
    return query
        .text("symbol")
        .map(text -> {
          if (!Symbol.isWellFormed(text)) {
            throw Query.bad("symbol", text, "symbol", "must be a symbol, such as AAPL or BTC/USD");
          }
          return new Symbol(text);
        });
  }

  private static ZoneId zone(Query query) {
    return query.text("zone").map(FillRoutes::zone).orElse(ZoneOffset.UTC);
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      throw Query.bad("zone", text, "zone", "must be a time zone, such as America/New_York");
    }
  }
}
