// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.model.Symbol;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Where the next page begins: at this instant of this symbol, but for as many items of that very
 * instant as earlier pages had. Nothing is kept for it here, so it is good after a restart too. For
 * clients it is a word without a meaning.
 */
record PageToken(Symbol symbol, Instant at, int skip) {
  private static final int MAX_LENGTH = 256;

  String text() {
    String plain = symbol + "|" + at + "|" + skip;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads what a client gives back; empty where it is none of ours. */
  static Optional<PageToken> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      byte[] plain = Base64.getUrlDecoder().decode(text);
      String[] parts = new String(plain, StandardCharsets.UTF_8).split("\\|", -1);
      PageToken token =
          new PageToken(new Symbol(parts[0]), Instant.parse(parts[1]), Integer.parseInt(parts[2]));
      return Optional.of(token).filter(good -> parts.length == 3 && good.skip() >= 0);
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException unreadable) {
      return Optional.empty();
    }
  }
}
