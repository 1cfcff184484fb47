// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.account;

import dev.fairlead.model.BrokerAccount;
import java.time.Instant;
import java.util.Locale;

/**
 * The broker account that new orders go to first where their strategy prefers one account to
 * another, and how it came to be that one.
 *
 * @param since when it became so
 * @param cause why, for people; empty where it is simply the first in the configured order
 * @param by who asked for it; empty where nobody did
 * @param count how often the acting account has changed since the journal began
 */
public record ActingAccount(
    BrokerAccount account, Instant since, Turn turn, String cause, String by, long count) {

  /** How an account came to act. */
  public enum Turn {
    /** It is the first in the order of accounts, or the order was changed. */
    CONFIGURED,
    /** The one before takes no orders any more. */
    FAILED_OVER,
    /** It is preferred to the one before, and has won its place back. */
    FAILED_BACK,
    /** An operator chose it. */
    PROMOTED;

    /** As JSON, tables and log lines write it: {@code failed_over}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
