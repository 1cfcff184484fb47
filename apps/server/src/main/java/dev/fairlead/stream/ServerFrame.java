// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.front.OrderJson;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.Position;
import dev.fairlead.wire.Ids;
import dev.fairlead.wire.Json;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What we say on the stream. */
final class ServerFrame {
  static final String TRADE_UPDATES = "trade_updates";

  private ServerFrame() {}

  /** {@code action} is what is answered; a Java SDK looks for it. */
  static ObjectNode authorization(boolean authorized, String action) {
    return frame("authorization", authorizationData(authorized, action));
  }

  /** Not let in, and why, for the person who reads the SDK's log. */
  static ObjectNode unauthorized(String action, String why) {
    return frame("authorization", authorizationData(false, action).put("message", why));
  }

  private static ObjectNode authorizationData(boolean authorized, String action) {
    return Json.object()
        .put("status", authorized ? "authorized" : "unauthorized")
        .put("action", action);
  }

  static ObjectNode listening(boolean tradeUpdates) {
    ObjectNode data = Json.object();
    ArrayNode streams = data.putArray("streams");
    if (tradeUpdates) {
      streams.add(TRADE_UPDATES);
    }
    return frame("listening", data);
  }

  static ObjectNode error(String message) {
    ObjectNode frame = Json.object().put("action", "error");
    frame.putObject("data").put("error_message", message).put("error", message);
    return frame;
  }

  /** A trade update, as {@link #update} and {@link #refusal} give it. */
  static ObjectNode tradeUpdate(ObjectNode data) {
    return frame(TRADE_UPDATES, data);
  }

  /**
   * One event under its name; {@code timestamp} is when it happened, {@code at} when we knew. The
   * same on every stream.
   */
  static ObjectNode update(String name, Update update, Optional<Instrument> instrument) {
    OrderEvent event = update.event();
    ObjectNode data = Json.object();
    data.put("at", Json.instant(update.at()));
    data.put("event", name);
    data.put("event_id", update.id());
    switch (event.what()) {
      case Happened.Filled(Fill fill, Position position) -> putFill(data, event, fill, position);
      case Happened.LateFill(Fill fill, Position position) -> putFill(data, event, fill, position);
      case Happened.Accepted _,
          Happened.Working _,
          Happened.Busted _,
          Happened.Corrected _,
          Happened.CancelRequested _,
          Happened.CancelRefused _,
          Happened.Canceled _,
          Happened.Expired _,
          Happened.Rejected _,
          Happened.ReplaceRequested _,
          Happened.ReplaceRefused _,
          Happened.Replaced _,
          Happened.InDoubt _,
          Happened.Rerouted _,
          Happened.Reinstated _,
          Happened.Trailed _,
          Happened.Held _,
          Happened.Released _,
          Happened.Sized _ ->
          putOther(data, update);
    }
    data.set("order", OrderJson.of(event.order(), instrument));
    return data;
  }

  /** An order that was refused after its client had been told that it is pending (facts 4.4). */
  static ObjectNode refusal(Order order, Optional<Instrument> instrument) {
    Instant at = order.updatedAt();
    ObjectNode data = Json.object();
    data.put("at", Json.instant(at));
    data.put("event", "rejected");
    data.put("event_id", EventId.apart(at, order.id()));
    data.put("execution_id", Ids.named("refusal", order.id().toString()).toString());
    data.put("timestamp", Json.instant(at));
    data.set("order", OrderJson.of(order, instrument));
    return data;
  }

  private static void putFill(ObjectNode data, OrderEvent event, Fill fill, Position position) {
    data.put("execution_id", Ids.execution(event.order().account(), fill).toString());
    data.put("position_qty", position.quantity().toString());
    data.put("price", fill.price().toString());
    data.put("qty", fill.quantity().toString());
    data.put("timestamp", Json.instant(fill.at()));
  }

  /** Every event has an execution id at Alpaca, whether something was executed or not. */
  private static void putOther(ObjectNode data, Update update) {
    OrderEvent event = update.event();
    String name = event.order().principal() + " " + event.number();
    data.put("execution_id", Ids.named("event", name).toString());
    data.put("timestamp", Json.instant(update.at()));
  }

  private static ObjectNode frame(String stream, ObjectNode data) {
    ObjectNode frame = Json.object().put("stream", stream);
    frame.set("data", data);
    return frame;
  }
}
