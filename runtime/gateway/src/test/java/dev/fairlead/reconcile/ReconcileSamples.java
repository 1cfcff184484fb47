// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.testkit.Samples;
import java.util.List;
import java.util.UUID;

/** Nouns for the tests of this package. */
final class ReconcileSamples {
  private ReconcileSamples() {}

  /** A placement that nothing of has executed. */
  static Placement placement(PlacementId id, OrderRequest request, PlacementStatus status) {
    return new Placement(
        id,
        new OrderId(new UUID(1, 1)),
        Samples.ACCOUNT,
        request,
        Price.ZERO,
        status,
        Quantity.ZERO,
        Notional.ZERO,
        0,
        "",
        false,
        null,
        null,
        0,
        List.of());
  }
}
