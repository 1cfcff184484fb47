// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes MessagePack (msgpack.org), each value in its shortest form. Used by one thread.
 *
 * <p>An own one, because it is as long as the page that explains a library's: docs/decisions says
 * more.
 */
public final class PackedWriter {
  private static final int FIX_MAP = 0x80;
  private static final int FIX_ARRAY = 0x90;
  private static final int FIX_TEXT = 0xa0;
  private static final int MAX_FIX_ITEMS = 15;
  private static final int MAP_16 = 0xde;
  private static final int MAX_MAP_16_ITEMS = 0xffff;
  private static final int NIL = 0xc0;
  private static final int MAX_FIX_TEXT = 31;

  /** The extension type of timestamps. */
  private static final int TIMESTAMP = -1;

  private byte[] bytes = new byte[128];
  private int size;

  /** Begins a map whose size is not known yet; {@link #endMap} gives it. */
  public int beginMap() {
    put(FIX_MAP);
    return size - 1;
  }

  /**
   * Ends the map that was begun at {@code mark}.
   *
   * @param entries how many it has, at most 15: none of ours has more
   */
  public void endMap(int mark, int entries) {
    if (entries > MAX_FIX_ITEMS) {
      throw new IllegalArgumentException(entries + " entries in a map, at most " + MAX_FIX_ITEMS);
    }
    bytes[mark] = (byte) (FIX_MAP | entries);
  }

  /** Begins a map of any size; {@link #endLargeMap} gives it. */
  public int beginLargeMap() {
    put(MAP_16);
    putBig(0, 2);
    return size - 2;
  }

  /**
   * Ends the map that was begun at {@code mark}.
   *
   * @param entries how many it has, at most 65,535
   */
  public void endLargeMap(int mark, int entries) {
    if (entries > MAX_MAP_16_ITEMS) {
      throw new IllegalArgumentException(
          entries + " entries in a map, at most " + MAX_MAP_16_ITEMS);
    }
    bytes[mark] = (byte) (entries >>> 8);
    bytes[mark + 1] = (byte) entries;
  }

  /** Begins an array of {@code items}, which follow. */
  public void array(int items) {
    if (items <= MAX_FIX_ITEMS) {
      put(FIX_ARRAY | items);
    } else if (items <= 0xffff) {
      put(0xdc);
      putBig(items, 2);
    } else {
      put(0xdd);
      putBig(items, 4);
    }
  }

  public void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (utf8.length <= MAX_FIX_TEXT) {
      put(FIX_TEXT | utf8.length);
    } else if (utf8.length <= 0xff) {
      put(0xd9);
      putBig(utf8.length, 1);
    } else if (utf8.length <= 0xffff) {
      put(0xda);
      putBig(utf8.length, 2);
    } else {
      put(0xdb);
      putBig(utf8.length, 4);
    }
    raw(utf8);
  }

  public void whole(long value) {
    if (value >= 0) {
      positive(value);
    } else {
      negative(value);
    }
  }

  /** One that 64 bits do not hold, of any sign, becomes the nearest that they do. */
  public void whole(BigInteger value) {
    if (value.bitLength() < Long.SIZE) {
      whole(value.longValue());
    } else if (value.signum() > 0) {
      put(0xcf);
      putBig(value.bitLength() == Long.SIZE ? value.longValue() : -1, 8);
    } else {
      whole(Long.MIN_VALUE);
    }
  }

  private void positive(long value) {
    if (value <= 0x7f) {
      put((int) value);
    } else if (value <= 0xff) {
      put(0xcc);
      putBig(value, 1);
    } else if (value <= 0xffff) {
      put(0xcd);
      putBig(value, 2);
    } else if (value <= 0xffff_ffffL) {
      put(0xce);
      putBig(value, 4);
    } else {
      put(0xcf);
      putBig(value, 8);
    }
  }

  private void negative(long value) {
    if (value >= -32) {
      put((int) value);
    } else if (value >= Byte.MIN_VALUE) {
      put(0xd0);
      putBig(value, 1);
    } else if (value >= Short.MIN_VALUE) {
      put(0xd1);
      putBig(value, 2);
    } else if (value >= Integer.MIN_VALUE) {
      put(0xd2);
      putBig(value, 4);
    } else {
      put(0xd3);
      putBig(value, 8);
    }
  }

  /** A binary floating point number of 64 bits: the format has no other with a fraction. */
  public void real(double value) {
    put(0xcb);
    putBig(Double.doubleToLongBits(value), 8);
  }

  /** No value. */
  public void nothing() {
    put(NIL);
  }

  public void flag(boolean value) {
    put(value ? 0xc3 : 0xc2);
  }

  /** A timestamp, by the format's own extension (type −1), to the nanosecond. */
  public void instant(Instant value) {
    long seconds = value.getEpochSecond();
    int nanos = value.getNano();
    if (seconds >>> 34 != 0) {
      put(0xc7);
      putBig(12, 1);
      put(TIMESTAMP);
      putBig(nanos, 4);
      putBig(seconds, 8);
    } else if (nanos == 0 && seconds >>> 32 == 0) {
      put(0xd6);
      put(TIMESTAMP);
      putBig(seconds, 4);
    } else {
      put(0xd7);
      put(TIMESTAMP);
      putBig((long) nanos << 34 | seconds, 8);
    }
  }

  /** Adds values that are written already. */
  public void raw(byte[] written) {
    reserve(written.length);
    System.arraycopy(written, 0, bytes, size, written.length);
    size += written.length;
  }

  /** What was written. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void put(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** The lowest {@code count} bytes of {@code value}, the highest of them first. */
  private void putBig(long value, int count) {
    reserve(count);
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
