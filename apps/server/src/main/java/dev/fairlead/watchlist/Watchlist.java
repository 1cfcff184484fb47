// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.watchlist;

import dev.fairlead.model.Symbol;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;

/**
 * A list of symbols under a name.
 *
 * @param owner the id of the client key that made it; nobody else sees it (S-11)
 * @param name 1 to {@value #MAX_NAME} characters, once for each owner
 * @param symbols in the client's order, each once, at most {@value #MAX_SYMBOLS}
 */
public record Watchlist(
    UUID id,
    String owner,
    String name,
    List<Symbol> symbols,
    Instant createdAt,
    Instant updatedAt) {
  public static final int MAX_NAME = 64;
  public static final int MAX_SYMBOLS = 1_000;

  /** A symbol that is there already stays where it is. */
  public Watchlist {
    symbols = List.copyOf(new LinkedHashSet<>(symbols));
  }

  Watchlist changed(String newName, List<Symbol> newSymbols, Instant at) {
    return new Watchlist(id, owner, newName, newSymbols, createdAt, at);
  }
}
