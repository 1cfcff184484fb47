// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.client;

import dev.fairlead.client.GatewayException.Category;
import dev.fairlead.keys.ClientEnv;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway's stream of trade updates, in Alpaca's protocol. */
public final class UpdateStream implements AutoCloseable {
  private static final Duration TIME_OUT = Duration.ofSeconds(5);

  /** Hears the stream, on a thread of the HTTP client. */
  public interface Listener {
    /** One update: {@code event}, {@code order}, and of a fill {@code price} and {@code qty}. */
    void onUpdate(JsonNode update);

    /** The stream is over, for a reason that a person can read. */
    void onEnd(String reason);
  }

  private final WebSocket socket;

  private UpdateStream(WebSocket socket) {
    this.socket = socket;
  }

  static UpdateStream open(HttpClient http, ClientEnv key, Listener listener) {
    var frames = new Frames(key, listener);
    try {
      WebSocket socket =
          http.newWebSocketBuilder()
              .connectTimeout(TIME_OUT)
              .buildAsync(address(key.baseUrl()), frames)
              .join();
      return new UpdateStream(socket);
    } catch (CompletionException e) {
      throw new GatewayException(
          Category.NOT_RUNNING, "no gateway answers at " + key.baseUrl() + "/stream", e);
    }
  }

  private static URI address(URI gateway) {
    return URI.create("ws" + gateway.toString().substring("http".length()) + "/stream");
  }

  /** Breaks the connection off; the listener hears nothing more of it. */
  @Override
  public void close() {
    socket.abort();
  }

  /** Assembles messages, which the client hands out in pieces, and follows the dialogue. */
  private static final class Frames implements WebSocket.Listener {
    private final ClientEnv key;
    private final Listener listener;
    private final JsonMapper json = new JsonMapper();
    private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();

    Frames(ClientEnv key, Listener listener) {
      this.key = key;
      this.listener = listener;
    }

    @Override
    public void onOpen(WebSocket socket) {
      socket.request(1);
      say(
          socket,
          json.createObjectNode()
              .put("action", "authenticate")
              .set(
                  "data",
                  json.createObjectNode()
                      .put("key_id", key.keyId())
                      .put("secret_key", key.secret())));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      pieces.writeBytes(data.toString().getBytes(StandardCharsets.UTF_8));
      return next(socket, last);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] piece = new byte[data.remaining()];
      data.get(piece);
      pieces.writeBytes(piece);
      return next(socket, last);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      listener.onEnd("the gateway closed the stream" + (reason.isEmpty() ? "" : ": " + reason));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      listener.onEnd("the stream broke: " + error.getMessage());
    }

    private @Nullable CompletionStage<?> next(WebSocket socket, boolean last) {
      if (last) {
        JsonNode message = json.readTree(pieces.toByteArray());
        pieces.reset();
        hear(socket, message);
      }
      socket.request(1);
      return null;
    }

    private void hear(WebSocket socket, JsonNode message) {
      JsonNode data = message.path("data");
      switch (message.path("stream").asString("")) {
        case "authorization" -> authorized(socket, data.path("status").asString(""));
        case "trade_updates" -> listener.onUpdate(data);
        default -> {}
      }
    }

    private void authorized(WebSocket socket, String status) {
      if (!status.equals("authorized")) {
        listener.onEnd("the gateway does not know the key " + key.keyId());
        socket.abort();
        return;
      }
      say(
          socket,
          json.createObjectNode()
              .put("action", "listen")
              .set(
                  "data",
                  json.createObjectNode()
                      .set("streams", json.createArrayNode().add("trade_updates"))));
    }

    private void say(WebSocket socket, JsonNode message) {
      CompletableFuture<WebSocket> _ =
          socket
              .sendText(message.toString(), true)
              .whenComplete((_, failed) -> {
                if (failed != null) {
                  listener.onEnd("the stream broke: " + failed.getMessage());
                }
              });
    }
  }
}
