// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.broker.BudgetState;
import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.wire.Json;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How an account stands with the limits on its requests, as JSON. */
final class BudgetJson {
  private BudgetJson() {}

  /** A line for each group of the broker's endpoints. */
  static ArrayNode of(List<BudgetState> states) {
    ArrayNode json = Json.array();
    states.forEach(state -> json.add(of(state)));
    return json;
  }

  private static ObjectNode of(BudgetState state) {
    ObjectNode json = Json.object();
    json.put("group", state.group());
    json.put("percent_left", state.percentLeft());
    json.put("waiting", state.waiting());
    json.put("turned_away", state.turnedAway());
    json.put("paused_millis", state.paused().map(Duration::toMillis).orElse(null));
    ArrayNode limits = json.putArray("limits");
    for (BudgetState.Limit limit : state.limits()) {
      ObjectNode one = of(limit.declared());
      one.put("most", limit.most());
      one.put("sent", limit.sent());
      one.put("left_for_orders", limit.leftForOrders());
      one.put("percent_left", limit.percentLeft());
      limits.add(one);
    }
    return json;
  }

  /** As it is declared. */
  static ObjectNode of(Budget budget) {
    return Json.object()
        .put("lane", Forms.word(budget.lane()))
        .put("requests", budget.requests())
        .put("per", budget.per().toString());
  }
}
