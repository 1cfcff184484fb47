// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import dev.fairlead.model.OrderId;
import dev.fairlead.model.Principal;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What all routes do with a request and its answer. */
public final class Http {
  private static final System.Logger LOG = System.getLogger(Http.class.getName());
  private static final String PRINCIPAL = "principal";
  private static final String ORDER = "order";

  /** The status of a body that is too large. */
  public static final int TOO_LARGE = 413;

  private static final String JSON = "application/json; charset=UTF-8";

  private Http() {}

  /** Says who asks; told once, by the guard that has checked the key. */
  public static void identify(Context request, Principal principal) {
    request.attribute(PRINCIPAL, principal);
  }

  /** Who asks. */
  public static Principal principal(Context request) {
    Principal principal = request.attribute(PRINCIPAL);
    if (principal == null) {
      throw new IllegalStateException(request.path() + " is served to nobody in particular");
    }
    return principal;
  }

  /** Who asks, where that is known by now. */
  public static Optional<Principal> known(Context request) {
    return Optional.ofNullable(request.attribute(PRINCIPAL));
  }

  /** Says which order a request has led to, so that the log can tell. */
  public static void note(Context request, OrderId order) {
    request.attribute(ORDER, order);
  }

  /** The order that a request has led to; empty where it led to none. */
  public static Optional<OrderId> noted(Context request) {
    return Optional.ofNullable(request.attribute(ORDER));
  }

  /** The JSON object that was sent. */
  public static Body body(Context request, BodyFields fields) {
    return Body.read(bytes(request), fields);
  }

  /** What was sent, whatever it is; too much of it is an {@link ApiException}. */
  public static byte[] bytes(Context request) {
    String encoding = request.header("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      // A small body that unpacks to a large one is never unpacked (S-37).
      throw ApiError.ofStatus(415, "send the body as it is, without a Content-Encoding")
          .asException();
    }
    try {
      return RequestBody.read(request.req().getInputStream(), request.req().getContentLengthLong());
    } catch (IOException e) {
      throw new UncheckedIOException("the client stopped in the middle of its request", e);
    }
  }

  public static void answer(Context request, int status, JsonNode body) {
    request.status(status);
    answer(request, Json.bytes(body));
  }

  /** Answers what has just been written. */
  public static void answer(Context request, int status, JsonWriter body) {
    request.status(status);
    answer(request, JSON, body.size(), body::writeTo);
  }

  /**
   * Answers JSON that is bytes already, and that at once, because their number is told before.
   * Written here and not given to Javalin, which would copy it through a buffer made for files:
   * more garbage than all the rest of an order makes.
   */
  public static void answer(Context request, byte[] json) {
    answer(request, JSON, json);
  }

  /** Answers what is bytes already, as what {@code mediaType} says. */
  public static void answer(Context request, String mediaType, byte[] json) {
    answer(request, mediaType, json.length, out -> out.write(json));
  }

  /** Writes a body of known length. */
  @FunctionalInterface
  private interface Writing {
    void writeTo(OutputStream out) throws IOException;
  }

  private static void answer(Context request, String mediaType, int length, Writing body) {
    HttpServletResponse response = request.res();
    response.setContentType(mediaType);
    response.setContentLength(length);
    try {
      body.writeTo(response.getOutputStream());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "client went away before its answer: {0}", e.toString());
    }
  }

  /** Answers a refusal in the shape that this request's clients read. */
  public static void answer(Context request, ApiError error) {
    if (error.retryAfterSeconds() > 0) {
      request.header("Retry-After", Long.toString(error.retryAfterSeconds()));
    }
    if (Problem.isFor(request)) {
      request.status(error.status());
      answer(request, Problem.MEDIA_TYPE, Json.bytes(Problem.of(error, request)));
    } else {
      answer(request, error.status(), error.body());
    }
  }

  /**
   * Takes off the wire what is left of a small body, before an answer that was found without it. A
   * connection with a rest in it would have to be closed, and a client that has sent its next order
   * on it meanwhile would not know what became of that one.
   */
  public static void takeRest(Context request) {
    long announced = request.req().getContentLengthLong();
    if (announced > 0 && announced <= RequestBody.MAX_BYTES && request.header("Expect") == null) {
      discard(request);
    }
  }

  private static void discard(Context request) {
    try {
      RequestBody.discard(request.req().getInputStream());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "client went away with its body: {0}", e.toString());
    }
  }

  /** Answers at once, while the request is still being handled or even sent, for the last time. */
  public static void answerNow(Context request, ApiError error) {
    request.res().setHeader("Connection", "close");
    answer(request, error);
  }

  /**
   * Answers while the client is still sending, and takes the rest of its body off the wire: if we
   * closed on it in the middle, it would see a broken connection and not the answer.
   */
  public static void answerTooLarge(Context request, ApiError error) {
    answerNow(request, error);
    discard(request);
  }
}
