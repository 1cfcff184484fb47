// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.doubt;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.PlacementId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an account is believed when it says that it has not got a placement.
 *
 * @param breach what it was caught at; null where at nothing, or where its owner has restored it
 */
public record Trust(BrokerAccount account, DoubtPolicy policy, @Nullable Breach breach) {
  /**
   * A placement that was proven absent appeared after all (D-06).
   *
   * @param detail what was told of it
   */
  public record Breach(PlacementId placement, Instant at, String detail) {}

  /** In one that nothing is known of. */
  public static Trust usual(BrokerAccount account) {
    return new Trust(account, DoubtPolicy.USUAL, null);
  }

  /** Whether an absence may end a doubt there, where its capabilities make one a proof. */
  public boolean releasesOnAbsence() {
    return breach == null && !policy.neverRelease();
  }

  /** Whether it takes only what makes a position smaller, until its owner restores it. */
  public boolean isReduceOnly() {
    return breach != null;
  }

  /** Nothing to remember. */
  public boolean isUsual() {
    return breach == null && policy.equals(DoubtPolicy.USUAL);
  }

  public Trust settled(DoubtPolicy changed) {
    return new Trust(account, changed, breach);
  }

  /** It was caught, or has been restored. */
  public Trust caught(@Nullable Breach changed) {
    return new Trust(account, policy, changed);
  }
}
