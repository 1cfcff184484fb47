// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.market.BarSpan;
import dev.fairlead.model.AssetClass;
import dev.fairlead.tape.JsonFields;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code /v1beta3/crypto/{loc}}: what {@code /v2/stocks} is for shares. There is one market here,
 * so every one of Alpaca's places is that market.
 */
final class CryptoRoutes {
  private static final String ROOT = "/v1beta3/crypto/{loc}/";

  /** Alpaca's places, {@code us} its own. */
  private static final Set<String> PLACES = Set.of("us", "us-1", "us-2", "eu-1", "bs-1");

  /** Pairs of currencies trade round the clock, so dates without a time are UTC's. */
  private static final ZoneId ZONE = ZoneOffset.UTC;

  private final Sight sight;
  private final Symbols symbols;
  private final Snapshots snapshots;

  CryptoRoutes(Sight sight) {
    this.sight = sight;
    this.symbols = new Symbols(sight, AssetClass.CRYPTO);
    this.snapshots = new Snapshots(sight);
  }

  void addTo(RoutesConfig routes) {
    history(routes, "bars", query -> sight.bars(TimeFrame.of(query)));
    history(routes, "trades", _ -> sight.trades());
    history(routes, "quotes", _ -> sight.quotes());
    newest(routes, "bars", _ -> sight.bars(BarSpan.MINUTE));
    newest(routes, "trades", _ -> sight.trades());
    newest(routes, "quotes", _ -> sight.quotes());
    newest(routes, "orderbooks", _ -> sight.orderBooks());
    get(routes, "snapshots", this::snapshots);
  }

  private static void get(RoutesConfig routes, String path, DataRoute route) {
    DataRoute placed =
        request -> {
          requirePlace(request.pathParam("loc"));
          return route.answer(request);
        };
    routes.get(ROOT + path, placed.handler());
  }

  private static void requirePlace(String place) {
    if (!PLACES.contains(place)) {
      throw Query.bad("loc", place, "word", "must be one of bs-1, eu-1, us, us-1, us-2");
    }
  }

  private <T> void history(RoutesConfig routes, String plural, Function<Query, Series<T>> history) {
    get(
        routes,
        plural,
        request -> {
          Query query = new Query(request);
          Series<T> series = history.apply(query);
          HistoryQuery asked = HistoryQuery.of(query, sight.now(), ZONE);
          Pages.Page<T> page = Pages.read(series, symbols.listed(query), asked);
          return Documents.many(series, page, Optional.empty());
        });
  }

  private <T> void newest(RoutesConfig routes, String plural, Function<Query, Series<T>> newest) {
    get(
        routes,
        "latest/" + plural,
        request -> {
          Query query = new Query(request);
          Series<T> series = newest.apply(query);
          List<dev.fairlead.model.Instrument> listed = symbols.listed(query);
          sight.look(listed);
          return Documents.newest(series, listed, Optional.empty());
        });
  }

  private byte[] snapshots(Context request) {
    List<dev.fairlead.model.Instrument> listed = symbols.listed(new Query(request));
    sight.look(listed);
    return JsonFields.document(out -> {
      out.writeStartObject();
      out.writeObjectPropertyStart("snapshots");
      snapshots.write(out, listed);
      out.writeEndObject();
      out.writeEndObject();
    });
  }
}
