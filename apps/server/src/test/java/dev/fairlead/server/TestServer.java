// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.MarketData;
import dev.fairlead.calendar.TradingHours;
import dev.fairlead.desk.GatewayDesk;
import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.GatewayConfig;
import dev.fairlead.journal.Journal;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.spec.SpecCheck;
import dev.fairlead.store.Store;
import dev.fairlead.store.StoreWriter;
import dev.fairlead.watchlist.Watchlists;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on a real gateway and a real store; the broker and the journal are in memory. */
final class TestServer implements AutoCloseable {
  static final JsonMapper JSON = new JsonMapper();
  static final InstantSource CLOCK = InstantSource.fixed(TestBroker.NOW);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final TestBroker broker = new TestBroker();
  final BrokerManager gateway;
  final Store store;
  final StoreWriter storeWriter;
  final ClientKeys keys;
  final Watchlists watchlists;
  final IssuedKey key;
  final FairleadServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  private TestServer(
      Path data,
      Journal journal,
      UnaryOperator<ServerConfig> change,
      InstantSource time,
      Optional<MarketData> market,
      Duration answerLimit) {
    market.ifPresent(other -> broker.shown = other);
    store = Store.open(data.resolve("store-" + UUID.randomUUID() + ".db"));
    GatewayConfig gatewayConfig =
        new GatewayConfig(
            data,
            List.of(new GatewayConfig.Seat(TestBroker.ACCOUNT, broker)),
            time,
            16_384,
            answerLimit);
    gateway = BrokerManager.open(gatewayConfig, journal);
    storeWriter =
        StoreWriter.start(
            store, (sequence, listener) -> gateway.follow(sequence, listener::accept)::close);
    keys = ClientKeys.open(data, CLOCK);
    key = keys.create();
    watchlists = Watchlists.in(data, CLOCK);
    ServerConfig config = change.apply(ServerConfig.of(0, TradingHours.EXCHANGE, CLOCK));
    GatewayDesk desk = new GatewayDesk(gateway, store, keys::allowance);
    server = FairleadServer.start(config, desk, keys, watchlists);
    gateway.onOutcome(server.outcomes());
    await(() -> gateway.unreadyReason().isEmpty());
  }

  static TestServer start(Path data) {
    return start(data, new MemoryJournal(), config -> config);
  }

  static TestServer start(Path data, Journal journal, UnaryOperator<ServerConfig> change) {
    return new TestServer(
        data, journal, change, InstantSource.system(), Optional.empty(), PATIENCE);
  }

  /** One whose gateway and server have the time of the test, in a market with a past. */
  static TestServer start(Path data, InstantSource time, MarketData market) {
    UnaryOperator<ServerConfig> at = config -> ServerConfig.of(0, TradingHours.EXCHANGE, time);
    return new TestServer(data, new MemoryJournal(), at, time, Optional.of(market), PATIENCE);
  }

  /** One whose gateway answers so soon or not at all. */
  static TestServer start(
      Path data, Journal journal, UnaryOperator<ServerConfig> change, Duration answerLimit) {
    return new TestServer(
        data, journal, change, InstantSource.system(), Optional.empty(), answerLimit);
  }

  /** Waits for what other threads do; fails when it does not come. */
  static void await(BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("out of patience").isLessThan(deadlineNanos);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** An answer with its body read. */
  record Answer(int status, JsonNode json, HttpResponse<String> response) {
    String text(String key) {
      return json.get(key).asString();
    }

    String message() {
      return text("message");
    }
  }

  Answer get(String path) {
    return send("GET", path, null, key);
  }

  Answer post(String path, String body) {
    return send("POST", path, body, key);
  }

  Answer patch(String path, String body) {
    return send("PATCH", path, body, key);
  }

  Answer delete(String path) {
    return send("DELETE", path, null, key);
  }

  /** Places an order that is taken. Single quotes will do. */
  JsonNode place(String body) {
    Answer answer = post("/v2/orders", body.replace('\'', '"'));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }

  /** Waits until the order stands as told. */
  JsonNode awaitStatus(JsonNode order, String status) {
    String path = "/v2/orders/" + order.get("id").asString();
    await(() -> get(path).text("status").equals(status));
    return get(path).json();
  }

  Answer send(String method, String path, @Nullable String body, @Nullable IssuedKey as) {
    HttpRequest.BodyPublisher publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .timeout(PATIENCE)
            .method(method, publisher);
    if (as != null) {
      request.header("APCA-API-KEY-ID", as.key().id());
      request.header("APCA-API-SECRET-KEY", as.secret());
    }
    return send(request.build());
  }

  Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      String body = response.body();
      JsonNode json = JSON.readTree(body.isEmpty() ? "null" : body);
      SpecCheck.requireDocumented(
          request.method(),
          request.uri().getRawPath(),
          response.statusCode(),
          body.isEmpty() ? null : json);
      return new Answer(response.statusCode(), json, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is no JSON, as it came. */
  HttpResponse<String> text(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  StreamClient stream() {
    return StreamClient.connect(server.address());
  }

  /** A stream that is authenticated and listens. */
  StreamClient listen() {
    StreamClient client = stream();
    client.send(
        "{'action':'authenticate','data':{'key_id':'%s','secret_key':'%s'}}"
            .formatted(key.key().id(), key.secret()));
    assertThat(client.next().at("/data/status").asString()).isEqualTo("authorized");
    client.send("{'action':'listen','data':{'streams':['trade_updates']}}");
    assertThat(client.next().get("stream").asString()).isEqualTo("listening");
    return client;
  }

  @Override
  public void close() {
    http.close();
    server.close();
    storeWriter.close();
    gateway.close();
    store.close();
  }

  static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
}
