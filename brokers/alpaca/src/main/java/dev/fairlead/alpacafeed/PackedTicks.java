// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.model.Symbol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageIntegerOverflowException;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * Market data in MessagePack (facts 6.3): the same objects, with instants of their own kind and
 * prices as doubles. Not thread-safe.
 */
final class PackedTicks implements Tape {
  /** The extension that is an instant. */
  private static final int TIMESTAMP = -1;

  private static final int LONGEST_TEXT = 4_096;
  private static final int SHOWN = 60;

  private static final String[] LETTERS = letters();
  private static final String[] PAIRS = {"bp", "bs", "bx", "ap", "as", "ax", "vw"};

  private final SymbolTable symbols = new SymbolTable();
  private final Item item = new Item();

  /** Where texts are read into; short ones are all there are. */
  private byte[] bytes = new byte[64];

  private char[] letters = new char[64];

  @Override
  public void read(byte[] message, Ticks to) {
    try (MessageUnpacker in = MessagePack.newDefaultUnpacker(message)) {
      ValueType type = in.getNextFormat().getValueType();
      if (type == ValueType.MAP) {
        object(in, to);
        return;
      }
      if (type != ValueType.ARRAY) {
        to.strange("no MessagePack of market data: " + shown(message));
        return;
      }
      int objects = in.unpackArrayHeader();
      for (int i = 0; i < objects; i++) {
        if (in.getNextFormat().getValueType() == ValueType.MAP) {
          object(in, to);
        } else {
          in.skipValue();
          to.strange("no object of market data");
        }
      }
    } catch (IOException | MessagePackException broken) {
      to.strange("no MessagePack: " + shown(message));
    }
  }

  private void object(MessageUnpacker in, Ticks to) throws IOException {
    item.begin("", null);
    int fields = in.unpackMapHeader();
    for (int i = 0; i < fields; i++) {
      String name = text(in);
      try {
        field(in, name);
      } catch (Numerals.Unfit unfit) {
        item.unfit(name + " is " + unfit.getMessage());
      }
    }
    item.tell(to);
  }

  private void field(MessageUnpacker in, String name) throws IOException {
    switch (in.getNextFormat().getValueType()) {
      case STRING -> string(in, name);
      case INTEGER -> {
        int field = Item.fieldOf(name);
        if (field < 0) {
          in.skipValue();
        } else {
          item.number(field, whole(in));
        }
      }
      case FLOAT -> {
        double value = in.unpackDouble();
        int field = Item.fieldOf(name);
        if (field >= 0) {
          item.number(field, Numerals.nanos(value));
        }
      }
      case ARRAY -> {
        if (name.equals("quotes")) {
          subscribed(in);
        } else {
          in.skipValue();
        }
      }
      case EXTENSION -> extension(in, name);
      case NIL, BOOLEAN, BINARY, MAP -> in.skipValue();
    }
  }

  private static long whole(MessageUnpacker in) throws IOException {
    try {
      return Numerals.nanos(in.unpackLong());
    } catch (MessageIntegerOverflowException beyond) {
      throw new Numerals.Unfit("more than a price or quantity holds");
    }
  }

  private void extension(MessageUnpacker in, String name) throws IOException {
    ExtensionTypeHeader header = in.unpackExtensionTypeHeader();
    if (name.equals("t") && header.getType() == TIMESTAMP) {
      Instant at = in.unpackTimestamp(header);
      item.at(at);
    } else {
      in.readPayload(new byte[bounded(header.getLength())]);
    }
  }

  private void string(MessageUnpacker in, String name) throws IOException {
    switch (name) {
      case "T" -> item.kind(text(in));
      case "S" -> item.symbol(symbol(in));
      case "t" -> {
        int length = chars(in);
        item.at(Instants.read(letters, 0, length));
      }
      case "tks" -> item.taker(text(in));
      case "msg" -> item.message(text(in));
      default -> in.skipValue();
    }
  }

  private void subscribed(MessageUnpacker in) throws IOException {
    int count = in.unpackArrayHeader();
    for (int i = 0; i < count; i++) {
      Symbol symbol = symbol(in);
      if (symbol != null) {
        item.subscribedTo(symbol);
      }
    }
  }

  private @Nullable Symbol symbol(MessageUnpacker in) throws IOException {
    int length = chars(in);
    return symbols.of(letters, 0, length);
  }

  /** A key or a word: nearly all are known, and need no string of their own. */
  private String text(MessageUnpacker in) throws IOException {
    int length = chars(in);
    if (length == 1 && letters[0] < LETTERS.length) {
      return LETTERS[letters[0]];
    }
    if (length == 2) {
      for (String pair : PAIRS) {
        if (pair.charAt(0) == letters[0] && pair.charAt(1) == letters[1]) {
          return pair;
        }
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static String[] letters() {
    String[] letters = new String[128];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = String.valueOf((char) i);
    }
    return letters;
  }

  /** Reads a text, a letter of each of its bytes: names and symbols have no others. */
  private int chars(MessageUnpacker in) throws IOException {
    int length = bounded(in.unpackRawStringHeader());
    if (length > bytes.length) {
      bytes = new byte[length];
      letters = new char[length];
    }
    in.readPayload(bytes, 0, length);
    for (int i = 0; i < length; i++) {
      letters[i] = (char) (bytes[i] & 0xff);
    }
    return length;
  }

  private static int bounded(int length) {
    if (length > LONGEST_TEXT) {
      throw new MessagePackException("a text of " + length + " bytes");
    }
    return length;
  }

  private static String shown(byte[] message) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < Math.min(SHOWN, message.length); i++) {
      hex.append(String.format("%02x", message[i]));
    }
    return hex.toString();
  }
}
