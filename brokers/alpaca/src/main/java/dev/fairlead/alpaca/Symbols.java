// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.model.Symbol;
import java.util.List;
import java.util.Optional;

/**
 * Alpaca's names of instruments and ours: the same, but for crypto pairs, which positions,
 * activities and older orders write without their slash (facts 1.5). Pure.
 */
final class Symbols {
  static final String CRYPTO = "crypto";

  /** What pairs are quoted in, longest first: {@code ETHUSDT} is no pair of {@code ETHUS}. */
  private static final List<String> QUOTED_IN = List.of("USDT", "USDC", "USD", "BTC", "ETH");

  private Symbols() {}

  /** Our symbol, or nothing where Alpaca's name is none: that of a multi-leg order is empty. */
  static Optional<Symbol> ours(String name, String assetClass) {
    String text = assetClass.equals(CRYPTO) ? pair(name) : name;
    return Symbol.isWellFormed(text) ? Optional.of(new Symbol(text)) : Optional.empty();
  }

  /** A pair with its slash. */
  static String pair(String name) {
    if (name.indexOf('/') >= 0) {
      return name;
    }
    for (String currency : QUOTED_IN) {
      int split = name.length() - currency.length();
      if (split > 0 && name.endsWith(currency)) {
        return name.substring(0, split) + "/" + currency;
      }
    }
    return name;
  }

  /** As Alpaca takes it in a body: just so. */
  static String alpacas(Symbol symbol) {
    return symbol.text();
  }
}
