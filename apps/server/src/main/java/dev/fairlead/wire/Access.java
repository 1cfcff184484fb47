// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.Collection;

/**
 * What a route asks of whoever calls it, said where the route is registered: {@code
 * routes.post("/fairlead/v1/keys", this::create, Access.ADMIN)}. A route that says nothing asks for
 * {@link #READ} where it reads and for {@link #TRADE} where it does not, so that one that forgot to
 * say it is closed rather than open (S-13).
 */
public enum Access implements RouteRole {
  /** Nothing: anybody on this machine. For health only. */
  OPEN,
  /** A key that is good, whatever its scopes. */
  KEY,
  /** A key with the scope {@code read}. */
  READ,
  /** A key with the scope {@code trade}. */
  TRADE,
  /** A key with the scope {@code admin}. */
  ADMIN;

  /** What the route asks for that this request has been matched with. */
  public static Access of(Context request) {
    return of(request.method().name(), request.routeRoles());
  }

  /** What a route asks for that was registered for {@code method} with {@code roles}. */
  public static Access of(String method, Collection<? extends RouteRole> roles) {
    return roles.stream()
        .map(Access.class::cast)
        .findFirst()
        .orElse(method.equals("GET") || method.equals("HEAD") ? READ : TRADE);
  }
}
