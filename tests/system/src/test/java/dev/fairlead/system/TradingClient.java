// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import dev.fairlead.keys.ClientEnv;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks Alpaca's API to a gateway, and hears of every request that was not answered. */
final class TradingClient implements AutoCloseable {
  static final JsonMapper JSON = new JsonMapper();

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ClientEnv env;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  TradingClient(ClientEnv env) {
    this.env = env;
  }

  /** What was answered; the body is null where there was none. */
  record Answer(int status, JsonNode body) {
    boolean isOk() {
      return status / 100 == 2;
    }

    String text(String field) {
      return body.path(field).asString("");
    }

    /** The body, of an answer that has to be good. */
    JsonNode ok() {
      if (!isOk()) {
        throw new AssertionError("refused with " + status + ": " + body);
      }
      return body;
    }
  }

  ClientEnv env() {
    return env;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, BodyPublishers.noBody());
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  Answer post(String path, Map<String, String> body) throws IOException, InterruptedException {
    return send("POST", path, json(body));
  }

  Answer patch(String path, Map<String, String> body) throws IOException, InterruptedException {
    return send("PATCH", path, json(body));
  }

  Answer orderByClientId(String clientOrderId) throws IOException, InterruptedException {
    String encoded = URLEncoder.encode(clientOrderId, StandardCharsets.UTF_8);
    return get("/v2/orders:by_client_order_id?client_order_id=" + encoded);
  }

  private static BodyPublisher json(Map<String, String> body) {
    return BodyPublishers.ofString(JSON.writeValueAsString(body));
  }

  private Answer send(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(env.baseUrl() + path))
            .method(method, body)
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .header("APCA-API-KEY-ID", env.keyId())
            .header("APCA-API-SECRET-KEY", env.secret())
            .build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    byte[] bytes = response.body();
    return new Answer(
        response.statusCode(), bytes.length == 0 ? JSON.nullNode() : JSON.readTree(bytes));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
