// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.desk.Desk;
import dev.fairlead.vitals.Checks;
import dev.fairlead.vitals.Finding;
import dev.fairlead.vitals.Finding.Part;
import dev.fairlead.vitals.Finding.State;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether the process lives and whether it takes orders, which is open to all and silent on
 * accounts (S-07); and for a key that may read, how each part of it is.
 */
final class Health {
  private final Desk desk;
  private final Checks checks;

  Health(Desk desk, InstantSource clock) {
    this.desk = desk;
    checks = new Checks(desk, clock);
  }

  void addTo(RoutesConfig routes) {
    routes.get("/health", this::overview, Access.READ);
    routes.get("/health/live", Health::live, Access.OPEN);
    routes.get("/health/ready", this::ready, Access.OPEN);
    for (Part part : Part.values()) {
      routes.get("/health/" + word(part), request -> show(request, part), Access.READ);
    }
  }

  private static void live(Context request) {
    Http.answer(request, 200, Json.object().put("status", "live"));
  }

  private void ready(Context request) {
    List<String> reasons = desk.unreadyReasons();
    ObjectNode json = Json.object().put("status", reasons.isEmpty() ? "ready" : "not ready");
    ArrayNode list = json.putArray("reasons");
    reasons.forEach(list::add);
    Http.answer(request, reasons.isEmpty() ? 200 : 503, json);
  }

  /** Always 200: for whoever wants to see, and not for what restarts a process. */
  private void overview(Context request) {
    List<Finding> findings = checks.all();
    ObjectNode json = Json.object().put("status", word(worst(findings)));
    put(json, findings);
    Http.answer(request, 200, json);
  }

  private void show(Context request, Part part) {
    List<Finding> findings = checks.all();
    List<Finding> own = findings.stream().filter(each -> each.part() == part).toList();
    // A gateway that starts has no parts yet, and says so of each.
    List<Finding> shown = own.isEmpty() && part != Part.GATEWAY ? findings : own;
    State state = worst(shown);
    ObjectNode json = Json.object().put("status", word(state));
    put(json, shown);
    Http.answer(request, state == State.FAILED ? 503 : 200, json);
  }

  private static State worst(List<Finding> findings) {
    return findings.stream().map(Finding::state).max(Comparator.naturalOrder()).orElse(State.OK);
  }

  private static void put(ObjectNode json, List<Finding> findings) {
    ArrayNode parts = json.putArray("parts");
    for (Finding finding : findings) {
      ObjectNode part = Json.object();
      part.put("part", word(finding.part()));
      Json.putText(part, "account", finding.account().orElse(null));
      part.put("status", word(finding.state()));
      part.put("code", finding.code());
      part.put("reason", finding.reason().isEmpty() ? null : finding.reason());
      parts.add(part);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
