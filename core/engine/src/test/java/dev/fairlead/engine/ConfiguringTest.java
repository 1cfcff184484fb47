// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a client has settled for its own trading holds, for it and for nobody else. */
final class ConfiguringTest {
  @Test
  void whoHasSuspendedTradingPlacesReplacesAndClosesNothingButCancels() {
    Scenario.tell(
        """
        place o1 buy 5 AAPL limit 100   | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 5 @ 100        | o1 filled 5 @ 100 [FILLED 5]
        place o2 buy 5 AAPL limit 90    | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p2 answers place accepted B2    | o2 working [WORKING 0]
        configure suspend on            | configured
        place o3 buy 1 AAPL             | denied TRADING_SUSPENDED: new orders are rejected by user
                                        | request: suspend_trade is on in the configurations
        close o3 AAPL all               | denied TRADING_SUSPENDED: new orders are rejected by user
                                        | request: suspend_trade is on in the configurations
        replace o2 o3 limit 91          | denied TRADING_SUSPENDED: new orders are rejected by user
                                        | request: suspend_trade is on in the configurations
        place o2 buy 5 AAPL limit 90    | repeated o2
        cancel o2                       | o2 cancel-requested [PENDING_CANCEL 0]; send cancel p2;
                                        | look in 0.5s; done o2
        configure suspend off           | configured default
        close o3 AAPL all               | o3 accepted [ACCEPTED 0]; send place p3; done o3
        """);
  }

  @Test
  @DisplayName("S-11 one client's settings leave the others alone")
  void othersTradeOn() {
    Scenario.tell(
        """
        configure suspend on as ann     | configured
        place o1 buy 1 AAPL as bob      | o1 accepted [ACCEPTED 0]; send place p1; done o1
        """);
  }

  @Test
  @DisplayName(
      "R-20 who has settled not to sell short opens no short position and closes long ones")
  void opensNoShortPosition() {
    Scenario.tell(
        """
        configure no-shorting on        | configured
        place o1 sell 1 AAPL            | denied SHORT_NOT_ALLOWED: AAPL cannot be sold short:
                                        | account is not allowed to short: no_shorting is on in its
                                        | configurations
        place o1 buy 2 AAPL             | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 2 @ 100        | o1 filled 2 @ 100 [FILLED 2]
        place o2 sell 2 AAPL            | o2 accepted [ACCEPTED 0]; send place p2; done o2
        """);
  }

  @Test
  void partsOfAShareMayBeClosedAndNotOpened() {
    Scenario.tell(
        """
        place o1 buy 1.5 AAPL           | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 1.5 @ 100      | o1 filled 1.5 @ 100 [FILLED 1.5]
        configure fractions off         | configured
        place o2 buy 0.5 AAPL           | denied FRACTIONAL_NOT_ALLOWED: account is not allowed to
                                        | trade fractions of AAPL: fractional_trading is off in its
                                        | configurations
        place o2 buy $100 AAPL          | denied FRACTIONAL_NOT_ALLOWED: account is not allowed to
                                        | trade fractions of AAPL: fractional_trading is off in its
                                        | configurations
        place o2 buy 0.5 BTC/USD gtc    | o2 accepted [ACCEPTED 0]; send place p2; done o2
        place o3 buy 1 AAPL             | o3 accepted [ACCEPTED 0]; send place p3; done o3
        close o4 AAPL all               | o4 accepted [ACCEPTED 0]; send place p4; done o4
        """);
  }

  @Test
  @DisplayName(
      "R-10 buying power goes as far as the client lets it, and no farther than the account")
  void theMultiplierHolds() {
    Scenario.tell(
        """
        configure multiplier ONE            | configured
        place o1 buy 1000.01 AAPL limit 100 | denied INSUFFICIENT_BUYING_POWER: insufficient buying
                                            | power (needed: 100001 USD, available: 100000 USD)
        place o1 buy 1000 AAPL limit 100    | o1 accepted [ACCEPTED 0]; send place p1; done o1
        configure multiplier FOUR           | configured default
        place o2 buy 1000.01 AAPL limit 100 | denied INSUFFICIENT_BUYING_POWER: insufficient buying
                                            | power (needed: 100001 USD, available: 100000 USD)
        place o2 buy 1000 AAPL limit 100    | o2 accepted [ACCEPTED 0]; send place p2; done o2
        """);
  }

  @Test
  @DisplayName("I-04 what is settled is settled after a restart")
  void staysSettled() {
    Scenario.tell(
        """
        configure no-shorting on        | configured
        configure suspend on            | configured
        restart                         |\s
        up                              |\s
        configure suspend off           | configured
        place o1 sell 1 AAPL            | denied SHORT_NOT_ALLOWED: AAPL cannot be sold short:
                                        | account is not allowed to short: no_shorting is on in its
                                        | configurations
        """);
  }
}
