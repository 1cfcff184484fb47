// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fairlead.broker.Secret;
import dev.fairlead.model.BrokerAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * As much of Alpaca's trading API as the adapter uses, with a test's hand in it: it takes every
 * order and lets it rest, replaces and cancels at once, and fills when it is told to. One request
 * can be given another answer, and be held back. Thread-safe.
 */
final class FakeAlpaca implements AutoCloseable {
  static final BrokerAccount ACCOUNT = BrokerAccount.parse("alpaca:main");
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  final FakeHours hours = new FakeHours();
  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Scripted> scripts = new ArrayList<>();
  private final Map<String, ObjectNode> orders = new LinkedHashMap<>();
  final FakeMovements movements = new FakeMovements();
  private final List<ObjectNode> fills = new ArrayList<>();
  private final List<String> delisted = new ArrayList<>();
  private final List<ObjectNode> hidden = new ArrayList<>();
  private ArrayNode positions = NODES.arrayNode();
  private ObjectNode account = FakeReplies.account("PA3ABCDEFGHI", "acc-1");
  private int count;

  /** What the next request that begins so is answered, and what is done before. */
  private record Scripted(
      String start, int status, @Nullable String body, Runnable before, Runnable after) {}

  FakeAlpaca() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  AlpacaConfig config() {
    return config(AlpacaConfig.Environment.PAPER);
  }

  AlpacaConfig config(AlpacaConfig.Environment environment) {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return AlpacaConfig.of(
        ACCOUNT, environment, base, Secret.of("PKTESTKEY"), Secret.of("secret-of-a-test"));
  }

  /** The requests that came, as {@code POST /v2/orders {…}}. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  List<String> requests(String start) {
    return requests.stream().filter(request -> request.startsWith(start)).toList();
  }

  /** The next request that begins with {@code start} gets this answer, and does nothing. */
  synchronized void next(String start, int status, String body) {
    scripts.add(new Scripted(start, status, body, () -> {}, () -> {}));
  }

  /** The next request that begins with {@code start} is done after {@code before}. */
  synchronized void hold(String start, Runnable before) {
    scripts.add(new Scripted(start, 0, null, before, () -> {}));
  }

  /** The next request that begins with {@code start} is done, and answered after {@code after}. */
  synchronized void holdAnswer(String start, Runnable after) {
    scripts.add(new Scripted(start, 0, null, () -> {}, after));
  }

  /** The next request that begins with {@code start} is done, and its answer is another. */
  synchronized void doAndSay(String start, int status, String body) {
    scripts.add(new Scripted(start, -status, body, () -> {}, () -> {}));
  }

  synchronized void account(ObjectNode other) {
    account = other;
  }

