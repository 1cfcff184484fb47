// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import java.util.List;

/** What the one who runs the gateway does. */
public sealed interface OperatorAction extends Input.Cause {
  /**
   * The gateway was started. From here on ids carry {@code epoch}, and what was sent before and not
   * answered is in doubt (I-05, I-07).
   *
   * @param instance drawn once, when the data folder was made; 0 to 2²⁰ − 1
   * @param epoch counts the starts of this data folder, from 1
   * @param engineVersion the rules that apply to the inputs that follow (J-10)
   * @param routing how orders are routed from here on; journaled, because a replay must choose
   *     alike
   */
  record Started(int instance, int epoch, int engineVersion, Routing routing)
      implements OperatorAction {}

  /**
   * Which broker accounts there are, in order of preference, and which strategy chooses.
   *
   * @param strategy the name of the routing strategy where nothing else is said: {@code
   *     primary-only}
   * @param rules where something else is said; of a key's rule, a symbol's and an asset class's the
   *     first in this order holds
   * @param shares accounts of which something is settled; one that is not among them has {@link
   *     Share#usual}
   */
  record Routing(
      String strategy, List<BrokerAccount> accounts, List<Rule> rules, List<Share> shares) {
    /** Keeps copies. */
    public Routing {
      accounts = List.copyOf(accounts);
      rules = List.copyOf(rules);
      shares = List.copyOf(shares);
    }

    /** One strategy for all orders, and accounts that are alike. */
    public Routing(String strategy, List<BrokerAccount> accounts) {
      this(strategy, accounts, List.of(), List.of());
    }

    /** The same for these accounts, in their order. */
    public Routing among(List<BrokerAccount> others) {
      return new Routing(strategy, others, rules, shares);
    }

    /**
     * What holds for some orders.
     *
     * @param accounts the only ones, in order of preference; empty for all
     */
    public record Rule(Scope scope, String strategy, List<BrokerAccount> accounts) {
      /** Keeps a copy. */
      public Rule {
        accounts = List.copyOf(accounts);
      }
    }

    /** Which orders a rule is for. */
    public sealed interface Scope {
      /** Those that come with a key. */
      record Key(Principal principal) implements Scope {}

      record OfSymbol(Symbol symbol) implements Scope {}

      record OfClass(AssetClass assetClass) implements Scope {}
    }

    /**
     * What is settled of an account.
     *
     * @param weight how much of the orders it is to have, beside the others' weights; from 1
     * @param feePpm what a trade is expected to cost there, in millionths of its value, until that
     *     was measured
     */
    public record Share(BrokerAccount account, int weight, int feePpm) {
      /** One like any other. */
      public static Share usual(BrokerAccount account) {
        return new Share(account, 1, 0);
      }
    }
  }
}
