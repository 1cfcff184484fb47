// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.desk.Desk;
import dev.fairlead.wire.Http;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /v2/account}. */
final class AccountRoutes {
  private final Desk desk;
  private final Holdings holdings;
  private final Supplier<Optional<Instant>> opened;
  private final InstantSource clock;

  AccountRoutes(
      Desk desk, Holdings holdings, Supplier<Optional<Instant>> opened, InstantSource clock) {
    this.desk = desk;
    this.holdings = holdings;
    this.opened = opened;
    this.clock = clock;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v2/account", this::show);
  }

  private void show(Context request) {
    Instant now = clock.instant();
    Http.answer(
        request,
        200,
        AccountJson.of(
            desk.balances(),
            holdings.now(),
            desk.onlyAccount(Http.principal(request)),
            desk.client(Http.principal(request)).configuration(),
            holdings.lastClose(),
            desk::instrument,
            opened.get().orElse(now),
            now));
  }
}
