// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.model.Symbol;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Market data in MessagePack (facts 6.3): the same objects, with instants of their own kind and
 * prices as doubles. Not thread-safe.
 */
final class PackedTicks implements Tape {
  private static final int SHOWN = 60;

  private final SymbolTable symbols = new SymbolTable();
  private final Item item = new Item();

  @Override
  public void read(byte[] message, Ticks to) {
    PackedCursor in = new PackedCursor(message);
    try {
      if (in.isMap()) {
        object(in, to);
      } else if (in.isArray()) {
        int objects = in.arrayCount();
        for (int i = 0; i < objects; i++) {
          element(in, to);
        }
      } else {
        to.strange("no MessagePack of market data: " + shown(message));
      }
    } catch (IndexOutOfBoundsException | PackedCursor.Malformed broken) {
      to.strange("no MessagePack: " + shown(message));
    }
  }

  private void element(PackedCursor in, Ticks to) {
    if (in.isMap()) {
      object(in, to);
    } else {
      in.skip();
      to.strange("no object of market data");
    }
  }

  private void object(PackedCursor in, Ticks to) {
    item.begin("", null);
    int fields = in.mapCount();
    for (int i = 0; i < fields; i++) {
      String name = in.word();
      try {
        field(in, name);
      } catch (Numerals.Unfit unfit) {
        item.unfit(name + " is " + unfit.getMessage());
      }
    }
    item.tell(to);
  }

  private void field(PackedCursor in, String name) {
    if (in.isText()) {
      text(in, name);
    } else if (in.isWhole()) {
      long value = in.whole();
      int field = Item.fieldOf(name);
      if (field >= 0) {
        item.number(field, Numerals.nanos(value));
      }
    } else if (in.isFloat()) {
      double value = in.real();
      int field = Item.fieldOf(name);
      if (field >= 0) {
        item.number(field, Numerals.nanos(value));
      }
    } else if (in.isArray() && name.equals("quotes")) {
      subscribed(in);
    } else if (in.isTimestamp() && name.equals("t")) {
      Instant at = in.timestamp();
      item.at(at);
    } else {
      in.skip();
    }
  }

  private void text(PackedCursor in, String name) {
    switch (name) {
      case "T" -> item.kind(in.word());
      case "S" -> item.symbol(symbol(in));
      case "t" -> {
        char[] letters = in.letters();
        item.at(Instants.read(letters, 0, in.lettersRead()));
      }
      case "tks" -> item.taker(in.word());
      case "msg" -> item.message(in.word());
      default -> in.skip();
    }
  }

  private void subscribed(PackedCursor in) {
    int count = in.arrayCount();
    for (int i = 0; i < count; i++) {
      Symbol symbol = symbol(in);
      if (symbol != null) {
        item.subscribedTo(symbol);
      }
    }
  }

  private @Nullable Symbol symbol(PackedCursor in) {
    char[] letters = in.letters();
    return symbols.of(letters, 0, in.lettersRead());
  }

  private static String shown(byte[] message) {
    return HexFormat.of().formatHex(message, 0, Math.min(SHOWN, message.length));
  }
}
