// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.desk.Desk;
import dev.fairlead.reconcile.Drift;
import dev.fairlead.reconcile.Reconciliation;
import dev.fairlead.reconcile.Reconciliation.Standing;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /fairlead/v1/drift}: in what the book and the brokers do not agree. */
final class DriftRoutes {
  private final Desk desk;

  DriftRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(InsideApi.ROOT + "/drift", this::list, Access.READ);
  }

  private void list(Context request) {
    ObjectNode json = Json.object();
    ArrayNode accounts = json.putArray("accounts");
    desk.inside().reconciliations().forEach(each -> accounts.add(json(each)));
    Http.answer(request, 200, json);
  }

  private static ObjectNode json(Reconciliation reconciliation) {
    ObjectNode json = Json.object();
    json.put("account", reconciliation.account().toString());
    json.put("at", reconciliation.at().map(Json::instant).orElse(null));
    json.put("clean", reconciliation.isClean());
    json.put("standing", reconciliation.clearance().standing().word());
    json.put("why", reconciliation.clearance().why());
    json.put("gap", reconciliation.gap().orElse(null));
    ArrayNode drifts = json.putArray("drifts");
    reconciliation.drifts().forEach(each -> drifts.add(json(each)));
    return json;
  }

  private static ObjectNode json(Standing standing) {
    Drift drift = standing.drift();
    ObjectNode json = Json.object();
    json.put("kind", kind(drift));
    json.put("subject", drift.subject());
    json.put("ours", drift.ours());
    json.put("theirs", drift.theirs());
    json.put("since", Json.instant(standing.since()));
    json.put("confirmed", standing.isConfirmed());
    json.put("blocks", drift.blocks());
    json.putNull("at_stake");
    standing
        .atStake()
        .ifPresent(money ->
            json.putObject("at_stake")
                .put("amount", money.amount())
                .put("currency", money.currency().code()));
    return json;
  }

  private static String kind(Drift drift) {
    return switch (drift) {
      case Drift.Units _ -> "units";
      case Drift.Cash _ -> "cash";
      case Drift.OfOrder order -> order.kind().word();
    };
  }
}
