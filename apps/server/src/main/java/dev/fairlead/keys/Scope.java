// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.keys;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client key may do. None includes another: a key that trades need not be able to look. */
public enum Scope {
  /** See orders, positions, money, market data, and how the gateway stands; hear the streams. */
  READ,
  /** Place, replace and cancel orders, and change what belongs to the key. */
  TRADE,
  /** Make and revoke keys. */
  ADMIN;

  /** What a key gets that nobody said anything else of, and what every older key has. */
  public static final Set<Scope> USUAL = Set.of(READ, TRADE);

  /** As it is written: {@code read}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code read}, {@code trade} or {@code admin}.
   *
   * @throws IllegalArgumentException for any other word, with a sentence that names these
   */
  public static Scope of(String word) {
    return Arrays.stream(values())
        .filter(scope -> scope.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("'" + word + "' is no scope: they are " + words()));
  }

  /** All of them: {@code read, trade, admin}. */
  public static String words() {
    return Arrays.stream(values()).map(Scope::word).collect(Collectors.joining(", "));
  }
}
