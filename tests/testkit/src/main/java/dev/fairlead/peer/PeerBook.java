// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import dev.fairlead.model.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The truth about one account: orders, executions, holdings, money. What of it is told, and when,
 * others decide; news goes to {@code news} as {@code data} of {@code trade_updates}, in order.
 * Thread-safe.
 */
final class PeerBook {
  private static final BigDecimal CASH = new BigDecimal("100000");
  private static final BigDecimal MULTIPLIER = BigDecimal.TWO;

  private final InstantSource clock;
  private final Consumer<ObjectNode> news;
  private final Map<String, PeerOrder> orders = new LinkedHashMap<>();
  private final Map<String, PeerOrder> byClientId = new LinkedHashMap<>();
  private final Map<String, BigDecimal[]> positions = new LinkedHashMap<>();
  private final List<ObjectNode> deposits = new ArrayList<>();
  private final String accountId = UUID.randomUUID().toString();
  private BigDecimal cash = CASH;
  private Instant last = Instant.EPOCH;

  PeerBook(InstantSource clock, Consumer<ObjectNode> news) {
    this.clock = clock;
    this.news = news;
  }

  /** Later than any instant before, by a microsecond at least. */
  private Instant now() {
    Instant now = clock.instant();
    last = now.isAfter(last) ? now : last.plusNanos(1_000);
    return last;
  }

  synchronized PeerReply place(JsonNode asked) {
    String clientId =
        PeerJson.text(asked, "client_order_id").orElseGet(() -> UUID.randomUUID().toString());
    Optional<PeerReply> refusal = refusal(asked, clientId);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    List<ObjectNode> brought = PeerGroup.legs(asked);
    PeerOrder order = taken(clientId, asked, now());
    PeerGroup group = new PeerGroup(order);
    for (ObjectNode leg : brought) {
      PeerOrder held = taken(UUID.randomUUID().toString(), leg, now());
      held.become("held", last);
      group.add(held);
    }
    ObjectNode reply = order.nested(last);
    tell("pending_new", order);
    order.become("new", now());
    tell("new", order);
    group.legs().forEach(leg -> tell("held", leg));
    return PeerReply.json(200, reply);
  }

  private PeerOrder taken(String clientId, JsonNode asked, Instant at) {
    boolean crypto = PeerAssets.isCrypto(PeerJson.text(asked, "symbol").orElse(""));
    PeerOrder order = new PeerOrder(clientId, asked, crypto, at);
    orders.put(order.id, order);
    byClientId.put(clientId, order);
    return order;
  }

  private Optional<PeerReply> refusal(JsonNode asked, String clientId) {
    if (byClientId.containsKey(clientId)) {
      return Optional.of(PeerReply.error(422, 40010001, "client_order_id must be unique"));
    }
    String symbol = PeerJson.text(asked, "symbol").orElse("");
    if (!PeerAssets.lists(symbol)) {
      return Optional.of(PeerReply.error(422, 42210000, "asset \"" + symbol + "\" not found"));
    }
    boolean units = PeerJson.text(asked, "qty").isPresent();
    if (units == PeerJson.text(asked, "notional").isPresent()) {
      return Optional.of(PeerReply.error(422, 40010001, "qty is required"));
    }
    for (String field : List.of("limit_price", "stop_price")) {
      Optional<BigDecimal> price = PeerJson.number(asked, field);
      if (price.isPresent() && !PeerAssets.isCrypto(symbol) && isSubPenny(price.get())) {
        return Optional.of(
            PeerReply.error(
                422,
                42210000,
                "invalid "
                    + field
                    + " "
                    + price.get().toPlainString()
                    + ". sub-penny increment does not fulfill minimum pricing criteria"));
      }
    }
    return unaffordable(asked, symbol);
  }

  private static boolean isSubPenny(BigDecimal price) {
    int most = price.compareTo(BigDecimal.ONE) >= 0 ? 2 : 4;
    return price.stripTrailingZeros().scale() > most;
  }

