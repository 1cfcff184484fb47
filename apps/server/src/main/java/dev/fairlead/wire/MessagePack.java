// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * JSON trees as MessagePack, for streams whose handshake asks for it. Keys keep their order. {@link
 * PackedReader} reads what it writes.
 */
public final class MessagePack {
  private MessagePack() {}

  /** The tree's bytes. An object of more than 65,535 keys, which no frame is, cannot be written. */
  public static byte[] bytes(JsonNode node) {
    PackedWriter writer = new PackedWriter();
    write(node, writer);
    return writer.bytes();
  }

  /** Adds the tree to what is written already. */
  static void write(JsonNode node, PackedWriter writer) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        int mark = writer.beginLargeMap();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          writer.text(field.getKey());
          write(field.getValue(), writer);
        }
        writer.endLargeMap(mark, node.size());
      }
      case ARRAY -> {
        writer.array(node.size());
        node.forEach(item -> write(item, writer));
      }
      case STRING -> writer.text(node.asString());
      case BOOLEAN -> writer.flag(node.asBoolean());
      case NULL -> writer.nothing();
      case NUMBER -> writeNumber(node, writer);
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException("no frame holds a " + node.getNodeType());
    }
  }

  private static void writeNumber(JsonNode node, PackedWriter writer) {
    if (node.isBigInteger()) {
      writer.whole(node.bigIntegerValue());
    } else if (node.isIntegralNumber()) {
      writer.whole(node.longValue());
    } else {
      writer.real(node.doubleValue());
    }
  }
}
