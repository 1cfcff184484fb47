// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the peer lists, and its account and positions as JSON (facts 2.2 to 2.4). */
final class PeerAssets {
  private static final List<String> SHARES = List.of("AAPL", "MSFT", "SPY");
  private static final List<String> PAIRS = List.of("BTC/USD", "ETH/USD");
  private static final BigDecimal PRICE = new BigDecimal("100");

  private PeerAssets() {}

  static boolean isCrypto(String symbol) {
    return PAIRS.contains(symbol);
  }

  static boolean lists(String symbol) {
    return SHARES.contains(symbol) || isCrypto(symbol);
  }

  static String id(String symbol) {
    return UUID.nameUUIDFromBytes(symbol.getBytes(StandardCharsets.US_ASCII)).toString();
  }

  /** Those of a class, or all where {@code assetClass} is empty. */
  static ArrayNode assets(String assetClass) {
    ArrayNode all = PeerJson.array();
    if (!assetClass.equals("crypto")) {
      SHARES.forEach(symbol -> all.add(asset(symbol)));
    }
    if (!assetClass.equals("us_equity")) {
      PAIRS.forEach(symbol -> all.add(asset(symbol)));
    }
    return all;
  }

  static ObjectNode asset(String symbol) {
    boolean crypto = isCrypto(symbol);
    ObjectNode asset =
        PeerJson.object()
            .put("id", id(symbol))
            .put("class", crypto ? "crypto" : "us_equity")
            .put("exchange", crypto ? "CRYPTO" : "NASDAQ")
            .put("symbol", symbol)
            .put("name", symbol + " Incorporated")
            .put("status", "active")
            .put("tradable", true)
            .put("marginable", !crypto)
            .put("maintenance_margin_requirement", crypto ? 100 : 30)
            .put("margin_requirement_long", crypto ? "100" : "30")
            .put("margin_requirement_short", crypto ? "100" : "30")
            .put("shortable", !crypto)
            .put("easy_to_borrow", !crypto)
            .put("fractionable", true);
    asset.set("attributes", PeerJson.array());
    if (crypto) {
      asset.put("min_order_size", "0.000000001");
      asset.put("min_trade_increment", "0.000000001");
      asset.put("price_increment", "0.000000001");
    }
    return asset;
  }

  static ObjectNode position(String symbol, BigDecimal quantity, BigDecimal cost) {
    BigDecimal value = quantity.multiply(PRICE);
    return PeerJson.object()
        .put("asset_id", id(symbol))
        // As Alpaca does it: positions of pairs go without the slash.
        .put("symbol", symbol.replace("/", ""))
        .put("exchange", isCrypto(symbol) ? "CRYPTO" : "NASDAQ")
        .put("asset_class", isCrypto(symbol) ? "crypto" : "us_equity")
        .put("asset_marginable", !isCrypto(symbol))
        .put("avg_entry_price", PeerJson.decimal(cost.divide(quantity, 9, RoundingMode.HALF_EVEN)))
        .put("qty", PeerJson.decimal(quantity))
        .put("qty_available", PeerJson.decimal(quantity))
        .put("side", quantity.signum() > 0 ? "long" : "short")
        .put("market_value", PeerJson.decimal(value))
        .put("cost_basis", PeerJson.decimal(cost))
        .put("unrealized_pl", PeerJson.decimal(value.subtract(cost)))
        .put("unrealized_plpc", "0")
        .put("unrealized_intraday_pl", "0")
        .put("unrealized_intraday_plpc", "0")
        .put("current_price", PeerJson.decimal(PRICE))
        .put("lastday_price", PeerJson.decimal(PRICE))
        .put("change_today", "0");
  }

  static ObjectNode account(String id, BigDecimal cash, BigDecimal multiplier) {
    String power = PeerJson.decimal(cash.multiply(multiplier));
    String money = PeerJson.decimal(cash);
    return PeerJson.object()
        .put("id", id)
        .put("account_number", "PA3X7P9Q2L1M")
        .put("status", "ACTIVE")
        .put("crypto_status", "ACTIVE")
        .put("currency", "USD")
        .put("created_at", "2025-01-02T15:04:05.678901Z")
        .put("cash", money)
        .put("equity", money)
        .put("last_equity", money)
        .put("portfolio_value", money)
        .put("buying_power", power)
        .put("regt_buying_power", power)
        .put("effective_buying_power", power)
        .put("non_marginable_buying_power", money)
        .put("long_market_value", "0")
        .put("short_market_value", "0")
        .put("position_market_value", "0")
        .put("initial_margin", "0")
        .put("maintenance_margin", "0")
        .put("last_maintenance_margin", "0")
        .put("sma", "0")
        .put("accrued_fees", "0")
        .put("multiplier", PeerJson.decimal(multiplier))
        .put("shorting_enabled", true)
        .put("trading_blocked", false)
        .put("transfers_blocked", false)
        .put("account_blocked", false)
        .put("trade_suspended_by_user", false)
        .put("crypto_tier", 1)
        .put("balance_asof", "2026-03-02");
  }
}
