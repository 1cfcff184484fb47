// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.rules;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.ClientCommand.Place;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Fault;
import dev.fairlead.message.Offer.Trait;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Position;
import dev.fairlead.model.Side;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a well-formed order with exits can be taken as things stand. Pure. */
public final class GroupRules {
  /** Most groups that may be open: one watch each, and all of them looked at when a link is up. */
  public static final int MOST_OPEN = 10_000;

  private GroupRules() {}

  /** Whether an order of {@code side} takes from the position. */
  public static boolean closes(Position held, Side side) {
    return side == Side.SELL ? held.quantity().isPositive() : held.quantity().isNegative();
  }

  /**
   * Why not; empty where it can be, or brings no exits.
   *
   * @param known the order that an id names already, if one does
   * @param held what the account holds of the instrument
   * @param open how many groups are open
   */
  public static Optional<Denial> refusal(
      Place place, Function<OrderId, Optional<Order>> known, @Nullable Position held, int open) {
    if (place.request().exits() instanceof Exits.None) {
      return Optional.empty();
    }
    Optional<Denial> bad = badIds(place, known);
    if (bad.isPresent()) {
      return bad;
    }
    List<Fault> faults = faults(place.request(), place.reference(), held, open);
    return faults.isEmpty() ? Optional.empty() : Optional.of(new Denial.Invalid(faults));
  }

  /**
   * Whether a broker that can do so much keeps such a group itself: its class, and the combination
   * of each of its orders, for whole units within the regular session.
   */
  public static boolean isCarried(
      OrderRequest request, AssetClass assetClass, Capabilities can) {
    if (!can.groups().contains(request.exits().orderClass())
        || request.extendedHours()
        || request.size().units().filter(Quantity::isWhole).isEmpty()) {
      return false;
    }
    return Stream.concat(Stream.of(request.terms()), request.exits().terms().stream())
        .allMatch(terms ->
            can.offers().takes(assetClass, terms.type(), request.timeInForce(), Trait.GROUP));
  }

  private static Optional<Denial> badIds(Place place, Function<OrderId, Optional<Order>> known) {
    List<OrderId> ids = place.legs();
    int needed = place.request().exits().legs();
    LinkedHashSet<OrderId> distinct = new LinkedHashSet<>(ids);
    distinct.add(place.order());
    if (ids.size() != needed || distinct.size() != needed + 1) {
      String limit = "needs " + needed + " ids of its own for its exits";
      Fault fault = new Fault("legs", String.valueOf(ids.size()), "ids", limit);
      return Optional.of(new Denial.Invalid(List.of(fault)));
    }
    for (OrderId id : ids) {
      Optional<Order> taken = known.apply(id);
      if (taken.isPresent() || place.clientOrderId().equals(id.toString())) {
        OrderId by = taken.map(Order::id).orElse(place.order());
        return Optional.of(new Denial.ClientOrderIdTaken(id.toString(), by));
      }
    }
    return Optional.empty();
  }

  private static List<Fault> faults(
      OrderRequest request, @Nullable Price reference, @Nullable Position held, int open) {
    List<Fault> faults = new ArrayList<>();
    String name = request.exits().orderClass().name().toLowerCase(Locale.ROOT);
    if (open >= MOST_OPEN) {
      String limit = "at most " + MOST_OPEN + " groups of orders can be open; cancel some";
      faults.add(new Fault("order_class", name, "maximum", limit));
    }
    boolean oco = request.exits() instanceof Exits.Oco;
    if (oco && (held == null || !closes(held, request.side()))) {
      String limit = "oco orders must be exit orders: there is no position to leave";
      faults.add(new Fault("order_class", name, "exit-only", limit));
    }
    boolean atMarket = oco || request.terms() instanceof OrderTerms.Market;
    if (atMarket && reference != null && reference.isPositive()) {
      Side side = oco ? request.side() : request.side().opposite();
      faults.addAll(ExitRules.beyond(ExitParts.of(request), side, reference, !oco));
    }
    return faults;
  }
}
