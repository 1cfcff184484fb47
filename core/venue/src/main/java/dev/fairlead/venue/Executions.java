// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found.State;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What happens to placements: fills and ends, booked in the holdings and reported. */
final class Executions {
  /** Finished placements that are remembered, for queries and against doubled ids. */
  private static final int REMEMBERED = 10_000;

  private final VenueModels models;
  private final Holdings holdings;
  private final Consumer<VenueReport> reports;
  private final Map<PlacementId, OpenPlacement> open = new LinkedHashMap<>();
  private final Map<PlacementId, OrderNews.Found> finished = new Remembered();

  /** Forgets the oldest when there are too many. */
  private static final class Remembered extends LinkedHashMap<PlacementId, OrderNews.Found> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<PlacementId, OrderNews.Found> eldest) {
      return size() > REMEMBERED;
    }
  }

  Executions(VenueModels models, Holdings holdings, Consumer<VenueReport> reports) {
    this.models = models;
    this.holdings = holdings;
    this.reports = reports;
  }

  Optional<OpenPlacement> open(PlacementId id) {
    return Optional.ofNullable(open.get(id));
  }

  Optional<OrderNews.Found> finished(PlacementId id) {
    return Optional.ofNullable(finished.get(id));
  }

  int openCount() {
    return open.size();
  }

  void begin(OpenPlacement placement) {
    open.put(placement.id(), placement);
    holdings.bind(placement.instrument().symbol(), placement.claim());
  }

  void report(PlacementId placement, OrderNews news) {
    reports.accept(new VenueReport(placement, news));
  }

  /** What came of an attempt to fill. */
  enum Attempt {
    /** Nothing left to take, or nothing left to want. */
    NONE,
    PARTLY,
    COMPLETED
  }

  /** Fills what the touch has and the placement wants. */
  Attempt fill(OpenPlacement placement, Touch touch, Instant at) {
    Side side = placement.side();
    Optional<Quote> quote = touch.quote();
    if (quote.isEmpty()) {
      return Attempt.NONE;
    }
    Price price = models.price(side, quote.get(), placement.limit());
    Quantity lot = placement.instrument().lot();
    Quantity quantity = Quantity.min(wanted(placement, price), touch.left(side)).roundDownTo(lot);
    if (!quantity.isPositive()) {
      return Attempt.NONE;
    }
    touch.take(side, quantity);
    return execute(placement, price, quantity, at) ? Attempt.COMPLETED : Attempt.PARTLY;
  }

  /** Whether all that the placement wants can be had at the touch. */
  boolean canFillWhole(OpenPlacement placement, Touch touch) {
    Side side = placement.side();
    return touch.meets(side, placement.limit())
        && touch
            .quote()
            .map(quote -> models.price(side, quote, placement.limit()))
            .map(price -> wanted(placement, price).compareTo(touch.left(side)) <= 0)
            .orElse(false);
  }

  /** Units wanted at {@code price}; a sale by value never sells more than is held. */
  Quantity wanted(OpenPlacement placement, Price price) {
    Quantity wanted = placement.wanted(price);
    return switch (placement.request().size()) {
      case OrderSize.Units _ -> wanted;
      case OrderSize.Value _ ->
          placement.claim().closes()
              ? Quantity.min(wanted, holdings.position(placement.instrument()).quantity().abs())
              : wanted;
    };
  }

  private boolean execute(OpenPlacement placement, Price price, Quantity quantity, Instant at) {
    Instrument instrument = placement.instrument();
    Fill fill =
        new Fill(
            placement.nextExecutionId(),
            0,
            instrument.symbol(),
            placement.side(),
            quantity,
            price,
            models.fee(instrument, price, quantity),
            at);
    holdings.book(instrument, fill);
    placement.add(fill);
    boolean completes = !wanted(placement, price).isPositive();
    report(placement.id(), new OrderNews.Executed(fill, completes));
    if (completes) {
      end(placement, State.FILLED);
    } else {
      rebind(placement, holdings.remaining(placement));
    }
    return completes;
  }

  void rebind(OpenPlacement placement, Claim claim) {
    holdings.release(placement.instrument().symbol(), placement.claim());
    placement.claim(claim);
    holdings.bind(placement.instrument().symbol(), claim);
  }

  void cancel(OpenPlacement placement) {
    end(placement, State.CANCELED);
    report(placement.id(), new OrderNews.Canceled());
  }

  void expire(OpenPlacement placement) {
    end(placement, State.EXPIRED);
    report(placement.id(), new OrderNews.Expired());
  }

  private void end(OpenPlacement placement, State state) {
    open.remove(placement.id());
    holdings.release(placement.instrument().symbol(), placement.claim());
    placement.queueIn(null);
    finished.put(placement.id(), found(placement, state));
  }

  /** All that the venue knows of a placement. */
  static OrderNews.Found found(OpenPlacement placement, State state) {
    return new OrderNews.Found(
        placement.brokerOrderId(), state, placement.request(), placement.fills());
  }
}
