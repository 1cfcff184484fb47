// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.rules;

import dev.fairlead.message.Denial;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import java.util.List;
import java.util.Optional;

/**
 * Orders that a broker without any id of ours could not tell apart (class E of reliability 3.3): of
 * one instrument, side, size and terms. There is one at most without an answer, so that whatever
 * shows up is the one that is looked for. Pure.
 */
public final class Twins {
  private Twins() {}

  /** Why an order may not be placed there now; empty where it may. */
  public static Optional<Denial> refusal(
      BrokerAccount account, OrderRequest request, List<Placement> live) {
    return live.stream()
        .filter(placement -> placement.account().equals(account))
        .filter(placement -> !placement.isAcknowledged())
        .filter(placement -> isTwin(placement.request(), request))
        .findFirst()
        .map(placement -> new Denial.TwinUnanswered(account, placement.order()));
  }

  private static boolean isTwin(OrderRequest one, OrderRequest other) {
    return one.symbol().equals(other.symbol())
        && one.side() == other.side()
        && one.size().equals(other.size())
        && one.terms().equals(other.terms());
  }
}
