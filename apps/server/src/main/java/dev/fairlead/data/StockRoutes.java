// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.tape.JsonFields;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Query;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code /v2/stocks}: history, newest and snapshots, for one symbol or many. */
final class StockRoutes {
  private static final String MANY = "/v2/stocks/";
  private static final String ONE = "/v2/stocks/{symbol}/";
  private static final int DATE_LENGTH = 10;

  /** Dates without a time are New York's, as the bars of a day are. */
  private static final ZoneId ZONE = TradingCalendar.US_EQUITIES.zone();

  /** None changes anything: no split, dividend or spin-off of what is traded here is known. */
  private static final Set<String> ADJUSTMENTS =
      Set.of("raw", "split", "dividend", "spin-off", "all");

  private final Sight sight;
  private final Symbols symbols;
  private final Snapshots snapshots;

  StockRoutes(Sight sight) {
    this.sight = sight;
    this.symbols = new Symbols(sight, AssetClass.EQUITY);
    this.snapshots = new Snapshots(sight);
  }

  void addTo(RoutesConfig routes) {
    addTo(routes, "bars", this::barsOf, _ -> sight.bars(dev.fairlead.market.BarSpan.MINUTE));
    addTo(routes, "trades", _ -> sight.trades(), _ -> sight.trades());
    addTo(routes, "quotes", _ -> sight.quotes(), _ -> sight.quotes());
    get(routes, MANY + "snapshots", this::snapshots);
    get(routes, ONE + "snapshot", this::snapshot);
  }

  /** The four routes of one kind of item; what it is may depend on the query. */
  private <T> void addTo(
      RoutesConfig routes,
      String plural,
      Function<Query, Series<T>> history,
      Function<Query, Series<T>> newest) {
    get(
        routes,
        MANY + plural,
        request -> {
          Query query = new Query(request);
          return history(query, history.apply(query));
        });
    get(
        routes,
        ONE + plural,
        request -> {
          Query query = new Query(request);
          return history(query, history.apply(query), symbols.inPath(request));
        });
    get(
        routes,
        MANY + plural + "/latest",
        request -> {
          Query query = new Query(request);
          return newest(query, newest.apply(query));
        });
    get(
        routes,
        ONE + plural + "/latest",
        request -> {
          Query query = new Query(request);
          return newest(query, newest.apply(query), symbols.inPath(request));
        });
  }

  private static void get(RoutesConfig routes, String path, DataRoute route) {
    routes.get(path, route.handler());
  }

  private Series<dev.fairlead.market.Bar> barsOf(Query query) {
    for (String adjustment : query.list("adjustment")) {
      if (!ADJUSTMENTS.contains(adjustment)) {
        throw Query.bad(
            "adjustment", adjustment, "word", "must be of raw, split, dividend, spin-off, all");
      }
    }
    return sight.bars(TimeFrame.of(query));
  }

  private <T> byte[] history(Query query, Series<T> series) {
    HistoryQuery asked = asked(query);
    List<Instrument> listed = carried(Feed.historical(query), symbols.listed(query));
    return Documents.many(series, Pages.read(series, listed, asked), currency(query, listed));
  }

  private <T> byte[] history(Query query, Series<T> series, Symbol symbol) {
    HistoryQuery asked = asked(query);
    List<Instrument> listed =
        carried(Feed.historical(query), symbols.listed(symbol).stream().toList());
    return Documents.one(
        series, symbol, Pages.read(series, listed, asked), currency(query, listed));
  }

  private HistoryQuery asked(Query query) {
    requireAsOf(query);
    return HistoryQuery.of(query, sight.now(), ZONE);
  }

  /** No symbol here ever meant another company, so any date will do; but it has to be one. */
  private static void requireAsOf(Query query) {
    Optional<String> asOf = query.text("asof").filter(text -> !text.equals("-"));
    if (asOf.isPresent()) {
      boolean isDate = asOf.get().length() == DATE_LENGTH && isDate(asOf.get());
      if (!isDate) {
        throw Query.bad("asof", asOf.get(), "date", "must be a date, 2006-01-02, or -");
      }
    }
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text) != null;
    } catch (java.time.DateTimeException unreadable) {
      return false;
    }
  }

  private static List<Instrument> carried(Feed feed, List<Instrument> listed) {
    return listed.stream().filter(feed::carries).toList();
  }

  /**
   * The currency, where one is asked for: prices come in the instrument's own, and are not
   * converted.
   */
  private static Optional<String> currency(Query query, List<Instrument> listed) {
    Optional<String> asked = query.text("currency");
    for (Instrument instrument : listed) {
      String own = instrument.currency().code();
      if (asked.isPresent() && !asked.get().equals(own)) {
        throw Query.bad(
            "currency",
            asked.get(),
            "currency",
            "prices of " + instrument.symbol() + " come in " + own + " and are not converted");
      }
    }
    return asked;
  }

  private <T> byte[] newest(Query query, Series<T> series) {
    List<Instrument> listed = carried(Feed.latest(query), symbols.listed(query));
    Optional<String> currency = currency(query, listed);
    sight.look(listed);
    return Documents.newest(series, listed, currency);
  }

  private <T> byte[] newest(Query query, Series<T> series, Symbol symbol) {
    Feed feed = Feed.latest(query);
    Optional<Instrument> listed = symbols.listed(symbol).filter(feed::carries);
    Optional<String> currency = currency(query, listed.stream().toList());
    sight.look(listed.stream().toList());
    return listed
        .flatMap(of ->
            series.newest().apply(symbol).map(item -> Documents.newest(series, of, item, currency)))
        .orElseThrow(() ->
            ApiError.notFound("no " + series.singular() + " found for " + symbol).asException());
  }

  /** The map of all of them is the document itself, unlike that of crypto. */
  private byte[] snapshots(Context request) {
    Query query = new Query(request);
    List<Instrument> listed = carried(Feed.latest(query), symbols.listed(query));
    currency(query, listed);
    sight.look(listed);
    return JsonFields.document(out -> {
      out.writeStartObject();
      snapshots.write(out, listed);
      out.writeEndObject();
    });
  }

  private byte[] snapshot(Context request) {
    Query query = new Query(request);
    Feed feed = Feed.latest(query);
    Symbol symbol = symbols.inPath(request);
    Optional<Instrument> listed = symbols.listed(symbol).filter(feed::carries);
    sight.look(listed.stream().toList());
    Instrument of =
        listed
            .filter(known -> snapshots.isSeen(known.symbol()))
            .orElseThrow(() -> ApiError.notFound("no snapshot found for " + symbol).asException());
    Optional<String> currency = currency(query, List.of(of));
    return JsonFields.document(out -> {
      out.writeStartObject();
      out.writeStringProperty("symbol", symbol.text());
      currency.ifPresent(code -> out.writeStringProperty("currency", code));
      snapshots.parts(out, of);
      out.writeEndObject();
    });
  }
}
