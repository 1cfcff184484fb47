// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.keys.Doorman;
import dev.fairlead.keys.Doorman.Admission;
import dev.fairlead.keys.Scope;
import dev.fairlead.model.Principal;
import dev.fairlead.server.RateLimits.Allowance;
import dev.fairlead.wire.Access;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Credentials;
import dev.fairlead.wire.Http;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What every request passes before its route: where it was sent to, by whom, with which key, and
 * whether that key has asked too often.
 */
final class Guard {
  /** These alone, whole: what begins like them needs a key. */
  private static final Set<String> FOR_ALL = Set.of("/health/live", "/health/ready");

  /** So plain that there is no other way to read it. */
  private static final Pattern CRYPTO = Pattern.compile("/v1beta3/crypto/[a-z0-9-]+/[a-z/]+");

  private static final String ORDERS = "/v2/orders";

  /** For programs that get it from Alpaca without a key. */
  private static final String CRYPTO_HINT =
      "; or set crypto-data: open in fairlead.yaml, which gives market data of crypto without";

  private static final int NOT_AUTHORIZED = 40110000;

  private final Doorman doorman;
  private final RateLimits limits;
  private final CryptoData cryptoData;
  private final InstantSource clock;

  Guard(Doorman doorman, RateLimits limits, CryptoData cryptoData, InstantSource clock) {
    this.doorman = doorman;
    this.limits = limits;
    this.cryptoData = cryptoData;
    this.clock = clock;
  }

  /** For requests: may it be here at all, who is it, and how much has it asked for. */
  void check(Context request) {
    checkSite(request);
    if (isForGuests(request)) {
      count(request, "address " + request.ip(), RateLimits.Kind.REQUEST);
    } else if (!FOR_ALL.contains(request.path())) {
      Http.identify(request, admitted(request));
    }
  }

  /** Who says a key is held to it, there too. */
  private boolean isForGuests(Context request) {
    return cryptoData == CryptoData.OPEN
        && isCryptoData(request)
        && Credentials.of(request::header).isEmpty();
  }

  private static boolean isCryptoData(Context request) {
    return request.method().equals(HandlerType.GET) && CRYPTO.matcher(request.path()).matches();
  }

  /** For requests that a route was found for: may this key have what the route gives (S-13). */
  void checkAccess(Context request) {
    if (isForGuests(request)) {
      return;
    }
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
    Sites.refusal(request.header("Host"), request.header("Origin"))
        .ifPresent(refusal -> {
          throw refusal.asException();
        });
  }

  /** Those without a good key share what their address may ask for, and hear how much is left. */
  private Principal admitted(Context request) {
    Principal principal;
    try {
      principal = authenticate(request);
    } catch (ApiException refusal) {
      count(request, "address " + request.ip(), RateLimits.Kind.REQUEST);
      throw refusal;
    }
    count(request, "key " + principal.keyId(), kind(request));
    return principal;
  }

  private static RateLimits.Kind kind(Context request) {
    boolean isCancel =
        request.method().equals(HandlerType.DELETE) && request.path().startsWith(ORDERS);
    return isCancel ? RateLimits.Kind.CANCEL : RateLimits.Kind.REQUEST;
  }

  private void count(Context request, String caller, RateLimits.Kind kind) {
    long second = clock.instant().getEpochSecond();
    Allowance left = limits.take(caller, kind, second);
    request.header("X-RateLimit-Limit", Integer.toString(left.limit()));
    request.header("X-RateLimit-Remaining", Long.toString(left.remaining()));
    request.header("X-RateLimit-Reset", Long.toString(left.resetSecond()));
    if (!left.granted()) {
      // Nothing was done, so that an SDK which sends it again after a while does no harm.
      long wait = Math.max(1, left.resetSecond() - second);
      throw ApiError.tooMany(
              "rate limit exceeded: %d %s in a minute are the most; the next begins in %d s"
                  .formatted(left.limit(), what(kind), wait),
              wait)
          .asException();
    }
  }

  private static String what(RateLimits.Kind kind) {
    return switch (kind) {
      case REQUEST -> "requests";
      case CANCEL -> "cancels";
    };
  }

  private Principal authenticate(Context request) {
    Credentials said =
        Credentials.of(request::header)
            .orElseThrow(() ->
                unauthorized(
                    "request is not authorized: send the headers "
                        + Credentials.KEY_ID
                        + " and "
                        + Credentials.SECRET
                        + (isCryptoData(request) ? CRYPTO_HINT : "")));
    return principal(doorman.identify(request.ip(), said.id(), said.secret()));
  }

  /** Whom the doorman has let in; whom it has not is told why, as an {@link ApiException}. */
  static Principal principal(Admission admission) {
    return switch (admission) {
      case Admission.Admitted(Principal principal) -> principal;
      case Admission.Refused _ ->
          throw unauthorized("request is not authorized: the key is unknown, revoked or wrong");
      case Admission.TooMany _ ->
          throw ApiError.tooMany(
                  "too often with this key id; wait a minute", Doorman.FORGIVEN_AFTER.toSeconds())
              .asException();
    };
  }

  private static ApiException unauthorized(String message) {
    return ApiError.of(401, NOT_AUTHORIZED, message).asException();
  }
}
