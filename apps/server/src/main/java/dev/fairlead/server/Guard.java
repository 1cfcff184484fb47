// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.keys.Doorman;
import dev.fairlead.keys.Doorman.Admission;
import dev.fairlead.keys.Scope;
import dev.fairlead.model.Principal;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Credentials;
import dev.fairlead.wire.Http;
import io.javalin.http.Context;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What every request passes before its route: where it was sent to, by whom, with which key. */
final class Guard {
  private static final String HEALTH = "/health/";
  private static final int NOT_AUTHORIZED = 40110000;

  private final Doorman doorman;

  Guard(Doorman doorman) {
    this.doorman = doorman;
  }

  /** For requests: may it be here at all, and who is it. */
  void check(Context request) {
    checkSite(request);
    if (!request.path().startsWith(HEALTH)) {
      Http.identify(request, authenticate(request));
    }
  }

  /** For requests that a route was found for: may this key have what the route gives (S-13). */
  void checkAccess(Context request) {
    Access needed = Access.of(request);
    Optional<Scope> scope = scope(needed);
    if (scope.isPresent() && !doorman.allows(Http.principal(request), scope.get())) {
      String word = scope.get().word();
      throw ApiError.of(
              403,
              ApiError.FORBIDDEN,
              "forbidden: this key lacks the scope "
                  + word
                  + "; make another with `fairlead keys create --scope "
                  + word
                  + "`")
          .named("SCOPE_MISSING")
          .with("scope", word)
          .asException();
    }
  }

  private static Optional<Scope> scope(Access access) {
    return switch (access) {
      case OPEN, KEY -> Optional.empty();
      case READ -> Optional.of(Scope.READ);
      case TRADE -> Optional.of(Scope.TRADE);
      case ADMIN -> Optional.of(Scope.ADMIN);
    };
  }

  /** For streams, which say later who they are. Javalin would refuse one without a body. */
  void checkUpgrade(Context request, Runnable requireRoom) {
    try {
      checkSite(request);
      requireRoom.run();
    } catch (ApiException refusal) {
      Http.answerNow(request, refusal.error());
      throw refusal;
    }
  }

  private static void checkSite(Context request) {
    request.header("X-Request-ID", requestId());
    String host = request.header("Host");
    if (!isLoopbackName(host)) {
      throw refused(
          421, "this server answers to localhost, 127.0.0.1 and [::1], not to the Host of yours");
    }
    String origin = request.header("Origin");
    if (origin != null && !origin.equals("http://" + host)) {
      throw refused(403, "requests from pages of other sites (Origin) are not taken");
    }
  }

  /** To find a request in a log; no secret, so it need not be hard to guess. */
  private static String requestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  /** A site that has its own name point here is told apart by that name (DNS rebinding). */
  static boolean isLoopbackName(@Nullable String host) {
    if (host == null) {
      return false;
    }
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > host.lastIndexOf(']');
    String name = hasPort ? host.substring(0, colon) : host;
    return name.equalsIgnoreCase("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
  }

  private Principal authenticate(Context request) {
    Credentials said =
        Credentials.of(request::header)
            .orElseThrow(() ->
                unauthorized(
                    "request is not authorized: send the headers "
                        + Credentials.KEY_ID
                        + " and "
                        + Credentials.SECRET));
    return switch (doorman.identify(request.ip(), said.id(), said.secret())) {
      case Admission.Admitted(Principal principal) -> principal;
      case Admission.Refused _ ->
          throw unauthorized("request is not authorized: the key is unknown, revoked or wrong");
      case Admission.TooMany _ ->
          throw ApiError.of(
                  429, ApiError.OVERLOADED, "too many failures with this key id; wait a minute")
              .asException();
    };
  }

  private static ApiException unauthorized(String message) {
    return ApiError.of(401, NOT_AUTHORIZED, message).asException();
  }

  private static ApiException refused(int status, String message) {
    return ApiError.ofStatus(status, message).asException();
  }
}
