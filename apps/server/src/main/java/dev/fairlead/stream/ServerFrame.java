// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.front.OrderJson;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.Position;
import dev.fairlead.money.Quantity;
import dev.fairlead.wire.Ids;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Members;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
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

  /** A trade update, as {@link #update} and {@link #refusal} write it. */
  static Consumer<Members> tradeUpdate(Consumer<Members> data) {
    return out -> out.text("stream", TRADE_UPDATES).object("data", data);
  }

  /**
   * One event under its name; {@code timestamp} is when it happened, {@code at} when we knew. The
   * same on every stream.
   */
  static Consumer<Members> update(String name, Update update, Optional<Instrument> instrument) {
    return out -> {
      out.instant("at", update.at()).text("event", name).text("event_id", update.id());
      writeWhat(out, update);
      out.object("order", order -> OrderJson.write(order, update.event().order(), instrument));
    };
  }

  private static void writeWhat(Members out, Update update) {
    OrderEvent event = update.event();
    switch (event.what()) {
      case Happened.Filled(Fill fill, Position position) -> writeFill(out, event, fill, position);
      case Happened.LateFill(Fill fill, Position position) -> writeFill(out, event, fill, position);
      case Happened.Completed(Position position) -> writeCompleted(out, update, position);
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
          writeOther(out, update);
    }
  }

  /** An order that was refused after its client had been told that it is pending (facts 4.4). */
  static Consumer<Members> refusal(Order order, Optional<Instrument> instrument) {
    Instant at = order.updatedAt();
    return out ->
        out.instant("at", at)
            .text("event", "rejected")
            .text("event_id", EventId.apart(at, order.id()))
            .text("execution_id", Ids.named("refusal", order.id().toString()))
            .instant("timestamp", at)
            .object("order", inner -> OrderJson.write(inner, order, instrument));
  }

  private static void writeFill(Members out, OrderEvent event, Fill fill, Position position) {
    out.text("execution_id", Ids.execution(event.order().account(), fill))
        .text("position_qty", position.quantity())
        .text("price", fill.price())
        .text("qty", fill.quantity())
        .instant("timestamp", fill.at());
  }

  /**
   * A fill of nothing more, at the order's average: who adds up executions adds none, who waits for
   * the order's {@code fill} has it, and who reads a number in each finds one.
   */
  private static void writeCompleted(Members out, Update update, Position position) {
    Order order = update.event().order();
    out.text("position_qty", position.quantity())
        .text("price", order.averageFillPrice().orElse(null))
        .text("qty", Quantity.ZERO);
    writeOther(out, update);
  }

  /** Every event has an execution id at Alpaca, whether something was executed or not. */
  private static void writeOther(Members out, Update update) {
    OrderEvent event = update.event();
    String name = event.order().principal() + " " + event.number();
    out.text("execution_id", Ids.named("event", name)).instant("timestamp", update.at());
  }

  private static ObjectNode frame(String stream, ObjectNode data) {
    ObjectNode frame = Json.object().put("stream", stream);
    frame.set("data", data);
    return frame;
  }
}
