// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import dev.fairlead.model.BrokerAccount;
import java.util.List;
import java.util.Optional;

/**
 * A bounded queue, as it was when somebody looked.
 *
 * @param name of the few that there are: {@code commands}, {@code reports}, {@code requests}
 * @param account whose it is; empty where it is common to all
 * @param waiting how many are in it
 * @param refused how many found no room, since the process started; what may wait for room never is
 */
public record Queue(
    String name, Optional<BrokerAccount> account, int waiting, int limit, long refused) {
  /** Who has queues to tell of. */
  @FunctionalInterface
  public interface Source {
    /** Thread-safe; never waits. */
    List<Queue> queues();
  }
}
