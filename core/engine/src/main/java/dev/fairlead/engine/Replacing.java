// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.account.Configuration;
import dev.fairlead.engine.Funds.Verdict;
import dev.fairlead.exits.ExitGroup;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.ClientCommand.Replace;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Event;
import dev.fairlead.message.Fault;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Reply;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.routing.RoutingStrategy.Route;
import dev.fairlead.rules.ExitRules;
import dev.fairlead.rules.OrderParts;
import dev.fairlead.rules.OrderRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts an order with changed terms in another's place. The successor is an order of its own from
 * the moment it is asked for; the predecessor works on, and fills, until the broker says otherwise
 * (I-21).
 */
final class Replacing {
  private final Book book;
  private final Outbox outbox;
  private final Funds funds;

  Replacing(Book book, Outbox outbox, Funds funds) {
    this.book = book;
    this.outbox = outbox;
    this.funds = funds;
  }

  Reply on(Step step, Replace replace) {
    Optional<Order> known =
        book.order(replace.order()).filter(o -> o.principal().equals(replace.principal()));
    if (known.isEmpty()) {
      return ClientDesk.denied(new Denial.UnknownOrder(replace.order().toString()));
    }
    Order order = known.get();
    List<Fault> faults = new ArrayList<>();
    OrderRequest changed = changed(order.request(), replace.changes(), faults);
    Optional<Order> earlier = book.order(replace.principal(), replace.clientOrderId());
    if (earlier.isPresent()) {
      return repeated(earlier.get(), replace, changed);
    }
    faults.addAll(ExitRules.ofChange(order, replace.changes(), changed, others(order)));
    Optional<Denial> refused = refusal(order, changed, faults);
    return refused.isPresent()
        ? ClientDesk.denied(refused.get())
        : replace(step, replace, order, changed);
  }

  private static Reply repeated(Order earlier, Replace replace, OrderRequest changed) {
    boolean same = replace.order().equals(earlier.replaces()) && earlier.request().equals(changed);
    return same ? new Reply.Repeated(earlier) : ClientDesk.taken(replace.clientOrderId(), earlier);
  }

  private Optional<Denial> refusal(Order order, OrderRequest changed, List<Fault> faults) {
    Optional<String> blocked = blocked(order).or(() -> blockedByGroup(order, changed));
    if (blocked.isPresent()) {
      return Optional.of(new Denial.NotReplaceable(order.id(), order.status(), blocked.get()));
    }
    Capabilities can = book.capabilities(order.account()).orElse(null);
    if (can == null) {
      return Optional.of(new Denial.NoBrokerReady("the link to " + order.account() + " is down"));
    }
    boolean here = order.status() == OrderStatus.HELD && !isAtBroker(order);
    if (!can.canReplace() && !here) {
      return Optional.of(
          new Denial.NotReplaceable(
              order.id(), order.status(), "the broker does not change orders; cancel and place"));
    }
    Instrument instrument = book.instrument(changed.symbol()).orElseThrow();
    faults.addAll(resized(order, changed, instrument));
    // With the exits as they are by now it has been compared; they may have been changed.
    faults.addAll(OrderRules.check(OrderParts.of(changed.alone(), instrument), can));
    changed
        .size()
        .units()
        .filter(units -> units.isPositive() && units.compareTo(order.filled()) <= 0)
        .ifPresent(units ->
            faults.add(
                new Fault(
                    "qty",
                    units.toString(),
                    "below-filled",
                    "must be more than the filled " + order.filled())));
    if (!faults.isEmpty()) {
      return Optional.of(new Denial.Invalid(List.copyOf(faults)));
    }
    return changed.equals(order.request())
        ? Optional.of(new Denial.NothingToChange(order.id()))
        : Optional.empty();
  }

