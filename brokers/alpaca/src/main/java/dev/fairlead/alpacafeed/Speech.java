// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.model.Symbol;
import dev.fairlead.remote.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
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
      send(
          line,
          out -> {
            out.packMapHeader(3);
            out.packString("action").packString("auth");
            out.packString("key").packString(keyId);
            out.packString("secret").packString(secret);
          });
    }

    @Override
    void ask(Line line, String action, List<Symbol> symbols) {
      send(
          line,
          out -> {
            out.packMapHeader(1 + CHANNELS.size());
            out.packString("action").packString(action);
            for (String channel : CHANNELS) {
              out.packString(channel).packArrayHeader(symbols.size());
              for (Symbol symbol : symbols) {
                out.packString(symbol.text());
              }
            }
          });
    }
  };

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What we want to hear of each symbol. */
  private static final List<String> CHANNELS = List.of("trades", "quotes", "bars");

  abstract void login(Line line, String keyId, String secret);

  /** Sends {@code subscribe} or {@code unsubscribe}. */
  abstract void ask(Line line, String action, List<Symbol> symbols);

  private interface Packing {
    void into(MessageBufferPacker out) throws IOException;
  }

  private static void send(Line line, Packing packing) {
    try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
      packing.into(out);
      line.send(out.toByteArray());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
