// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.doubt.DoubtPolicy;
import dev.fairlead.doubt.Resolution;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import java.time.Duration;
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

  /** What somebody does about doubts. Each is answered with a {@link Reply}. */
  sealed interface OfDoubt extends OperatorAction {
    /**
     * Ask the broker at once about a placement that is in doubt.
     *
     * @param who asks it: a key id, or a name
     */
    record Look(PlacementId placement, String who) implements OfDoubt {}

    /** End a doubt by what an operator has found out. */
    record Resolve(PlacementId placement, Resolution resolution) implements OfDoubt {}

    /** From here on this holds of the account's doubts. */
    record Settle(BrokerAccount account, DoubtPolicy policy) implements OfDoubt {}

    /** Believe an account again that was caught (D-06). */
    record Restore(BrokerAccount account, String who, String proof) implements OfDoubt {}
  }

  /**
   * Make an account the acting one, and keep it so as long as it takes orders.
   *
   * @param by who asks for it
   * @param why for those who read it later
   */
  record Promote(BrokerAccount account, String by, String why) implements OperatorAction {}

  /**
   * Let the first account of the configured order act again, without waiting for its time to be
   * over, and undo a {@link Promote}.
   *
   * @param by who asks for it
   * @param why for those who read it later
   */
  record FailBack(String by, String why) implements OperatorAction {}

  /**
   * Which broker accounts there are, in order of preference, and which strategy chooses.
   *
   * @param strategy the name of the routing strategy where nothing else is said: {@code
   *     primary-only}
   * @param rules where something else is said; of a key's rule, a symbol's and an asset class's the
   *     first in this order holds
   * @param shares accounts of which something is settled; one that is not among them has {@link
   *     Share#usual}
   * @param failback when an account that failed is preferred again
   */
  record Routing(
      String strategy,
      List<BrokerAccount> accounts,
      List<Rule> rules,
      List<Share> shares,
      Failback failback) {
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

    /** One that fails back as is usual. */
    public Routing(
        String strategy, List<BrokerAccount> accounts, List<Rule> rules, List<Share> shares) {
      this(strategy, accounts, rules, shares, Failback.USUAL);
    }

    /** The same for these accounts, in their order. */
    public Routing among(List<BrokerAccount> others) {
      return new Routing(strategy, others, rules, shares, failback);
    }

    /** When an account that failed is preferred again to those after it. */
    public sealed interface Failback {
      /** A minute without a fault, and a health that is far from opening the breaker again. */
      After USUAL = new After(Duration.ofSeconds(60), 80);

      /**
       * After it has been well for so long without interruption.
       *
       * @param hold how long
       * @param score from 0 to 100; with less than that it is not well
       */
      record After(Duration hold, int score) implements Failback {
        /** Refuses a score out of range, and a time that is not positive. */
        public After {
          if (hold.isNegative() || hold.isZero() || score < 0 || score > LinkHealth.BEST) {
            throw new IllegalArgumentException(
                "fails back after a positive time, with a score of 0 to 100, not after "
                    + hold
                    + " with "
                    + score);
          }
        }
      }

      /** When an operator says so. */
      record ByHand() implements Failback {}
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
