// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.keys.ClientEnv;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Hears trade updates, and notes when each order's fill came. */
public final class FillStream implements AutoCloseable {
  private static final String FILL = "\"event\":\"fill\"";
  private static final String ID = "\"client_order_id\":\"";
  private static final long ANSWER_SECONDS = 10;

  private final Map<String, Long> filledAt = new ConcurrentHashMap<>();
  private final CountDownLatch listening = new CountDownLatch(1);
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;

  /** Connects, says who it is, and returns when updates flow. */
  public FillStream(ClientEnv client) throws InterruptedException {
    URI address = URI.create("ws://127.0.0.1:" + client.baseUrl().getPort() + "/stream");
    socket = http.newWebSocketBuilder().buildAsync(address, new Reader()).join();
    String auth =
        "{\"action\":\"auth\",\"key\":\"%s\",\"secret\":\"%s\"}"
            .formatted(client.keyId(), client.secret());
    socket.sendText(auth, true).join();
    socket
        .sendText("{\"action\":\"listen\",\"data\":{\"streams\":[\"trade_updates\"]}}", true)
        .join();
    if (!listening.await(ANSWER_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the stream did not say that it listens");
    }
  }

  /** {@link System#nanoTime} of each fill by its client order id. */
  public Map<String, Long> filledAt() {
    return filledAt;
  }

  private void read(String frame) {
    if (frame.contains(FILL)) {
      int from = frame.indexOf(ID) + ID.length();
      filledAt.put(frame.substring(from, frame.indexOf('"', from)), System.nanoTime());
    } else if (frame.contains("listening")) {
      listening.countDown();
    }
  }

  private final class Reader implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      return take(from, data, last);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      return take(from, StandardCharsets.UTF_8.decode(data), last);
    }

    private CompletionStage<?> take(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        read(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return java.util.concurrent.CompletableFuture.completedStage(null);
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}
