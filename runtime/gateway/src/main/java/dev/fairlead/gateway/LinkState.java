// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.broker.BudgetState;
import dev.fairlead.message.Capabilities;
import dev.fairlead.model.BrokerAccount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the link to one broker account stands.
 *
 * @param trouble the newest since this process started; it may be over
 * @param budgets what it may still ask of its broker; none where that is not limited
 */
public record LinkState(
    BrokerAccount account,
    Standing standing,
    Optional<Trouble> trouble,
    List<BudgetState> budgets) {
  /** Keeps a copy. */
  public LinkState {
    budgets = List.copyOf(budgets);
  }

  /** Whether orders can be sent. */
  public sealed interface Standing {
    /** Not up yet since this process started, or nobody can tell any more. */
    record Connecting() implements Standing {}

    /** Orders can be sent. */
    record Up(Instant since, Capabilities capabilities) implements Standing {}

    /** They cannot. */
    record Down(Instant since, String reason) implements Standing {}
  }

  /** Something that went wrong: a link that went down, a request without a certain answer. */
  public record Trouble(Instant at, String what) {}
}