  /**
   * Shares are resized by whole ones only: an order with a part of one keeps its quantity, and none
   * becomes such an order (facts 2.1, 3.6). Crypto is traded in parts, and resized in parts.
   */
  private static List<Fault> resized(Order order, OrderRequest changed, Instrument instrument) {
    Optional<Quantity> before = order.request().size().units();
    Optional<Quantity> after = changed.size().units();
    if (instrument.assetClass() != AssetClass.EQUITY || after.isEmpty() || after.equals(before)) {
      return List.of();
    }
    String said = after.get().toString();
    if (before.filter(units -> !units.isWhole()).isPresent()) {
      String limit =
          "the qty of a fractional order cannot be changed, its price can; cancel it and place"
              + " another";
      return List.of(new Fault("qty", said, "fractional", limit));
    }
    return after.get().isWhole()
        ? List.of()
        : List.of(new Fault("qty", said, "whole", "qty must be integer where it is changed"));
  }

  /** Why it cannot be replaced as it stands; Alpaca's list (facts 3.6). */
  private static Optional<String> blocked(Order order) {
    return switch (order.status()) {
      case WORKING, PARTIALLY_FILLED ->
          order.request().size() instanceof OrderSize.Value
              ? Optional.of("an order by notional cannot be changed")
              : Optional.empty();
      case HELD -> Optional.empty();
      case ACCEPTED, IN_DOUBT -> Optional.of("order isn't sent to exchange yet");
      case PENDING_CANCEL -> Optional.of("order pending cancel");
      case PENDING_REPLACE -> Optional.of("a replace is pending already");
      case FILLED, CANCELED, EXPIRED, REJECTED, REPLACED ->
          Optional.of("order is already in \"" + name(order.status()) + "\" state");
    };
  }

  /** Whether its group is kept by the broker, so that it is there even while it is held. */
  private boolean isAtBroker(Order order) {
    return order.group() != null && book.group(order).filter(ExitGroup::carried).isPresent();
  }

  /** What a broker that keeps the group does not change; a held leg needs its name first. */
  private Optional<String> blockedByGroup(Order order, OrderRequest changed) {
    if (!isAtBroker(order)) {
      return Optional.empty();
    }
    if (!changed.size().equals(order.request().size()) && !order.isExit()) {
      return Optional.of("the broker keeps its exits, which are for the same quantity");
    }
    boolean rests =
        book.placement(order.placement())
            .filter(placement ->
                placement.status() == PlacementStatus.WORKING
                    || placement.status() == PlacementStatus.PARTIALLY_FILLED)
            .isPresent();
    return rests ? Optional.empty() : Optional.of("order isn't sent to exchange yet");
  }

