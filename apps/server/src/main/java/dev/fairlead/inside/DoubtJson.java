// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Trust;
import dev.fairlead.model.Order;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Money;
import dev.fairlead.operator.OpenDoubt;
import dev.fairlead.state.DoubtCase;
import dev.fairlead.wire.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What is in doubt, as JSON. */
final class DoubtJson {
  private DoubtJson() {}

  static ObjectNode of(OpenDoubt open) {
    DoubtCase about = open.about();
    Doubt doubt = about.doubt();
    Order order = about.order();
    ObjectNode json = Json.object();
    json.put("id", doubt.placement().text());
    json.put("order_id", order.id().toString());
    json.put("client_order_id", order.clientOrderId());
    json.put("account", doubt.account().toString());
    json.put("symbol", order.request().symbol().text());
    json.put("side", Forms.word(order.request().side()));
    Json.putText(json, "quantity", open.placement().request().size().units().orElse(null));
    json.put("filled", open.placement().filled().toString());
    Json.putText(json, "class", about.doubtClass());
    json.put("kind", Forms.word(doubt.kind()));
    json.put("cause", doubt.cause());
    json.put("level", Forms.word(doubt.level()));
    json.put("since", Json.instant(doubt.since()));
    json.put("queued_at", Json.instant(doubt.escalates()));
    json.put("exposure", open.placement().exposure().toString());
    json.putNull("at_stake");
    Money stake = open.atStake();
    if (stake != null) {
      json.putObject("at_stake")
          .put("amount", stake.amount())
          .put("currency", stake.currency().code());
    }
    json.set("last_look", look(open));
    json.put("not_found", open.placement().absences());
    json.put("needs", about.needs());
    return json;
  }

  private static ObjectNode look(OpenDoubt open) {
    Optional<Attempt> asked = open.lastLook();
    Doubt.Heard heard = open.about().doubt().heard();
    ObjectNode json = Json.object();
    Json.putInstant(json, "asked_at", asked.map(Attempt::at).orElse(null));
    json.put("answer", asked.map(DoubtJson::answer).orElse(null));
    Json.putInstant(json, "heard_at", heard == null ? null : heard.at());
    json.put("heard", heard == null ? null : Forms.word(heard.finding()));
    return json;
  }

  private static String answer(Attempt asked) {
    return switch (asked.result()) {
      case null -> "none yet";
      case SendResult.Accepted _ -> "answered";
      case SendResult.Refused(String _, String reason) -> "refused: " + reason;
      case SendResult.NotSent(String cause) -> "not sent: " + cause;
      case SendResult.InDoubt(String cause) -> "no answer: " + cause;
    };
  }

  static ObjectNode of(Trust trust) {
    ObjectNode json = Json.object();
    json.put("account", trust.account().toString());
    json.put("releases_on_absence", trust.releasesOnAbsence());
    json.put("reduce_only", trust.isReduceOnly());
    Json.putText(json, "close_absent_after", trust.policy().closeAbsentAfter());
    Trust.Breach breach = trust.breach();
    json.putNull("breach");
    if (breach != null) {
      json.putObject("breach")
          .put("id", breach.placement().text())
          .put("at", Json.instant(breach.at()))
          .put("detail", breach.detail());
    }
    return json;
  }
}
