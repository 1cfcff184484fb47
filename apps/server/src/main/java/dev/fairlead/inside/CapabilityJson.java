// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Capabilities.Identity;
import dev.fairlead.message.Capabilities.Pause;
import dev.fairlead.message.Capabilities.Reach;
import dev.fairlead.message.Offer;
import dev.fairlead.message.Offer.Trait;
import dev.fairlead.wire.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All that a broker account can do, as the API tells it. */
final class CapabilityJson {
  private CapabilityJson() {}

  static ObjectNode of(Capabilities can) {
    ObjectNode json = Json.object();
    json.set("offers", offers(can));
    json.put("by_value", can.offers().takeAny(Trait.VALUE));
    json.put("extended_hours", can.offers().takeAny(Trait.EXTENDED_HOURS));
    ArrayNode groups = json.putArray("groups");
    can.groups().forEach(group -> groups.add(Forms.word(group)));
    json.put("replaces", can.canReplace());
    json.put("replacing", Forms.word(can.replacing()));
    json.put("finds_by_id", can.identity().finds());
    json.set("identity", identity(can.identity()));
    json.putNull("absence");
    if (can.absence() != null) {
      json.set("absence", absence(can.absence()));
    }
    json.put("doubt_class", can.doubtClass().name());
    json.set("reach", reach(can.reach()));
    ArrayNode budgets = json.putArray("budgets");
    can.budgets().forEach(budget -> budgets.add(BudgetJson.of(budget)));
    ArrayNode pauses = json.putArray("pauses");
    can.pauses().forEach(pause -> pauses.add(pause(pause)));
    return json;
  }

  /** A line for each asset class and order type, with the times in force that it may have. */
  private static ArrayNode offers(Capabilities can) {
    Map<String, ObjectNode> lines = new LinkedHashMap<>();
    ArrayNode json = Json.array();
    for (Offer offer : can.offers().list()) {
      String key = offer.assetClass() + " " + offer.type();
      ObjectNode line = lines.computeIfAbsent(key, _ -> line(json.addObject(), offer));
      line.withArray("time_in_force").add(Forms.word(offer.timeInForce()));
      for (Trait trait : offer.traits()) {
        line.withArray(key(trait)).add(Forms.word(offer.timeInForce()));
      }
    }
    return json;
  }

  private static ObjectNode line(ObjectNode json, Offer offer) {
    json.put("asset_class", Forms.word(offer.assetClass()));
    json.put("type", Forms.word(offer.type()));
    json.putArray("time_in_force");
    for (Trait trait : Trait.values()) {
      json.putArray(key(trait));
    }
    return json;
  }

  private static String key(Trait trait) {
    return switch (trait) {
      case FRACTION -> "fractional";
      case VALUE -> "by_value";
      case EXTENDED_HOURS -> "extended_hours";
      case GROUP -> "group";
    };
  }

  private static ObjectNode identity(Identity identity) {
    return Json.object()
        .put("kind", Forms.word(identity.kind()))
        .put("dedupe", text(identity.dedupe()))
        .put("finds", identity.finds())
        .put("cancels", identity.cancels());
  }

  private static ObjectNode absence(AbsenceProof proof) {
    return switch (proof) {
      case AbsenceProof.LookUps(int answers, Duration settle) ->
          Json.object()
              .put("proof", "look_ups")
              .put("answers", answers)
              .put("settle", settle.toString());
      case AbsenceProof.Lists(int times, Duration apart) ->
          Json.object().put("proof", "lists").put("times", times).put("apart", apart.toString());
      case AbsenceProof.Sequence() -> Json.object().put("proof", "sequence");
    };
  }

  private static ObjectNode reach(Reach reach) {
    return Json.object()
        .put("ended", reach.ended())
        .put("history", text(reach.history()))
        .put("fills_by_order", reach.fillsByOrder())
        .put("replays", reach.replays());
  }

  private static ObjectNode pause(Pause pause) {
    return Json.object()
        .put("from", pause.from().toString())
        .put("to", pause.to().toString())
        .put("zone", pause.zone().getId())
        .put("why", pause.why());
  }

  /** ISO 8601; null for ever. */
  private static @Nullable String text(@Nullable Duration duration) {
    return duration == null ? null : duration.toString();
  }
}