  private static String name(OrderStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private Reply replace(Step step, Replace replace, Order order, OrderRequest changed) {
    Optional<Order> sameId = book.order(replace.successor());
    if (sameId.isPresent()) {
      return ClientDesk.taken(replace.clientOrderId(), sameId.get());
    }
    if (order.status() == OrderStatus.HELD && !isAtBroker(order)) {
      return replaceHeld(step, replace, order, changed);
    }
    Placement placement = book.placement(order.placement()).orElseThrow();
    Instrument instrument = book.instrument(changed.symbol()).orElseThrow();
    Configuration settled = book.clients().configuration(replace.principal());
    if (settled.suspendTrade()) {
      return ClientDesk.denied(new Denial.TradingSuspended());
    }
    // An exit is at the broker for what there is to leave, whatever it was asked to be for.
    OrderRequest asked =
        order.isExit() ? changed.with(placement.request().size()).alone() : changed.alone();
    // What is held leaves what its entry has yet to fill.
    Verdict verdict =
        order.status() == OrderStatus.HELD
            ? new Verdict.Affordable(Price.ZERO)
            : funds.judge(
                order.account(), asked, instrument, replace.reference(), settled, placement);
    return switch (verdict) {
      case Verdict.Refused(Denial denial) -> ClientDesk.denied(denial);
      case Verdict.Affordable(Price reservePrice) -> {
        Order successor = successor(step, replace, order, changed);
        Replacement pending = new Replacement(successor.id(), asked, reservePrice);
        outbox.replace(step, placement, pending);
        step.tell(
            OrderEdit.of(order, step.at()).status(OrderStatus.PENDING_REPLACE).done(),
            new Happened.ReplaceRequested(successor.id()));
        step.tell(successor, new Happened.Accepted());
        step.routed(
            successor,
            placement.id(),
            new Route(
                order.account(),
                Event.Routed.PINNED,
                "it takes over from order " + order.id() + ", which works there"));
        yield new Reply.Done(successor);
      }
    };
  }

  /** At no broker: the successor takes over at once, with what the predecessor has filled. */
  private static Reply replaceHeld(Step step, Replace replace, Order order, OrderRequest changed) {
    Order successor =
        OrderEdit.of(successor(step, replace, order, changed), step.at())
            .succeeding(order)
            .status(OrderStatus.HELD)
            .done();
    step.tell(
        OrderEdit.of(order, step.at()).replacedBy(successor.id()).done(),
        new Happened.Replaced(successor.id()));
    step.tell(successor, new Happened.Held());
    return new Reply.Done(successor);
  }

  /** The orders of its group whose prices it has to be in order with. */
  private List<Order> others(Order order) {
    return book.group(order).map(ExitGroup::exits).orElse(List.of()).stream()
        .filter(id -> !id.equals(order.id()))
        .map(book::requireOrder)
        .toList();
  }

  /** Nothing is filled of it until it takes over, and then all that its predecessor had. */
  private static Order successor(Step step, Replace replace, Order order, OrderRequest changed) {
    return new Order(
        replace.successor(),
        replace.principal(),
        replace.clientOrderId(),
        changed,
        order.account(),
        OrderStatus.ACCEPTED,
        Quantity.ZERO,
        Notional.ZERO,
        order.placement(),
        order.id(),
        null,
        null,
        "",
        step.at(),
        step.at(),
        null,
        null,
        order.group(),
        order.exitSize());
  }

  /** The request with the changes in it; a change that its type has no place for is a fault. */
  private static OrderRequest changed(
      OrderRequest request, OrderChanges changes, List<Fault> faults) {
    Quantity quantity = changes.quantity();
    OrderSize size = quantity == null ? request.size() : new OrderSize.Units(quantity);
    OrderRequest sized = request.with(size).with(terms(request.terms(), changes, faults));
    return changes.timeInForce() == null ? sized : sized.goodFor(changes.timeInForce());
  }

  private static OrderTerms terms(OrderTerms terms, OrderChanges changes, List<Fault> faults) {
    Price limit = changes.limitPrice();
    Price stop = changes.stopPrice();
    Price trail = changes.trail();
    boolean limited = terms.limitPrice().isPresent();
    boolean stopped = terms.stopPrice().isPresent();
    boolean trailing =
        terms instanceof OrderTerms.TrailingAmount || terms instanceof OrderTerms.TrailingPercent;
    misplaced("limit_price", limit, limited, faults);
    misplaced("stop_price", stop, stopped, faults);
    misplaced("trail", trail, trailing, faults);
    return switch (terms) {
      case OrderTerms.Market() -> terms;
      case OrderTerms.Limit(Price old) -> new OrderTerms.Limit(either(limit, old));
      case OrderTerms.Stop(Price old) -> new OrderTerms.Stop(either(stop, old));
      case OrderTerms.StopLimit(Price oldStop, Price oldLimit) ->
          new OrderTerms.StopLimit(either(stop, oldStop), either(limit, oldLimit));
      case OrderTerms.TrailingAmount(Price old) ->
          new OrderTerms.TrailingAmount(either(trail, old));
      case OrderTerms.TrailingPercent(Percent old) ->
          new OrderTerms.TrailingPercent(trail == null ? old : new Percent(trail.nanos()));
    };
  }

  private static void misplaced(
      String field, @Nullable Price said, boolean belongs, List<Fault> faults) {
    if (said != null && !belongs) {
      faults.add(new Fault(field, said.toString(), "not-allowed", "the order has no " + field));
    }
  }

  private static Price either(@Nullable Price changed, Price old) {
    return changed == null ? old : changed;
  }
}
