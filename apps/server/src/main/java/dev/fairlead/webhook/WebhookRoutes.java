// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import dev.fairlead.inside.InsideApi;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /fairlead/v1/gateway/webhooks}: how each webhook stands, and a parked one made to go on.
 */
public final class WebhookRoutes {
  private static final String ROOT = InsideApi.ROOT + "/gateway/webhooks";

  /** The gateway's, once it has started. */
  private final AtomicReference<@Nullable Webhooks> webhooks = new AtomicReference<>();

  /** From now on these are told of. */
  public void tellOf(Webhooks started) {
    webhooks.set(started);
  }

  public void addTo(RoutesConfig routes) {
    routes.get(ROOT, this::list, Access.ADMIN);
    routes.post(ROOT + "/{name}/resume", this::resume, Access.ADMIN);
  }

  private void list(Context request) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("webhooks");
    Webhooks all = webhooks.get();
    if (all != null) {
      all.states().forEach(state -> list.add(json(state)));
    }
    Http.answer(request, 200, json);
  }

  private void resume(Context request) {
    String name = request.pathParam("name");
    Webhooks all = webhooks.get();
    if (all == null || !all.resume(name)) {
      throw ApiError.of(
              404, ApiError.NOT_FOUND, "there is no webhook '" + ApiError.shown(name) + "'")
          .named("UNKNOWN_WEBHOOK")
          .asException();
    }
    Http.answer(request, 200, Json.object().put("resumed", name));
  }

  private static ObjectNode json(HookState state) {
    ObjectNode json = Json.object();
    json.put("name", state.name());
    json.put("host", state.host());
    json.put("told", state.told());
    Json.putInstant(json, "told_at", state.toldAt());
    json.put("failures", state.failures());
    json.put("trouble", state.trouble());
    Json.putInstant(json, "next_at", state.nextAt());
    json.put("parked", state.parked());
    return json;
  }
}
