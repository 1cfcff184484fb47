// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/** Writes the codec's primitive forms into a buffer that grows. {@link ByteReader} reads them. */
class ByteWriter {
  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int LONGEST_VARINT = 10;

  private byte[] bytes;
  private int size;

  /** A writer with room for {@code capacity} bytes before it grows. */
  ByteWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /** Seven bits a byte, lowest first; small numbers that are not negative take one byte. */
  final void unsigned(long value) {
    ensure(LONGEST_VARINT);
    size = put(value, size);
  }

  /** Writes the number at {@code start}, where there is room for it; where it ends. */
  private int put(long value, int start) {
    byte[] into = bytes;
    int end = start;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      into[end++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    into[end++] = (byte) rest;
    return end;
  }

  /** As {@link #unsigned}, the sign in the lowest bit, so that small negatives are short too. */
  final void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  final void flag(boolean value) {
    ensure(1);
    bytes[size++] = (byte) (value ? 1 : 0);
  }

  /**
   * The length doubled, plus one if a character takes two bytes, then the characters. Not UTF-8: a
   * lone surrogate, which JSON can carry, must come back as it was, or replay differs from live.
   */
  final void text(String text) {
    int length = text.length();
    ensure(LONGEST_VARINT + length);
    byte[] into = bytes;
    int start = put((long) length << 1, size);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > 0xFF) {
        wideText(text);
        return;
      }
      into[start + i] = (byte) c;
    }
    size = start + length;
  }

  private void wideText(String text) {
    unsigned(((long) text.length() << 1) | 1);
    ensure(2 * text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes[size++] = (byte) (c >> 8);
      bytes[size++] = (byte) c;
    }
  }

  final void uuid(UUID value) {
    ensure(16);
    BIG_ENDIAN_LONG.set(bytes, size, value.getMostSignificantBits());
    BIG_ENDIAN_LONG.set(bytes, size + 8, value.getLeastSignificantBits());
    size += 16;
  }

  /** The length, then the bytes. */
  final void bytes(byte[] value) {
    unsigned(value.length);
    ensure(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /** Begins a group of fields; pass the result to {@link #end}. */
  final int begin() {
    ensure(1);
    return size++;
  }

  /** Ends the group that began at {@code start} and puts its length before it. */
  void end(int start) {
    int length = size - start - 1;
    if (length >= 0x80) {
      // One byte was kept free for the length; most groups are short enough for that.
      int more = (31 - Integer.numberOfLeadingZeros(length)) / 7;
      ensure(more);
      System.arraycopy(bytes, start + 1, bytes, start + 1 + more, length);
      size += more;
    }
    put(length, start);
  }

  final byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
