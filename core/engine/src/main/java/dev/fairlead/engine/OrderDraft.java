// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Fault;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An order as its client wrote it, before anybody checked it: texts, null where nothing was said.
 * Field names in faults are Alpaca's ({@code limit_price}).
 *
 * @param takeProfit {@code take_profit.limit_price}
 * @param stopLossStop {@code stop_loss.stop_price}
 * @param stopLossLimit {@code stop_loss.limit_price}
 */
public record OrderDraft(
    @Nullable String symbol,
    @Nullable String qty,
    @Nullable String notional,
    @Nullable String side,
    @Nullable String type,
    @Nullable String timeInForce,
    @Nullable String limitPrice,
    @Nullable String stopPrice,
    @Nullable String trailPrice,
    @Nullable String trailPercent,
    @Nullable String extendedHours,
    @Nullable String clientOrderId,
    @Nullable String orderClass,
    @Nullable String takeProfit,
    @Nullable String stopLossStop,
    @Nullable String stopLossLimit) {

  /** A draft read: an order, or all that is wrong with it. */
  public sealed interface Reading {
    /** Nothing is wrong; {@code clientOrderId} is null where the client named none. */
    record Order(OrderRequest request, @Nullable String clientOrderId) implements Reading {}

    record Faulty(List<Fault> faults) implements Reading {}
  }

  /**
   * Reads and checks the draft. Pure.
   *
   * @param instruments what is listed
   * @param capabilities of the broker account that will take the order
   */
  public Reading read(
      Function<Symbol, Optional<Instrument>> instruments, Capabilities capabilities) {
    return new DraftReader().read(this, instruments, capabilities);
  }
}
