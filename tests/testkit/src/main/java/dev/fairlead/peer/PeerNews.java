// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import dev.fairlead.contract.Directive.Weather;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The stream of {@code trade_updates} (facts 5.1), in whatever weather. Thread-safe. */
final class PeerNews {
  private final String keyId;
  private final String secret;
  private final List<PeerSocket> listening = new CopyOnWriteArrayList<>();
  private final List<PeerSocket> open = new CopyOnWriteArrayList<>();
  private volatile Weather weather = Weather.CLEAR;

  PeerNews(String keyId, String secret) {
    this.keyId = keyId;
    this.secret = secret;
  }

  /** Those that listen now. */
  int listeners() {
    return listening.size();
  }

  Weather weather() {
    return weather;
  }

  void be(Weather changed) {
    switch (changed) {
      case CUT -> open.forEach(PeerSocket::close);
      case REFUSED -> {
        weather = changed;
        open.forEach(PeerSocket::close);
      }
      case CLEAR, SILENT, DOUBLED, MUTE, UNREACHABLE -> {
        weather = changed;
        open.forEach(socket -> socket.silent(changed == Weather.SILENT));
      }
    }
  }

  /** One client, until it goes. */
  void serve(PeerSocket socket, boolean keyIsRefused) throws IOException {
    open.add(socket);
    socket.silent(weather == Weather.SILENT);
    boolean authorized = false;
    try {
      for (var message = socket.read(); message.isPresent(); message = socket.read()) {
        JsonNode frame = PeerJson.read(message.get());
        String action = frame.path("action").asString("");
        switch (action) {
          case "auth", "authenticate" -> {
            authorized = !keyIsRefused && isKey(frame);
            send(socket, "authorization", authorization(authorized, action));
          }
          case "listen" -> {
            if (authorized) {
              listen(socket, frame.path("data").path("streams"));
            } else {
              send(socket, "authorization", authorization(false, action));
            }
          }
          default -> send(socket, "error", PeerJson.object().put("error", "unknown action"));
        }
      }
    } finally {
      open.remove(socket);
      listening.remove(socket);
    }
  }

  private boolean isKey(JsonNode frame) {
    JsonNode data = frame.path("data");
    String id = frame.path("key").asString(data.path("key_id").asString(""));
    String given = frame.path("secret").asString(data.path("secret_key").asString(""));
    return id.equals(keyId) && given.equals(secret);
  }

  private static ObjectNode authorization(boolean authorized, String action) {
    return PeerJson.object()
        .put("status", authorized ? "authorized" : "unauthorized")
        .put("action", action.equals("auth") ? "authenticate" : action);
  }

  private void listen(PeerSocket socket, JsonNode streams) throws IOException {
    boolean wanted = streams.toString().contains("\"trade_updates\"");
    ObjectNode data = PeerJson.object();
    data.set("streams", wanted ? PeerJson.array().add("trade_updates") : PeerJson.array());
    // What happens from here on is heard after the answer.
    synchronized (this) {
      send(socket, "listening", data);
      if (wanted) {
        listening.add(socket);
      } else {
        listening.remove(socket);
      }
    }
  }

  private static void send(PeerSocket socket, String stream, ObjectNode data) throws IOException {
    socket.binary(frame(stream, data));
  }

  static byte[] frame(String stream, ObjectNode data) {
    ObjectNode frame = PeerJson.object().put("stream", stream);
    frame.set("data", data);
    return frame.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Tells an update to all that listen, as the weather is. */
  synchronized void tell(ObjectNode data) {
    Weather now = weather;
    if (now != Weather.MUTE && !listening.isEmpty()) {
      say(frame("trade_updates", data), now == Weather.DOUBLED ? 2 : 1);
    }
  }

  /** On another stream than was asked for. */
  void tellElsewhere(String stream) {
    say(frame(stream, PeerJson.object()), 1);
  }

  /** Whatever it is, so many times. */
  synchronized void say(byte[] message, int times) {
    for (PeerSocket socket : listening) {
      try {
        for (int i = 0; i < times; i++) {
          socket.binary(message);
        }
      } catch (IOException gone) {
        socket.close();
      }
    }
  }

  /** Many messages in a row, as fast as they are taken. */
  synchronized void pour(byte[] frames) throws IOException {
    for (PeerSocket socket : listening) {
      socket.raw(frames);
    }
  }
}
