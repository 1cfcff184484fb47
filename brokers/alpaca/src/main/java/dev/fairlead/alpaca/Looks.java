// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaOrder.Execution;
import dev.fairlead.alpaca.AlpacaOrder.Standing;
import dev.fairlead.alpaca.Api.Trouble;
import dev.fairlead.alpaca.Listings.Listing;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Quantity;
import dev.fairlead.remote.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks one placement up, and reports what there is of it: its executions first, and where it
 * stands only when they are all there (F-B06, F-B22). An order whose place another has taken is
 * followed to the one that works now. Thread-safe; calls block.
 */
final class Looks {
  /** A chain of replaces that is longer is followed at the next look. */
  private static final int LONGEST_CHAIN = 100;

  /** Alpaca's lists may be behind its orders (facts 4.3). */
  private static final int FILL_LOOKS = 3;

  private static final Duration FILL_PAUSE = Duration.ofMillis(400);

  private final Api api;
  private final Listings listings;
  private final Names names;
  private final LegNames legs;
  private final Reports reports;

  Looks(Api api, Listings listings, Names names, LegNames legs, Reports reports) {
    this.api = api;
    this.listings = listings;
    this.names = names;
    this.legs = legs;
    this.reports = reports;
  }

  /**
   * Asks for one of our placements and reports the findings.
   *
   * @param name Alpaca's id of the order, as far as the caller knows it; may be empty
   * @return accepted, once the findings are reported; in doubt where they are not all there
   */
  SendResult at(PlacementId placement, String name) {
    try {
      return found(placement, name);
    } catch (Trouble trouble) {
      return new SendResult.InDoubt(String.valueOf(trouble.getMessage()));
    } catch (Wire.Unreadable odd) {
      reports.unread("orders", "order of placement " + placement + ": " + odd.getMessage());
      return new SendResult.InDoubt("what Alpaca says of it cannot be read: " + odd.getMessage());
    }
  }

  private SendResult found(PlacementId placement, String name) {
    String known = names.name(placement, name);
    if (known.isEmpty() && legs.parent(placement).isPresent()) {
      return foundLeg(placement, legs.parent(placement).get());
    }
    AlpacaOrder first;
    try {
      first = known.isEmpty() ? listings.orderOf(placement.text()) : listings.order(known);
    } catch (Trouble trouble) {
      if (trouble.why() != Trouble.Cause.ABSENT || !known.isEmpty()) {
        throw trouble;
      }
      reports.news(placement, new OrderNews.NotFound());
      return new SendResult.Accepted("");
    }
    List<AlpacaOrder> chain = chain(first);
    boolean whole = true;
    for (AlpacaOrder order : chain) {
      names.learn(order);
      whole &= tellExecutions(order);
    }
    AlpacaOrder last = chain.getLast();
    SendResult result =
        whole || isWholeTogether(chain)
            ? tellStanding(placement, known, last)
            : new SendResult.InDoubt(
            "Alpaca says that " + last.filled() + " has executed, and has not told all of it yet");
    if (legs.isUnsettled(placement)) {
      learnLegs(last).forEach(leg -> at(leg.placement(), leg.id()));
    }
    return result;
  }

  /** Alpaca knows a leg by the order that brought it only. */
  private SendResult foundLeg(PlacementId placement, PlacementId parent) {
    AlpacaOrder group = listings.orderOf(parent.text());
    learnLegs(group);
    String name = legs.name(placement);
    if (!name.isEmpty()) {
      return found(placement, name);
    }
    if (group.standing().isLive() || group.standing() == Standing.REPLACED) {
      return new SendResult.InDoubt("Alpaca's order " + group.id() + " shows no such leg yet");
    }
    reports.news(placement, new OrderNews.NotFound());
    return new SendResult.Accepted("");
  }

  /** Asks an order for its legs; those that were not known. */
  List<AlpacaOrder> learnLegs(AlpacaOrder group) {
    List<AlpacaOrder> news = legs.learn(listings.nested(group.id()));
    news.forEach(names::learn);
    return news;
  }

  /** Alpaca's id of a placement's order, which is looked for where it is not known. */
  String nameOf(PlacementId placement, String name) {
    String known = names.name(placement, name.isEmpty() ? legs.name(placement) : name);
    if (!known.isEmpty()) {
      return known;
    }
    Optional<PlacementId> parent = legs.parent(placement);
    if (parent.isPresent()) {
      learnLegs(listings.orderOf(parent.get().text()));
      return legs.name(placement);
    }
    AlpacaOrder order = listings.orderOf(placement.text());
    names.learn(order);
    return names.name(placement, order.id());
  }

