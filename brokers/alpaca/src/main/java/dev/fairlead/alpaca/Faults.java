// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.model.SendResult;
import dev.fairlead.remote.Delivery;
import dev.fairlead.remote.Delivery.Answer;
import dev.fairlead.remote.Wire;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What is known after one request (D-05). Pure. The default is in doubt (D-01); what is definitive
 * is on a list here, each line with the page that documents it, and only where Alpaca's own code
 * answers, in its own form: a proxy's page proves nothing.
 *
 * <p>A 429 is on no list: nothing says that Alpaca counts requests before it takes an order, and a
 * doubt costs a look-up, while a wrong refusal costs an order that nobody follows (D-02).
 */
final class Faults {
  /** What a client order id says that is there already (facts 3.5, 4.1). */
  private static final String TAKEN = "client_order_id must be unique";

  private static final int NOT_FOUND = 40_410_000;
  private static final int UNPROCESSABLE = 42_210_000;

  /** Codes that say no to an order before it exists (facts 4.1). */
  private static final Set<Integer> MALFORMED = Set.of(40_010_000, 40_010_001, UNPROCESSABLE);

  private static final Set<Integer> FORBIDDEN = Set.of(40_310_000, 40_310_100);

  /** Without a code: what the gate says that knows no account yet (facts 1.2). */
  private static final Set<String> NO_KEY = Set.of("forbidden.", "unauthorized");

  private static final int UNAUTHORIZED = 40_110_000;
  private static final int MOST_SHOWN = 300;

  private Faults() {}

  /** The kinds of requests, which prove different things. */
  enum Kind {
    PLACE,
    CANCEL,
    REPLACE,
    QUERY
  }

  /** Alpaca's own error. */
  record ApiError(int code, String message) {
    static final int NO_CODE = 0;

    /** The error of an answer; empty where the body is not Alpaca's. */
    static Optional<ApiError> of(Answer answer) {
      try {
        JsonNode body = Wire.read(answer.body());
        return Wire.text(body, "message")
            .map(message -> new ApiError(body.path("code").asInt(NO_CODE), message));
      } catch (Wire.Unreadable notAlpacas) {
        return Optional.empty();
      }
    }

    String text() {
      return code == NO_CODE ? message : code + " " + message;
    }
  }

  /**
   * What {@code delivery} proves of a request.
   *
   * @param name of a place or replace the {@code client_order_id} that was sent, of a cancel or
   *     query Alpaca's id of the order
   */
  static SendResult of(Kind kind, String name, Delivery delivery) {
    return switch (delivery) {
      case Delivery.NotSent(String proof) -> new SendResult.NotSent(proof);
      case Delivery.Lost(String cause) -> new SendResult.InDoubt(cause);
      case Answer answer -> answered(kind, name, answer);
    };
  }

  private static SendResult answered(Kind kind, String name, Answer answer) {
    if (answer.isSuccess()) {
      return switch (kind) {
        case PLACE, REPLACE -> taken(name, answer);
        case CANCEL ->
            answer.status() == 200 || answer.status() == 204
                ? new SendResult.Accepted(name)
                : inDoubt(answer);
        case QUERY -> answer.status() == 200 ? new SendResult.Accepted(name) : inDoubt(answer);
      };
    }
    Optional<ApiError> error = ApiError.of(answer);
    if (error.isEmpty()) {
      return inDoubt(answer);
    }
    return switch (kind) {
      case PLACE -> refused(answer, error.get(), false);
      case REPLACE -> refused(answer, error.get(), true);
      case CANCEL -> cancelRefused(name, answer, error.get());
      // That there is no such order is a finding, and not an answer to anything asked.
      case QUERY -> isAbsence(answer) ? new SendResult.Accepted("") : inDoubt(answer);
    };
  }

  /** An order that bears our name is there; one that does not proves nothing. */
  private static SendResult taken(String name, Answer answer) {
    try {
      JsonNode order = Wire.read(answer.body());
      String id = Wire.required(order, "id");
      return Wire.text(order, "client_order_id").filter(name::equals).isPresent()
          ? new SendResult.Accepted(id)
          : new SendResult.InDoubt("Alpaca answered with another order than ours: " + id);
    } catch (Wire.Unreadable unreadable) {
      return new SendResult.InDoubt(
          "Alpaca's answer cannot be read: " + unreadable.getMessage() + shown(answer));
    }
  }

  private static SendResult refused(Answer answer, ApiError error, boolean orderMayBeMissing) {
    if (error.message().contains(TAKEN)) {
      // It exists: what of it, only a look tells.
      return new SendResult.InDoubt("Alpaca has an order with this client_order_id already");
    }
    int code = error.code();
    boolean definitive =
        switch (answer.status()) {
          case 400, 422 -> MALFORMED.contains(code);
          case 401 -> code == UNAUTHORIZED || isNoKey(error);
          case 403 -> FORBIDDEN.contains(code) || isNoKey(error);
          case 404 -> orderMayBeMissing && code == NOT_FOUND;
          default -> false;
        };
    return definitive ? refusal(answer, error) : inDoubt(answer);
  }

  private static boolean isNoKey(ApiError error) {
    return error.code() == ApiError.NO_CODE && NO_KEY.contains(error.message());
  }

  private static SendResult refusal(Answer answer, ApiError error) {
    int code = error.code() == ApiError.NO_CODE ? answer.status() : error.code();
    return new SendResult.Refused(Integer.toString(code), error.message());
  }

  /**
   * One that is under way already is taken; one that a replace holds up is asked for again when the
   * replace is settled (F-B16). A key that is refused is no reason to stop asking.
   */
  private static SendResult cancelRefused(String name, Answer answer, ApiError error) {
    if (answer.status() == 404 && error.code() == NOT_FOUND) {
      return refusal(answer, error);
    }
    if (answer.status() != 422 || error.code() != UNPROCESSABLE) {
      return inDoubt(answer);
    }
    if (error.message().contains("pending cancel")) {
      return new SendResult.Accepted(name);
    }
    return error.message().contains("replace") ? inDoubt(answer) : refusal(answer, error);
  }

  /** Whether Alpaca says, in its own words, that there is no such order. */
  static boolean isAbsence(Answer answer) {
    return answer.status() == 404
        && ApiError.of(answer).filter(error -> error.code() == NOT_FOUND).isPresent();
  }

  private static SendResult inDoubt(Answer answer) {
    return new SendResult.InDoubt("Alpaca answered HTTP " + answer.status() + shown(answer));
  }

  /** What it said, for whoever has to find out (D-04), and Alpaca's number for it. */
  static String shown(Answer answer) {
    String body = answer.body().strip();
    String cut = body.length() > MOST_SHOWN ? body.substring(0, MOST_SHOWN) + "…" : body;
    String number =
        answer.header("x-request-id").map(id -> " (X-Request-ID " + id + ")").orElse("");
    return (cut.isEmpty() ? "" : ": " + cut) + number;
  }
}
