// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.door;

import dev.fairlead.message.Fault;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one principal may have orders of, and where. Checked at the door, before a command is
 * written down: it is a rule about who asks, and no part of the history that is replayed. Cancels
 * are always allowed, because they can only lessen what is at stake.
 *
 * @param symbols the only ones; empty for all
 * @param account the only broker account; null for all
 */
public record Allowance(Set<Symbol> symbols, @Nullable BrokerAccount account) {
  /** No limits. */
  public static final Allowance EVERYTHING = new Allowance(Set.of(), null);

  /** Most symbols that a refusal names. */
  private static final int MOST_TOLD = 10;

  /** Keeps a copy. */
  public Allowance {
    symbols = Set.copyOf(symbols);
  }

  /** Why there may be no order of {@code symbol} at {@code target}; empty where there may. */
  public List<Fault> faults(Symbol symbol, BrokerAccount target) {
    return Stream.of(symbolFault(symbol), accountFault(target)).flatMap(Optional::stream).toList();
  }

  private Optional<Fault> symbolFault(Symbol symbol) {
    return symbols.isEmpty() || symbols.contains(symbol)
        ? Optional.empty()
        : Optional.of(
            new Fault(
                "symbol", symbol.text(), "key-symbols", "this key trades only " + toldSymbols()));
  }

  private String toldSymbols() {
    String told =
        symbols.stream()
            .sorted()
            .limit(MOST_TOLD)
            .map(Symbol::text)
            .collect(Collectors.joining(", "));
    int more = symbols.size() - MOST_TOLD;
    return more > 0 ? told + " and " + more + " more" : told;
  }

  private Optional<Fault> accountFault(BrokerAccount target) {
    return account == null || account.equals(target)
        ? Optional.empty()
        : Optional.of(
            new Fault(
                "account",
                target.toString(),
                "key-account",
                "this key trades only at " + account + ", and the order would go elsewhere"));
  }
}
