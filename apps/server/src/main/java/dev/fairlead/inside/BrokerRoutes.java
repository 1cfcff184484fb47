// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.desk.Desk;
import dev.fairlead.gateway.LinkState;
import dev.fairlead.gateway.LinkState.Standing;
import dev.fairlead.gateway.LinkState.Trouble;
import dev.fairlead.health.BrokerHealth;
import dev.fairlead.message.Capabilities;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /fairlead/v1/brokers}: each broker account, its link, and what it takes. */
final class BrokerRoutes {
  private final Desk desk;

  BrokerRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(InsideApi.ROOT + "/brokers", this::list, Access.READ);
  }

  private void list(Context request) {
    ObjectNode json = Json.object();
    ArrayNode brokers = json.putArray("brokers");
    Map<BrokerAccount, BrokerHealth> health =
        desk.inside().health().stream()
            .collect(Collectors.toMap(BrokerHealth::account, Function.identity()));
    for (LinkState link : desk.inside().links()) {
      boolean primary = brokers.isEmpty();
      ObjectNode broker = json(link, primary);
      // Whatever has a link is judged from its start on.
      broker.set("health", HealthJson.of(Objects.requireNonNull(health.get(link.account()))));
      brokers.add(broker);
    }
    json.set("acting", FailoverRoutes.acting(desk.inside().acting().orElse(null)));
    Http.answer(request, 200, json);
  }

  private static ObjectNode json(LinkState link, boolean primary) {
    ObjectNode json = Json.object();
    json.put("account", link.account().toString());
    json.put("broker", link.account().broker());
    json.put("primary", primary);
    switch (link.standing()) {
      case Standing.Connecting() -> {
        putLink(json, "connecting", null, null);
        json.putNull("capabilities");
      }
      case Standing.Up(Instant since, Capabilities can) -> {
        putLink(json, "up", Json.instant(since), null);
        json.set("capabilities", CapabilityJson.of(can));
      }
      case Standing.Down(Instant since, String reason) -> {
        putLink(json, "down", Json.instant(since), reason);
        json.putNull("capabilities");
      }
    }
    json.set("budgets", BudgetJson.of(link.budgets()));
    json.putNull("last_error");
    link.trouble().ifPresent(trouble -> json.set("last_error", json(trouble)));
    return json;
  }

  private static void putLink(
      ObjectNode json, String state, @Nullable String since, @Nullable String reason) {
    json.putObject("link").put("state", state).put("since", since).put("reason", reason);
  }

  private static ObjectNode json(Trouble trouble) {
    return Json.object().put("at", Json.instant(trouble.at())).put("error", trouble.what());
  }
}
