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
import dev.fairlead.wire.JsonWriter;
import dev.fairlead.wire.Members;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;

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
    Order order = Replies.order(reply);
    Http.answer(request, 200, JsonWriter.object(out -> write(out, order)));
  }

  private void closeAll(Context request) {
    Principal principal = Http.principal(request);
    ClientSession client = desk.client(principal);
    if (new Query(request).flag("cancel_orders")) {
      cancelAll(principal, client);
    }
    List<Consumer<Members>> items =
        holdings.now().stream().map(holding -> closed(client, holding.asset())).toList();
    Http.answer(request, 207, JsonWriter.objects(items, (out, item) -> item.accept(out)));
  }

  /** Closes the position; what to tell of it. */
  private Consumer<Members> closed(ClientSession client, Instrument asset) {
    String symbol = asset.symbol().text();
    try {
      Order order = Replies.order(client.close(asset.symbol(), new Portion.All()));
      return out ->
          out.text("symbol", symbol)
              .whole("status", 200)
              .object("body", body -> write(body, order));
    } catch (ApiException refused) {
      return notClosed(symbol, refused.error());
    } catch (GatewayUnavailable notTaken) {
      return notClosed(symbol, Refusals.of(notTaken));
    }
  }

  private static Consumer<Members> notClosed(String symbol, ApiError error) {
    return out ->
        out.text("symbol", symbol).whole("status", error.status()).tree("body", error.body());
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

  private void write(Members out, Order order) {
    OrderJson.write(out, order, assets.of(order.request().symbol()));
  }
}
