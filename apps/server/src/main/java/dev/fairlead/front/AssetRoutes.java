// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.desk.Desk;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Instrument;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;

/** {@code /v2/assets}. */
final class AssetRoutes {
  private static final Map<String, Predicate<Instrument>> STATUSES =
      Map.of(
          "active", Instrument::tradable,
          "inactive", asset -> !asset.tradable(),
          "all", _ -> true);

  /** All of Alpaca's; of most there are none. */
  private static final Map<String, Set<AssetClass>> CLASSES = classes();

  private final Desk desk;
  private final Assets assets;

  AssetRoutes(Desk desk, Assets assets) {
    this.desk = desk;
    this.assets = assets;
  }

  private static Map<String, Set<AssetClass>> classes() {
    Map<String, Set<AssetClass>> classes = new TreeMap<>(OrderFilters.ASSET_CLASSES);
    for (String none :
        List.of(
            "crypto_perp",
            "treasury",
            "corporate",
            "global_equity",
            "us_index",
            "us_equity_chain",
            "ipo")) {
      classes.put(none, EnumSet.noneOf(AssetClass.class));
    }
    return Collections.unmodifiableMap(classes);
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v2/assets", this::list);
    routes.get("/v2/assets/<symbol>", this::show);
  }

  private void list(Context request) {
    Query query = new Query(request);
    Predicate<Instrument> status = query.word("status", _ -> true, STATUSES);
    Set<AssetClass> classes = query.word("asset_class", EnumSet.allOf(AssetClass.class), CLASSES);
    Optional<String> exchange = query.text("exchange");
    List<String> attributes = query.list("attributes");
    ArrayNode found = Json.array();
    desk.instruments().stream()
        .filter(status)
        .filter(asset -> classes.contains(asset.assetClass()))
        .filter(asset -> exchange.map(Words.exchange(asset.exchange())::equals).orElse(true))
        // No asset has attributes yet.
        .filter(_ -> attributes.isEmpty())
        .forEach(asset -> found.add(Assets.json(asset)));
    Http.answer(request, 200, found);
  }

  private void show(Context request) {
    String name = request.pathParam("symbol");
    Instrument asset =
        assets
            .find(name)
            .orElseThrow(() ->
                ApiError.notFound("asset not found for " + ApiError.shown(name)).asException());
    Http.answer(request, 200, Assets.json(asset));
  }
}
