// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.keys.IssuedKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;
import tools.jackson.databind.JsonNode;

/** A client of a market data stream that keeps every frame until it is asked for. */
final class TickerClient implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;
  static final Map<String, String> PACKED = Map.of("Content-Type", "application/msgpack");

  /** One frame as it came. */
  static final class Frame {
    private final boolean text;
    private final byte[] bytes;

    private Frame(boolean text, byte[] bytes) {
      this.text = text;
      this.bytes = bytes;
    }

    boolean text() {
      return text;
    }

    byte[] bytes() {
      return bytes;
    }

    JsonNode json() {
      return TestServer.JSON.readTree(bytes);
    }

    /** Reads it with a library that is not ours. */
    Value packed() {
      try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes)) {
        return unpacker.unpackValue();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;

  private TickerClient(URI address, Map<String, String> headers) {
    WebSocket.Builder builder = http.newWebSocketBuilder();
    headers.forEach(builder::header);
    socket =
        builder
            .buildAsync(address, new Frames())
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
  }

  static TickerClient connect(TestServer server, String path, Map<String, String> headers) {
    String address = "ws" + server.server.address().toString().substring(4) + path;
    return new TickerClient(URI.create(address), headers);
  }

  /** One that has been welcomed and let in; it reads JSON. */
  static TickerClient enter(TestServer server, String path) {
    TickerClient client = connect(server, path, Map.of());
    client.expect("[{'T':'success','msg':'connected'}]");
    client.send(auth(server.key));
    client.expect("[{'T':'success','msg':'authenticated'}]");
    return client;
  }

  static String auth(IssuedKey key) {
    return "{'action':'auth','key':'%s','secret':'%s'}".formatted(key.key().id(), key.secret());
  }

  /** Sends text; single quotes will do. */
  TickerClient send(String json) {
    socket.sendText(json.replace('\'', '"'), true).join();
    return this;
  }

  /** Sends one message in pieces of {@code piece} bytes. */
  void sendBinary(byte[] bytes, int piece) {
    for (int from = 0; from < bytes.length; from += piece) {
      int to = Math.min(bytes.length, from + piece);
      socket.sendBinary(ByteBuffer.wrap(bytes, from, to - from).slice(), to == bytes.length).join();
    }
  }

  /** The next frame; fails when none comes. */
  Frame next() {
    try {
      Frame frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return Objects.requireNonNull(frame, "no frame came");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next frame has to be this; single quotes will do. */
  void expect(String json) {
    String came = new String(next().bytes(), StandardCharsets.UTF_8);
    if (!came.equals(json.replace('\'', '"'))) {
      throw new AssertionError("expected " + json + " but there came " + came);
    }
  }

  boolean hasFrames() {
    return !frames.isEmpty();
  }

  /** Waits for the server to close; with which code. */
  int closeCode() {
    return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Is gone from one moment to the next. */
  void leave() {
    socket.abort();
  }

  @Override
  public void close() {
    leave();
    http.close();
  }

  private final class Frames implements WebSocket.Listener {
    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      return take(from, bytes, last, false);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      return take(from, data.toString().getBytes(StandardCharsets.UTF_8), last, true);
    }

    private @Nullable CompletionStage<?> take(
        WebSocket from, byte[] bytes, boolean last, boolean text) {
      part.writeBytes(bytes);
      if (last) {
        frames.add(new Frame(text, part.toByteArray()));
        part.reset();
      }
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
