// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Quantity;
import dev.fairlead.reconcile.Reconciliation.Standing;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Ages drifts from one pass to the next, and says what each is worth. */
final class Passes {
  private final Function<Symbol, Optional<Worth>> worths;

  Passes(Function<Symbol, Optional<Worth>> worths) {
    this.worths = worths;
  }

  /** The account after one more pass. */
  Reconciliation next(Reconciliation last, Comparison comparison, Instant at) {
    List<Standing> drifts = new ArrayList<>();
    comparison.drifts().forEach(drift -> drifts.add(standing(last, drift, at)));
    Optional<String> gap = comparison.told().gap();
    if (gap.isPresent()) {
      // What the broker left out this time is not settled by that (F-B21).
      last.drifts().stream()
          .filter(each -> find(drifts, each.drift()).isEmpty())
          .forEach(drifts::add);
    }
    return new Reconciliation(
        last.account(), Optional.of(at), gap, List.copyOf(drifts), last.clearance());
  }

  static Optional<Standing> find(List<Standing> drifts, Drift drift) {
    return drifts.stream()
        .filter(each -> each.drift().subject().equals(drift.subject()))
        .findFirst();
  }

  private Standing standing(Reconciliation last, Drift drift, Instant at) {
    Optional<Standing> before = find(last.drifts(), drift);
    return new Standing(
        drift,
        before.map(Standing::since).orElse(at),
        before.map(Standing::passes).orElse(0) + 1,
        atStake(drift));
  }

  private Optional<Money> atStake(Drift drift) {
    return switch (drift) {
      case Drift.Cash cash -> Optional.of(cash.amount());
      case Drift.Units units -> worth(units.symbol(), units.amount());
      case Drift.OfOrder order -> worth(order.symbol(), order.leaves());
    };
  }

  private Optional<Money> worth(Symbol symbol, Quantity units) {
    return worths
        .apply(symbol)
        .map(
            one -> Notional.of(one.price(), units).toMoney(one.currency(), RoundingMode.HALF_EVEN));
  }
}
