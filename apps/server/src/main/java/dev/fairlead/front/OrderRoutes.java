// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.desk.BooksBehind;
import dev.fairlead.desk.Desk;
import dev.fairlead.engine.ChangesDraft;
import dev.fairlead.engine.OrderDraft;
import dev.fairlead.gateway.ClientSession;
import dev.fairlead.gateway.GatewayUnavailable;
import dev.fairlead.gateway.GatewayUnavailable.OutcomeUnknown;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Fault;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Principal;
import dev.fairlead.store.OrderQuery;
import dev.fairlead.store.OrderQuery.Family;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Body;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Ids;
import dev.fairlead.wire.JsonWriter;
import dev.fairlead.wire.Members;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /v2/orders}. */
final class OrderRoutes {
  private static final int NO_CONTENT = 204;

  private final Desk desk;
  private final Assets assets;
  private final Unsettled unsettled;

  OrderRoutes(Desk desk, Assets assets, Unsettled unsettled) {
    this.desk = desk;
    this.assets = assets;
    this.unsettled = unsettled;
  }

  void addTo(RoutesConfig routes) {
    routes.post("/v2/orders", this::place);
    routes.get("/v2/orders", this::list);
    routes.delete("/v2/orders", this::cancelAll);
    routes.get("/v2/orders:by_client_order_id", this::byClientOrderId);
    routes.get("/v2/orders/{id}", this::show);
    routes.patch("/v2/orders/{id}", this::replace);
    routes.delete("/v2/orders/{id}", this::cancel);
  }

  private void place(Context request) {
    Body body = Http.body(request, OrderDrafts.ORDER);
    OrderDraft draft = OrderDrafts.order(body, assets);
    if (!body.faults().isEmpty()) {
      throw Refusals.invalid(allFaults(body, draft)).asException();
    }
    Order placed =
        place(desk.client(Http.principal(request)), draft, body.get(OrderDrafts.STRATEGY));
    Http.note(request, placed.id());
    answer(request, withLegs(placed));
  }

  /** An order that was placed is answered as such, even while its legs cannot be read. */
  private Family withLegs(Order placed) {
    try {
      return desk.family(placed);
    } catch (BooksBehind _) {
      return new Family(placed, List.of());
    }
  }

  /**
   * From the moment that the order is taken no answer may be one that an SDK repeats: pending, or
   * an error of 500 where the journal failed under it. Who is told of an order may count on it
   * after a restart (I-01), and whether this one is on the disk only the restart shows.
   */
  private Order place(ClientSession client, OrderDraft draft, @Nullable String strategy) {
    try {
      return Replies.order(client.place(draft, strategy));
    } catch (OutcomeUnknown unknown) {
      if (unknown.category() != GatewayUnavailable.Category.STORAGE_FAILED
          && unknown.command() instanceof ClientCommand.Place place) {
        // The answer still has to be written, also on a thread that was asked to stop.
        boolean _ = Thread.interrupted();
        return unsettled.pending(place, unknown);
      }
      throw unknown;
    }
  }

  /** Those of fields that cannot be passed on, and those that the gateway would find as well. */
  private List<Fault> allFaults(Body body, OrderDraft draft) {
    return allFaults(
        body,
        desk.capabilities().map(takes -> draft.read(desk::instrument, takes)).stream()
            .flatMap(OrderRoutes::faults));
  }

  /** A field that could not be passed on is told once, and not again as one that is missing. */
  private static List<Fault> allFaults(Body body, Stream<Fault> more) {
    List<String> told = body.faults().stream().map(Fault::field).toList();
    return Stream.concat(
            body.faults().stream(), more.filter(fault -> !told.contains(fault.field())))
        .toList();
  }

  private static List<Fault> allFaults(Body body) {
    return switch (OrderDrafts.changes(body).read()) {
      case ChangesDraft.Reading.Changes _ -> body.faults();
      case ChangesDraft.Reading.Faulty(List<Fault> faults) -> allFaults(body, faults.stream());
    };
  }

  private static Stream<Fault> faults(OrderDraft.Reading reading) {
    return switch (reading) {
      case OrderDraft.Reading.Order _ -> Stream.empty();
      case OrderDraft.Reading.Faulty(List<Fault> faults) -> faults.stream();
    };
  }

  private void list(Context request) {
    Optional<OrderQuery> wanted =
        OrderFilters.of(Http.principal(request), new Query(request), assets);
    if (new Query(request).flag("nested")) {
      List<Family> families = wanted.map(desk::families).orElse(List.of());
      Http.answer(request, 200, JsonWriter.objects(families, this::write));
    } else {
      List<Order> orders = wanted.map(desk::orders).orElse(List.of());
      Http.answer(request, 200, JsonWriter.objects(orders, this::write));
    }
  }

  private void show(Context request) {
    String id = request.pathParam("id");
    Principal principal = Http.principal(request);
    Order order =
        Ids.order(id)
            .flatMap(
                known -> desk.order(principal, known).or(() -> unsettled.order(principal, known)))
            .orElseThrow(() -> unknown(id));
    if (new Query(request).flag("nested")) {
      answer(request, desk.family(order));
    } else {
      answer(request, order);
    }
  }

  private void byClientOrderId(Context request) {
    String id =
        new Query(request)
            .text("client_order_id")
            .orElseThrow(() -> Query.bad("client_order_id", "", "required", "must name an order"));
    Principal principal = Http.principal(request);
    answer(
        request,
        desk.orderByClientId(principal, id)
            .or(() -> unsettled.orderByClientId(principal, id))
            .orElseThrow(() -> unknown(id)));
  }

  private void replace(Context request) {
    Body body = Http.body(request, OrderDrafts.CHANGES);
    if (!body.faults().isEmpty()) {
      throw Refusals.invalid(allFaults(body)).asException();
    }
    ClientSession client = desk.client(Http.principal(request));
    Order successor = Replies.order(client.replace(requireId(request), OrderDrafts.changes(body)));
    Http.note(request, successor.id());
    answer(request, successor);
  }

  /** Only asked for: it is cancelled once the broker says so, and a fill may come first. */
  private void cancel(Context request) {
    Replies.order(desk.client(Http.principal(request)).cancel(requireId(request)));
    request.status(NO_CONTENT);
  }

  private void cancelAll(Context request) {
    List<Order> orders = Replies.orders(desk.client(Http.principal(request)).cancelAll());
    Http.answer(request, 207, JsonWriter.objects(orders, this::writeCanceled));
  }

  private void writeCanceled(Members out, Order order) {
    out.text("id", order.id()).whole("status", 200).object("body", body -> write(body, order));
  }

  private static OrderId requireId(Context request) {
    String id = request.pathParam("id");
    return Ids.order(id).orElseThrow(() -> unknown(id));
  }

  private static ApiException unknown(String id) {
    return ApiError.notFound("order not found for " + ApiError.shown(id)).asException();
  }

  private void answer(Context request, Order order) {
    Http.answer(request, 200, JsonWriter.object(out -> write(out, order)));
  }

  private void answer(Context request, Family family) {
    Http.answer(request, 200, JsonWriter.object(out -> write(out, family)));
  }

  private void write(Members out, Order order) {
    OrderJson.write(out, order, assets.of(order.request().symbol()));
  }

  private void write(Members out, Family family) {
    Order order = family.order();
    OrderJson.write(out, order, family.legs(), assets.of(order.request().symbol()));
  }
}
