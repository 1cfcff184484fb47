// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.desk.Desk;
import dev.fairlead.doubt.Resolution;
import dev.fairlead.gateway.LinkState;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.PlacementId;
import dev.fairlead.operator.OpenDoubt;
import dev.fairlead.operator.Operator;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /fairlead/v1/doubts}: what is in doubt, and what an operator does about it. */
final class DoubtRoutes {
  private static final int CONFLICT = 409;

  private final Desk desk;

  DoubtRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(InsideApi.ROOT + "/doubts", this::list, Access.READ);
    routes.post(InsideApi.ROOT + "/doubts/{id}/look", this::look, Access.ADMIN);
    routes.post(InsideApi.ROOT + "/doubts/{id}/resolve", this::resolve, Access.ADMIN);
    routes.post(InsideApi.ROOT + "/brokers/{account}/restore", this::restore, Access.ADMIN);
  }

  private Operator operator() {
    return desk.inside().operator();
  }

  private void list(Context request) {
    ObjectNode json = Json.object();
    ArrayNode doubts = json.putArray("doubts");
    operator().doubts().forEach(each -> doubts.add(DoubtJson.of(each)));
    ArrayNode trusts = json.putArray("trusts");
    operator().trusts().forEach(each -> trusts.add(DoubtJson.of(each)));
    Http.answer(request, 200, json);
  }

  private void look(Context request) {
    PlacementId placement = placement(request);
    Reply reply = operator().look(placement, Http.principal(request).keyId());
    Http.answer(request, 200, done(placement, reply));
  }

  private void resolve(Context request) {
    DoubtDraft draft = DoubtDraft.resolution(Http.bytes(request));
    PlacementId placement = placement(request);
    Resolution resolution = draft.resolution(Http.principal(request).keyId());
    Http.answer(request, 200, done(placement, operator().resolve(placement, resolution)));
  }

  private void restore(Context request) {
    String text = request.pathParam("account");
    BrokerAccount account =
        desk.inside().links().stream()
            .map(LinkState::account)
            .filter(each -> each.toString().equals(text))
            .findFirst()
            .orElseThrow(() -> Forms.unknownAccount(text));
    String proof = DoubtDraft.restoring(Http.bytes(request)).proof();
    Reply reply = operator().restore(account, Http.principal(request).keyId(), proof);
    if (!(reply instanceof Reply.Trusted(var trust))) {
      throw refused(reply);
    }
    Http.answer(request, 200, DoubtJson.of(trust));
  }

  /** By the id of the placement, or of its order. */
  private PlacementId placement(Context request) {
    String id = request.pathParam("id");
    OpenDoubt doubt =
        operator()
            .doubt(id)
            .orElseThrow(() -> problem(new Denial.UnknownDoubt(ApiError.shown(id))));
    return doubt.placement().id();
  }

  private static ObjectNode done(PlacementId placement, Reply reply) {
    if (!(reply instanceof Reply.Done(Order order))) {
      throw refused(reply);
    }
    return Json.object()
        .put("id", placement.text())
        .put("order_id", order.id().toString())
        .put("order_status", Forms.word(order.status()));
  }

  private static ApiException refused(Reply reply) {
    if (reply instanceof Reply.Denied(Denial denial)) {
      return problem(denial);
    }
    throw new IllegalStateException("an operator was answered with " + reply);
  }

  private static ApiException problem(Denial denial) {
    ApiError error =
        switch (denial) {
          case Denial.UnknownDoubt _ -> ApiError.notFound(denial.sentence());
          case Denial.NoBrokerReady _ -> ApiError.of(503, ApiError.UNAVAILABLE, denial.sentence());
          default -> ApiError.of(CONFLICT, ApiError.UNPROCESSABLE, denial.sentence());
        };
    return error.named(denial.code()).asException();
  }
}
