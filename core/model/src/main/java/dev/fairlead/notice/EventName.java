// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.notice;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.OrderStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What each event is called, by whichever way it is told: the one source of these words. A name
 * never changes its meaning, because programs and filters hold on to it.
 */
public enum EventName {
  /** Taken, and durable. */
  ORDER_ACCEPTED("accepted"),
  /** Works at the broker. */
  ORDER_WORKING("working"),
  /** An execution that left something to fill. */
  ORDER_PARTIALLY_FILLED("filled"),
  /** The execution that filled it. */
  ORDER_FILLED("filled"),
  /** An execution after the order was closed, booked all the same (I-12). */
  ORDER_FILLED_LATE("late_fill"),
  /** An execution was void and has been taken back (I-23). */
  ORDER_FILL_BUSTED("busted"),
  /** An execution was other than told (I-23). */
  ORDER_FILL_CORRECTED("corrected"),
  ORDER_CANCEL_REQUESTED("cancel_requested"),
  ORDER_CANCEL_REFUSED("cancel_refused"),
  ORDER_CANCELLED("canceled"),
  ORDER_EXPIRED("expired"),
  ORDER_REJECTED("rejected"),
  ORDER_REPLACE_REQUESTED("replace_requested"),
  ORDER_REPLACE_REFUSED("replace_refused"),
  ORDER_REPLACED("replaced"),
  /** Nobody can tell whether it works at the broker. */
  ORDER_IN_DOUBT("in_doubt"),
  /** It never reached the broker and is being placed again. */
  ORDER_REROUTED("rerouted"),
  /** It works again though it had been closed. */
  ORDER_REINSTATED("reinstated"),
  /** A trailing stop has seen a better price. */
  ORDER_TRAILED("trailed"),
  /** An exit waits: for its entry, or for the other exit. */
  ORDER_HELD("held"),
  /** An exit that was held goes to the broker. */
  ORDER_RELEASED("released"),
  /** An exit is filled for all that there ever was to leave. */
  ORDER_COMPLETED("completed"),
  /** An exit is for another quantity than before, or is to be. */
  ORDER_SIZED("sized"),

  /** Orders can be sent to a broker account. */
  BROKER_UP,
  /** They cannot any more. */
  BROKER_DOWN,
  /** The verdict on a link changed. */
  BROKER_HEALTH,
  /** No new orders go to a broker account. */
  BREAKER_OPENED,
  /** Queries show whether its link works again. */
  BREAKER_HALF_OPENED,
  /** New orders go there again. */
  BREAKER_CLOSED,
  /** Another broker account acts: new orders go there first. */
  BROKER_FAILED_OVER,
  /** Nobody can tell the outcome of a request. */
  DOUBT_BEGAN,
  /** It has been so for five seconds. */
  DOUBT_ALARM,
  /** It has been so for a minute: somebody is to be woken. */
  DOUBT_PAGE,
  /** It is on the operator's queue. */
  DOUBT_QUEUED,
  /** The broker has shown what became of it. */
  DOUBT_SETTLED,
  /** An operator has said what became of it. */
  DOUBT_RESOLVED,
  /** A broker account has shown what it had denied, and takes only what makes positions smaller. */
  BROKER_CAUGHT,
  /** Its owner has settled how far it is believed, or has restored it. */
  BROKER_TRUSTED,
  /** Whether a broker account takes new orders, as far as its book says. */
  BROKER_CLEARANCE,
  /** Something that an operator should look at. */
  ALARM;

  private static final List<EventName> OF_ORDERS =
      Arrays.stream(values()).filter(EventName::isOfOrder).toList();

  private static final List<EventName> OF_GATEWAY =
      Arrays.stream(values()).filter(name -> !name.isOfOrder()).toList();

  private final String word = name().toLowerCase(Locale.ROOT);
  private final String what;

  EventName() {
    this("");
  }

  EventName(String what) {
    this.what = what;
  }

  /** What the event is called; empty for what is told to nobody by itself. */
  public static Optional<EventName> of(Event event) {
    return switch (event) {
      case OrderEvent told -> Optional.of(of(told));
      case Event.GatewayEvent told -> Optional.of(of(told));
      case Event.PlacementEvent _, Event.Routed _, Event.BookEvent _ -> Optional.empty();
    };
  }

