// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.gateway.GatewayUnavailable;
import dev.fairlead.gateway.GatewayUnavailable.OutcomeUnknown;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Fault;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import dev.fairlead.wire.ApiError;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Our refusals in Alpaca's numbers. Which one a client gets decides what its SDK does: several send
 * a POST again after 429, 502, 503 or 504, so these are given only where nothing was done; what may
 * have been done ends as 500, which none repeats (D-01).
 */
final class Refusals {
  private static final Set<String> BAD_PARAMETERS =
      Set.of(
          "required",
          "not-allowed",
          "either-or",
          "unknown-value",
          "unknown-field",
          "unsupported",
          "duplicate",
          "type",
          "malformed",
          "whole",
          "not-a-number",
          "too-many-decimals",
          "too-large");

  /** A queue that is full now is worked off at once, or not at all. */
  private static final long SECONDS_TO_CATCH_UP = 1;

  private Refusals() {}

  static ApiError of(Denial denial) {
    return error(denial).named(denial.code());
  }

  private static ApiError error(Denial denial) {
    String sentence = denial.sentence();
    return switch (denial) {
      case Denial.Invalid(List<Fault> faults) -> invalid(faults);
      case Denial.NotAllowed(List<Fault> faults) ->
          ApiError.faults(403, ApiError.FORBIDDEN, faults);
      case Denial.ClientOrderIdTaken(String _, var order) ->
          ApiError.of(422, ApiError.BAD_PARAMETER, sentence).with("existing_order_id", order);
      case Denial.UnknownOrder _, Denial.UnknownPosition _ -> ApiError.notFound(sentence);
      case Denial.NoBrokerReady _, Denial.NotCleared _ ->
          ApiError.of(503, ApiError.UNAVAILABLE, sentence);
      case Denial.InsufficientBuyingPower(Symbol symbol, Money needed, Money available) ->
          ApiError.of(403, ApiError.FORBIDDEN, sentence)
              .with("buying_power", available.amount())
              .with("cost_basis", needed.amount())
              .with("symbol", symbol);
      case Denial.InsufficientQuantity(
              Symbol symbol,
              Quantity _,
              Quantity available,
              Quantity bound) ->
          ApiError.of(403, ApiError.FORBIDDEN, sentence)
              .with("available", available)
              .with("existing_qty", available.plus(bound))
              .with("held_for_orders", bound)
              .with("symbol", symbol);
      case Denial.ShortNotAllowed(Symbol symbol, String _) ->
          ApiError.of(403, ApiError.FORBIDDEN, sentence).with("symbol", symbol);
      case Denial.FractionalNotAllowed(Symbol symbol) ->
          ApiError.of(403, ApiError.FORBIDDEN, sentence).with("symbol", symbol);
      case Denial.TradingSuspended _ -> ApiError.of(403, ApiError.FORBIDDEN, sentence);
      case Denial.NoReferencePrice(Symbol symbol) ->
          ApiError.of(422, ApiError.UNPROCESSABLE, sentence).with("symbol", symbol);
      case Denial.NotCancelable(var _, OrderStatus _), Denial.NotReplaceable _ ->
          ApiError.of(422, ApiError.UNPROCESSABLE, sentence);
      case Denial.NothingToChange _, Denial.ReduceOnly _ ->
          ApiError.of(403, ApiError.FORBIDDEN, sentence);
      case Denial.TwinUnanswered(var _, var twin) ->
          ApiError.of(403, ApiError.FORBIDDEN, sentence).with("existing_order_id", twin);
      case Denial.UnknownDoubt _ -> ApiError.notFound(sentence);
      case Denial.DoubtContradicted _, Denial.NothingToRestore _ ->
          ApiError.of(422, ApiError.UNPROCESSABLE, sentence);
      case Denial.NotPromotable _ -> ApiError.of(422, ApiError.UNPROCESSABLE, sentence);
    };
  }

  /**
   * Alpaca's "bad parameter" is what is missing, does not belong, or cannot be read; what is well
   * said and breaks a rule of trading is not (facts 4.1).
   */
  static ApiError invalid(List<Fault> faults) {
    boolean badParameter = faults.stream().anyMatch(fault -> BAD_PARAMETERS.contains(fault.rule()));
    return ApiError.faults(
        422, badParameter ? ApiError.BAD_PARAMETER : ApiError.UNPROCESSABLE, faults);
  }

  static ApiError of(GatewayUnavailable unavailable) {
    return unavailable instanceof OutcomeUnknown unknown ? of(unknown) : refusal(unavailable);
  }

  /** Of a command that may have been done. A placing gets it only where the journal has failed. */
  private static ApiError of(OutcomeUnknown unknown) {
    return ApiError.of(
        500,
        ApiError.INTERNAL,
        unknown.getMessage()
            + "; it may have been done: look for the order before asking for it again");
  }

  /** Whole ones, as the header has them: never too early. */
  private static long seconds(Duration wait) {
    return Math.clamp(Math.ceilDiv(wait.toMillis(), 1_000L), 1, 3_600);
  }

  /** Nothing was done. */
  private static ApiError refusal(GatewayUnavailable unavailable) {
    String message = String.valueOf(unavailable.getMessage());
    return switch (unavailable.category()) {
      case OVERLOADED ->
          ApiError.tooMany(
              message, unavailable.retryAfter().map(Refusals::seconds).orElse(SECONDS_TO_CATCH_UP));
      case NOT_READY, STORAGE_FAILED, NO_ANSWER -> ApiError.of(503, ApiError.UNAVAILABLE, message);
    };
  }
}
