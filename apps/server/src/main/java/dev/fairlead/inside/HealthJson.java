// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.health.BrokerHealth;
import dev.fairlead.message.Event.HealthChanged;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.LinkHealth.Cause;
import dev.fairlead.store.StoredEvent;
import dev.fairlead.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A link's health as JSON: as it is now, and as it was told at some time. */
final class HealthJson {
  private HealthJson() {}

  static ObjectNode of(BrokerHealth now) {
    ObjectNode json = verdict(now.score(), now.breaker(), now.causes());
    json.put("since", Json.instant(now.since()));
    return json;
  }

  static ObjectNode of(StoredEvent<HealthChanged> told) {
    LinkHealth health = told.event().health();
    ObjectNode json = Json.object();
    json.put("at", Json.instant(told.at()));
    json.setAll(verdict(health.score(), health.breaker(), health.causes()));
    return json;
  }

  private static ObjectNode verdict(int score, Breaker breaker, List<Cause> causes) {
    ObjectNode json = Json.object();
    json.put("score", score);
    json.put("breaker", breaker.word());
    ArrayNode list = json.putArray("causes");
    causes.forEach(cause -> list.add(of(cause)));
    return json;
  }

  private static ObjectNode of(Cause cause) {
    ObjectNode json = Json.object();
    json.put("kind", cause.kind().word());
    json.put("lost", cause.lost());
    json.put("observed", cause.observed());
    json.put("limit", cause.limit());
    Forms.putSaid(json, "unit", cause.kind().unit());
    return json;
  }
}
