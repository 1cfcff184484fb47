// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.model.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Symbols that were read before, found again by their letters without making a string of them. What
 * falls into a place that is taken replaces what was there, so that it never grows. Not
 * thread-safe.
 */
final class SymbolTable {
  private static final int PLACES = 1 << 14;

  private final @Nullable Symbol[] places = new Symbol[PLACES];

  /** Null for what can be no symbol. */
  @Nullable Symbol of(char[] text, int offset, int length) {
    int hash = 0;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + text[i];
    }
    int place = (hash ^ (hash >>> 14)) & (PLACES - 1);
    Symbol known = places[place];
    if (known != null && matches(known.text(), text, offset, length)) {
      return known;
    }
    String name = new String(text, offset, length);
    if (!Symbol.isWellFormed(name)) {
      return null;
    }
    Symbol symbol = new Symbol(name);
    places[place] = symbol;
    return symbol;
  }

  private static boolean matches(String known, char[] text, int offset, int length) {
    if (known.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (known.charAt(i) != text[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
