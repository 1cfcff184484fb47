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

/** What a broker that tests make up knows of a placement. */
public final class Truth {
  public final PlacementId id;
  public OrderRequest request;

  /** The broker's; empty of one that it refused. */
  public String name;

  public Found.State state = Found.State.WORKING;

  /** The group that it came with, and whether that keeps it back. */
  @Nullable ModelGroup group;

  boolean held;

  /** Those that stand, by their ids. */
  public final Map<String, Fill> fills = new LinkedHashMap<>();

  Truth(PlacementId id, OrderRequest request, String name) {
    this.id = id;
    this.request = request;
    this.name = name;
  }

  public boolean isWorking() {
    return state == Found.State.WORKING;
  }

  public Quantity filled() {
    return fills.values().stream().map(Fill::quantity).reduce(Quantity.ZERO, Quantity::plus);
  }

  /** Less than nothing where more was filled than was asked for. */
  public Quantity left() {
    return request.size().units().orElseThrow().minus(filled());
  }

  /** As the broker tells it when it is asked. */
  public Found found() {
    Found.State shown = isWorking() && held ? Found.State.HELD : state;
    return new Found(name, shown, request, List.copyOf(fills.values()));
  }
}