  synchronized void holds(String symbol, String quantity, String cost) {
    positions
        .addObject()
        .put("symbol", symbol)
        .put("asset_class", "us_equity")
        .put("qty", quantity)
        .put("side", quantity.startsWith("-") ? "short" : "long")
        .put("cost_basis", cost);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    URI uri = exchange.getRequestURI();
    String line = exchange.getRequestMethod() + " " + uri + (body.isEmpty() ? "" : " " + body);
    Scripted scripted = take(line);
    requests.add(line);
    Answer answer;
    if (scripted != null && scripted.status() > 0) {
      answer = new Answer(scripted.status(), String.valueOf(scripted.body()));
    } else {
      if (scripted != null) {
        scripted.before().run();
      }
      answer = answer(exchange.getRequestMethod(), uri, body);
      if (scripted != null) {
        scripted.after().run();
        if (scripted.status() < 0) {
          answer = new Answer(-scripted.status(), String.valueOf(scripted.body()));
        }
      }
    }
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("X-Request-ID", "request-" + requests.size());
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized @Nullable Scripted take(String line) {
    for (Scripted script : scripts) {
      if (line.startsWith(script.start())) {
        scripts.remove(script);
        return script;
      }
    }
    return null;
  }

  private record Answer(int status, String body) {}

  private static final Answer NO_ASSET =
      new Answer(404, "{\"code\":40410000,\"message\":\"asset not found for x\"}");

  private synchronized Answer answer(String method, URI uri, String body) {
    String path = uri.getPath();
    Map<String, String> query = FakeReplies.query(uri);
    if (path.equals("/v2/account") || path.equals("/v2/positions")) {
      return ok(path.equals("/v2/account") ? account : positions);
    }
    if (path.equals("/v2/clock") || path.equals("/v2/calendar")) {
      return new Answer(200, hours.answer(path, query));
    }
    if (path.equals("/v2/assets")) {
      return ok(FakeReplies.assets(query.getOrDefault("asset_class", "")));
    }
    if (path.startsWith("/v2/assets/")) {
      String symbol = path.substring(path.lastIndexOf('/') + 1);
      return delisted.contains(symbol) ? ok(FakeReplies.delisted(symbol)) : NO_ASSET;
    }
    if (path.startsWith("/v2/account/activities")) {
      return ok(query.containsKey("category") ? movements.page(query) : activities(query));
    }
    if (path.equals("/v2/orders") && method.equals("POST")) {
      return place((ObjectNode) JSON.readTree(body));
    }
    if (path.equals("/v2/orders")) {
      return ok(list(query));
    }
    if (path.equals("/v2/orders:by_client_order_id")) {
      return byClientId(query.getOrDefault("client_order_id", ""))
          .map(order -> ok(alone(order)))
          .orElse(new Answer(404, "{\"code\":40410000,\"message\":\"order not found\"}"));
    }
    ObjectNode order = orders.get(path.substring(path.lastIndexOf('/') + 1));
    if (order == null) {
      return new Answer(404, "{\"code\":40410000,\"message\":\"order not found\"}");
    }
    return switch (method) {
      case "DELETE" -> cancel(order);
      case "PATCH" -> replace(order, (ObjectNode) JSON.readTree(body));
      default -> ok(query.containsKey("nested") ? order : alone(order));
    };
  }

  /** An asset that is known and not traded any more. */
  synchronized void delisted(String symbol) {
    delisted.add(symbol);
  }

  private static Answer ok(JsonNode json) {
    return new Answer(200, json.toString());
  }

  private Answer place(ObjectNode asked) {
    if (byClientId(asked.path("client_order_id").asString()).isPresent()) {
      return new Answer(422, "{\"code\":40010001,\"message\":\"client_order_id must be unique\"}");
    }
    List<ObjectNode> legs = FakeReplies.legs(asked);
    ObjectNode order = add(asked, "");
    for (ObjectNode leg : legs) {
      order.withArray("legs").add(add(leg, "").put("status", "held"));
    }
    return ok(order);
  }

  /** Alpaca's ids of what came along with an order, the take-profit first. */
  synchronized List<String> legsOf(String id) {
    return existing(id).path("legs").valueStream().map(leg -> leg.path("id").asString()).toList();
  }

  private ObjectNode add(ObjectNode asked, String replaces) {
    String id = "order-" + ++count;
    String now = Instant.now().toString();
    ObjectNode order =
        asked
            .deepCopy()
            .put("id", id)
            .put("status", "new")
            .put(
                "asset_class",
                asked.path("symbol").asString().contains("/") ? "crypto" : "us_equity")
            .put("submitted_at", now)
            .put("created_at", now)
            .put("filled_qty", "0")
            .put("replaces", replaces.isEmpty() ? null : replaces);
    orders.put(id, order);
    return order;
  }

  private Optional<ObjectNode> byClientId(String id) {
    return orders.values().stream()
        .filter(order -> order.path("client_order_id").asString().equals(id))
        .findFirst();
  }

  private static boolean isOpen(JsonNode order) {
    return !List.of("filled", "canceled", "expired", "rejected", "replaced")
        .contains(order.path("status").asString());
  }

  private Answer cancel(ObjectNode order) {
    if (!isOpen(order)) {
      return new Answer(
          422,
          "{\"code\":42210000,\"message\":\"order is already in \\\""
              + order.path("status").asString()
              + "\\\" state\"}");
    }
    order.put("status", "canceled");
    return new Answer(204, "");
  }

  private Answer replace(ObjectNode order, ObjectNode changes) {
    ObjectNode asked = order.deepCopy();
    asked.setAll(changes);
    ObjectNode next = add(asked, order.path("id").asString());
    order.put("status", "replaced").put("replaced_by", next.path("id").asString());
    return ok(next);
  }

  private ArrayNode list(Map<String, String> query) {
    Predicate<ObjectNode> wanted =
        query.getOrDefault("status", "open").equals("open") ? FakeAlpaca::isOpen : _ -> true;
    Instant after = Instant.parse(query.getOrDefault("after", "1970-01-01T00:00:00Z"));
    ArrayNode page = NODES.arrayNode();
    orders.values().stream()
        .filter(wanted)
        .filter(order -> Instant.parse(order.path("submitted_at").asString()).isAfter(after))
        .limit(Integer.parseInt(query.getOrDefault("limit", "50")))
        .forEach(order -> page.add(alone(order)));
    return page;
  }

  private static ObjectNode alone(ObjectNode order) {
    return order.deepCopy().putNull("legs");
  }

  private ArrayNode activities(Map<String, String> query) {
    ArrayNode page = NODES.arrayNode();
    String token = query.getOrDefault("page_token", "");
    Instant after = Instant.parse(query.getOrDefault("after", "1970-01-01T00:00:00Z"));
    boolean reached = token.isEmpty();
    for (ObjectNode fill : fills) {
      boolean wanted =
          reached
              && !hidden.contains(fill)
              && query
                  .getOrDefault("order_id", fill.path("order_id").asString())
                  .equals(fill.path("order_id").asString())
              && Instant.parse(fill.path("transaction_time").asString()).isAfter(after);
      if (wanted && page.size() < Integer.parseInt(query.getOrDefault("page_size", "100"))) {
        page.add(fill);
      }
      reached |= fill.path("id").asString().equals(token);
    }
    return page;
  }

  synchronized boolean has(String clientOrderId) {
    return byClientId(clientOrderId).isPresent();
  }

  /** Alpaca's id of the order that was placed under {@code clientOrderId}. */
  synchronized String idOf(String clientOrderId) {
    return byClientId(clientOrderId).orElseThrow().path("id").asString();
  }

  /** Somebody else's order, or one of ours from another life; Alpaca's id of it. */
  synchronized String order(String clientOrderId, String symbol, String quantity) {
    return add(FakeReplies.limit(clientOrderId, symbol, quantity), "").path("id").asString();
  }

  /** Fills so much of an order; what the stream would say of it. */
  synchronized ObjectNode fill(String id, String quantity, String price) {
    ObjectNode order = existing(id);
    BigDecimal filled =
        new BigDecimal(order.path("filled_qty").asString()).add(new BigDecimal(quantity));
    boolean all = filled.compareTo(new BigDecimal(order.path("qty").asString())) >= 0;
    order
        .put("filled_qty", filled.toPlainString())
        .put("status", all ? "filled" : "partially_filled");
    String now = Instant.now().toString();
    String uuid = "execution-" + ++count;
    ObjectNode fill =
        NODES
            .objectNode()
            .put("id", "20261130100000000::other-" + uuid)
            .put("activity_type", "FILL")
            .put("transaction_time", now)
            .put("type", all ? "fill" : "partial_fill")
            .put("price", price)
            .put("qty", quantity)
            .put("side", order.path("side").asString())
            .put("symbol", order.path("symbol").asString().replace("/", ""))
            .put("order_id", id)
            .put("cum_qty", filled.toPlainString());
    fills.add(fill);
    return update(id, all ? "fill" : "partial_fill")
        .put("price", price)
        .put("qty", quantity)
        .put("execution_id", uuid);
  }

  /** The newest fill is not listed until {@link #listAll}. */
  synchronized void hideNewestFill() {
    hidden.add(fills.getLast());
  }

  synchronized void listAll() {
    hidden.clear();
  }

  /** Brings an order into a state. */
  synchronized void turn(String id, String status) {
    existing(id).put("status", status);
  }

  /** An order as it is now, which a test may change. */
  synchronized ObjectNode raw(String id) {
    return existing(id);
  }

  private ObjectNode existing(String id) {
    return Objects.requireNonNull(orders.get(id));
  }

  /** What the stream says of an order as it is now. */
  synchronized ObjectNode update(String id, String event) {
    ObjectNode data =
        NODES.objectNode().put("event", event).put("timestamp", Instant.now().toString());
    data.set("order", existing(id).deepCopy());
    return data;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
