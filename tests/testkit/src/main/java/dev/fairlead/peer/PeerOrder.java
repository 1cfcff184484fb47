// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One order at the peer, as it really is. Guarded by its book. */
final class PeerOrder {
  private static final Set<String> ENDED =
      Set.of("filled", "canceled", "expired", "rejected", "replaced");

  /** One execution. */
  record Execution(
      String id, BigDecimal quantity, BigDecimal price, BigDecimal cumulative, Instant at) {}

  final String id = UUID.randomUUID().toString();
  final String clientOrderId;
  final JsonNode asked;
  final Instant submittedAt;
  final List<Execution> executions = new ArrayList<>();
  private final boolean crypto;
  String status = "pending_new";
  Instant updatedAt;
  BigDecimal filled = BigDecimal.ZERO;
  BigDecimal filledValue = BigDecimal.ZERO;
  @Nullable String replacedBy;
  @Nullable String replaces;

  /** Those that it came with. */
  @Nullable PeerGroup group;

  PeerOrder(String clientOrderId, JsonNode asked, boolean crypto, Instant at) {
    this.clientOrderId = clientOrderId;
    this.asked = asked;
    this.crypto = crypto;
    this.submittedAt = at;
    this.updatedAt = at;
  }

  boolean isOpen() {
    return !ENDED.contains(status);
  }

  Optional<BigDecimal> quantity() {
    return PeerJson.number(asked, "qty");
  }

  boolean buys() {
    return PeerJson.text(asked, "side").filter("buy"::equals).isPresent();
  }

  String symbol() {
    return PeerJson.text(asked, "symbol").orElseThrow();
  }

  /** What is left to execute; an order by value is filled by whatever fills it. */
  Optional<BigDecimal> left() {
    return quantity().map(all -> all.subtract(filled));
  }

  void become(String changed, Instant at) {
    status = changed;
    updatedAt = at;
  }

  Execution execute(BigDecimal quantity, BigDecimal price, Instant at) {
    filled = filled.add(quantity);
    filledValue = filledValue.add(quantity.multiply(price));
    Execution execution = new Execution(UUID.randomUUID().toString(), quantity, price, filled, at);
    executions.add(execution);
    boolean whole = left().map(left -> left.signum() <= 0).orElse(true);
    become(whole ? "filled" : "partially_filled", at);
    return execution;
  }

  /** The same with its legs, where it brought any. */
  ObjectNode nested(Instant now) {
    ObjectNode json = json(now);
    if (group != null && group.isParent(this)) {
      group.legs().forEach(leg -> json.withArray("legs").add(leg.json(now)));
    }
    return json;
  }

  /** The Order object (facts 2.1), all its keys. */
  ObjectNode json(Instant now) {
    ObjectNode json = PeerJson.object();
    json.put("id", id);
    json.put("client_order_id", clientOrderId);
    json.put("created_at", PeerJson.instant(submittedAt));
    json.put("updated_at", PeerJson.instant(updatedAt));
    json.put("submitted_at", PeerJson.instant(submittedAt));
    json.put("filled_at", at("filled"));
    json.put("expired_at", at("expired"));
    json.put("canceled_at", at("canceled"));
    json.put("failed_at", at("rejected"));
    json.put("replaced_at", at("replaced"));
    json.put("replaced_by", replacedBy);
    json.put("replaces", replaces);
    json.put("asset_id", PeerAssets.id(symbol()));
    json.put("symbol", symbol());
    json.put("asset_class", crypto ? "crypto" : "us_equity");
    json.put("notional", asked("notional"));
    json.put("qty", asked("qty"));
    json.put("filled_qty", PeerJson.decimal(filled));
    json.put("filled_avg_price", average());
    json.put("order_class", PeerJson.text(asked, "order_class").orElse(""));
    json.put("order_type", asked("type"));
    json.put("type", asked("type"));
    json.put("side", asked("side"));
    json.put("position_intent", buys() ? "buy_to_open" : "sell_to_close");
    json.put("time_in_force", asked("time_in_force"));
    json.put("limit_price", asked("limit_price"));
    json.put("stop_price", asked("stop_price"));
    json.put("status", status);
    json.put("extended_hours", asked.path("extended_hours").asBoolean(false));
    json.putNull("legs");
    json.put("trail_percent", asked("trail_percent"));
    json.put("trail_price", asked("trail_price"));
    json.putNull("hwm");
    json.putNull("subtag");
    json.put("source", "access_key");
    return json;
  }

  private @Nullable String asked(String field) {
    return PeerJson.text(asked, field).orElse(null);
  }

  private @Nullable String at(String ended) {
    return status.equals(ended) ? PeerJson.instant(updatedAt) : null;
  }

  private @Nullable String average() {
    return filled.signum() == 0
        ? null
        : PeerJson.decimal(filledValue.divide(filled, 9, RoundingMode.HALF_EVEN));
  }

  /** Its executions as activities (facts 2.3). */
  List<ObjectNode> activities() {
    List<ObjectNode> activities = new ArrayList<>();
    for (Execution execution : executions) {
      ObjectNode json = PeerJson.object();
      json.put("id", PeerActivities.id(execution.at(), execution.id()));
      json.put("activity_type", "FILL");
      json.put("transaction_time", PeerJson.instant(execution.at()));
      json.put(
          "type",
          execution.cumulative().compareTo(filled) == 0 && !isOpen() ? "fill" : "partial_fill");
      json.put("price", PeerJson.decimal(execution.price()));
      json.put("qty", PeerJson.decimal(execution.quantity()));
      json.put("cum_qty", PeerJson.decimal(execution.cumulative()));
      json.put(
          "leaves_qty",
          PeerJson.decimal(
              quantity().map(all -> all.subtract(execution.cumulative())).orElse(BigDecimal.ZERO)));
      json.put("side", asked("side"));
      json.put("symbol", symbol());
      json.put("order_id", id);
      json.put("order_status", status);
      activities.add(json);
    }
    return activities;
  }
}
