// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.broker.MarketDataException;
import dev.fairlead.model.Symbol;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Market data in JSON, read token by token: the messages of streams, and the pages of requests. Not
 * thread-safe.
 */
final class JsonTicks implements Tape {
  private static final int SHOWN = 300;

  private final JsonFactory factory = new JsonFactory();
  private final SymbolTable symbols = new SymbolTable();
  private final Item item = new Item();

  /** Reads one message of a stream: an array of objects, or one object. */
  @Override
  public void read(byte[] message, Ticks to) {
    try (JsonParser in = factory.createParser(ObjectReadContext.empty(), message)) {
      JsonToken first = in.nextToken();
      if (first == JsonToken.START_OBJECT) {
        object(in, "", null, to);
      } else if (first == JsonToken.START_ARRAY) {
        objects(in, "", null, to);
      } else {
        to.strange("no JSON of market data: " + shown(message));
      }
    } catch (JacksonException broken) {
      to.strange("no JSON: " + shown(message));
    }
  }

  /**
   * Reads one page of a history, or the newest of some symbols: under {@code envelope} an object
   * with a list, or one object, for each symbol.
   *
   * @param kind what the objects are, in the letters of the streams
   * @return what asks for the next page
   */
  Optional<String> page(byte[] body, String envelope, String kind, Ticks to) {
    Optional<String> next = Optional.empty();
    try (JsonParser in = factory.createParser(ObjectReadContext.empty(), body)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new MarketDataException("Alpaca's answer is no page: " + shown(body));
      }
      for (String name = in.nextName(); name != null; name = in.nextName()) {
        JsonToken value = in.nextToken();
        if (name.equals(envelope) && value == JsonToken.START_OBJECT) {
          bySymbol(in, kind, to);
        } else if (name.equals("next_page_token") && value == JsonToken.VALUE_STRING) {
          next = Optional.of(in.getString());
        } else {
          var _ = in.skipChildren();
        }
      }
    } catch (JacksonException broken) {
      throw new MarketDataException("Alpaca's answer is no JSON: " + shown(body));
    }
    return next;
  }

  private void bySymbol(JsonParser in, String kind, Ticks to) {
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      Symbol symbol = symbols.of(name.toCharArray(), 0, name.length());
      switch (in.nextToken()) {
        case START_ARRAY -> objects(in, kind, symbol, to);
        case START_OBJECT -> object(in, kind, symbol, to);
        default -> {}
      }
    }
  }

  private void objects(JsonParser in, String kind, @Nullable Symbol symbol, Ticks to) {
    for (JsonToken next = in.nextToken();
        next != JsonToken.END_ARRAY && next != null;
        next = in.nextToken()) {
      if (next == JsonToken.START_OBJECT) {
        object(in, kind, symbol, to);
      } else {
        var _ = in.skipChildren();
        to.strange("no object of market data");
      }
    }
  }

  private void object(JsonParser in, String kind, @Nullable Symbol symbol, Ticks to) {
    item.begin(kind, symbol);
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      JsonToken value = in.nextToken();
      if (value == JsonToken.START_ARRAY && name.equals("quotes")) {
        subscribed(in);
      } else if (value.isStructStart()) {
        var _ = in.skipChildren();
      } else if (value.isNumeric() || value == JsonToken.VALUE_STRING) {
        field(in, name, value == JsonToken.VALUE_STRING);
      }
    }
    item.tell(to);
  }

  private void subscribed(JsonParser in) {
    for (JsonToken next = in.nextToken();
        next != JsonToken.END_ARRAY && next != null;
        next = in.nextToken()) {
      if (next == JsonToken.VALUE_STRING) {
        Symbol symbol = symbol(in);
        if (symbol != null) {
          item.subscribedTo(symbol);
        }
      } else {
        var _ = in.skipChildren();
      }
    }
  }

  private void field(JsonParser in, String name, boolean text) {
    try {
      switch (name) {
        case "T" -> item.kind(kind(in));
        case "S" -> item.symbol(symbol(in));
        case "t" ->
            item.at(
                Instants.read(
                    in.getStringCharacters(), in.getStringOffset(), in.getStringLength()));
        case "tks" -> item.taker(in.getString());
        case "msg" -> item.message(in.getString());
        default -> number(in, name, text);
      }
    } catch (Numerals.Unfit unfit) {
      item.unfit(name + " is " + unfit.getMessage());
    }
  }

  /** A letter, nearly always one of three. */
  private static String kind(JsonParser in) {
    if (in.getStringLength() == 1) {
      switch (in.getStringCharacters()[in.getStringOffset()]) {
        case 'q' -> {
          return "q";
        }
        case 't' -> {
          return "t";
        }
        case 'b' -> {
          return "b";
        }
        default -> {}
      }
    }
    return in.getString();
  }

  private @Nullable Symbol symbol(JsonParser in) {
    return symbols.of(in.getStringCharacters(), in.getStringOffset(), in.getStringLength());
  }

  /** A text in a number's place may be one that is written as a text; or it is another field. */
  private void number(JsonParser in, String name, boolean text) {
    int field = Item.fieldOf(name);
    if (field < 0) {
      return;
    }
    char[] digits = in.getStringCharacters();
    int offset = in.getStringOffset();
    int length = in.getStringLength();
    if (!text || (length > 0 && isNumeral(digits[offset]))) {
      item.number(field, Numerals.nanos(digits, offset, length));
    }
  }

  private static boolean isNumeral(char first) {
    return first == '-' || (first >= '0' && first <= '9');
  }

  private static String shown(byte[] message) {
    return new String(message, 0, Math.min(SHOWN, message.length), StandardCharsets.UTF_8);
  }
}
