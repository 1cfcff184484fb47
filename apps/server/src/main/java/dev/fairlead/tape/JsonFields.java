// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.tape;

import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.wire.Json;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Fields of JSON. Numbers are written digit by digit as they are, never by way of a double. */
public final class JsonFields implements Fields {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator out;

  /** Fields of the object that {@code out} is in. */
  public JsonFields(JsonGenerator out) {
    this.out = out;
  }

  /** Writes a whole document. */
  public static byte[] document(Consumer<JsonGenerator> content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      content.accept(out);
    }
    return bytes.toByteArray();
  }

  /** Writes one object. */
  public static byte[] object(Consumer<Fields> content) {
    return document(out -> {
      out.writeStartObject();
      content.accept(new JsonFields(out));
      out.writeEndObject();
    });
  }

  @Override
  public void text(String key, String value) {
    out.writeStringProperty(key, value);
  }

  @Override
  public void texts(String key, Collection<String> values) {
    out.writeArrayPropertyStart(key);
    values.forEach(out::writeString);
    out.writeEndArray();
  }

  @Override
  public void whole(String key, long value) {
    out.writeNumberProperty(key, value);
  }

  @Override
  public void flag(String key, boolean value) {
    out.writeBooleanProperty(key, value);
  }

  @Override
  public void price(String key, Price value) {
    number(key, value.toString());
  }

  @Override
  public void quantity(String key, Quantity value) {
    number(key, value.toString());
  }

  private void number(String key, String digits) {
    out.writeName(key);
    out.writeNumber(digits);
  }

  @Override
  public void instant(String key, Instant value) {
    out.writeStringProperty(key, text(value));
  }

  /** A whole second, as the start of a bar is, without a fraction; as Alpaca writes it. */
  private static String text(Instant value) {
    return value.equals(value.truncatedTo(ChronoUnit.SECONDS))
        ? value.toString()
        : Json.instant(value);
  }

  @Override
  public void level(String key, Price price, Quantity size) {
    out.writeArrayPropertyStart(key);
    out.writeStartObject();
    price("p", price);
    quantity("s", size);
    out.writeEndObject();
    out.writeEndArray();
  }
}
