// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.client;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a replace changes, as it is typed. */
public final class ChangedOrder {
  @Option(names = "--qty", paramLabel = "QTY", description = "The total to trade, fills included.")
  private @Nullable String quantity;

  @Option(names = "--limit", paramLabel = "P", description = "The new limit price.")
  private @Nullable String limit;

  @Option(names = "--stop", paramLabel = "P", description = "The new stop price.")
  private @Nullable String stop;

  @Option(
      names = "--trail",
      paramLabel = "AMOUNT|PERCENT%",
      description = "The new distance, in the unit that the order has.")
  private @Nullable String trail;

  @Option(names = "--tif", paramLabel = "TIF", description = "The new time in force.")
  private @Nullable String timeInForce;

  @Option(names = "--id", paramLabel = "ID", description = "Your own name for the new order.")
  private @Nullable String clientOrderId;

  /** The request's body: what is to change, and nothing else. */
  public String body() {
    ObjectNode body = new JsonMapper().createObjectNode();
    put(body, "qty", quantity);
    put(body, "limit_price", limit);
    put(body, "stop_price", stop);
    put(body, "trail", NewOrder.trailDistance(trail));
    put(body, "time_in_force", timeInForce);
    put(body, "client_order_id", clientOrderId);
    return body.toString();
  }

  private static void put(ObjectNode body, String field, @Nullable String value) {
    if (value != null) {
      body.put(field, value);
    }
  }
}
