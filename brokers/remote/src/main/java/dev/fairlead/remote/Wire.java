// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.io.Serial;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fields of a broker's JSON, which writes a number as a text or as a number, and nothing as null,
 * as an empty text, or not at all. What is there and cannot be read is {@link Unreadable}.
 */
public final class Wire {
  /** Numbers stay exact: {@code 0.1} is no double. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final int LONGEST_NUMBER = 60;
  private static final int MOST_EXPONENT = 40;
  private static final int ATTO = 18;

  private Wire() {}

  /** What a broker sent is not what it documents. */
  public static final class Unreadable extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /** Says what cannot be read. */
    public Unreadable(String message) {
      super(message);
    }
  }

  /** JSON of any kind. */
  public static JsonNode read(String json) {
    return read(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The same in UTF-8. */
  public static JsonNode read(byte[] json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node.isMissingNode()) {
        throw new Unreadable("an empty answer");
      }
      return node;
    } catch (JacksonException notJson) {
      throw new Unreadable("no JSON: " + notJson.getOriginalMessage());
    }
  }

  /** The node, which has to be a list. */
  public static JsonNode array(JsonNode node) {
    if (!node.isArray()) {
      throw new Unreadable("no list, but a JSON " + node.getNodeType());
    }
    return node;
  }

  /** The text of a field; empty for nothing. */
  public static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isValueNode()) {
      throw unreadable(field, value);
    }
    String text = value.asString();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** The text of a field that has to be there. */
  public static String required(JsonNode node, String field) {
    return text(node, field).orElseThrow(() -> new Unreadable(field + " is missing"));
  }

  /** A yes or no; no where it is not said. */
  public static boolean flag(JsonNode node, String field) {
    return text(node, field).map(Boolean::parseBoolean).orElse(false);
  }

  /** A number, exact. */
  public static Optional<BigDecimal> decimal(JsonNode node, String field) {
    Optional<String> text = text(node, field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String number = text.get();
    try {
      if (number.length() <= LONGEST_NUMBER) {
        BigDecimal value = new BigDecimal(number);
        // What is further from 1 than that would take for ever to write out.
        if (Math.abs((long) value.scale()) <= MOST_EXPONENT) {
          return Optional.of(value);
        }
      }
    } catch (NumberFormatException notANumber) {
      // Told below.
    }
    throw unreadable(field, node.path(field));
  }

  /** A quantity of at most nine decimals. */
  public static Optional<Quantity> quantity(JsonNode node, String field) {
    return decimal(node, field).map(value -> exact(field, value, Quantity::parse));
  }

  /** A price of at most nine decimals. */
  public static Optional<Price> price(JsonNode node, String field) {
    return decimal(node, field).map(value -> exact(field, value, Price::parse));
  }

  /** A price that is only shown: averages are computed to more digits than anybody pays. */
  public static Optional<Price> roughPrice(JsonNode node, String field) {
    return decimal(node, field)
        .map(value ->
            exact(field, value.setScale(Price.SCALE, RoundingMode.HALF_EVEN), Price::parse));
  }

  /** An amount that is kept to more digits than money has: to the nearest millionth. */
  public static Optional<Money> money(JsonNode node, String field, Currency currency) {
    return decimal(node, field)
        .map(value ->
            exact(
                field,
                value.setScale(Money.SCALE, RoundingMode.HALF_EVEN),
                text -> Money.parse(text, currency)));
  }

  /** An amount to its eighteenth decimal. */
  public static Optional<Notional> notional(JsonNode node, String field) {
    return decimal(node, field)
        .map(value -> {
          try {
            return new Notional(value.setScale(ATTO, RoundingMode.HALF_EVEN).unscaledValue());
          } catch (ArithmeticException beyond) {
            throw unreadable(field, node.path(field));
          }
        });
  }

  private interface Reading<T> {
    T of(String text);
  }

  private static <T> T exact(String field, BigDecimal value, Reading<T> reading) {
    try {
      return reading.of(value.toPlainString());
    } catch (IllegalArgumentException tooFine) {
      throw new Unreadable(field + ": " + tooFine.getMessage());
    }
  }

  /** RFC 3339, with {@code Z} or an offset, and any number of digits of a second. */
  public static Optional<Instant> instant(JsonNode node, String field) {
    return text(node, field)
        .map(text -> {
          try {
            return OffsetDateTime.parse(text).toInstant();
          } catch (DateTimeException unreadable) {
            throw unreadable(field, node.path(field));
          }
        });
  }

  /** The beginning of what was sent, for a message. */
  public static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= LONGEST_NUMBER ? text : text.substring(0, LONGEST_NUMBER) + "…";
  }

  /** That a field cannot be read. */
  public static Unreadable unreadable(String field, JsonNode value) {
    return new Unreadable(field + " cannot be read: " + shown(value));
  }
}
