// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The market data streams (facts 6.2), in JSON: quotes of what is subscribed to. Thread-safe. */
final class PeerTicker {
  private static final List<String> CHANNELS = List.of("trades", "quotes", "bars");

  private final String keyId;
  private final String secret;
  private final Map<PeerSocket, Map<String, Set<String>>> clients = new ConcurrentHashMap<>();

  PeerTicker(String keyId, String secret) {
    this.keyId = keyId;
    this.secret = secret;
  }

  void serve(PeerRequest handshake, PeerSocket socket) throws IOException {
    Map<String, Set<String>> lists = new ConcurrentHashMap<>();
    CHANNELS.forEach(channel -> lists.put(channel, ConcurrentHashMap.newKeySet()));
    socket.text(notice("connected"));
    boolean in = handshake.header("apca-api-key-id").filter(keyId::equals).isPresent();
    if (in) {
      socket.text(notice("authenticated"));
    }
    try {
      for (var message = socket.read(); message.isPresent(); message = socket.read()) {
        JsonNode frame = PeerJson.read(message.get());
        switch (frame.path("action").asString("")) {
          case "auth" -> {
            in =
                frame.path("key").asString("").equals(keyId)
                    && frame.path("secret").asString("").equals(secret);
            socket.text(in ? notice("authenticated") : error(402, "auth failed"));
          }
          case "subscribe" -> {
            if (in) {
              change(lists, frame, true);
              clients.put(socket, lists);
              socket.text(subscription(lists));
            } else {
              socket.text(error(401, "not authenticated"));
            }
          }
          case "unsubscribe" -> {
            change(lists, frame, false);
            socket.text(subscription(lists));
          }
          default -> socket.text(error(400, "invalid syntax"));
        }
      }
    } finally {
      clients.remove(socket);
    }
  }

  private static void change(Map<String, Set<String>> lists, JsonNode frame, boolean adds) {
    lists.forEach((channel, list) -> {
      List<String> named = new ArrayList<>();
      frame.path(channel).forEach(symbol -> named.add(symbol.asString("")));
      if (adds) {
        list.addAll(named);
      } else {
        named.forEach(list::remove);
      }
    });
  }

  private static String notice(String message) {
    return "[{\"T\":\"success\",\"msg\":\"" + message + "\"}]";
  }

  private static String error(int code, String message) {
    return "[{\"T\":\"error\",\"code\":" + code + ",\"msg\":\"" + message + "\"}]";
  }

  private static String subscription(Map<String, Set<String>> lists) {
    ObjectNode all = PeerJson.object().put("T", "subscription");
    for (String channel : CHANNELS) {
      ArrayNode names = PeerJson.array();
      new TreeSet<>(lists.getOrDefault(channel, Set.of())).forEach(name -> names.add(name));
      all.set(channel, names);
    }
    return PeerJson.array().add(all).toString();
  }

  /** Tells the same quote again and again, as fast as it is taken. */
  void pour(String symbol, ObjectNode item, int times, int messages) throws IOException {
    ObjectNode quote = PeerJson.object().put("T", "q").put("S", symbol);
    quote.setAll(item);
    ArrayNode all = PeerJson.array();
    for (int i = 0; i < times; i++) {
      all.add(quote);
    }
    String message = all.toString();
    for (Map.Entry<PeerSocket, Map<String, Set<String>>> client : clients.entrySet()) {
      if (client.getValue().getOrDefault("quotes", Set.of()).contains(symbol)) {
        for (int i = 0; i < messages; i++) {
          client.getKey().text(message);
        }
      }
    }
  }

  /** Tells those that want quotes of {@code symbol}. */
  void quote(String symbol, ObjectNode item) {
    ObjectNode quote = PeerJson.object().put("T", "q").put("S", symbol);
    quote.setAll(item);
    String message = PeerJson.array().add(quote).toString();
    clients.forEach((socket, lists) -> {
      if (lists.getOrDefault("quotes", Set.of()).contains(symbol)) {
        try {
          socket.text(message);
        } catch (IOException gone) {
          socket.close();
        }
      }
    });
  }
}
