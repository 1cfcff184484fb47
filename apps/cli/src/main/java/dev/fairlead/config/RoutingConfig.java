// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Routing.Failback;
import dev.fairlead.message.OperatorAction.Routing.Rule;
import dev.fairlead.message.OperatorAction.Routing.Share;
import dev.fairlead.model.BrokerAccount;
import java.util.List;

/**
 * How orders are routed.
 *
 * @param strategy where no rule says otherwise
 * @param order the accounts in order of preference, as far as it is settled; the others follow
 * @param rules for some keys, symbols or asset classes
 * @param shares accounts of which something is settled
 * @param failback when an account that failed is preferred again
 */
public record RoutingConfig(
    String strategy,
    List<BrokerAccount> order,
    List<Rule> rules,
    List<Share> shares,
    Failback failback) {
  /** All orders go to the primary account. */
  public static final RoutingConfig DEFAULT =
      new RoutingConfig("primary-only", List.of(), List.of(), List.of(), Failback.USUAL);

  /** Keeps copies. */
  public RoutingConfig {
    order = List.copyOf(order);
    rules = List.copyOf(rules);
    shares = List.copyOf(shares);
  }

  /** In a few words: {@code failover, and 2 rules}. */
  public String words() {
    return strategy
        + switch (rules.size()) {
          case 0 -> "";
          case 1 -> ", and a rule";
          default -> ", and " + rules.size() + " rules";
        };
  }

  /** The same among these accounts. */
  public Routing among(List<BrokerAccount> accounts) {
    return new Routing(strategy, accounts, rules, shares, failback);
  }
}
