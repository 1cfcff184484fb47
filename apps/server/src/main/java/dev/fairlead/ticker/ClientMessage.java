// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import dev.fairlead.wire.PackedReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client says. */
sealed interface ClientMessage {
  record Auth(String keyId, String secret) implements ClientMessage {}

  record Subscribe(Map<Channel, List<String>> symbols) implements ClientMessage {}

  record Unsubscribe(Map<Channel, List<String>> symbols) implements ClientMessage {}

  record Unreadable() implements ClientMessage {}

  JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build())
              .build());

  static ClientMessage ofJson(byte[] json) {
    try {
      return of(JSON.readTree(json));
    } catch (JacksonException unreadable) {
      return new Unreadable();
    }
  }

  static ClientMessage ofPacked(byte[] packed) {
    return PackedReader.read(packed).map(ClientMessage::of).orElse(new Unreadable());
  }

  /** The keys come in any order: Python's SDK says {@code action} last. */
  private static ClientMessage of(JsonNode message) {
    return switch (message.path("action").asString("")) {
      case "auth" ->
          new Auth(message.path("key").asString(""), message.path("secret").asString(""));
      case "subscribe" ->
          symbols(message).<ClientMessage>map(Subscribe::new).orElse(new Unreadable());
      case "unsubscribe" ->
          symbols(message).<ClientMessage>map(Unsubscribe::new).orElse(new Unreadable());
      default -> new Unreadable();
    };
  }

  /** The lists of symbols; empty where one is no list of texts. Go's SDK sends null for none. */
  private static Optional<Map<Channel, List<String>>> symbols(JsonNode message) {
    Map<Channel, List<String>> symbols = new EnumMap<>(Channel.class);
    for (Map.Entry<String, JsonNode> property : message.properties()) {
      Channel channel = Channel.BY_KEY.get(property.getKey());
      JsonNode list = property.getValue();
      if (channel == null || list.isNull()) {
        continue;
      }
      if (!list.isArray() || !list.valueStream().allMatch(JsonNode::isString)) {
        return Optional.empty();
      }
      List<String> names = new ArrayList<>();
      list.forEach(name -> names.add(name.asString()));
      symbols.put(channel, names);
    }
    return Optional.of(symbols);
  }
}
