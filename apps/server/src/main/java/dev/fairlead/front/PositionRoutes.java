// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.desk.Desk;
import dev.fairlead.gateway.ClientSession;
import dev.fairlead.gateway.GatewayUnavailable;
import dev.fairlead.message.ClientCommand.Portion;
import dev.fairlead.message.Reply;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.Principal;
import dev.fairlead.valuation.LastClose;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v2/positions}. */
final class PositionRoutes {
  /** How long closing waits for the cancels that free what it is to close. */
  private static final Duration CANCELS_SETTLE = Duration.ofSeconds(2);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private final Desk desk;
  private final Assets assets;
  private final Holdings holdings;

  PositionRoutes(Desk desk, Assets assets, Holdings holdings) {
    this.desk = desk;
    this.assets = assets;
    this.holdings = holdings;
  }

  /** A pair's slash may come as it is or as {@code %2F}: hence the parameter that spans slashes. */
  void addTo(RoutesConfig routes) {
    routes.get("/v2/positions", this::list);
    routes.delete("/v2/positions", this::closeAll);
    routes.get("/v2/positions/<symbol>", this::show);
    routes.delete("/v2/positions/<symbol>", this::close);
  }

  private void list(Context request) {
    ArrayNode positions = Json.array();
    Optional<LastClose> close = holdings.lastClose();
    holdings.now().forEach(holding -> positions.add(holding.json(close)));
    Http.answer(request, 200, positions);
  }

  private void show(Context request) {
    Instrument asset = asset(request);
    Http.answer(
        request,
        200,
        holdings.now().stream()
            .filter(holding -> holding.asset().symbol().equals(asset.symbol()))
            .findFirst()
            .orElseThrow(PositionRoutes::noPosition)
            .json(holdings.lastClose()));
  }

  private void close(Context request) {
    Query query = new Query(request);
    Instrument asset = asset(request);
    Reply reply =
        desk.client(Http.principal(request))
            .close(
                asset.symbol(),
                query.text("qty").orElse(null),
                query.text("percentage").orElse(null));
    Http.answer(request, 200, json(Replies.order(reply)));
  }

  private void closeAll(Context request) {
    Principal principal = Http.principal(request);
    ClientSession client = desk.client(principal);
    if (new Query(request).flag("cancel_orders")) {
      cancelAll(principal, client);
    }
    ArrayNode items = Json.array();
    holdings.now().forEach(holding -> items.add(closed(client, holding.asset())));
    Http.answer(request, 207, items);
  }

  private ObjectNode closed(ClientSession client, Instrument asset) {
    ObjectNode item = Json.object().put("symbol", asset.symbol().text());
    try {
      JsonNode order = json(Replies.order(client.close(asset.symbol(), new Portion.All())));
      item.put("status", 200).set("body", order);
    } catch (ApiException refused) {
      put(item, refused.error());
    } catch (GatewayUnavailable notTaken) {
      put(item, Refusals.of(notTaken));
    }
    return item;
  }

  private static void put(ObjectNode item, ApiError error) {
    item.put("status", error.status()).set("body", error.body());
  }

  /** What open orders may still sell cannot be closed, so their cancels come first and settle. */
  private void cancelAll(Principal principal, ClientSession client) {
    List<Order> canceled = Replies.orders(client.cancelAll());
    long deadlineNanos = System.nanoTime() + CANCELS_SETTLE.toNanos();
    while (canceled.stream().anyMatch(order -> isOpen(principal, order))
        && System.nanoTime() - deadlineNanos < 0) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private boolean isOpen(Principal principal, Order order) {
    return desk.order(principal, order.id()).filter(now -> now.status().isOpen()).isPresent();
  }

  private Instrument asset(Context request) {
    return assets.find(request.pathParam("symbol")).orElseThrow(PositionRoutes::noPosition);
  }

  private static ApiException noPosition() {
    return ApiError.notFound("position does not exist").asException();
  }

  private ObjectNode json(Order order) {
    return OrderJson.of(order, assets.of(order.request().symbol()));
  }
}
