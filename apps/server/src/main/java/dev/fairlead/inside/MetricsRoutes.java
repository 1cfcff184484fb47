// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.desk.Desk;
import dev.fairlead.metrics.BrokerMetrics;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /fairlead/v1/brokers/…/metrics}: what each broker account does, in numbers. */
final class MetricsRoutes {
  private static final String ACCOUNT = "account";

  private final Desk desk;

  MetricsRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(InsideApi.ROOT + "/brokers/metrics", this::list, Access.READ);
    routes.get(InsideApi.ROOT + "/brokers/{" + ACCOUNT + "}/metrics", this::show, Access.READ);
  }

  private void list(Context request) {
    ObjectNode json = Json.object();
    ArrayNode metrics = json.putArray("metrics");
    desk.inside().metrics().forEach(each -> metrics.add(MetricsJson.json(each)));
    Http.answer(request, 200, json);
  }

  private void show(Context request) {
    String account = request.pathParam(ACCOUNT);
    BrokerMetrics metrics =
        desk.inside().metrics().stream()
            .filter(each -> each.account().toString().equals(account))
            .findFirst()
            .orElseThrow(() -> Forms.unknownAccount(account));
    Http.answer(request, 200, MetricsJson.json(metrics));
  }
}
