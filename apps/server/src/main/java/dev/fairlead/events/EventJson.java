// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.events;

import dev.fairlead.inside.Forms;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Position;
import dev.fairlead.notice.Details;
import dev.fairlead.notice.EventName;
import dev.fairlead.notice.Notice;
import dev.fairlead.store.EventPlace;
import dev.fairlead.store.Moment;
import dev.fairlead.store.StoredEvent;
import dev.fairlead.wire.Json;
import java.time.Instant;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/** An event as Fairlead's own API tells it: the same bytes by whichever way. */
public final class EventJson {
  private EventJson() {}

  static ObjectNode of(StoredEvent<OrderEvent> stored) {
    OrderEvent event = stored.event();
    Order order = event.order();
    ObjectNode json = Json.object();
    json.put("number", event.number());
    json.put("sequence", stored.place().sequence());
    json.put("at", Json.instant(stored.at()));
    json.put("order_id", order.id().toString());
    json.put("client_order_id", order.clientOrderId());
    json.put("symbol", order.request().symbol().text());
    EventName name = EventName.of(event);
    json.put("event", name.word());
    json.put("what", name.what());
    json.put("status", Forms.word(order.status()));
    json.put("filled", order.filled().toString());
    json.putNull("detail");
    json.putNull("fill");
    putDetail(json, event.what());
    return json;
  }

  /** What happened to the gateway. */
  static ObjectNode of(Moment.Told told) {
    ObjectNode json = Json.object();
    json.put("number", told.number());
    put(json, told.place().sequence(), told.at(), told.name(), told.account(), told.details());
    return json;
  }

  private static void put(
      ObjectNode json,
      long sequence,
      Instant at,
      EventName name,
      BrokerAccount account,
      SequencedMap<String, String> all) {
    json.put("sequence", sequence);
    json.put("at", Json.instant(at));
    json.put("event", name.word());
    json.put("account", account.toString());
    ObjectNode details = json.putObject("details");
    all.forEach(details::put);
  }

  /**
   * The same of a notice, which may be of any key's order and says whose; of the gateway without
   * the number that only the store knows.
   */
  public static ObjectNode of(Notice notice) {
    return switch (notice.event()) {
      case OrderEvent told -> {
        EventPlace place = new EventPlace(notice.sequence(), notice.index());
        ObjectNode json = of(new StoredEvent<>(place, notice.at(), told));
        json.put("key", told.order().principal().keyId());
        yield json;
      }
      case Event.GatewayEvent told -> {
        ObjectNode json = Json.object();
        put(json, notice.sequence(), notice.at(), notice.name(), told.account(), Details.of(told));
        yield json;
      }
      case Event.PlacementEvent _, Event.Routed _, Event.BookEvent _ ->
          throw new IllegalArgumentException("nobody is told of " + notice.event());
    };
  }

  private static void putDetail(ObjectNode json, Happened what) {
    switch (what) {
      case Happened.Filled(Fill fill, Position _) -> json.set("fill", fill(fill));
      case Happened.LateFill(Fill fill, Position _) -> json.set("fill", fill(fill));
      case Happened.Busted(Fill fill, Position _) -> json.set("fill", fill(fill));
      case Happened.Corrected(Fill fill, Position _) -> json.set("fill", fill(fill));
      case Happened.CancelRefused(String reason) -> json.put("detail", reason);
      case Happened.Rejected(String reason) -> json.put("detail", reason);
      case Happened.ReplaceRequested(OrderId successor) -> json.put("detail", successor.toString());
      case Happened.ReplaceRefused(String reason) -> json.put("detail", reason);
      case Happened.Replaced(OrderId successor) -> json.put("detail", successor.toString());
      case Happened.InDoubt(String cause) -> json.put("detail", cause);
      case Happened.Rerouted(String cause) -> json.put("detail", cause);
      case Happened.Accepted _,
          Happened.Working _,
          Happened.CancelRequested _,
          Happened.Canceled _,
          Happened.Expired _,
          Happened.Reinstated _,
          Happened.Trailed _,
          Happened.Held _,
          Happened.Released _,
          Happened.Completed _,
          Happened.Sized _ -> {
        // Its name says it all.
      }
    }
  }

  private static ObjectNode fill(Fill fill) {
    return Json.object()
        .put("execution_id", fill.executionId())
        .put("revision", fill.revision())
        .put("side", Forms.word(fill.side()))
        .put("quantity", fill.quantity().toString())
        .put("price", fill.price().toString())
        .put("fee", fill.fee().amount())
        .put("currency", fill.fee().currency().toString())
        .put("at", Json.instant(fill.at()));
  }
}
