// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.operator;

import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.money.Money;
import dev.fairlead.state.DoubtCase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is in doubt, as an operator sees it.
 *
 * @param atStake the money that it may come to: what may still execute, at its limit, the worst
 *     price it was taken for or the market's; null where nobody knows a price
 */
public record OpenDoubt(DoubtCase about, @Nullable Money atStake) {
  /** The newest question to the broker what became of it. */
  public Optional<Attempt> lastLook() {
    return placement().latest(Attempt.Kind.QUERY);
  }

  public Placement placement() {
    return about.placement();
  }
}
