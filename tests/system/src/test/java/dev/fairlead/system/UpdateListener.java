// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import dev.fairlead.keys.ClientEnv;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Hears the trade updates of a gateway. */
final class UpdateListener implements WebSocket.Listener, AutoCloseable {
  /** Of a ULID, whose first ten characters are the time. */
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int NUMBER_AT = 10;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Heard<Update> updates = new Heard<>();
  private final Heard<String> others = new Heard<>();
  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;

  /**
   * One trade update.
   *
   * @param number what its id says: the event's number
   */
  record Update(String id, long number, String event, String orderId, String clientOrderId) {
    private static Update of(JsonNode data) {
      String id = data.path("event_id").asString("");
      JsonNode order = data.path("order");
      return new Update(
          id,
          id.substring(NUMBER_AT)
              .chars()
              .mapToLong(DIGITS::indexOf)
              .reduce(0, (n, d) -> n * 32 + d),
          data.path("event").asString(""),
          order.path("id").asString(""),
          order.path("client_order_id").asString(""));
    }
  }

  /** Listens to what happens from when this returns. */
  UpdateListener(ClientEnv env) {
    URI stream = URI.create(env.baseUrl().toString().replaceFirst("^http", "ws") + "/stream");
    socket = http.newWebSocketBuilder().buildAsync(stream, this).join();
    say(Map.of("action", "auth", "key", env.keyId(), "secret", env.secret()));
    say(Map.of("action", "listen", "data", Map.of("streams", List.of("trade_updates"))));
    Await.until(
        "it listens", () -> others.all().stream().anyMatch(line -> line.contains("\"listening\"")));
  }

  private void say(Map<String, ?> frame) {
    socket.sendText(TradingClient.JSON.writeValueAsString(frame), true).join();
  }

  List<Update> updates() {
    return updates.all();
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    frame.writeBytes(bytes);
    if (last) {
      take(frame.toString(StandardCharsets.UTF_8));
      frame.reset();
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      take(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void take(String json) {
    JsonNode read = TradingClient.JSON.readTree(json);
    if (read.path("stream").asString("").equals("trade_updates")) {
      updates.accept(Update.of(read.path("data")));
    } else {
      others.accept(json);
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}
