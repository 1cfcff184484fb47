// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.keys;

import dev.fairlead.door.Allowance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Symbol;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a key may do, and with what.
 *
 * @param scopes at least one
 * @param symbols the only ones that it may trade; empty for all
 * @param account the only broker account that it may trade at; null for all
 */
public record Grant(
    Set<Scope> scopes, SequencedSet<Symbol> symbols, @Nullable BrokerAccount account) {

  /** To read and trade everything. */
  public static final Grant USUAL = of(Scope.USUAL);

  /** Keeps scopes and symbols in one order; refuses a grant of nothing. */
  public Grant {
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("a key needs at least one scope of " + Scope.words());
    }
    scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    symbols = Collections.unmodifiableSequencedSet(new TreeSet<>(symbols));
  }

  /** To do this with everything. */
  public static Grant of(Collection<Scope> scopes) {
    return new Grant(EnumSet.copyOf(scopes), new TreeSet<>(), null);
  }

  /** The same for no other symbols than these; for all where there are none. */
  public Grant trading(Collection<Symbol> only) {
    return new Grant(scopes, new TreeSet<>(only), account);
  }

  /** The same for no other broker account than this one; for all where it is null. */
  public Grant at(@Nullable BrokerAccount only) {
    return new Grant(scopes, symbols, only);
  }

  /** What the gateway takes of it in the way of orders. */
  Allowance allowance() {
    return new Allowance(symbols, account);
  }
}
