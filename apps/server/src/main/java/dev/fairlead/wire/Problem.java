// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import io.javalin.http.Context;
import java.util.Locale;
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
    String phrase = HttpStatus.getMessage(error.status());
    ObjectNode body = Json.object();
    body.put("type", "about:blank");
    body.put("title", phrase);
    body.put("status", error.status());
    body.put("detail", error.message());
    JsonNode denial = error.details().get(ApiError.DENIAL);
    body.put("code", denial != null ? denial.asString() : word(phrase));
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

  /** {@code Not Found} becomes {@code NOT_FOUND}. */
  private static String word(String phrase) {
    return phrase.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
  }
}
