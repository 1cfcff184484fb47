// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

/**
 * An instrument's name as people who trade write it: {@code AAPL}, {@code BTC/USD}, or {@code
 * NSE:RELIANCE} where the exchange must be said. Case-sensitive; 1 to 32 characters.
 */
public record Symbol(String text) implements Comparable<Symbol> {
  public static final int MAX_LENGTH = 32;

  /** Refuses a text that cannot name any instrument; whether one exists is another question. */
  public Symbol {
    if (!isWellFormed(text)) {
      throw new IllegalArgumentException(
          "symbol must be 1 to " + MAX_LENGTH + " characters of A-Z 0-9 . / : & _ -");
    }
  }

  public static boolean isWellFormed(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isAllowed(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "./:&_-".indexOf(c) >= 0;
  }

  @Override
  public int compareTo(Symbol other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
