// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of the stream that keeps every frame until it is asked for. */
final class StreamClient implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final StringBuilder part = new StringBuilder();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  volatile boolean textFrameSeen;

  private StreamClient(URI address) {
    socket =
        http.newWebSocketBuilder()
            .buildAsync(address, new Frames())
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
  }

  static StreamClient connect(URI server) {
    return new StreamClient(URI.create("ws" + server.toString().substring(4) + "/stream"));
  }

  /** Sends text; single quotes will do. */
  void send(String json) {
    socket.sendText(json.replace('\'', '"'), true).join();
  }

  void sendBinary(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /** The next frame; fails when none comes. */
  JsonNode next() {
    try {
      String frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return TestServer.JSON.readTree(Objects.requireNonNull(frame, "no frame came"));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next trade update, its data. */
  JsonNode nextUpdate() {
    JsonNode frame = next();
    if (!frame.get("stream").asString().equals("trade_updates")) {
      throw new AssertionError("not a trade update: " + frame);
    }
    return frame.get("data");
  }

  boolean hasFrames() {
    return !frames.isEmpty();
  }

  /** Waits for the server to close; with which code. */
  int closeCode() {
    return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    socket.abort();
    http.close();
  }

  private final class Frames implements WebSocket.Listener {
    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      part.append(StandardCharsets.UTF_8.decode(data));
      if (last) {
        frames.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      textFrameSeen = true;
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.completeExceptionally(error);
    }
  }
}
