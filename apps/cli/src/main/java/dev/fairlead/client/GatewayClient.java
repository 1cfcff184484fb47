// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.client;

import dev.fairlead.client.GatewayException.Category;
import dev.fairlead.keys.ClientEnv;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Asks a running gateway over HTTP. Sends each request once: an answer that does not come leaves
 * open whether the request was done, so nothing here tries again.
 */
public final class GatewayClient implements AutoCloseable {
  private static final Duration CONNECT_TIME_OUT = Duration.ofSeconds(3);
  private static final Duration ANSWER_TIME_OUT = Duration.ofSeconds(20);
  private static final long MAX_ANSWER_BYTES = 64L << 20;

  private final ClientEnv key;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIME_OUT)
          // The gateway is on this machine: no proxy is asked to reach it.
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  public GatewayClient(ClientEnv key) {
    this.key = key;
  }

  public ClientEnv key() {
    return key;
  }

  public Answer get(String path, Map<String, String> query) {
    return send("GET", path + queryString(query), BodyPublishers.noBody());
  }

  public Answer get(String path) {
    return get(path, Map.of());
  }

  public Answer post(String path, String json) {
    return send("POST", path, BodyPublishers.ofString(json));
  }

  public Answer patch(String path, String json) {
    return send("PATCH", path, BodyPublishers.ofString(json));
  }

  public Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  /** Hears what happens to the key's orders, until the stream is closed. */
  public UpdateStream updates(UpdateStream.Listener listener) {
    return UpdateStream.open(http, key, listener);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private Answer send(String method, String path, BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(key.baseUrl() + path))
            .header("APCA-API-KEY-ID", key.keyId())
            .header("APCA-API-SECRET-KEY", key.secret())
            .header("Content-Type", "application/json")
            .timeout(ANSWER_TIME_OUT)
            .method(method, body)
            .build();
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(
            request,
            BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_ANSWER_BYTES));
    try {
      // The request's own time-out ends with the headers; this one covers the body too.
      HttpResponse<String> response = answer.get(ANSWER_TIME_OUT.toMillis(), TimeUnit.MILLISECONDS);
      return checked(new Answer(response.statusCode(), response.body()));
    } catch (ExecutionException e) {
      throw failure(method, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw failure(method, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.cancel(true);
      throw failure(method, e);
    }
  }

  private Answer checked(Answer answer) {
    if (answer.status() == 401) {
      throw new GatewayException(
          Category.NO_KEY,
          "the gateway at "
              + key.baseUrl()
              + " does not know the key "
              + key.keyId()
              + ": use the client.env of its data folder (--data DIR)",
          null);
    }
    return answer;
  }

  private GatewayException failure(String method, Throwable cause) {
    if (cause instanceof ConnectException) {
      return new GatewayException(
          Category.NOT_RUNNING,
          "no gateway answers at " + key.baseUrl() + ": start one with `fairlead up`",
          cause);
    }
    String open =
        method.equals("GET") ? "" : "; it may have been done: look with `fairlead orders`";
    String what =
        cause instanceof HttpTimeoutException || cause instanceof TimeoutException
            ? "did not answer within " + ANSWER_TIME_OUT.toSeconds() + " s"
            : "broke off the answer (" + cause.getMessage() + ")";
    return new GatewayException(
        Category.NO_ANSWER, "the gateway at " + key.baseUrl() + " " + what + open, cause);
  }

  private static String queryString(Map<String, String> query) {
    return query.isEmpty()
        ? ""
        : query.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** A text as part of an address. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
