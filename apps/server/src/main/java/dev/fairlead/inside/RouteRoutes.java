// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.desk.Desk;
import dev.fairlead.engine.OrderDraft;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Fault;
import dev.fairlead.state.RoutePreview;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /fairlead/v1/route}: where an order would go, without its being placed. */
final class RouteRoutes {
  private static final int UNPROCESSABLE = 422;
  private static final int FORBIDDEN = 403;

  private final Desk desk;

  RouteRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(InsideApi.ROOT + "/route", this::show, Access.READ);
  }

  private void show(Context request) {
    Query query = new Query(request);
    RoutePreview preview =
        desk.client(Http.principal(request)).route(draft(query), said(query, "strategy"));
    if (preview.denial() instanceof Denial.Invalid(List<Fault> faults)) {
      throw refused(UNPROCESSABLE, ApiError.UNPROCESSABLE, faults, preview.denial());
    }
    if (preview.denial() instanceof Denial.NotAllowed(List<Fault> faults)) {
      throw refused(FORBIDDEN, ApiError.FORBIDDEN, faults, preview.denial());
    }
    Http.answer(request, 200, RouteJson.of(preview));
  }

  private static ApiException refused(int status, int code, List<Fault> faults, Denial denial) {
    return ApiError.faults(status, code, faults).named(denial.code()).asException();
  }

  /** As it would be placed; what is left out is as people mostly have it. */
  private static OrderDraft draft(Query query) {
    String symbol = said(query, "symbol");
    String limit = said(query, "limit_price");
    String type = query.text("type").orElse(limit == null ? "market" : "limit");
    boolean pair = symbol != null && symbol.contains("/");
    return new OrderDraft(
        symbol,
        said(query, "qty"),
        said(query, "notional"),
        said(query, "side"),
        type,
        query.text("time_in_force").orElse(pair ? "gtc" : "day"),
        limit,
        said(query, "stop_price"),
        said(query, "trail_price"),
        said(query, "trail_percent"),
        said(query, "extended_hours"),
        null,
        null,
        null,
        null,
        null);
  }

  private static @Nullable String said(Query query, String name) {
    return query.text(name).orElse(null);
  }
}
