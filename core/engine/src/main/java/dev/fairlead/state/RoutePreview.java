// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.message.Denial;
import dev.fairlead.message.RouteCandidate;
import dev.fairlead.model.BrokerAccount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an order would go if it came now.
 *
 * @param chosen null where it would be refused
 * @param denial why it would be; null where it would not
 * @param candidates the accounts that were looked at, in order of preference
 */
public record RoutePreview(
    @Nullable Chosen chosen, @Nullable Denial denial, List<RouteCandidate> candidates) {
  /** Keeps a copy. */
  public RoutePreview {
    candidates = List.copyOf(candidates);
  }

  /** The account that it would go to, by which strategy, and why. */
  public record Chosen(BrokerAccount account, String strategy, String reason) {}
}
