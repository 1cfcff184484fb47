// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.desk.Desk;
import dev.fairlead.gateway.LinkState;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Event.FailedOver;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.store.EventPlace;
import dev.fairlead.store.StoredEvent;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /fairlead/v1/failovers}: which accounts acted, newest first; and the two ways in which an
 * operator makes another one act.
 */
final class FailoverRoutes {
  private static final int MAX_PAGE = 500;
  private static final int USUAL_PAGE = 100;
  private static final int CONFLICT = 409;
  private static final int UNAVAILABLE = 503;

  private final Desk desk;

  FailoverRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(InsideApi.ROOT + "/failovers", this::list, Access.READ);
    routes.post(InsideApi.ROOT + "/brokers/{account}/promote", this::promote, Access.ADMIN);
    routes.post(InsideApi.ROOT + "/failback", this::failBack, Access.ADMIN);
  }

  private void list(Context request) {
    Query query = new Query(request);
    int limit = query.number("limit", USUAL_PAGE, 1, MAX_PAGE);
    EventPlace past = Cursor.place(query).orElse(null);
    List<StoredEvent<FailedOver>> told = desk.inside().failovers(past, limit);
    ObjectNode json = Json.object();
    json.set("acting", acting(desk.inside().acting().orElse(null)));
    ArrayNode history = json.putArray("history");
    for (StoredEvent<FailedOver> each : told) {
      ObjectNode one = acting(each.event().acting());
      if (one != null) {
        history.add(one.put("from", each.event().from().toString()));
      }
    }
    json.put("next", told.size() < limit ? null : Cursor.after(told.getLast().place()));
    Http.answer(request, 200, json);
  }

  private void promote(Context request) {
    String named = request.pathParam("account");
    BrokerAccount account =
        desk.inside().links().stream()
            .map(LinkState::account)
            .filter(each -> each.toString().equals(named))
            .findFirst()
            .orElseThrow(() -> Forms.unknownAccount(named));
    String why = ReasonDraft.read(Http.bytes(request));
    answer(request, desk.inside().promote(account, Http.principal(request).keyId(), why));
  }

  private void failBack(Context request) {
    String why = ReasonDraft.read(Http.bytes(request));
    answer(request, desk.inside().failBack(Http.principal(request).keyId(), why));
  }

  private static void answer(Context request, Reply reply) {
    switch (reply) {
      case Reply.Acts(ActingAccount acting) -> {
        ObjectNode json = acting(acting);
        Http.answer(request, 200, json == null ? Json.object() : json);
      }
      case Reply.Denied(Denial denial) -> throw refused(denial).named(denial.code()).asException();
      case Reply.Done _, Reply.Repeated _, Reply.DoneAll _, Reply.Configured _, Reply.Trusted _ ->
          throw new IllegalStateException("an operator's command was answered by " + reply);
    }
  }

  private static ApiError refused(Denial denial) {
    return denial instanceof Denial.NotPromotable
        ? ApiError.of(CONFLICT, ApiError.UNPROCESSABLE, denial.sentence())
        : ApiError.of(UNAVAILABLE, ApiError.UNAVAILABLE, denial.sentence());
  }

  /** Null where no account acts. */
  static @Nullable ObjectNode acting(@Nullable ActingAccount acting) {
    if (acting == null) {
      return null;
    }
    ObjectNode json = Json.object();
    json.put("account", acting.account().toString());
    json.put("since", Json.instant(acting.since()));
    json.put("turn", acting.turn().word());
    Forms.putSaid(json, "cause", acting.cause());
    Forms.putSaid(json, "by", acting.by());
    return json.put("count", acting.count());
  }
}
