// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads MessagePack as the JSON that it stands for. What comes from a client may be anything: what
 * is cut off, nested deeper than {@link #MAX_DEPTH}, longer than it says, or has keys that are no
 * texts is nothing. Work and memory are bounded by the length of the bytes.
 */
public final class PackedReader {
  private static final int MAX_DEPTH = 16;

  private final ByteBuffer in;

  private PackedReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  /** The one value that the bytes are; empty where they are none. */
  public static Optional<JsonNode> read(byte[] bytes) {
    PackedReader reader = new PackedReader(bytes);
    try {
      JsonNode value = reader.value(0);
      return reader.in.hasRemaining() ? Optional.empty() : Optional.of(value);
    } catch (BufferUnderflowException | Malformed unreadable) {
      return Optional.empty();
    }
  }

  /** What was read is no MessagePack, or none that we take. */
  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super(null, null, false, false);
    }
  }

  private JsonNode value(int depth) {
    if (depth > MAX_DEPTH) {
      throw new Malformed();
    }
    int head = in.get() & 0xff;
    if (head <= 0x7f) {
      return nodes().numberNode(head);
    } else if (head <= 0x8f) {
      return map(head & 0x0f, depth);
    } else if (head <= 0x9f) {
      return array(head & 0x0f, depth);
    } else if (head <= 0xbf) {
      return text(head & 0x1f);
    } else if (head >= 0xe0) {
      return nodes().numberNode((byte) head);
    }
    return longer(head, depth);
  }

  private JsonNode longer(int head, int depth) {
    return switch (head) {
      case 0xc0 -> nodes().nullNode();
      case 0xc2 -> nodes().booleanNode(false);
      case 0xc3 -> nodes().booleanNode(true);
      case 0xc4, 0xd9 -> text(in.get() & 0xff);
      case 0xc5, 0xda -> text(in.getShort() & 0xffff);
      case 0xc6, 0xdb -> text(count(in.getInt()));
      case 0xca -> nodes().numberNode(in.getFloat());
      case 0xcb -> nodes().numberNode(in.getDouble());
      case 0xcc -> nodes().numberNode(in.get() & 0xff);
      case 0xcd -> nodes().numberNode(in.getShort() & 0xffff);
      case 0xce -> nodes().numberNode(in.getInt() & 0xffff_ffffL);
      case 0xcf ->
          nodes().numberNode(new java.math.BigInteger(Long.toUnsignedString(in.getLong())));
      case 0xd0 -> nodes().numberNode(in.get());
      case 0xd1 -> nodes().numberNode(in.getShort());
      case 0xd2 -> nodes().numberNode(in.getInt());
      case 0xd3 -> nodes().numberNode(in.getLong());
      case 0xdc -> array(in.getShort() & 0xffff, depth);
      case 0xdd -> array(count(in.getInt()), depth);
      case 0xde -> map(in.getShort() & 0xffff, depth);
      case 0xdf -> map(count(in.getInt()), depth);
      // Extensions, of which no client of ours has any to say, and the byte that is never used.
      default -> throw new Malformed();
    };
  }

  /** No more items than there are bytes left, each of which takes one at least. */
  private int count(int said) {
    if (said < 0 || said > in.remaining()) {
      throw new Malformed();
    }
    return said;
  }

  private ObjectNode map(int entries, int depth) {
    ObjectNode map = nodes().objectNode();
    for (int left = count(entries); left > 0; left--) {
      JsonNode key = value(depth + 1);
      if (!key.isString()) {
        throw new Malformed();
      }
      map.set(key.asString(), value(depth + 1));
    }
    return map;
  }

  private ArrayNode array(int items, int depth) {
    ArrayNode array = nodes().arrayNode();
    for (int left = count(items); left > 0; left--) {
      array.add(value(depth + 1));
    }
    return array;
  }

  private JsonNode text(int length) {
    byte[] utf8 = new byte[count(length)];
    in.get(utf8);
    return nodes().stringNode(new String(utf8, StandardCharsets.UTF_8));
  }

  private static JsonNodeFactory nodes() {
    return JsonNodeFactory.instance;
  }
}
