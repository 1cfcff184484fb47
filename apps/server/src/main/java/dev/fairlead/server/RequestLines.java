// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import dev.fairlead.model.Principal;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Http;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * A log line at DEBUG for each request: what was asked, by which key, what came of it and how long
 * it took, with the id that the client was given. Neither the query nor any header is written:
 * either may hold what somebody took for a place for secrets (S-23).
 */
final class RequestLines {
  private static final Logger LOG = System.getLogger(RequestLines.class.getName());
  private static final String BEGAN = "began";

  private RequestLines() {}

  static void addTo(RoutesConfig routes) {
    routes.before(RequestLines::begin);
    routes.after(RequestLines::end);
  }

  private static void begin(Context request) {
    if (LOG.isLoggable(Level.DEBUG)) {
      request.attribute(BEGAN, System.nanoTime());
    }
  }

  private static void end(Context request) {
    Long began = request.attribute(BEGAN);
    if (began == null) {
      return;
    }
    LOG.log(
        Level.DEBUG,
        "request answered request={0} method={1} path={2} status={3} millis={4} key={5} order={6}",
        request.res().getHeader(Refusal.REQUEST_ID),
        request.method().name(),
        ApiError.shown(request.path()),
        request.statusCode(),
        Duration.ofNanos(System.nanoTime() - began).toMillis(),
        Http.known(request).map(Principal::keyId).orElse(""),
        Http.noted(request).map(Object::toString).orElse(""));
  }
}
