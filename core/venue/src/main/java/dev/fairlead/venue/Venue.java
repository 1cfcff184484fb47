// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.calendar.TradingHours;
import dev.fairlead.feed.Market;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found.State;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import dev.fairlead.venue.Receipt.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One account's orders against a {@link Market}. Requests are answered at once: that an order works
 * is said by its {@link Receipt} and by no report. What it leads to goes to the reports, in order,
 * before the call returns. Between requests {@link #advance} lets time pass; {@link #nextAt} says
 * when that will next matter.
 *
 * <p>An order takes what the touch displays, at the touch (as the models change it), if its limit
 * allows; the rest waits for the next quote, which displays anew. Better limits first, then earlier
 * orders; an order whose terms changed is a later one. Not thread-safe; time may go back, which is
 * no more than another quote.
 */
public final class Venue {
  /** Good till cancelled means so long. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(90);

  /** After a longer gap than this, as of a machine that slept, quotes of the gap are skipped. */
  private static final Duration CATCH_UP = Duration.ofHours(1);

  private final Holdings holdings;
  private final Executions executions;
  private final Map<Symbol, Book> books = new LinkedHashMap<>();
  private final Set<Book> active = new LinkedHashSet<>();

  /** A venue for an account without money; see {@link #resume(Balance)}. */
  public Venue(
      BrokerAccount account,
      Market market,
      TradingHours hours,
      VenueModels models,
      Consumer<VenueReport> reports) {
    holdings = new Holdings(account);
    executions = new Executions(models, holdings, reports);
    Map<TradingCalendar, SessionClock> clocks = new LinkedHashMap<>();
    for (Instrument instrument : market.instruments()) {
      SessionClock clock =
          clocks.computeIfAbsent(
              instrument.calendar(), calendar -> new SessionClock(hours, calendar, market));
      books.put(instrument.symbol(), new Book(instrument, market, clock, executions));
    }
  }

  /** Gives the account a balance: its opening one, or the one that it had. */
  public void resume(Balance balance) {
    holdings.resume(balance);
  }

  /** Gives the account a position that it had. */
  public void resume(Position position) {
    holdings.resume(position);
  }

  /**
   * Puts a placement back to work that this venue had confirmed before it was started anew. Lives
   * as long as it would have; an auction that it has missed is not made up for. Whether a stop that
   * had no fill was triggered is not known, so it waits for its trigger again.
   */
  public void resume(Placement placement, Instant at) {
    @Nullable Book book = books.get(placement.request().symbol());
    if (book == null) {
      // Another market than before: what it does not list cannot work here any more.
      executions.report(placement.id(), new OrderNews.Canceled());
      return;
    }
    OrderRequest request = placement.request();
    Instant since = placement.attempts().isEmpty() ? at : placement.attempts().getFirst().at();
    OpenPlacement resumed =
        new OpenPlacement(
            placement.id(),
            placement.brokerOrderId().isEmpty()
                ? brokerOrderId(placement.id())
                : placement.brokerOrderId(),
            book.instrument(),
            request,
            claim(placement, book.instrument()),
            deadline(book.clock(), request, since));
    resumed.resume(
        placement.filled(), placement.filledValue(), placement.fills(), placement.watermark());
    executions.begin(resumed);
    if (OrderRules.isAuction(request.timeInForce()) && !resumed.deadline().isAfter(at)) {
      executions.cancel(resumed);
      return;
    }
    book.step(at);
    book.add(resumed, at);
    track(book);
  }

  private static Claim claim(Placement placement, Instrument instrument) {
    Money none = Money.zero(instrument.currency());
    return placement.reservePrice().isPositive()
        ? Claim.opening(placement.reservePrice(), placement.reservation(none))
        : Claim.closing(placement.leaves().orElse(Quantity.ZERO), none);
  }

  private static String brokerOrderId(PlacementId id) {
    return "paper-" + id.text();
  }

  /** Places an order; its broker-side id is made of {@code id}. */
  public Receipt place(PlacementId id, OrderRequest request, Instant at) {
    if (executions.open(id).isPresent() || executions.finished(id).isPresent()) {
      return new Refused(Refused.DUPLICATE, "client_order_id must be unique");
    }
    @Nullable Book book = books.get(request.symbol());
    if (book == null) {
      return new Refused(Refused.UNKNOWN_SYMBOL, "asset \"" + request.symbol() + "\" not found");
    }
    advance(at);
    book.step(at);
    Optional<Refused> refusal = refusal(book, request, at);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<Claim> claim =
        holdings.claim(book.instrument(), request, request.size(), book.quote());
    if (claim.isEmpty()) {
      return noQuote(request.symbol());
    }
    refusal = unbearable(book.instrument(), request, claim.get());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    OpenPlacement placement =
        new OpenPlacement(
            id,
            brokerOrderId(id),
            book.instrument(),
            request,
            claim.get(),
            deadline(book.clock(), request, at));
    executions.begin(placement);
    book.add(placement, at);
    track(book);
    return new Receipt.Taken(placement.brokerOrderId());
  }

  /** What is wrong with an order that has nothing to do with the account. */
  private static Optional<Refused> refusal(Book book, OrderRequest request, Instant at) {
    SessionClock clock = book.clock();
    if (clock.hasEnded(at)) {
      return Optional.of(
          new Refused(Refused.MARKET_ENDED, "the recorded market has ended: nothing trades"));
    }
    Optional<Refused> refusal = OrderRules.refusal(book.instrument(), request);
    boolean late =
        refusal.isEmpty()
            && OrderRules.isAuction(request.timeInForce())
            && clock.isPastCutoff(at, request.timeInForce());
    return late
        ? Optional.of(
            new Refused(Refused.AUCTION_CLOSED, "too late for the next auction of that kind"))
        : refusal;
  }

  private Optional<Refused> unbearable(Instrument instrument, OrderRequest request, Claim claim) {
    return OrderRules.minimum(instrument, request, claim)
        .or(() -> holdings.refusal(instrument, request, claim));
  }

  private static Refused noQuote(Symbol symbol) {
    return new Refused(Refused.NO_QUOTE, "no quote for " + symbol + " yet");
  }

  /** When the order's time is over: its auction, the end of its day, or the longest life. */
  private static Instant deadline(SessionClock clock, OrderRequest request, Instant at) {
    return switch (request.timeInForce()) {
      case DAY -> clock.dayEnd(at, request.extendedHours());
      case GTC -> at.plus(LONGEST_LIFE);
      case OPG, CLS -> clock.auction(at, request.timeInForce());
      // Never waits; the deadline only has to be later than now.
      case IOC, FOK -> Instant.MAX;
    };
  }

  /** Cancels what is left of a placement. */
  public Receipt cancel(PlacementId id, Instant at) {
    advance(at);
    @Nullable OpenPlacement placement = executions.open(id).orElse(null);
    if (placement == null) {
      return notOpen(id, Refused.NOT_CANCELABLE);
    }
    Book book = book(placement);
    book.cancel(placement);
    track(book);
    return new Receipt.Taken(placement.brokerOrderId());
  }

  private Refused notOpen(PlacementId id, String code) {
    return executions
        .finished(id)
        .map(
            found -> new Refused(code, "order is already in \"" + word(found.state()) + "\" state"))
        .orElseGet(() -> new Refused(Refused.UNKNOWN_ORDER, "order not found for " + id));
  }

  private static String word(State state) {
    return switch (state) {
      case WORKING, HELD -> "new";
      case FILLED -> "filled";
      case CANCELED -> "canceled";
      case EXPIRED -> "expired";
      case REJECTED -> "rejected";
    };
  }

  /** Changes the terms to {@code request}, whose quantity is the total, filled part included. */
  public Receipt replace(PlacementId id, OrderRequest request, Instant at) {
    advance(at);
    @Nullable OpenPlacement placement = executions.open(id).orElse(null);
    if (placement == null) {
      return notOpen(id, Refused.NOT_REPLACEABLE);
    }
    Book book = book(placement);
    book.step(at);
    Optional<Refused> refusal =
        unreplaceable(placement, request).or(() -> refusal(book, request, at));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<Claim> claim =
        holdings.claim(book.instrument(), request, placement.left(request.size()), book.quote());
    if (claim.isEmpty()) {
      return noQuote(request.symbol());
    }
    // What the old terms bind is free for the new ones.
    Claim old = placement.claim();
    holdings.release(request.symbol(), old);
    refusal = unbearable(book.instrument(), request, claim.get());
    holdings.bind(request.symbol(), old);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    book.remove(placement);
    placement.replace(request, deadline(book.clock(), request, at));
    executions.rebind(placement, claim.get());
    executions.report(id, new OrderNews.Replaced(placement.brokerOrderId()));
    book.add(placement, at);
    track(book);
    return new Receipt.Taken(placement.brokerOrderId());
  }

  private static Optional<Refused> unreplaceable(OpenPlacement placement, OrderRequest request) {
    OrderRequest old = placement.request();
    boolean sameOrder =
        old.symbol().equals(request.symbol())
            && old.side() == request.side()
            && old.terms().type() == request.terms().type();
    if (!sameOrder || request.size() instanceof OrderSize.Value) {
      return notReplaceable("symbol, side, type and notional cannot be changed");
    }
    boolean enough =
        request.size().units().map(total -> total.compareTo(placement.filled()) > 0).orElse(false);
    return enough
        ? Optional.empty()
        : notReplaceable("qty must be greater than the filled " + placement.filled());
  }

  private static Optional<Refused> notReplaceable(String cause) {
    return Optional.of(new Refused(Refused.NOT_REPLACEABLE, "unable to replace order, " + cause));
  }

  /** All that the venue knows of a placement. */
  public OrderNews look(PlacementId id) {
    return executions
        .open(id)
        .map(placement -> Executions.found(placement, State.WORKING))
        .or(() -> executions.finished(id))
        .map(OrderNews.class::cast)
        .orElseGet(OrderNews.NotFound::new);
  }

  /** Lets all happen that is due by {@code to}: quotes, auctions, expiries, in order of time. */
  public void advance(Instant to) {
    if (isQuiet(to)) {
      return;
    }
    for (Book book : active) {
      if (book.isAheadOf(to)) {
        book.step(to);
      } else if (book.nextAt().isBefore(to.minus(CATCH_UP))) {
        book.step(to.minus(CATCH_UP));
      }
    }
    Optional<Book> next = earliest(to);
    while (next.isPresent()) {
      next.get().step(next.get().nextAt());
      next = earliest(to);
    }
    active.removeIf(Book::isEmpty);
  }

  /** Whether nothing is due by {@code to}, as with most requests, which all ask. */
  private boolean isQuiet(Instant to) {
    for (Book book : active) {
      if (book.isAheadOf(to) || !book.nextAt().isAfter(to)) {
        return false;
      }
    }
    return true;
  }

  private Optional<Book> earliest(Instant to) {
    @Nullable Book earliest = null;
    for (Book book : active) {
      Instant at = book.nextAt();
      if (!at.isAfter(to) && (earliest == null || at.isBefore(earliest.nextAt()))) {
        earliest = book;
      }
    }
    return Optional.ofNullable(earliest);
  }

  /** When {@link #advance} next has something to do; empty while no order is open. */
  public Optional<Instant> nextAt() {
    Instant next = Instant.MAX;
    for (Book book : active) {
      Instant at = book.nextAt();
      next = at.isBefore(next) ? at : next;
    }
    return next.equals(Instant.MAX) ? Optional.empty() : Optional.of(next);
  }

  private Book book(OpenPlacement placement) {
    return Objects.requireNonNull(books.get(placement.instrument().symbol()));
  }

  private void track(Book book) {
    if (book.isEmpty()) {
      active.remove(book);
    } else {
      active.add(book);
    }
  }

  /** How many placements may still fill. */
  public int openCount() {
    return executions.openCount();
  }

  public List<Balance> balances() {
    return holdings.balances();
  }

  public List<Position> positions() {
    return holdings.positions();
  }
}
