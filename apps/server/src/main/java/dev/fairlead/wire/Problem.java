// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import io.javalin.http.Context;
import org.eclipse.jetty.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A refusal as Fairlead's own API tells it: problem details (RFC 9457), with a stable {@code code}
 * for programs, and every fault with its field, value, rule and limit. The same refusals as on
 * Alpaca's side, in another shape.
 */
final class Problem {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final String OWN_PATHS = "/fairlead/";

  private Problem() {}

  /** Whether this request is one to Fairlead's own API, whose clients read problem details. */
  static boolean isFor(Context request) {
    return request.path().startsWith(OWN_PATHS);
  }

  static ObjectNode of(ApiError error, Context request) {
    ObjectNode body = Json.object();
    body.put("type", "about:blank");
    body.put("title", HttpStatus.getMessage(error.status()));
    body.put("status", error.status());
    body.put("detail", error.message());
    JsonNode denial = error.details().get(ApiError.DENIAL);
    body.put("code", denial != null ? denial.asString() : code(error.status()));
    error
        .details()
        .properties()
        .forEach(detail -> {
          if (!detail.getKey().equals(ApiError.DENIAL)) {
            body.set(detail.getKey(), detail.getValue());
          }
        });
    Json.putText(body, "request_id", request.res().getHeader("X-Request-ID"));
    return body;
  }

  /** Of a refusal that has no name of its own. Ours, and not the phrases of some standard's day. */
  private static String code(int status) {
    return switch (status) {
      case 400 -> "MALFORMED";
      case 401 -> "NOT_AUTHORIZED";
      case 403 -> "FORBIDDEN";
      case 404 -> "NOT_FOUND";
      case 405 -> "METHOD_NOT_ALLOWED";
      case 408 -> "TOO_SLOW";
      case 413 -> "TOO_LARGE";
      case 421 -> "WRONG_HOST";
      case 422 -> "BAD_PARAMETER";
      case 429 -> "TOO_MANY_REQUESTS";
      case 500 -> "INTERNAL";
      case 503 -> "UNAVAILABLE";
      default -> "HTTP_" + status;
    };
  }
}
