// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.OrderStatus;
import java.util.Optional;

/**
 * Alpaca's words for what happens to an order. Some SDKs stop for good at a word that they do not
 * know, so an event without a word that the oldest of them knows is not told here: an order in
 * doubt is settled by a later event, and a correction shows in the order and the position.
 */
final class EventNames {
  private EventNames() {}

  static Optional<String> of(OrderEvent event) {
    return switch (event.what()) {
      case Happened.Accepted _, Happened.Released _ -> Optional.of("pending_new");
      case Happened.Held _ -> Optional.of("held");
      case Happened.Working _, Happened.Reinstated _ -> Optional.of("new");
      case Happened.Filled _, Happened.LateFill _ ->
          Optional.of(event.order().status() == OrderStatus.FILLED ? "fill" : "partial_fill");
      case Happened.Completed _ -> Optional.of("fill");
      case Happened.CancelRequested _ -> Optional.of("pending_cancel");
      case Happened.CancelRefused _ -> Optional.of("order_cancel_rejected");
      case Happened.Canceled _ -> Optional.of("canceled");
      case Happened.Expired _ -> Optional.of("expired");
      case Happened.Rejected _ -> Optional.of("rejected");
      case Happened.ReplaceRequested _ -> Optional.of("pending_replace");
      case Happened.ReplaceRefused _ -> Optional.of("order_replace_rejected");
      case Happened.Replaced _ -> Optional.of("replaced");
      case Happened.Busted _,
          Happened.Corrected _,
          Happened.InDoubt _,
          Happened.Rerouted _,
          Happened.Trailed _,
          Happened.Sized _ ->
          Optional.empty();
    };
  }
}
