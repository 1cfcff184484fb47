// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.wire.Access;
import io.javalin.Javalin;
import io.javalin.security.Roles;
import io.javalin.websocket.WsHandlerType;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A route that is served, as the router itself has it and not as a list beside it says.
 *
 * @param method {@code GET} and so on; {@code WS} for a socket, whose key comes in its first frames
 * @param path with the names of its parameters in braces, or in angles where they may have slashes
 */
record ServedRoute(String method, String path, Access access) {
  /** The method of a route that opens a socket. */
  static final String SOCKET = "WS";

  static List<ServedRoute> of(Javalin javalin) {
    Stream<ServedRoute> requests =
        javalin.unsafe.internalRouter.allHttpHandlers().stream()
            .map(parsed -> parsed.endpoint)
            .filter(endpoint -> endpoint.method.isHttpMethod())
            .map(endpoint -> {
              String method = endpoint.method.name();
              Roles roles = endpoint.metadata(Roles.class);
              Access access = Access.of(method, roles == null ? Set.of() : roles.getRoles());
              return new ServedRoute(method, endpoint.path, access);
            });
    Stream<ServedRoute> sockets =
        javalin.unsafe.internalRouter.allWsHandlers().stream()
            .filter(entry -> entry.getType() == WsHandlerType.WEBSOCKET)
            .map(entry -> new ServedRoute(SOCKET, entry.getPath(), Access.READ));
    return Stream.concat(requests, sockets).toList();
  }
}
