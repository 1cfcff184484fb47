// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.valuation;

import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.store.FillQuery;
import dev.fairlead.store.Moment;
import dev.fairlead.store.Moment.Flow;
import dev.fairlead.store.Moment.Move;
import dev.fairlead.store.StoredFill;
import dev.fairlead.valuation.PastBook.Worth;
import dev.fairlead.wire.ActivityType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The account's equity over time: the book goes into the past, fill by fill, and is valued at each
 * window's end on the way. Work and memory grow with the windows asked for and with the fills since
 * the first of them.
 */
final class EquityHistory {
  private static final Money NOTHING = Money.zero(PastBook.CURRENCY);

  private final HistoryQuery query;
  private final TradingCalendar calendar;
  private final PastPrices market;
  private final Function<Symbol, Optional<Quote>> quotes;
  private final Instant now;

  EquityHistory(
      HistoryQuery query,
      TradingCalendar calendar,
      PastPrices market,
      Function<Symbol, Optional<Quote>> quotes,
      Instant now) {
    this.query = query;
    this.calendar = calendar;
    this.market = market;
    this.quotes = quotes;
    this.now = now;
  }

  /**
   * A window and what became of the account in it.
   *
   * @param base what its profit is counted from
   * @param flows what came and went since the window before, by Alpaca's types
   */
  record Point(Window window, Money equity, Money profit, Money base, Map<String, Money> flows) {}

  /**
   * The whole history.
   *
   * @param base what the account was worth before
   * @param baseDay the trading day that closed with it; null where the account began with it
   */
  record Points(List<Point> points, Money base, @Nullable LocalDate baseDay) {}

  Points of(Moment rows) {
    Flows flows = Flows.of(rows);
    Instant opened = flows.opened().orElse(null);
    List<Window> windows = query.windows(calendar, opened);
    if (opened == null || windows.isEmpty()) {
      return new Points(List.of(), flows.openingBalance(), null);
    }
    Map<LocalDate, Instant> bases = bases(windows);
    Map<Instant, Worth> worths =
        worths(
            rows,
            flows,
            Stream.concat(windows.stream().map(Window::end), bases.values().stream())
                .map(at -> at.isBefore(opened) ? opened : at)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList());
    Worth opening = opening(opened, flows, worths);
    List<Point> points = new ArrayList<>();
    Deque<Flow> untold = flows.since(windows.getFirst().start());
    for (Window window : windows) {
      Worth base = worths.getOrDefault(bases.getOrDefault(window.day(), opened), opening);
      points.add(point(window, worths.getOrDefault(window.end(), opening), base, untold));
    }
    Instant firstBase = bases.getOrDefault(windows.getFirst().day(), opened);
    Worth before = worths.get(firstBase);
    return before == null
        ? new Points(points, opening.equity(), null)
        : new Points(points, before.equity(), dayOf(firstBase));
  }

  /** What it began with: its money, to the last digit, and what its holdings were worth. */
  private static Worth opening(Instant opened, Flows flows, Map<Instant, Worth> worths) {
    Worth begin = worths.getOrDefault(opened, new Worth(opened, flows.openingBalance(), NOTHING));
    return flows.isOpenedWithUnits()
        ? begin
        : new Worth(opened, flows.openingBalance(), begin.laterFlows());
  }

  /** The day that ends there: round the clock that is midnight. */
  private LocalDate dayOf(Instant close) {
    return close.minusNanos(1).atZone(calendar.zone()).toLocalDate();
  }

  /** From which close each day's profit is counted. */
  private Map<LocalDate, Instant> bases(List<Window> windows) {
    Map<LocalDate, Instant> bases = new TreeMap<>();
    Instant first = calendar.previousClose(windows.getFirst().start());
    boolean anew = query.timeframe().isIntraday() && query.perDay();
    for (Window window : windows) {
      bases.computeIfAbsent(
          window.day(), _ -> anew ? calendar.previousClose(window.start()) : first);
    }
    return bases;
  }

  /** With the flows that no earlier window has told: they come while nothing is traded, too. */
  private static Point point(Window window, Worth worth, Worth base, Deque<Flow> untold) {
    Map<String, Money> flows = new TreeMap<>();
    while (!untold.isEmpty() && untold.getFirst().at().isBefore(window.end())) {
      Flow flow = untold.removeFirst();
      flows.merge(ActivityType.of(flow.kind()), flow.amount(), Money::plus);
    }
    return new Point(window, worth.equity(), worth.since(base), base.equity(), flows);
  }

  /** What the account was worth at each of {@code instants}, the newest first. */
  private Map<Instant, Worth> worths(Moment rows, Flows flows, List<Instant> instants) {
    Instant oldest = instants.getLast();
    Journey journey = new Journey(rows, flows, instants);
    rows.eachFill(FillQuery.all().after(oldest.minusNanos(1)), journey::pass);
    journey.finish();
    return journey.worths;
  }

  /** One way of the book into the past. */
  private final class Journey {
    private final PastBook book;
    private final Deque<Flow> flows;
    private final Deque<Move> moves;
    private final List<Instant> instants;
    private final Instant from;
    private final Instant to;
    private final Map<Symbol, NavigableMap<Instant, Price>> closes = new TreeMap<>();
    private final Map<Instant, Worth> worths = new HashMap<>();
    private int nextInstant;

    /** A broker whose clock is ahead has fills that are later than now, and happened. */
    private boolean isBegun;

    Journey(Moment rows, Flows flows, List<Instant> instants) {
      this.book = new PastBook(rows.balances(), rows.positions());
      this.flows = new ArrayDeque<>(flows.later());
      this.moves = new ArrayDeque<>(flows.moves());
      this.instants = instants;
      this.from = instants.getLast();
      this.to = instants.getFirst();
    }

    void pass(StoredFill fill) {
      begin();
      valueAllAfter(fill.fill().at());
      book.takeBack(fill);
    }

    private void begin() {
      if (!isBegun) {
        isBegun = true;
        valueAllAfter(now.minusNanos(1));
      }
    }

    void finish() {
      begin();
      valueAllAfter(Instant.MIN);
    }

    private void valueAllAfter(Instant at) {
      while (nextInstant < instants.size() && instants.get(nextInstant).isAfter(at)) {
        value(instants.get(nextInstant));
        nextInstant++;
      }
    }

    private void value(Instant at) {
      while (!flows.isEmpty() && !flows.getLast().at().isBefore(at)) {
        book.takeBack(flows.removeLast());
      }
      while (!moves.isEmpty() && !moves.getLast().at().isBefore(at)) {
        Move move = moves.removeLast();
        book.takeBack(move.move(), price(move.move().symbol(), move.at()));
      }
      worths.put(at, book.worth(at, symbol -> price(symbol, at)));
    }

    /** Now as positions are valued, and before that as the market was. */
    private Optional<Price> price(Symbol symbol, Instant at) {
      Optional<Price> live =
          at.isBefore(now) ? Optional.empty() : quotes.apply(symbol).map(Quote::mid);
      return live.or(() -> past(symbol, at));
    }

    private Optional<Price> past(Symbol symbol, Instant at) {
      NavigableMap<Instant, Price> known =
          closes.computeIfAbsent(
              symbol, each -> market.closes(each, query.timeframe().prices(), from, to));
      return Optional.ofNullable(known.floorEntry(at)).map(Map.Entry::getValue);
    }
  }
}
