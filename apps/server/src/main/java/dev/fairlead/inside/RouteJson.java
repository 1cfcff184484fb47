// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.message.Denial;
import dev.fairlead.message.RouteCandidate;
import dev.fairlead.message.RouteCandidate.Figures;
import dev.fairlead.state.RoutePreview;
import dev.fairlead.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where an order went or would go: the accounts that were looked at, and what was compared. */
final class RouteJson {
  private RouteJson() {}

  static ObjectNode of(RoutePreview preview) {
    ObjectNode json = Json.object();
    RoutePreview.Chosen chosen = preview.chosen();
    json.put("account", chosen == null ? null : chosen.account().toString());
    json.put("strategy", chosen == null ? null : chosen.strategy());
    json.put("reason", chosen == null ? null : chosen.reason());
    json.set("denied", denied(preview.denial()));
    json.set("candidates", candidates(preview.candidates()));
    return json;
  }

  private static @Nullable ObjectNode denied(@Nullable Denial denial) {
    return denial == null
        ? null
        : Json.object().put("code", denial.code()).put("reason", denial.sentence());
  }

  static ArrayNode candidates(List<RouteCandidate> candidates) {
    ArrayNode json = Json.object().putArray("candidates");
    for (RouteCandidate candidate : candidates) {
      ObjectNode one = json.addObject();
      one.put("account", candidate.account().toString());
      one.put("passed_over", candidate.passedOver());
      one.set("figures", figures(candidate.figures()));
    }
    return json;
  }

  private static @Nullable ObjectNode figures(@Nullable Figures figures) {
    if (figures == null) {
      return null;
    }
    ObjectNode json = Json.object();
    Json.putText(json, "expected_price", figures.expected());
    return json.put("slippage_ppb", figures.slippagePpb())
        .put("fee_ppb", figures.feePpb())
        .put("filled_ppm", figures.filledPpm())
        .put("rejected_ppm", figures.rejectedPpm())
        .put("latency_micros", figures.latencyMicros())
        .put("outstanding", figures.outstanding())
        .put("weight", figures.weight())
        .put("last_used", figures.lastUsed())
        .put("last_turn", figures.lastTurn())
        .put("health", figures.health());
  }
}
