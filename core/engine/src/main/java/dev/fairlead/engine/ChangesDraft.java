// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.Fault;
import dev.fairlead.model.OrderChanges;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a replace asks to change, as its client wrote it: texts, null where nothing was said. */
public record ChangesDraft(
    @Nullable String qty,
    @Nullable String timeInForce,
    @Nullable String limitPrice,
    @Nullable String stopPrice,
    @Nullable String trail,
    @Nullable String clientOrderId) {

  /** A draft read: the changes, or all that is wrong with them. */
  public sealed interface Reading {
    /** Nothing is wrong; {@code clientOrderId} is null where the client named none. */
    record Changes(OrderChanges changes, @Nullable String clientOrderId) implements Reading {}

    record Faulty(List<Fault> faults) implements Reading {}
  }

  /** Reads the draft; whether the changes suit the order is the engine's question. Pure. */
  public Reading read() {
    return new DraftReader().read(this);
  }
}
