// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.inside;

import dev.fairlead.desk.Desk;
import dev.fairlead.gateway.LinkState;
import dev.fairlead.keys.ClientKey;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /fairlead/v1/keys}: makes, lists and revokes client keys. What it does counts at once in
 * this process, and in others within a moment ({@link ClientKeys#NOTICED_WITHIN}).
 */
final class KeyRoutes {
  private final Desk desk;
  private final ClientKeys keys;

  KeyRoutes(Desk desk, ClientKeys keys) {
    this.desk = desk;
    this.keys = keys;
  }

  void addTo(RoutesConfig routes) {
    routes.get(InsideApi.ROOT + "/keys", this::list, Access.ADMIN);
    routes.post(InsideApi.ROOT + "/keys", this::create, Access.ADMIN);
    routes.delete(InsideApi.ROOT + "/keys/{id}", this::revoke, Access.ADMIN);
  }

  private void list(Context request) {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("keys");
    keys.list().forEach(key -> list.add(json(key)));
    Http.answer(request, 200, json);
  }

  private void create(Context request) {
    KeyDraft draft = KeyDraft.read(Http.bytes(request));
    IssuedKey issued =
        keys.create(draft.grant(desk.inside().links().stream().map(LinkState::account).toList()));
    // The only answer that ever has a secret in it: nobody in between may keep it (S-23).
    request.header("Cache-Control", "no-store");
    Http.answer(request, 201, json(issued.key()).put("secret", issued.secret()));
  }

  private void revoke(Context request) {
    String id = request.pathParam("id");
    ClientKey revoked =
        keys.revoke(id)
            .orElseThrow(() ->
                ApiError.notFound("there is no key " + ApiError.shown(id))
                    .named("UNKNOWN_KEY")
                    .asException());
    Http.answer(request, 200, json(revoked));
  }

  private static ObjectNode json(ClientKey key) {
    ObjectNode json = Json.object();
    json.put("id", key.id());
    ArrayNode scopes = json.putArray("scopes");
    key.grant().scopes().forEach(scope -> scopes.add(scope.word()));
    ArrayNode symbols = json.putArray("symbols");
    key.grant().symbols().forEach(symbol -> symbols.add(symbol.text()));
    Json.putText(json, "account", key.grant().account());
    json.put("created_at", Json.instant(key.created()));
    Json.putInstant(json, "revoked_at", key.revoked());
    return json;
  }
}
