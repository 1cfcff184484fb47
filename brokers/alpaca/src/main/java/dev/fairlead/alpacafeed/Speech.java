// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.model.Symbol;
import dev.fairlead.remote.Line;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is said to a market data stream, in its encoding (facts 6.2, 6.3). */
enum Speech {
  JSON {
    @Override
    void login(Line line, String keyId, String secret) {
      line.send(
          NODES
              .objectNode()
              .put("action", "auth")
              .put("key", keyId)
              .put("secret", secret)
              .toString());
    }

    @Override
    void ask(Line line, String action, List<Symbol> symbols) {
      ObjectNode ask = NODES.objectNode().put("action", action);
      for (String channel : CHANNELS) {
        ArrayNode list = ask.putArray(channel);
        symbols.forEach(symbol -> list.add(symbol.text()));
      }
      line.send(ask.toString());
    }
  },
  PACKED {
    @Override
    void login(Line line, String keyId, String secret) {
      PackedText out = new PackedText();
      out.map(3);
      out.text("action").text("auth");
      out.text("key").text(keyId);
      out.text("secret").text(secret);
      line.send(out.bytes());
    }

    @Override
    void ask(Line line, String action, List<Symbol> symbols) {
      PackedText out = new PackedText();
      out.map(1 + CHANNELS.size());
      out.text("action").text(action);
      for (String channel : CHANNELS) {
        out.text(channel).array(symbols.size());
        symbols.forEach(symbol -> out.text(symbol.text()));
      }
      line.send(out.bytes());
    }
  };

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What we want to hear of each symbol. */
  private static final List<String> CHANNELS = List.of("trades", "quotes", "bars");

  abstract void login(Line line, String keyId, String secret);

  /** Sends {@code subscribe} or {@code unsubscribe}. */
  abstract void ask(Line line, String action, List<Symbol> symbols);

  /** MessagePack of maps, arrays and texts, which is all that we say. */
  private static final class PackedText {
    private static final int FIX_MAP = 0x80;
    private static final int TEXT_8 = 0xd9;
    private static final int TEXT_16 = 0xda;
    private static final int ARRAY_16 = 0xdc;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A map of at most fifteen fields. */
    void map(int fields) {
      out.write(FIX_MAP | fields);
    }

    void array(int elements) {
      out.write(ARRAY_16);
      out.write(elements >> 8);
      out.write(elements);
    }

    PackedText text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length < 256) {
        out.write(TEXT_8);
      } else {
        out.write(TEXT_16);
        out.write(bytes.length >> 8);
      }
      out.write(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
