// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import dev.fairlead.message.BrokerCommand.Group;
import dev.fairlead.model.Balance;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Position;
import java.time.Instant;
import java.util.List;

/**
 * What the book knows of an account when its link is opened: where a broker's adapter catches up
 * from, and what the embedded paper broker, whose only memory is the journal, resumes with.
 *
 * @param live placements that may still execute, those in doubt among them
 * @param balances empty for an account that was never funded
 * @param heard up to when the book has heard of the account, by the gateway's clock; what happened
 *     later is to be caught up with, with an overlap: a link that looked up may have been deaf for
 *     a while. {@link Instant#EPOCH} for an account that was never heard of
 * @param groups the groups that the broker keeps, as far as anything of them lives; their legs are
 *     among the placements, perhaps without a name yet
 */
public record Known(
    List<Placement> live,
    List<Position> positions,
    List<Balance> balances,
    Instant heard,
    List<Group> groups) {

  /** A book without any group that its broker keeps. */
  public Known(
      List<Placement> live, List<Position> positions, List<Balance> balances, Instant heard) {
    this(live, positions, balances, heard, List.of());
  }

  public static final Known NOTHING = new Known(List.of(), List.of(), List.of(), Instant.EPOCH);
}
