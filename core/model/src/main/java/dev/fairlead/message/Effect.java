// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.model.OrderId;
import dev.fairlead.model.PlacementId;
import java.time.Instant;

/** Something to do once the input that led to it is durable (I-02). */
public sealed interface Effect {
  /** Send this to the broker, once. */
  record Send(BrokerCommand command) implements Effect {}

  /** Come back with a {@link PriceTouched}, once, when the market has reached the target. */
  record WatchPrice(PriceTarget target) implements Effect {}

  /** What was to be watched for this order no longer is. */
  record UnwatchPrice(OrderId order) implements Effect {}

  /** Come back with a {@link TimerFired} for this placement at {@code at} or later. */
  record StartTimer(PlacementId placement, Instant at) implements Effect {}

  /** Come back with a {@link Input.TimePassed} at {@code at} or later, whatever it is about. */
  record AwaitTime(Instant at) implements Effect {}
}
