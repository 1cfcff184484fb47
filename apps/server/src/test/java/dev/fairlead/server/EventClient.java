// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.keys.IssuedKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of server-sent events that keeps every line until it is asked for. */
final class EventClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final HttpResponse<java.io.InputStream> response;
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  /** True where the server ended the body, false where it broke it off. */
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();

  private EventClient(HttpRequest request) {
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Thread.ofVirtual().start(this::read);
  }

  /** Asks for {@code query}, {@code since=…&until=…}; plus signs will do. */
  static EventClient open(TestServer gateway, String query) {
    return open(gateway, query, gateway.key, null);
  }

  static EventClient open(
      TestServer gateway, String query, IssuedKey key, @Nullable String lastEventId) {
    return open(gateway, "/v2/events/trades", query, key, lastEventId);
  }

  static EventClient open(
      TestServer gateway, String path, String query, IssuedKey key, @Nullable String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(gateway.server.address() + path + "?" + query.replace("+", "%2B")))
            .timeout(PATIENCE)
            .header("APCA-API-KEY-ID", key.key().id())
            .header("APCA-API-SECRET-KEY", key.secret());
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return new EventClient(request.build());
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
      end.complete(true);
    } catch (IOException brokenOff) {
      end.complete(false);
    }
  }

  /** The next line that is not empty; fails where none comes. */
  String nextLine() {
    try {
      while (true) {
        String line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!Objects.requireNonNull(line, "no line came").isEmpty()) {
          return line;
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next event's data; comments and ids are passed over, as Go's SDK does. */
  JsonNode next() {
    String line = nextLine();
    while (!line.startsWith("data: ")) {
      line = nextLine();
    }
    return TestServer.JSON.readTree(line.substring("data: ".length()));
  }

  List<JsonNode> next(int count) {
    List<JsonNode> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(next());
    }
    return events;
  }

  /** Waits for the end; true where it is one that a client hears as the last. */
  boolean endsCleanly() {
    return end.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** All events until the end. */
  List<JsonNode> rest() {
    boolean _ = endsCleanly();
    return lines.stream()
        .filter(line -> line.startsWith("data: "))
        .map(line -> TestServer.JSON.readTree(line.substring("data: ".length())))
        .toList();
  }

  /** What has come so far and was not asked for, comments too. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
