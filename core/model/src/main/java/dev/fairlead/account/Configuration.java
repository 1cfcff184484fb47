// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.account;

import org.jspecify.annotations.Nullable;

/**
 * What a client has settled for its own trading, as Alpaca's account configurations. It is kept for
 * each client key, because the broker accounts are common to all of them: nobody can stop, or
 * loosen, the trading of another. The engine holds the client's new orders to it; orders that work
 * already go on.
 *
 * @param suspendTrade no new order is taken, nor a closing or changed one; cancels are
 * @param noShorting no short position is opened or added to
 * @param fractionalTrading orders for parts of a unit, or for money, may open positions; closing
 *     ones may always, so that nothing is locked in
 * @param ptpNoExceptionEntry publicly traded partnerships may be bought; none are listed
 * @param disableOvernightTrading no trading between post-market and pre-market, where no venue of
 *     ours trades anyway
 * @param maxMultiplier most times its equity that the account may hold for this client; the
 *     account's own multiplier holds too
 * @param confirmEmail kept for clients that read it; no mail is sent
 * @param maxOptionsLevel kept likewise; null for as far as the account goes. No options are traded
 * @param dayTradeCheck kept likewise; Alpaca gave it up in July 2026
 * @param patternCheck kept likewise
 */
public record Configuration(
    boolean suspendTrade,
    boolean noShorting,
    boolean fractionalTrading,
    boolean ptpNoExceptionEntry,
    boolean disableOvernightTrading,
    Multiplier maxMultiplier,
    ConfirmEmail confirmEmail,
    @Nullable OptionsLevel maxOptionsLevel,
    DayTradeCheck dayTradeCheck,
    DayTradeCheck patternCheck) {

  /** What holds for a client that has settled nothing: Alpaca's defaults. */
  public static final Configuration DEFAULT =
      new Configuration(
          false,
          false,
          true,
          false,
          false,
          Multiplier.FOUR,
          ConfirmEmail.ALL,
          null,
          DayTradeCheck.BOTH,
          DayTradeCheck.BOTH);

  /** How many times its equity an account may hold. */
  public enum Multiplier {
    ONE(1),
    TWO(2),
    FOUR(4);

    private final int times;

    Multiplier(int times) {
      this.times = times;
    }

    public int times() {
      return times;
    }
  }

  /** Which orders are confirmed by mail. */
  public enum ConfirmEmail {
    ALL,
    NONE
  }

  /** Which options may be traded. */
  public enum OptionsLevel {
    NONE(0),
    COVERED(1),
    LONG(2),
    SPREADS(3);

    private final int level;

    OptionsLevel(int level) {
      this.level = level;
    }

    /** As Alpaca counts. */
    public int level() {
      return level;
    }
  }

  /** When Alpaca looked whether an order would be a day trade too many. */
  public enum DayTradeCheck {
    BOTH,
    ENTRY,
    EXIT
  }

  /** This with {@code changes} in it. */
  public Configuration with(ConfigurationChanges changes) {
    return new Configuration(
        either(changes.suspendTrade(), suspendTrade),
        either(changes.noShorting(), noShorting),
        either(changes.fractionalTrading(), fractionalTrading),
        either(changes.ptpNoExceptionEntry(), ptpNoExceptionEntry),
        either(changes.disableOvernightTrading(), disableOvernightTrading),
        either(changes.maxMultiplier(), maxMultiplier),
        either(changes.confirmEmail(), confirmEmail),
        changes.maxOptionsLevel() == null ? maxOptionsLevel : changes.maxOptionsLevel(),
        either(changes.dayTradeCheck(), dayTradeCheck),
        either(changes.patternCheck(), patternCheck));
  }

  private static <T> T either(@Nullable T changed, T old) {
    return changed == null ? old : changed;
  }
}
