// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.tape.JsonFields;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/**
 * What SDKs ask for and no market here has: news, corporate actions, auctions, options, currencies.
 * The honest answer is an empty list in the envelope that they expect, so that a program that looks
 * there too goes on. What is wrong with a request is told all the same.
 */
final class EmptyRoutes {
  private static final int MAX_OPTION_SYMBOLS = 100;

  /** What stands in an envelope under its key. */
  private enum Holds {
    LIST,
    MAP
  }

  /**
   * One route.
   *
   * @param key where its items would be; empty where the document itself would hold them
   * @param paged whether it has a {@code next_page_token}
   * @param maxLimit most that {@code limit} may say
   * @param symbols the parameter that has to be there; empty for none
   */
  private record Empty(
      String path, String key, Holds holds, boolean paged, int maxLimit, String symbols) {}

  private static final List<Empty> ALL =
      List.of(
          new Empty("/v1beta1/news", "news", Holds.LIST, true, 50, ""),
          new Empty("/v1/corporate-actions", "corporate_actions", Holds.MAP, true, 1_000, ""),
          // Where Alpaca had them before, and where its JavaScript SDK 3 still looks.
          new Empty("/v1beta1/corporate-actions", "corporate_actions", Holds.MAP, true, 1_000, ""),
          new Empty("/v2/stocks/auctions", "auctions", Holds.MAP, true, 10_000, "symbols"),
          new Empty("/v2/stocks/{symbol}/auctions", "auctions", Holds.LIST, true, 10_000, ""),
          new Empty("/v1beta1/options/bars", "bars", Holds.MAP, true, 10_000, "symbols"),
          new Empty("/v1beta1/options/trades", "trades", Holds.MAP, true, 10_000, "symbols"),
          new Empty("/v1beta1/options/trades/latest", "trades", Holds.MAP, false, 1_000, "symbols"),
          new Empty("/v1beta1/options/quotes/latest", "quotes", Holds.MAP, false, 1_000, "symbols"),
          new Empty("/v1beta1/options/snapshots", "snapshots", Holds.MAP, true, 1_000, "symbols"),
          new Empty("/v1beta1/options/snapshots/{symbol}", "snapshots", Holds.MAP, true, 1_000, ""),
          new Empty("/v1beta1/options/meta/exchanges", "", Holds.MAP, false, 1_000, ""),
          new Empty("/v1beta1/options/meta/conditions/{type}", "", Holds.MAP, false, 1_000, ""),
          new Empty("/v1beta1/forex/latest/rates", "rates", Holds.MAP, false, 1, "currency_pairs"),
          new Empty("/v1beta1/forex/rates", "rates", Holds.MAP, true, 10_000, "currency_pairs"));

  private EmptyRoutes() {}

  static void addTo(RoutesConfig routes) {
    for (Empty empty : ALL) {
      DataRoute route = request -> answer(request, empty);
      routes.get(empty.path(), route.handler());
    }
  }

  private static byte[] answer(Context request, Empty empty) {
    Query query = new Query(request);
    query.number("limit", 1, 1, empty.maxLimit());
    requireSymbols(query, empty);
    query
        .text("page_token")
        .ifPresent(token -> {
          throw HistoryQuery.badToken(token, "there are no further pages");
        });
    return JsonFields.document(out -> {
      out.writeStartObject();
      if (!empty.key().isEmpty()) {
        out.writeName(empty.key());
        switch (empty.holds()) {
          case LIST -> out.writeStartArray().writeEndArray();
          case MAP -> out.writeStartObject().writeEndObject();
        }
      }
      if (empty.path().contains("/stocks/{symbol}")) {
        out.writeStringProperty("symbol", request.pathParam("symbol"));
      }
      if (empty.paged()) {
        out.writeNullProperty("next_page_token");
      }
      out.writeEndObject();
    });
  }

  private static void requireSymbols(Query query, Empty empty) {
    if (empty.symbols().isEmpty()) {
      return;
    }
    int count = query.list(empty.symbols()).size();
    if (count == 0) {
      throw Query.bad(empty.symbols(), "", "required", "must be names with commas between them");
    }
    if (empty.path().startsWith("/v1beta1/options/") && count > MAX_OPTION_SYMBOLS) {
      throw Query.bad(empty.symbols(), count + " values", "length", "at most 100 values");
    }
  }
}
