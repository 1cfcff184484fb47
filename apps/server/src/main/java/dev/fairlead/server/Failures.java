// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.broker.MarketDataException;
import dev.fairlead.desk.BooksBehind;
import dev.fairlead.front.TradingApi;
import dev.fairlead.gateway.GatewayUnavailable;
import dev.fairlead.watchlist.WatchlistsException;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.ApiException;
import dev.fairlead.wire.Http;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import java.io.UncheckedIOException;
import org.eclipse.jetty.http.HttpException;

/** Every way in which a request can end badly, in one shape; no stack trace leaves (S-06). */
final class Failures {
  private static final System.Logger LOG = System.getLogger(Failures.class.getName());

  private Failures() {}

  static void addTo(RoutesConfig routes) {
    routes.exception(ApiException.class, Failures::refused);
    routes.exception(
        GatewayUnavailable.class,
        (unavailable, request) -> Http.answer(request, TradingApi.error(unavailable)));
    routes.exception(
        BooksBehind.class,
        (behind, request) ->
            Http.answer(
                request,
                ApiError.of(503, ApiError.UNAVAILABLE, String.valueOf(behind.getMessage()))));
    routes.exception(
        MarketDataException.class,
        (unread, request) ->
            Http.answer(
                request, ApiError.of(500, ApiError.INTERNAL, String.valueOf(unread.getMessage()))));
    routes.exception(
        WatchlistsException.class,
        (broken, request) ->
            Http.answer(
                request, ApiError.of(500, ApiError.INTERNAL, String.valueOf(broken.getMessage()))));
    routes.exception(HttpResponseException.class, Failures::notServed);
    routes.exception(UncheckedIOException.class, Failures::brokenOff);
    routes.exception(Exception.class, Failures::broken);
  }

  private static void refused(ApiException refusal, Context request) {
    ApiError error = refusal.error();
    if (error.status() == Http.TOO_LARGE) {
      Http.answerTooLarge(request, error);
    } else {
      Http.takeRest(request);
      Http.answer(request, error);
    }
  }

  private static void notServed(HttpResponseException refusal, Context request) {
    String route = ApiError.shown(request.method() + " " + request.path());
    String message =
        switch (refusal) {
          case NotFoundResponse _ -> "there is no " + route;
          case MethodNotAllowedResponse _ -> route + " is not served; the path is, otherwise";
          default -> String.valueOf(refusal.getMessage());
        };
    Http.answer(request, ApiError.ofStatus(refusal.getStatus(), message));
  }

  private static void brokenOff(UncheckedIOException broken, Context request) {
    LOG.log(System.Logger.Level.DEBUG, "request broken off: {0}", broken.toString());
    // What follows on this connection is not to be believed.
    Http.answerNow(
        request,
        isMalformed(broken)
            ? ApiError.malformed("the body is not as its head says: its chunks cannot be read")
            : ApiError.ofStatus(408, "the request did not come whole"));
  }

  /** Whether a body could not be read because of what was in it, and not because it ended. */
  private static boolean isMalformed(Throwable broken) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpException) {
        return true;
      }
    }
    return false;
  }

  private static void broken(Exception bug, Context request) {
    LOG.log(
        System.Logger.Level.ERROR,
        "request failed request=" + request.res().getHeader(Refusal.REQUEST_ID),
        bug);
    Http.answer(request, ApiError.of(500, ApiError.INTERNAL, "internal server error occurred"));
  }
}