  private List<AlpacaOrder> chain(AlpacaOrder first) {
    List<AlpacaOrder> chain = new ArrayList<>(List.of(first));
    while (chain.getLast().standing() == Standing.REPLACED
        && !chain.getLast().replacedBy().isEmpty()
        && chain.size() < LONGEST_CHAIN) {
      chain.add(listings.order(chain.getLast().replacedBy()));
    }
    return chain;
  }

  /** Reports what executed of one order; false where Alpaca says that there is more. */
  boolean tellExecutions(AlpacaOrder order) {
    for (int look = 1; !reports.isWhole(order); look++) {
      if (look == 1 && !order.replaces().isEmpty()) {
        // It may go on counting where the one before it ended.
        tellBefore(order);
      }
      Listing<Execution> listing = listings.executions(order.id());
      reports.executed(order, listing.rows());
      if (!reports.isWhole(order) && (look == FILL_LOOKS || !api.pause(FILL_PAUSE))) {
        return tookOver(order, listing);
      }
    }
    return true;
  }

  /**
   * Our name of the execution of an order that Alpaca's stream calls {@code previous}: the one on
   * the list with that id, or the only one that {@code fits}, or the only one there is, if that may
   * be it. Empty where the list cannot tell one from another, or does not come.
   *
   * @param isOnlyOne whether it is the one if there is no other: a list may leave out what is void
   */
  Optional<String> execution(
      AlpacaOrder order, String previous, Predicate<Execution> fits, boolean isOnlyOne) {
    List<Execution> rows;
    try {
      rows = listings.executions(order.id()).rows();
    } catch (Trouble | Wire.Unreadable trouble) {
      return Optional.empty();
    }
    return rows.stream()
        .filter(one -> one.alpacasId().equals(previous))
        .findFirst()
        .or(() -> sole(rows.stream().filter(fits).toList()))
        .or(() -> isOnlyOne ? sole(rows) : Optional.empty())
        .map(Execution::id);
  }

  private static Optional<Execution> sole(List<Execution> rows) {
    return rows.size() == 1 ? Optional.of(rows.getFirst()) : Optional.empty();
  }

  /**
   * Whether nothing has executed of it by itself, and it counts what the order before it had. Asked
   * when its own executions had time to show; from then on it is known.
   */
  private boolean tookOver(AlpacaOrder order, Listing<Execution> own) {
    boolean nothing = own.broken().isEmpty() && own.rows().isEmpty();
    boolean same =
        !order.replaces().isEmpty() && order.filled().equals(names.told(order.replaces()));
    if (nothing && same) {
      names.retell(order.id(), order.filled());
    }
    return nothing && same;
  }

  private void tellBefore(AlpacaOrder order) {
    AlpacaOrder before = listings.order(order.replaces());
    if (!reports.isWhole(before)) {
      reports.executed(before, listings.executions(before.id()).rows());
    }
  }

  /** Whether the last order counts as its own what the ones before it have executed. */
  private boolean isWholeTogether(List<AlpacaOrder> chain) {
    Quantity told = Quantity.ZERO;
    for (AlpacaOrder order : chain) {
      told = told.plus(names.told(order.id()));
    }
    return chain.size() > 1 && told.equals(chain.getLast().filled());
  }

  private SendResult tellStanding(PlacementId placement, String known, AlpacaOrder last) {
    if (last.standing() == Standing.REPLACING) {
      // Neither the old terms nor the new ones are certain: told is only what executed.
      return new SendResult.Accepted(last.id());
    }
    Optional<Found> found = last.found(List.of());
    if (found.isEmpty()) {
      return new SendResult.InDoubt("Alpaca's order " + last.id() + " has no end that is told");
    }
    boolean took = isNewest(placement, last) || !last.bearsOurName();
    if (!known.isEmpty() && !known.equals(last.id()) && took) {
      reports.news(placement, new OrderNews.Replaced(last.id()));
    }
    names.replaced(placement, last.id());
    last.watermark()
        .ifPresent(watermark -> reports.news(placement, new OrderNews.Trailed(watermark)));
    reports.news(placement, found.get());
    return new SendResult.Accepted(last.id());
  }

  /** Whether it came of the replace that was asked for last, and of no earlier one. */
  private boolean isNewest(PlacementId placement, AlpacaOrder order) {
    return names
        .live(placement)
        .filter(
            live -> order.clientOrderId().equals(Encoder.replacement(placement, live.replaces())))
        .isPresent();
  }
}
