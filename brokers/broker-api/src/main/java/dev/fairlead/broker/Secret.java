// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A key or password of a broker (S-23). It is told by {@link #reveal} only: not by {@link
 * #toString}, so that a record that holds one can be logged; not by {@link #equals}, which knows
 * the same object only, because a comparison that takes longer the more is right can be measured;
 * and no serializer finds a property of it. Thread-safe.
 */
public final class Secret implements AutoCloseable {
  /** What one char takes in UTF-8 at most. */
  private static final int MOST_BYTES = 3;

  private final char[] text;
  private boolean wiped;

  private Secret(char[] text) {
    if (text.length == 0) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
    this.text = text;
  }

  /** Copies {@code text}, which stays the caller's to wipe. */
  public static Secret of(char[] text) {
    return new Secret(text.clone());
  }

  /** A secret that has been a string already, and that nobody can wipe any more. */
  public static Secret of(String text) {
    return new Secret(text.toCharArray());
  }

  /** Reads UTF-8, which stays the caller's to wipe. */
  public static Secret ofUtf8(byte[] bytes) {
    CharBuffer decoded;
    try {
      decoded =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a secret must be UTF-8 text", e);
    }
    char[] text = Arrays.copyOf(decoded.array(), decoded.limit());
    Arrays.fill(decoded.array(), '\0');
    return new Secret(text);
  }

  /**
   * The text itself, for the one place that sends it. Every call makes a string that cannot be
   * wiped: do not keep it.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized String reveal() {
    requireKept();
    return new String(text);
  }

  /** The text in UTF-8, the caller's to wipe. */
  public synchronized byte[] utf8() {
    requireKept();
    CharsetEncoder encoder =
        StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
    byte[] room = new byte[text.length * MOST_BYTES];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    CoderResult _ = encoder.encode(CharBuffer.wrap(text), encoded, true);
    byte[] bytes = Arrays.copyOf(room, encoded.position());
    Arrays.fill(room, (byte) 0);
    return bytes;
  }

  /** Whether it begins with {@code prefix}, which for many brokers tells what kind it is of. */
  public synchronized boolean startsWith(String prefix) {
    requireKept();
    return text.length >= prefix.length()
        && Arrays.equals(text, 0, prefix.length(), prefix.toCharArray(), 0, prefix.length());
  }

  /** How many characters it has. */
  public synchronized int length() {
    requireKept();
    return text.length;
  }

  /** Whether a header can carry it: visible ASCII, no space. */
  public synchronized boolean isPrintableAscii() {
    requireKept();
    for (char c : text) {
      if (c <= ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private void requireKept() {
    if (wiped) {
      throw new IllegalStateException("the secret has been wiped");
    }
  }

  /** Wipes the text; what {@link #reveal} gave out before is not reached. */
  @Override
  public synchronized void close() {
    Arrays.fill(text, '\0');
    wiped = true;
  }

  /** The same for every secret. */
  @Override
  public String toString() {
    return "(secret)";
  }
}
