// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import org.jspecify.annotations.Nullable;

/**
 * The id of a placement as the broker sees it: ours, unique for ever (I-07). Nineteen characters of
 * Crockford's base 32, so that every broker's alphabet and length takes it: {@code FL}, four for
 * the instance, four for the epoch (raised at each start, so a restored backup cannot repeat an
 * id), seven for the counter, two check characters.
 */
public final class PlacementId implements Comparable<PlacementId> {
  public static final int LENGTH = 19;

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final String PREFIX = "FL";
  private static final int CHECK_MODULUS = 1021;
  private static final int GOLDEN = 0x9E3779B9;

  private final String text;

  /** Made once: an id is looked up some ten times in the life of its order. */
  private final int hash;

  /** The id with this text, whosever it is. */
  public PlacementId(String text) {
    this.text = text;
    this.hash = hash(text);
  }

  /** The id of placement number {@code counter} of this start of this instance. */
  public static PlacementId of(int instance, int epoch, long counter) {
    StringBuilder text = new StringBuilder(LENGTH).append(PREFIX);
    append(text, instance, 4);
    append(text, epoch, 4);
    append(text, counter, 7);
    append(text, check(text), 2);
    return new PlacementId(text.toString());
  }

  /** Whether {@code text} has our prefix, length, alphabet and check characters. */
  public static boolean isOurs(String text) {
    return text.length() == LENGTH
        && text.startsWith(PREFIX)
        && text.chars().skip(PREFIX.length()).allMatch(c -> ALPHABET.indexOf(c) >= 0)
        && text.endsWith(checkCharacters(text.substring(0, LENGTH - 2)));
  }

  private static String checkCharacters(String body) {
    StringBuilder characters = new StringBuilder(2);
    append(characters, check(body), 2);
    return characters.toString();
  }

  private static int check(CharSequence body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      sum = (sum * 31 + body.charAt(i)) % CHECK_MODULUS;
    }
    return sum;
  }

  private static void append(StringBuilder text, long value, int digits) {
    if (value < 0 || value >= 1L << (5 * digits)) {
      throw new IllegalArgumentException(value + " does not fit " + digits + " base-32 digits");
    }
    for (int shift = 5 * (digits - 1); shift >= 0; shift -= 5) {
      text.append(ALPHABET.charAt((int) (value >> shift) & 31));
    }
  }

  /** Spreads ids that were made one after another; a text's own gives two of them one in two. */
  private static int hash(String text) {
    int hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = hash * GOLDEN + text.charAt(i);
    }
    return hash;
  }

  public String text() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PlacementId id && hash == id.hash && text.equals(id.text);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public int compareTo(PlacementId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
