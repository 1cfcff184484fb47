// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A place in MessagePack, and what is there. What is cut off throws {@link
 * IndexOutOfBoundsException}, what is none {@link Malformed}; work and memory are bounded by the
 * bytes, whatever they say of themselves. Not thread-safe.
 */
final class PackedCursor {
  private static final int LONGEST_TEXT = 4_096;
  private static final int MAX_DEPTH = 16;

  /** The extension that is an instant. */
  private static final int TIMESTAMP = -1;

  private static final String[] LETTERS = new String[128];
  private static final String[] PAIRS = {"bp", "bs", "bx", "ap", "as", "ax", "vw"};

  static {
    for (int i = 0; i < LETTERS.length; i++) {
      LETTERS[i] = String.valueOf((char) i);
    }
  }

  private final byte[] in;
  private final ByteBuffer numbers;
  private int at;

  /** A text that was read last, a letter of each of its bytes. */
  private char[] letters = new char[64];

  private int read;

  PackedCursor(byte[] in) {
    this.in = in;
    numbers = ByteBuffer.wrap(in);
  }

  /** What was read is no MessagePack, or none that we take. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super(null, null, false, false);
    }
  }

  private int head() {
    return in[at] & 0xff;
  }

  boolean isMap() {
    int head = head();
    return (head & 0xf0) == 0x80 || head == 0xde || head == 0xdf;
  }

  boolean isArray() {
    int head = head();
    return (head & 0xf0) == 0x90 || head == 0xdc || head == 0xdd;
  }

  boolean isText() {
    int head = head();
    return (head & 0xe0) == 0xa0 || (head >= 0xd9 && head <= 0xdb);
  }

  boolean isWhole() {
    int head = head();
    return head <= 0x7f || head >= 0xe0 || (head >= 0xcc && head <= 0xd3);
  }

  boolean isFloat() {
    int head = head();
    return head == 0xca || head == 0xcb;
  }

  boolean isTimestamp() {
    return switch (head()) {
      case 0xd6, 0xd7 -> in[at + 1] == TIMESTAMP;
      case 0xc7 -> in[at + 1] == 12 && in[at + 2] == TIMESTAMP;
      default -> false;
    };
  }

  int mapCount() {
    int head = take();
    return (head & 0xf0) == 0x80 ? head & 0x0f : head == 0xde ? take16() : count(take32());
  }

  int arrayCount() {
    int head = take();
    return (head & 0xf0) == 0x90 ? head & 0x0f : head == 0xdc ? take16() : count(take32());
  }

  /** A whole number; one beyond a long counts as {@link Numerals.Unfit}, and is passed. */
  long whole() {
    int head = take();
    if (head <= 0x7f) {
      return head;
    }
    if (head >= 0xe0) {
      return (byte) head;
    }
    return switch (head) {
      case 0xcc -> take();
      case 0xcd -> take16();
      case 0xce -> take32() & 0xffff_ffffL;
      case 0xcf -> {
        long value = take64();
        if (value < 0) {
          throw new Numerals.Unfit("more than a price or quantity holds");
        }
        yield value;
      }
      case 0xd0 -> (byte) take();
      case 0xd1 -> (short) take16();
      case 0xd2 -> take32();
      default -> take64();
    };
  }

  double real() {
    return take() == 0xca ? Float.intBitsToFloat(take32()) : Double.longBitsToDouble(take64());
  }

  /** In its three lengths: 32 bits of seconds, 30 and 34 bits, 32 and 64 bits. */
  Instant timestamp() {
    int head = take();
    if (head == 0xc7) {
      at += 2;
      int nanos = take32();
      return instant(take64(), nanos & 0xffff_ffffL);
    }
    at += 1;
    if (head == 0xd6) {
      return instant(take32() & 0xffff_ffffL, 0);
    }
    long both = take64();
    return instant(both & 0x3_ffff_ffffL, both >>> 34);
  }