  /** What happened to an order. */
  public static EventName of(OrderEvent told) {
    return switch (told.what()) {
      case Happened.Accepted _ -> ORDER_ACCEPTED;
      case Happened.Working _ -> ORDER_WORKING;
      case Happened.Filled _ ->
          told.order().status() == OrderStatus.FILLED ? ORDER_FILLED : ORDER_PARTIALLY_FILLED;
      case Happened.LateFill _ -> ORDER_FILLED_LATE;
      case Happened.Busted _ -> ORDER_FILL_BUSTED;
      case Happened.Corrected _ -> ORDER_FILL_CORRECTED;
      case Happened.CancelRequested _ -> ORDER_CANCEL_REQUESTED;
      case Happened.CancelRefused _ -> ORDER_CANCEL_REFUSED;
      case Happened.Canceled _ -> ORDER_CANCELLED;
      case Happened.Expired _ -> ORDER_EXPIRED;
      case Happened.Rejected _ -> ORDER_REJECTED;
      case Happened.ReplaceRequested _ -> ORDER_REPLACE_REQUESTED;
      case Happened.ReplaceRefused _ -> ORDER_REPLACE_REFUSED;
      case Happened.Replaced _ -> ORDER_REPLACED;
      case Happened.InDoubt _ -> ORDER_IN_DOUBT;
      case Happened.Rerouted _ -> ORDER_REROUTED;
      case Happened.Reinstated _ -> ORDER_REINSTATED;
      case Happened.Trailed _ -> ORDER_TRAILED;
      case Happened.Held _ -> ORDER_HELD;
      case Happened.Released _ -> ORDER_RELEASED;
      case Happened.Completed _ -> ORDER_COMPLETED;
      case Happened.Sized _ -> ORDER_SIZED;
    };
  }

  /** What happened to the gateway. */
  public static EventName of(Event.GatewayEvent told) {
    return switch (told) {
      case Event.LinkUp _ -> BROKER_UP;
      case Event.LinkDown _ -> BROKER_DOWN;
      case Event.HealthChanged _ -> BROKER_HEALTH;
      case Event.BreakerMoved moved ->
          switch (moved.health().breaker()) {
            case OPEN -> BREAKER_OPENED;
            case HALF_OPEN -> BREAKER_HALF_OPENED;
            case CLOSED -> BREAKER_CLOSED;
          };
      case Event.FailedOver _ -> BROKER_FAILED_OVER;
      case Event.OfDoubt doubt -> of(doubt);
      case Event.ClearanceChanged _ -> BROKER_CLEARANCE;
      case Event.Alarm _ -> ALARM;
    };
  }

  private static EventName of(Event.OfDoubt told) {
    return switch (told) {
      case Event.OfDoubt.Raised(Doubt doubt) ->
          switch (doubt.level()) {
            case NEW -> DOUBT_BEGAN;
            case ALARM -> DOUBT_ALARM;
            case PAGE -> DOUBT_PAGE;
            case OPERATOR -> DOUBT_QUEUED;
          };
      case Event.OfDoubt.Settled settled ->
          settled.resolution() == null ? DOUBT_SETTLED : DOUBT_RESOLVED;
      case Event.OfDoubt.TrustChanged changed ->
          changed.trust().isReduceOnly() ? BROKER_CAUGHT : BROKER_TRUSTED;
    };
  }

  /** Those of orders, which their clients are told. */
  public static List<EventName> ofOrders() {
    return OF_ORDERS;
  }

  /** Those of the gateway itself, which its operators are told. */
  public static List<EventName> ofGateway() {
    return OF_GATEWAY;
  }

  /**
   * Reads {@code order_filled}.
   *
   * @throws IllegalArgumentException for a word that is none of them
   */
  public static EventName parse(String word) {
    return Arrays.stream(values())
        .filter(name -> name.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + word + "' names no event"));
  }

  /** As it is written everywhere: {@code order_filled}. */
  public String word() {
    return word;
  }

  /** Whether it is told of orders. */
  public boolean isOfOrder() {
    return !what.isEmpty();
  }

  /**
   * Of an order's event, what happened to it in a word: {@code filled}, whether in part or whole;
   * empty for the others. It is coarser than {@link #word}, and older.
   */
  public String what() {
    return what;
  }
}