  private Optional<PeerReply> unaffordable(JsonNode asked, String symbol) {
    BigDecimal quantity = PeerJson.number(asked, "qty").orElse(BigDecimal.ZERO);
    BigDecimal price = PeerJson.number(asked, "limit_price").orElse(new BigDecimal("100"));
    boolean buys = PeerJson.text(asked, "side").filter("buy"::equals).isPresent();
    BigDecimal held = positions.getOrDefault(symbol, flat())[0];
    if (buys && quantity.multiply(price).compareTo(cash.multiply(MULTIPLIER)) > 0) {
      ObjectNode body =
          PeerJson.object()
              .put("code", 40310000)
              .put("message", "insufficient buying power")
              .put("buying_power", PeerJson.decimal(cash.multiply(MULTIPLIER)));
      return Optional.of(PeerReply.json(403, body));
    }
    if (!buys && PeerAssets.isCrypto(symbol) && quantity.compareTo(held) > 0) {
      String message =
          "insufficient balance for "
              + symbol
              + " (requested: "
              + PeerJson.decimal(quantity)
              + ", available: "
              + PeerJson.decimal(held)
              + ")";
      return Optional.of(PeerReply.error(403, 40310000, message));
    }
    return Optional.empty();
  }

  private static BigDecimal[] flat() {
    return new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO};
  }

  synchronized PeerReply cancel(String id) {
    PeerOrder order = orders.get(id);
    if (order == null) {
      return PeerReply.error(404, 40410000, "order not found for " + id);
    }
    if (!order.isOpen()) {
      return PeerReply.error(422, 42210000, "order is already in \"" + order.status + "\" state");
    }
    order.become("pending_cancel", now());
    tell("pending_cancel", order);
    order.become("canceled", now());
    tell("canceled", order);
    inGroup(order);
    return PeerReply.empty(204);
  }

  private void inGroup(PeerOrder order) {
    PeerGroup group = order.group;
    if (group != null) {
      group
          .after(order)
          .forEach((other, status) -> {
            other.become(status, now());
            tell(status, other);
          });
    }
  }

  synchronized PeerReply replace(String id, JsonNode changes) {
    PeerOrder old = orders.get(id);
    if (old == null) {
      return PeerReply.error(404, 40410000, "order not found for " + id);
    }
    if (!old.isOpen()) {
      return PeerReply.error(
          422, 42210000, "unable to replace order, order is in \"" + old.status + "\" state");
    }
    String clientId =
        PeerJson.text(changes, "client_order_id").orElseGet(() -> UUID.randomUUID().toString());
    if (byClientId.containsKey(clientId)) {
      return PeerReply.error(422, 40010001, "client_order_id must be unique");
    }
    ObjectNode asked = ((ObjectNode) old.asked).deepCopy();
    boolean changed = false;
    for (String field : List.of("qty", "time_in_force", "limit_price", "stop_price")) {
      Optional<String> value = PeerJson.text(changes, field);
      if (value.isPresent() && !value.equals(PeerJson.text(asked, field))) {
        asked.put(field, value.get());
        changed = true;
      }
    }
    if (!changed) {
      return PeerReply.error(403, 40310000, "order parameters are not changed");
    }
    PeerOrder next = taken(clientId, asked, now());
    next.replaces = old.id;
    if (old.group != null) {
      old.group.replaced(old, next);
    }
    next.filled = old.filled;
    next.filledValue = old.filledValue;
    ObjectNode reply = next.json(last);
    String before = old.status;
    old.become("pending_replace", now());
    tell("pending_replace", old);
    old.replacedBy = next.id;
    old.become("replaced", now());
    tell("replaced", old);
    boolean kept = before.equals("partially_filled") || before.equals("held");
    next.become(kept ? before : "new", now());
    tell(before.equals("held") ? before : "new", next);
    return PeerReply.json(200, reply);
  }

  synchronized Optional<ObjectNode> order(String id) {
    return Optional.ofNullable(orders.get(id)).map(order -> order.json(last));
  }

  synchronized Optional<ObjectNode> nested(String id) {
    return Optional.ofNullable(orders.get(id)).map(order -> order.nested(last));
  }

  synchronized Optional<ObjectNode> orderOf(String clientId) {
    return Optional.ofNullable(byClientId.get(clientId)).map(order -> order.json(last));
  }

  synchronized List<PeerOrder> orders() {
    return List.copyOf(orders.values());
  }

  /** The order that works for this client's id now, after whatever replaces. */
  synchronized PeerOrder current(String clientId) {
    PeerOrder order = known(byClientId.get(clientId), clientId);
    for (String next = order.replacedBy; next != null; next = order.replacedBy) {
      order = known(orders.get(next), next);
    }
    return order;
  }

  private static PeerOrder known(@Nullable PeerOrder order, String name) {
    if (order == null) {
      throw new IllegalArgumentException("no order of " + name);
    }
    return order;
  }

  synchronized void fill(String clientId, BigDecimal quantity, BigDecimal price) {
    PeerOrder order = current(clientId);
    PeerOrder.Execution execution = order.execute(quantity, price, now());
    BigDecimal signed = order.buys() ? quantity : quantity.negate();
    BigDecimal[] was = positions.getOrDefault(order.symbol(), flat());
    positions.put(
        order.symbol(), new BigDecimal[] {was[0].add(signed), was[1].add(signed.multiply(price))});
    cash = cash.subtract(signed.multiply(price));
    tell(order.status.equals("filled") ? "fill" : "partial_fill", order, execution);
    inGroup(order);
  }

  /** Executions that are not told, as what would tell them. */
  synchronized List<ObjectNode> executions(String clientId, int count, BigDecimal price) {
    PeerOrder order = current(clientId);
    List<ObjectNode> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      PeerOrder.Execution execution = order.execute(BigDecimal.ONE, price, now());
      all.add(data(order.status.equals("filled") ? "fill" : "partial_fill", order, execution));
    }
    return all;
  }

  /** Ends an order, or what else {@code status} is told by {@code event}. */
  synchronized void happen(String clientId, String event, String status) {
    PeerOrder order = current(clientId);
    order.become(status, now());
    tell(event, order);
    inGroup(order);
  }

  /** Takes the newest execution back, or tells it at a cent more. */
  synchronized void revise(String clientId, boolean busts) {
    PeerOrder order = current(clientId);
    PeerOrder.Execution old = order.executions.getLast();
    BigDecimal price = busts ? old.price() : old.price().add(new BigDecimal("0.01"));
    PeerOrder.Execution revised =
        new PeerOrder.Execution(
            UUID.randomUUID().toString(), old.quantity(), price, old.cumulative(), now());
    order.executions.removeLast();
    if (busts) {
      order.filled = order.filled.subtract(old.quantity());
    } else {
      order.executions.add(revised);
    }
    ObjectNode data = data(busts ? "trade_bust" : "trade_correct", order, revised);
    data.put("previous_execution_id", old.id());
    news.accept(data);
  }

  synchronized void hold(Symbol symbol, BigDecimal quantity, BigDecimal price) {
    positions.put(symbol.text(), new BigDecimal[] {quantity, quantity.multiply(price)});
  }

  synchronized void deposit(BigDecimal amount) {
    cash = cash.add(amount);
    deposits.add(
        PeerActivities.deposit(UUID.randomUUID().toString(), now(), PeerJson.decimal(amount)));
  }

  /** As many orders of somebody else's, long ended; some came at one instant. */
  synchronized void crowd(int count, JsonNode asked) {
    Instant at = now().minusSeconds(count);
    for (int i = 0; i < count; i++) {
      // Of three, two come at the same instant, and pages must not lose one of them.
      at = i % 3 == 0 ? at : at.plusSeconds(1);
      taken("crowd-" + i, asked, at).become("canceled", at);
    }
  }

  private void tell(String event, PeerOrder order) {
    news.accept(data(event, order, null));
  }

  private void tell(String event, PeerOrder order, PeerOrder.Execution execution) {
    news.accept(data(event, order, execution));
  }

  /** One update, as {@code data} (facts 5.2). */
  synchronized ObjectNode data(
      String event, PeerOrder order, PeerOrder.@Nullable Execution execution) {
    ObjectNode data = PeerJson.object();
    data.put("event", event);
    data.put("timestamp", PeerJson.instant(order.updatedAt));
    data.put("execution_id", execution == null ? UUID.randomUUID().toString() : execution.id());
    if (execution != null) {
      data.put("price", PeerJson.decimal(execution.price()));
      data.put("qty", PeerJson.decimal(execution.quantity()));
      data.put("position_qty", PeerJson.decimal(positions.getOrDefault(order.symbol(), flat())[0]));
    }
    data.set("order", order.json(last));
    return data;
  }

  synchronized List<ObjectNode> activities() {
    List<ObjectNode> all = new ArrayList<>(deposits);
    orders.values().forEach(order -> all.addAll(order.activities()));
    return all;
  }

  synchronized ArrayNode positions() {
    ArrayNode all = PeerJson.array();
    positions.forEach((symbol, held) -> {
      if (held[0].signum() != 0) {
        all.add(PeerAssets.position(symbol, held[0], held[1]));
      }
    });
    return all;
  }

  synchronized ObjectNode account() {
    return PeerAssets.account(accountId, cash, MULTIPLIER);
  }
}
