// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.model.BrokerAccount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which account acts where a strategy prefers one to another, and which have lost their place;
 * nothing where no strategy does.
 *
 * @param acting null where no strategy prefers an account
 * @param promoted the account that an operator put before all others; null where nobody did
 * @param setbacks accounts that are passed over for others while those take orders, by account
 * @param patientUntil until then a link that has not come up since the start is waited for
 */
public record Lead(
    @Nullable ActingAccount acting,
    @Nullable BrokerAccount promoted,
    List<Setback> setbacks,
    Instant patientUntil) {
  public static final Lead NONE = new Lead(null, null, List.of(), Instant.EPOCH);

  /** Keeps a copy. */
  public Lead {
    setbacks = List.copyOf(setbacks);
  }

  /**
   * An account has taken no orders, and has not won its place back.
   *
   * @param since when it happened
   * @param wellSince since when nothing has been wrong with it; null while something is
   * @param cause what happened, as a sentence that names it
   */
  public record Setback(
      BrokerAccount account, Instant since, @Nullable Instant wellSince, String cause) {
    /** The same that has been well since then. */
    public Setback well(@Nullable Instant changed) {
      return new Setback(account, since, changed, cause);
    }
  }
}
