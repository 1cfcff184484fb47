// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

/**
 * Why money or units came or went without a fill. As fine as Alpaca's types of activities, because
 * programs ask for these (facts 2.3); a broker that tells less uses the plain ones.
 */
public enum MovementKind {
  /** What an account had when it was first opened. */
  OPENING(true),
  DEPOSIT(true),
  WITHDRAWAL(true),
  /** Money that came or went, whichever. */
  CASH_TRANSFER(true),
  /** Money from or to an account at another broker. */
  ACCOUNT_TRANSFER_CASH(true),
  /** Securities from or to an account at another broker. */
  ACCOUNT_TRANSFER_SECURITIES(true),
  /** Securities that were delivered free of payment. */
  FREE_DELIVERY(true),
  /** Coins from or to a wallet. */
  ON_CHAIN_TRANSFER(true),
  /** Between two accounts at the same broker. */
  JOURNAL(true),
  JOURNAL_CASH(true),
  JOURNAL_SECURITIES(true),

  DIVIDEND(false),
  DIVIDEND_FEE(false),
  DIVIDEND_FOREIGN_TAX(false),
  DIVIDEND_NONRESIDENT_TAX(false),
  DIVIDEND_WITHHOLDING(false),
  DIVIDEND_TAX_EXEMPT(false),
  DIVIDEND_RETURN_OF_CAPITAL(false),
  CAPITAL_GAIN(false),
  CAPITAL_GAIN_LONG_TERM(false),
  CAPITAL_GAIN_SHORT_TERM(false),
  INTEREST(false),
  INTEREST_NONRESIDENT_TAX(false),
  INTEREST_WITHHOLDING(false),
  FEE(false),
  /** Taken in coins, of what was bought. */
  CRYPTO_FEE(false),
  PASS_THROUGH_CHARGE(false),
  PASS_THROUGH_REBATE(false),

  SPLIT(false),
  SPIN_OFF(false),
  MERGER(false),
  NAME_CHANGE(false),
  REORGANIZATION(false),
  OPTION_ASSIGNMENT(false),
  OPTION_CORPORATE_ACTION(false),
  OPTION_CASH(false),
  OPTION_EXERCISE(false),
  OPTION_EXPIRATION(false),
  OPTION_TRADE(false),
  OTHER(false);

  private final boolean fromOutside;

  MovementKind(boolean fromOutside) {
    this.fromOutside = fromOutside;
  }

  /** Whether it was brought or taken away, and is neither profit nor loss of what is held. */
  public boolean isFromOutside() {
    return fromOutside;
  }
}
