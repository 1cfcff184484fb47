// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.money.Price;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an order brings along for its routing, found out where it was taken (decision 0003).
 *
 * @param strategy the routing strategy that its client asks for; null to leave it to the rules
 * @param only the only account that its client may trade with; null for any
 * @param sights what each account saw of the market, in the order of preference; empty where there
 *     is nothing to compare, and without those that saw nothing
 */
public record RouteHints(
    @Nullable String strategy, @Nullable BrokerAccount only, List<Sight> sights) {
  /** There is nothing to tell. */
  public static final RouteHints NONE = new RouteHints(null, null, List.of());

  /** Keeps a copy. */
  public RouteHints {
    sights = List.copyOf(sights);
  }

  /** The price that the order would have met at an account: a buy the ask, a sell the bid. */
  public record Sight(BrokerAccount account, Price touch) {}

  /** What {@code account} saw; null if nothing is known of it. */
  public @Nullable Price touch(BrokerAccount account) {
    for (Sight sight : sights) {
      if (sight.account().equals(account)) {
        return sight.touch();
      }
    }
    return null;
  }
}
