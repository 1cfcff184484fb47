// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.money.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link ModelBroker} knows of a placement. */
final class Truth {
  final PlacementId id;
  OrderRequest request;
  String name;
  Found.State state = Found.State.WORKING;

  /** The group that it came with, and whether that keeps it back. */
  @Nullable ModelGroup group;

  boolean held;
  final Map<String, Fill> fills = new LinkedHashMap<>();

  Truth(PlacementId id, OrderRequest request, String name) {
    this.id = id;
    this.request = request;
    this.name = name;
  }

  boolean isWorking() {
    return state == Found.State.WORKING;
  }

  Quantity left() {
    Quantity filled =
        fills.values().stream().map(Fill::quantity).reduce(Quantity.ZERO, Quantity::plus);
    return request.size().units().orElseThrow().minus(filled);
  }

  Found found() {
    Found.State shown = isWorking() && held ? Found.State.HELD : state;
    return new Found(name, shown, request, List.copyOf(fills.values()));
  }
}
