// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A document of JSON as it is written, byte by byte. For what is written most: an order by way of a
 * tree takes five times as long and leaves ten times the garbage. Used by one thread.
 */
public final class JsonWriter implements Members {
  /** Room for an order, of which most documents consist. */
  private static final int ORDER_BYTES = 1_536;

  /** Longest form of one character: a backslash, {@code u}, four digits. */
  private static final int MAX_CHAR_BYTES = 6;

  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] HEX = ascii("0123456789ABCDEF");

  private byte[] bytes;
  private int size;

  /** Whether a member or an item comes before the next one, which a comma tells apart. */
  private boolean following;

  /** Of an order's instants most are the same. */
  private @Nullable Instant lastInstant;

  private String lastInstantText = "";

  private JsonWriter(int room) {
    bytes = new byte[room];
  }

  /** A document that is one object. */
  public static JsonWriter object(Consumer<Members> content) {
    JsonWriter out = new JsonWriter(ORDER_BYTES);
    out.braces(content);
    return out;
  }

  /** A document that is an array of objects, an item each. */
  public static <T> JsonWriter objects(Collection<T> items, BiConsumer<Members, T> form) {
    JsonWriter out = new JsonWriter(2 + ORDER_BYTES * items.size());
    out.brackets(items, form);
    return out;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public JsonWriter text(String key, @Nullable Object value) {
    key(key);
    if (value == null) {
      raw(NULL);
    } else {
      string(value.toString());
    }
    return this;
  }

  @Override
  public JsonWriter instant(String key, @Nullable Instant value) {
    if (value == null || value.equals(lastInstant)) {
      return text(key, value == null ? null : lastInstantText);
    }
    lastInstant = value;
    lastInstantText = Json.instant(value);
    return text(key, lastInstantText);
  }

  @Override
  public JsonWriter whole(String key, long value) {
    key(key);
    plain(Long.toString(value));
    return this;
  }

  @Override
  public JsonWriter flag(String key, boolean value) {
    key(key);
    raw(value ? TRUE : FALSE);
    return this;
  }

  @Override
  public JsonWriter object(String key, Consumer<Members> content) {
    key(key);
    braces(content);
    return this;
  }

  @Override
  public <T> JsonWriter objects(String key, Collection<T> items, BiConsumer<Members, T> form) {
    key(key);
    brackets(items, form);
    return this;
  }

  @Override
  public JsonWriter tree(String key, JsonNode value) {
    key(key);
    raw(Json.bytes(value));
    return this;
  }

  /** How many bytes there are. */
  public int size() {
    return size;
  }

  /** What was written. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Writes the document to {@code out}, in one go. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  private void braces(Consumer<Members> content) {
    put('{');
    following = false;
    content.accept(this);
    put('}');
    following = true;
  }

  private <T> void brackets(Collection<T> items, BiConsumer<Members, T> form) {
    put('[');
    following = false;
    for (T item : items) {
      comma();
      braces(out -> form.accept(out, item));
    }
    put(']');
    following = true;
  }

  private void comma() {
    if (following) {
      put(',');
    }
    following = true;
  }

  private void key(String key) {
    comma();
    put('"');
    plain(key);
    put('"');
    put(':');
  }

  /** ASCII in which nothing has to be escaped. */
  private void plain(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  private void string(String text) {
    reserve(MAX_CHAR_BYTES * text.length() + 2);
    bytes[size++] = '"';
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
        bytes[size++] = (byte) c;
        i++;
      } else {
        i += other(text, i);
      }
    }
    bytes[size++] = '"';
  }

  /** Writes what is at {@code i}, and answers how many characters it is. */
  private int other(String text, int i) {
    int c = text.codePointAt(i);
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\b' -> escape('b');
      case '\f' -> escape('f');
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      default -> {
        if (c < ' ' || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
          // Half of a pair has no form in UTF-8; as an escape it is JSON all the same.
          escape('u');
          for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[c >>> shift & 0xf];
          }
        } else {
          utf8(c);
        }
      }
    }
    return Character.charCount(c);
  }

  private void escape(int as) {
    bytes[size++] = '\\';
    bytes[size++] = (byte) as;
  }

  private void utf8(int c) {
    if (c < 0x80) {
      bytes[size++] = (byte) c;
    } else if (c < 0x800) {
      bytes[size++] = (byte) (0xc0 | (c >>> 6));
      bytes[size++] = continuation(c);
    } else if (c < 0x10000) {
      bytes[size++] = (byte) (0xe0 | (c >>> 12));
      bytes[size++] = continuation(c >>> 6);
      bytes[size++] = continuation(c);
    } else {
      bytes[size++] = (byte) (0xf0 | (c >>> 18));
      bytes[size++] = continuation(c >>> 12);
      bytes[size++] = continuation(c >>> 6);
      bytes[size++] = continuation(c);
    }
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }

  private void put(char c) {
    reserve(1);
    bytes[size++] = (byte) c;
  }

  private void raw(byte[] written) {
    reserve(written.length);
    System.arraycopy(written, 0, bytes, size, written.length);
    size += written.length;
  }

  private void reserve(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
    }
  }
}
