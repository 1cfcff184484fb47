// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.model.Symbol;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The symbols that are watched, or were looked at. As many as there are instruments, at the most;
 * beyond a limit those that nobody listens to are forgotten. Thread-safe.
 */
final class Tickers {
  private static final int MOST = 20_000;

  private final Map<Symbol, Ticker> all = new ConcurrentHashMap<>();

  Ticker of(Symbol symbol) {
    Ticker known = all.get(symbol);
    if (known != null) {
      return known;
    }
    if (all.size() >= MOST) {
      all.values().removeIf(ticker -> !ticker.isHeard());
    }
    return all.computeIfAbsent(symbol, name -> new Ticker(name, System.nanoTime()));
  }

  Optional<Ticker> find(Symbol symbol) {
    @Nullable Ticker known = all.get(symbol);
    return Optional.ofNullable(known);
  }
}
