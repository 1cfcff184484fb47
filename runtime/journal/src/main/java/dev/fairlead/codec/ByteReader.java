// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.codec.CodecException.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Reads what {@link ByteWriter} wrote. Nothing is read past the end of the group that is open, and
 * nothing is allocated for a length that the bytes cannot hold, whatever they say.
 */
final class ByteReader {
  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int position;
  private int limit;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
    this.limit = bytes.length;
  }

  long unsigned() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = next();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged("a number has more than ten bytes");
  }

  long signed() {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  int integer() {
    return Math.toIntExact(signed());
  }

  /** What a group of several kinds begins with. */
  int tag() {
    return Math.toIntExact(unsigned());
  }

  boolean flag() {
    return next() != 0;
  }

  String text() {
    long header = unsigned();
    int length = room(header >>> 1);
    if ((header & 1) != 0) {
      return wideText(length);
    }
    String text = new String(bytes, position, length, StandardCharsets.ISO_8859_1);
    position += length;
    return text;
  }

  private String wideText(int length) {
    char[] characters = new char[length];
    room(2L * length);
    for (int i = 0; i < length; i++) {
      characters[i] = (char) (bytes[position++] << 8 | (bytes[position++] & 0xFF));
    }
    return new String(characters);
  }

  /** A text that stands for a value, looked up by its bytes so that a known one costs nothing. */
  <T> T text(Form.Interned<T> values) {
    int start = position;
    long header = unsigned();
    if ((header & 1) != 0) {
      position = start;
      return values.make(text());
    }
    int length = room(header >>> 1);
    T value = values.of(bytes, position, length);
    position += length;
    return value;
  }

  UUID uuid() {
    room(16);
    long most = (long) BIG_ENDIAN_LONG.get(bytes, position);
    long least = (long) BIG_ENDIAN_LONG.get(bytes, position + 8);
    position += 16;
    return new UUID(most, least);
  }

  byte[] bytes() {
    int length = room(unsigned());
    byte[] value = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return value;
  }

  /** How many elements follow, each of at least one byte. */
  int count() {
    return room(unsigned());
  }

  /** Opens a group; pass the result to {@link #end}. */
  int begin() {
    int length = room(unsigned());
    int outer = limit;
    limit = position + length;
    return outer;
  }

  /** Closes the group, passing over what a newer writer added at its end (J-09). */
  void end(int outer) {
    position = limit;
    limit = outer;
  }

  /** Whether the open group has more fields: an older writer may have ended it here (J-09). */
  boolean more() {
    return position < limit;
  }

  private byte next() {
    if (position >= limit) {
      throw damaged("a field is missing at byte " + position);
    }
    return bytes[position++];
  }

  private int room(long length) {
    if (length < 0 || length > limit - position) {
      throw damaged("a field at byte " + position + " is longer than what holds it");
    }
    return (int) length;
  }

  private static CodecException damaged(String what) {
    return new CodecException(Kind.DAMAGED, what);
  }
}
