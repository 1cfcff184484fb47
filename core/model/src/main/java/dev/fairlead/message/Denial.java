// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why we refused a command, with its numbers. {@link #code} is for programs and does not change;
 * {@link #sentence} is for people.
 */
public sealed interface Denial {
  /** The order breaks rules that need no account to see: all of them, not the first. */
  record Invalid(List<Fault> faults) implements Denial {}

  /** The key that it came with may not have such an order (S-13). */
  record NotAllowed(List<Fault> faults) implements Denial {}

  /** The client order id names another order already (I-06, R-16). */
  record ClientOrderIdTaken(String clientOrderId, OrderId order) implements Denial {}

  record UnknownOrder(String order) implements Denial {}

  record UnknownPosition(Symbol symbol) implements Denial {}

  /** No link that takes such an order is up. */
  record NoBrokerReady(String detail) implements Denial {}

  /**
   * The only accounts that could take it may not, because their books were not held against their
   * brokers, or differ. Its code is that of the clearance's standing.
   */
  record NotCleared(Clearance clearance) implements Denial {}

  /** The account cannot pay for it. */
  record InsufficientBuyingPower(Symbol symbol, Money needed, Money available) implements Denial {}

  /** It would close more than is held and free of other orders. */
  record InsufficientQuantity(Symbol symbol, Quantity requested, Quantity available, Quantity held)
      implements Denial {}

  /** It would open a short position where none may be opened. */
  record ShortNotAllowed(Symbol symbol, String cause) implements Denial {}

  /** It would open a position of part of a unit, which the client has settled not to do. */
  record FractionalNotAllowed(Symbol symbol) implements Denial {}

  /** The client has suspended its own trading. */
  record TradingSuspended() implements Denial {}

  /** No quote to value a market order by. */
  record NoReferencePrice(Symbol symbol) implements Denial {}

  /** It has ended, or is being cancelled already. */
  record NotCancelable(OrderId order, OrderStatus status) implements Denial {}

  record NotReplaceable(OrderId order, OrderStatus status, String cause) implements Denial {}

  /** Every change that was asked for is already so. */
  record NothingToChange(OrderId order) implements Denial {}

  /** The account cannot be made the acting one now. */
  record NotPromotable(BrokerAccount account, String cause) implements Denial {}

  /** The account was caught at a broken word (D-06): it takes only what makes positions smaller. */
  record ReduceOnly(BrokerAccount account, String cause) implements Denial {}

  /**
   * The broker could not tell it from another order that is without an answer (class E of
   * reliability 3.3).
   */
  record TwinUnanswered(BrokerAccount account, OrderId twin) implements Denial {}

  /** Nothing of that name is in doubt. */
  record UnknownDoubt(String name) implements Denial {}

  /** What is said of a doubt cannot be, after what the broker has said. */
  record DoubtContradicted(PlacementId placement, String cause) implements Denial {}

  /** The account was never caught, or has been restored. */
  record NothingToRestore(BrokerAccount account) implements Denial {}

  /** The stable name of the refusal. */
  default String code() {
    return switch (this) {
      case Invalid _ -> "INVALID_ORDER";
      case NotAllowed _ -> "NOT_ALLOWED";
      case ClientOrderIdTaken _ -> "CLIENT_ORDER_ID_TAKEN";
      case UnknownOrder _ -> "UNKNOWN_ORDER";
      case UnknownPosition _ -> "UNKNOWN_POSITION";
      case NoBrokerReady _ -> "NO_BROKER_READY";
      case NotCleared(Clearance clearance) -> clearance.standing().code();
      case InsufficientBuyingPower _ -> "INSUFFICIENT_BUYING_POWER";
      case InsufficientQuantity _ -> "INSUFFICIENT_QUANTITY";
      case ShortNotAllowed _ -> "SHORT_NOT_ALLOWED";
      case FractionalNotAllowed _ -> "FRACTIONAL_NOT_ALLOWED";
      case TradingSuspended _ -> "TRADING_SUSPENDED";
      case NoReferencePrice _ -> "NO_REFERENCE_PRICE";
      case NotCancelable _ -> "NOT_CANCELABLE";
      case NotReplaceable _ -> "NOT_REPLACEABLE";
      case NothingToChange _ -> "NOTHING_TO_CHANGE";
      case NotPromotable _ -> "NOT_PROMOTABLE";
      case ReduceOnly _ -> "REDUCE_ONLY";
      case TwinUnanswered _ -> "TWIN_UNANSWERED";
      case UnknownDoubt _ -> "UNKNOWN_DOUBT";
      case DoubtContradicted _ -> "DOUBT_CONTRADICTED";
      case NothingToRestore _ -> "NOTHING_TO_RESTORE";
    };
  }

  /** The refusal as a sentence that says what was asked and what the limit is. */
  default String sentence() {
    return switch (this) {
      case Invalid(List<Fault> faults) -> sentences(faults);
      case NotAllowed(List<Fault> faults) -> sentences(faults);
      case ClientOrderIdTaken _ -> "client_order_id must be unique";
      case UnknownOrder(String order) -> "order not found for " + order;
      case UnknownPosition _ -> "position does not exist";
      case NoBrokerReady(String detail) -> "no broker is ready: " + detail;
      case NotCleared(Clearance clearance) -> clearance.sentence();
      case InsufficientBuyingPower(Symbol _, Money needed, Money available) ->
          "insufficient buying power (needed: " + needed + ", available: " + available + ")";
      case InsufficientQuantity(Symbol _, Quantity requested, Quantity available, Quantity _) ->
          "insufficient qty available for order (requested: "
              + requested
              + ", available: "
              + available
              + ")";
      case ShortNotAllowed(Symbol symbol, String cause) ->
          symbol + " cannot be sold short: " + cause;
      case FractionalNotAllowed(Symbol symbol) ->
          "account is not allowed to trade fractions of "
              + symbol
              + ": fractional_trading is off in its configurations";
      case TradingSuspended _ ->
          "new orders are rejected by user request: suspend_trade is on in the configurations";
      case NoReferencePrice(Symbol symbol) ->
          "no quote for " + symbol + " to value a market order by; send a limit order";
      case NotCancelable(OrderId _, OrderStatus status) when status == OrderStatus.PENDING_CANCEL ->
          "order pending cancel";
      case NotCancelable(OrderId _, OrderStatus status) ->
          "order is not cancelable: order is already in \""
              + status.name().toLowerCase(Locale.ROOT)
              + "\" state";
      case NotReplaceable(OrderId _, OrderStatus _, String cause) ->
          "unable to replace order, " + cause;
      case NothingToChange _ -> "order parameters are not changed";
      case NotPromotable(BrokerAccount account, String cause) ->
          account + " cannot be the acting account: " + cause;
      case ReduceOnly(BrokerAccount account, String cause) ->
          account + " takes only orders that make a position smaller: " + cause;
      case TwinUnanswered(BrokerAccount account, OrderId twin) ->
          "order "
              + twin
              + " is just like it and without an answer from "
              + account
              + ", which could not tell them apart";
      case UnknownDoubt(String name) -> "nothing that is called " + name + " is in doubt";
      case DoubtContradicted(PlacementId _, String cause) -> cause;
      case NothingToRestore(BrokerAccount account) -> account + " is believed already";
    };
  }

  private static String sentences(List<Fault> faults) {
    return faults.stream().map(Fault::sentence).collect(Collectors.joining("; "));
  }
}
