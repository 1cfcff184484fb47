// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.desk.Desk;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Instruments by any of the names that clients use for them, and as Alpaca writes them. */
final class Assets {
  private static final int UUID_LENGTH = 36;
  private static final int BARE_UUID_LENGTH = 32;

  private final Desk desk;

  Assets(Desk desk) {
    this.desk = desk;
  }

  Optional<Instrument> of(Symbol symbol) {
    return desk.instrument(symbol);
  }

  /**
   * By symbol, by asset id with or without dashes, by a pair's old name, {@code BTCUSD}, or by a
   * symbol with its exchange and class, {@code AAPL:NASDAQ:us_equity} (facts 1.5).
   */
  Optional<Instrument> find(String name) {
    return bySymbol(name)
        .or(() -> desk.instruments().stream().filter(asset -> isNamed(asset, name)).findFirst())
        .or(() -> byLongName(name));
  }

  private Optional<Instrument> bySymbol(String name) {
    return Symbol.isWellFormed(name) ? desk.instrument(new Symbol(name)) : Optional.empty();
  }

  private Optional<Instrument> byLongName(String name) {
    List<String> parts = List.of(name.split(":", -1));
    if (parts.size() < 2) {
      return Optional.empty();
    }
    return bySymbol(parts.getFirst()).filter(asset -> longName(asset, parts.size()).equals(parts));
  }

  private static List<String> longName(Instrument asset, int parts) {
    return Stream.of(
            asset.symbol().text(),
            Words.exchange(asset.exchange()),
            Words.assetClass(asset.assetClass()))
        .limit(parts)
        .toList();
  }

  private static boolean isNamed(Instrument asset, String name) {
    if (name.length() == UUID_LENGTH || name.length() == BARE_UUID_LENGTH) {
      String id = asset.assetId().toString();
      String asked = name.toLowerCase(Locale.ROOT);
      return id.equals(asked) || id.replace("-", "").equals(asked);
    }
    return asset.assetClass() == AssetClass.CRYPTO
        && asset.symbol().text().replace("/", "").equals(name);
  }

  static ObjectNode json(Instrument asset) {
    ObjectNode json = Json.object();
    json.put("id", asset.assetId().toString());
    json.put("class", Words.assetClass(asset.assetClass()));
    json.put("exchange", Words.exchange(asset.exchange()));
    json.put("symbol", asset.symbol().text());
    json.put("name", asset.name());
    json.put("status", status(asset));
    json.put("tradable", asset.tradable());
    json.put("marginable", asset.marginable());
    // A whole number: Alpaca has given it up, and the Go SDK still reads an int.
    json.put("maintenance_margin_requirement", Margin.maintenancePercent(asset));
    json.put("margin_requirement_long", Integer.toString(Margin.maintenancePercent(asset)));
    json.put("margin_requirement_short", Integer.toString(Margin.maintenancePercent(asset)));
    json.put("shortable", asset.shortable());
    json.put("easy_to_borrow", asset.shortable());
    json.put("borrow_status", asset.shortable() ? "easy_to_borrow" : "hard_to_borrow");
    json.put("fractionable", asset.fractionable());
    json.putArray("attributes");
    if (asset.assetClass() == AssetClass.CRYPTO) {
      json.put("min_order_size", asset.lot().toString());
      json.put("min_trade_increment", asset.lot().toString());
      json.put("price_increment", asset.ticks().coarse().toString());
    }
    return json;
  }

  static String status(Instrument asset) {
    return asset.tradable() ? "active" : "inactive";
  }
}
