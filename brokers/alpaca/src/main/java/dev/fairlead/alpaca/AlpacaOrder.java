// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.message.OrderNews;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An order as Alpaca tells it.
 *
 * @param request what it asks for; empty where we have no words for it, as for an order of several
 *     legs
 * @param filled what of it has executed
 * @param replacedBy the order that took its place; empty where none did
 * @param replaces the order whose place it takes; empty where it takes none
 * @param watermark the best price that it has trailed
 * @param held whether its group keeps it back
 * @param legs those that it brought along, where they were asked for
 * @param owner the placement of ours that it is a leg of a group as; empty where it is none, or
 *     that is not known
 */
record AlpacaOrder(
    String id,
    String clientOrderId,
    Instant submittedAt,
    Optional<OrderRequest> request,
    Standing standing,
    Quantity filled,
    String replacedBy,
    String replaces,
    Optional<Price> watermark,
    boolean held,
    List<AlpacaOrder> legs,
    Optional<PlacementId> owner) {

  /** Where an order stands, as far as its status decides it (facts 3.7). */
  enum Standing {
    WORKING,
    /** Another order may take its place at any moment; it takes no cancel until then. */
    REPLACING,
    FILLED,
    CANCELED,
    EXPIRED,
    REJECTED,
    REPLACED;

    private static final Map<String, Standing> BY_STATUS =
        Map.ofEntries(
            Map.entry("accepted", WORKING),
            Map.entry("accepted_for_bidding", WORKING),
            Map.entry("calculated", WORKING),
            Map.entry("canceled", CANCELED),
            Map.entry("done_for_day", WORKING),
            Map.entry("expired", EXPIRED),
            Map.entry("filled", FILLED),
            Map.entry("held", WORKING),
            Map.entry("new", WORKING),
            Map.entry("partially_filled", WORKING),
            Map.entry("pending_cancel", WORKING),
            Map.entry("pending_new", WORKING),
            Map.entry("pending_replace", REPLACING),
            Map.entry("pending_review", WORKING),
            Map.entry("rejected", REJECTED),
            Map.entry("replaced", REPLACED),
            Map.entry("stopped", WORKING),
            Map.entry("suspended", WORKING));

    static Optional<Standing> of(String status) {
      return Optional.ofNullable(BY_STATUS.get(status));
    }

    boolean isLive() {
      return this == WORKING || this == REPLACING;
    }
  }

  /** Whom it is about: one of our placements, or whatever somebody else calls it (I-26). */
  PlacementId placement() {
    return owner.orElseGet(this::named);
  }

  private PlacementId named() {
    String name = clientOrderId.isEmpty() ? id : clientOrderId;
    int end = name.lastIndexOf(Encoder.REPLACES);
    String root = end < 0 ? name : name.substring(0, end);
    return new PlacementId(PlacementId.isOurs(root) ? root : name);
  }

  boolean isOurs() {
    return PlacementId.isOurs(placement().text());
  }

  /** Whether its own id says that it is of a placement of ours. */
  boolean bearsOurName() {
    return PlacementId.isOurs(named().text());
  }

  /** The same, known to be a leg of ours. */
  AlpacaOrder ownedBy(PlacementId placement) {
    return new AlpacaOrder(
        id,
        clientOrderId,
        submittedAt,
        request,
        standing,
        filled,
        replacedBy,
        replaces,
        watermark,
        held,
        legs,
        Optional.of(placement));
  }

  /** All that is known of it; empty where its request or its standing has no word of ours. */
  Optional<OrderNews.Found> found(List<Fill> fills) {
    return request.flatMap(
        asked -> state().map(state -> new OrderNews.Found(id, state, asked, List.copyOf(fills))));
  }

  /** One that was replaced does not stand by itself any more. */
  private Optional<OrderNews.Found.State> state() {
    return switch (standing) {
      case WORKING, REPLACING ->
          Optional.of(held ? OrderNews.Found.State.HELD : OrderNews.Found.State.WORKING);
      case FILLED -> Optional.of(OrderNews.Found.State.FILLED);
      case CANCELED -> Optional.of(OrderNews.Found.State.CANCELED);
      case EXPIRED -> Optional.of(OrderNews.Found.State.EXPIRED);
      case REJECTED -> Optional.of(OrderNews.Found.State.REJECTED);
      case REPLACED -> Optional.empty();
    };
  }

  /**
   * One execution of an order at Alpaca, from the stream or from the list of activities. The two
   * name it differently, and nothing says that the names are related (F-B10); what both have is the
   * order and how much of it had executed by then, which no other execution of it has. So that is
   * its name.
   *
   * @param orderId Alpaca's
   * @param cumulative what of the order had executed with it
   * @param alpacasId the name that the channel has for it; empty where it has none
   */
  record Execution(
      String orderId,
      Quantity cumulative,
      Symbol symbol,
      Side side,
      Quantity quantity,
      Price price,
      Instant at,
      String alpacasId) {

    /** The same from every channel, and after a restart. */
    String id() {
      return orderId + ":" + cumulative;
    }

    /** What had executed before it. */
    Quantity before() {
      return cumulative.minus(quantity);
    }

    /** The same under the symbol of its order: activities write pairs without their slash. */
    Execution of(Symbol orders) {
      return new Execution(orderId, cumulative, orders, side, quantity, price, at, alpacasId);
    }

    /** Alpaca takes no fee with an execution; what it takes for crypto it books by the day. */
    Fill fill() {
      return new Fill(id(), 0, symbol, side, quantity, price, Money.zero(Currency.USD), at);
    }
  }
}