  private static Instant instant(long seconds, long nanos) {
    if (Math.abs(seconds) > 0x3_ffff_ffffL || nanos > 999_999_999) {
      throw new Numerals.Unfit("no instant: " + seconds + " s");
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }

  /** A short text; nearly all are known, and no string is made of them. */
  String word() {
    if (!isText()) {
      throw new Malformed();
    }
    int length = textLength();
    int start = at;
    require(length);
    at += length;
    if (length == 1 && in[start] >= 0) {
      return LETTERS[in[start]];
    }
    if (length == 2) {
      for (String pair : PAIRS) {
        if (pair.charAt(0) == in[start] && pair.charAt(1) == in[start + 1]) {
          return pair;
        }
      }
    }
    return new String(in, start, length, StandardCharsets.UTF_8);
  }

  /** A text, as letters that stay until the next; {@link #lettersRead} says how many. */
  char[] letters() {
    if (!isText()) {
      throw new Malformed();
    }
    int length = textLength();
    require(length);
    if (length > letters.length) {
      letters = new char[length];
    }
    for (int i = 0; i < length; i++) {
      letters[i] = (char) (in[at + i] & 0xff);
    }
    at += length;
    read = length;
    return letters;
  }

  int lettersRead() {
    return read;
  }

  private int textLength() {
    int head = take();
    int length =
        switch (head) {
          case 0xd9 -> take();
          case 0xda -> take16();
          case 0xdb -> count(take32());
          default -> head & 0x1f;
        };
    if (length > LONGEST_TEXT) {
      throw new Malformed();
    }
    return length;
  }

  /** Passes whatever is there. */
  void skip() {
    skip(0);
  }

  private void skip(int depth) {
    if (depth > MAX_DEPTH) {
      throw new Malformed();
    }
    if (isMap()) {
      skipAll(2L * mapCount(), depth);
    } else if (isArray()) {
      skipAll(arrayCount(), depth);
    } else {
      pass(scalarLength());
    }
  }

  private void skipAll(long values, int depth) {
    for (long i = 0; i < values; i++) {
      skip(depth + 1);
    }
  }

  /** Bytes of what is neither map nor array, after its head, which is taken. */
  private int scalarLength() {
    int head = take();
    if (head <= 0x7f || head >= 0xe0) {
      return 0;
    }
    if ((head & 0xe0) == 0xa0) {
      return head & 0x1f;
    }
    return switch (head) {
      case 0xc0, 0xc2, 0xc3 -> 0;
      case 0xc4, 0xd9 -> take();
      case 0xc5, 0xda -> take16();
      case 0xc6, 0xdb -> count(take32());
      case 0xc7 -> take() + 1;
      case 0xc8 -> take16() + 1;
      case 0xc9 -> Math.addExact(count(take32()), 1);
      case 0xcc, 0xd0 -> 1;
      case 0xcd, 0xd1, 0xd4 -> 2;
      case 0xd5 -> 3;
      case 0xca, 0xce, 0xd2 -> 4;
      case 0xd6 -> 5;
      case 0xcb, 0xcf, 0xd3 -> 8;
      case 0xd7 -> 9;
      case 0xd8 -> 17;
      default -> throw new Malformed();
    };
  }

  private void pass(int bytes) {
    require(bytes);
    at += bytes;
  }

  private void require(int bytes) {
    if (bytes > in.length - at) {
      throw new Malformed();
    }
  }

  /** More elements than there are bytes cannot be. */
  private int count(int told) {
    if (told < 0 || told > in.length) {
      throw new Malformed();
    }
    return told;
  }

  private int take() {
    return in[at++] & 0xff;
  }

  private int take16() {
    int value = numbers.getShort(at) & 0xffff;
    at += 2;
    return value;
  }

  private int take32() {
    int value = numbers.getInt(at);
    at += 4;
    return value;
  }

  private long take64() {
    long value = numbers.getLong(at);
    at += 8;
    return value;
  }
}
