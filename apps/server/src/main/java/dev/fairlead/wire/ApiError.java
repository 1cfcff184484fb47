// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import dev.fairlead.message.Fault;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A refusal as Alpaca's clients read it: an HTTP status, and a body of a number, a sentence, and
 * what programs may want besides.
 *
 * @param code its first three digits follow the status, mostly
 * @param details further keys of the body, after {@code code} and {@code message}
 * @param retryAfterSeconds when to ask again, told as {@code Retry-After}; 0 where nothing is told.
 *     Whoever is refused for asking too often is told always (S-35), and nobody else: some SDKs
 *     send anything again that is answered with it (facts 4.4)
 */
public record ApiError(
    int status, int code, String message, ObjectNode details, long retryAfterSeconds) {
  private static final int TOO_MANY = 429;

  public static final int MALFORMED = 40010000;
  public static final int BAD_PARAMETER = 40010001;
  public static final int FORBIDDEN = 40310000;
  public static final int NOT_FOUND = 40410000;
  public static final int UNPROCESSABLE = 42210000;
  public static final int OVERLOADED = 42910000;
  public static final int INTERNAL = 50010000;
  public static final int UNAVAILABLE = 50310000;

  /** The detail that names our refusal for programs, whatever the status and the number. */
  public static final String DENIAL = "denial";

  private static final int MAX_SHOWN = 64;

  /** Refuses a 429 that does not say when to ask again, and anything else that does. */
  public ApiError {
    if ((status == TOO_MANY) != (retryAfterSeconds > 0)) {
      throw new IllegalArgumentException(
          "HTTP " + status + " with Retry-After " + retryAfterSeconds + ": " + message);
    }
  }

  public static ApiError of(int status, int code, String message) {
    return new ApiError(status, code, message, Json.object(), 0);
  }

  /** Of a request that was not looked at, for there are too many: nothing was done. */
  public static ApiError tooMany(String message, long retryAfterSeconds) {
    return new ApiError(TOO_MANY, OVERLOADED, message, Json.object(), retryAfterSeconds);
  }

  /** A status that Alpaca has no number of its own for: {@code 405} becomes {@code 40510000}. */
  public static ApiError ofStatus(int status, String message) {
    return of(status, status * 100_000 + 10_000, message);
  }

  public static ApiError malformed(String message) {
    return of(400, MALFORMED, message);
  }

  public static ApiError notFound(String message) {
    return of(404, NOT_FOUND, message);
  }

  /** A query parameter or path that cannot be meant. */
  public static ApiError badParameter(Fault fault) {
    return faults(422, BAD_PARAMETER, List.of(fault));
  }

  /** All that is wrong with a request, as one sentence and as data. */
  public static ApiError faults(int status, int code, List<Fault> faults) {
    StringBuilder message = new StringBuilder();
    ObjectNode details = Json.object();
    ArrayNode list = details.putArray("faults");
    for (Fault told : faults) {
      Fault fault = shortened(told);
      message.append(message.isEmpty() ? "" : "; ").append(fault.sentence());
      list.addObject()
          .put("field", fault.field())
          .put("value", fault.value())
          .put("rule", fault.rule())
          .put("limit", fault.limit());
    }
    return new ApiError(status, code, message.toString(), details, 0);
  }

  /** A client gets back as much of a huge value as it takes to recognise it. */
  private static Fault shortened(Fault fault) {
    return new Fault(shown(fault.field()), shown(fault.value()), fault.rule(), fault.limit());
  }

  public static String shown(String value) {
    return value.length() <= MAX_SHOWN ? value : value.substring(0, MAX_SHOWN) + "…";
  }

  public ApiError with(String key, Object value) {
    details.put(key, value.toString());
    return this;
  }

  /** Names the refusal: {@code UNKNOWN_KEY}. */
  public ApiError named(String denial) {
    return with(DENIAL, denial);
  }

  public ObjectNode body() {
    ObjectNode body = Json.object().put("code", code).put("message", message);
    body.setAll(details);
    return body;
  }

  public ApiException asException() {
    return new ApiException(this);
  }
}
