// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaOrder.Execution;
import dev.fairlead.alpaca.Api.Trouble;
import dev.fairlead.alpaca.Listings.Listing;
import dev.fairlead.broker.AccountBook;
import dev.fairlead.broker.Told;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Quantity;
import dev.fairlead.remote.Wire;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** An account at Alpaca, as its REST API tells it (facts 2). */
final class AlpacaBook implements AccountBook {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final List<String> CLASSES = List.of("us_equity", Asset.CRYPTO);
  private static final int MOST_MULTIPLIER = 4;

  private final Listings listings;
  private final InstantSource clock;

  /** Pairs that were listed, by which to know one without its slash. */
  private final Set<String> pairs = ConcurrentHashMap.newKeySet();

  AlpacaBook(Listings listings, InstantSource clock) {
    this.listings = listings;
    this.clock = clock;
  }

  @Override
  public Told<Optional<AccountState>> account() {
    Instant asked = clock.instant();
    try {
      return Told.whole(Optional.of(state(listings.account())), asked);
    } catch (Trouble | Wire.Unreadable trouble) {
      return new Told<>(Optional.empty(), asked, Optional.of(String.valueOf(trouble.getMessage())));
    }
  }

  /** {@code GET /v2/account} (facts 2.3). */
  static AccountState state(JsonNode account) {
    Currency currency = new Currency(Wire.text(account, "currency").orElse("USD"));
    return new AccountState(
        Wire.required(account, "id"),
        Wire.required(account, "status"),
        money(account, "cash", currency),
        money(account, "equity", currency),
        money(account, "buying_power", currency),
        Wire.decimal(account, "multiplier")
            .map(value -> Math.clamp(value.intValue(), 1, MOST_MULTIPLIER))
            .orElse(1),
        blocked(account));
  }

  private static Money money(JsonNode account, String field, Currency currency) {
    return Wire.money(account, field, currency)
        .orElseThrow(() -> new Wire.Unreadable(field + " is missing"));
  }

  private static Optional<String> blocked(JsonNode account) {
    List<String> reasons = new ArrayList<>();
    for (String flag : List.of("account_blocked", "trading_blocked", "trade_suspended_by_user")) {
      if (Wire.flag(account, flag)) {
        reasons.add(flag);
      }
    }
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", reasons));
  }

  @Override
  public Told<List<Holding>> holdings() {
    return listings.positions(AlpacaBook::holding).told();
  }

  /** A position (facts 2.2), whose cost has its sign, or gets that of its quantity. */
  static Holding holding(JsonNode position) {
    String name = Wire.required(position, "symbol");
    String assetClass = Wire.text(position, "asset_class").orElse("");
    Symbol symbol =
        Asset.symbol(name, assetClass)
            .orElseThrow(() -> new Wire.Unreadable("symbol '" + name + "'"));
    Quantity told =
        Wire.quantity(position, "qty").orElseThrow(() -> new Wire.Unreadable("qty is missing"));
    boolean isShort = Wire.text(position, "side").orElse("").equals("short");
    Quantity quantity = isShort && told.isPositive() ? told.negate() : told;
    Notional cost =
        Wire.notional(position, "cost_basis")
            .orElseThrow(() -> new Wire.Unreadable("cost_basis is missing"));
    boolean opposed = quantity.isNegative() == (cost.compareTo(Notional.ZERO) > 0);
    return new Holding(
        symbol,
        quantity,
        opposed ? cost.negate() : cost,
        Wire.roughPrice(position, "current_price"));
  }

  @Override
  public Told<List<KnownOrder>> openOrders() {
    return known(listings.openOrders());
  }

  @Override
  public Told<List<KnownOrder>> orders(Instant since) {
    return known(listings.orders(since));
  }

  /** One that was replaced is told by the one that took its place. */
  private static Told<List<KnownOrder>> known(Listing<AlpacaOrder> orders) {
    List<KnownOrder> known = new ArrayList<>();
    int wordless = 0;
    for (AlpacaOrder order : orders.rows()) {
      Optional<Found> found = order.found(List.of());
      if (found.isPresent()) {
        known.add(new KnownOrder(order.placement(), order.submittedAt(), found.get()));
      } else if (order.standing() != AlpacaOrder.Standing.REPLACED) {
        wordless++;
      }
    }
    known.sort(Comparator.comparing(KnownOrder::placedAt));
    Told<List<KnownOrder>> told = orders.told().map(_ -> List.copyOf(known));
    return wordless == 0 || !told.isComplete()
        ? told
        : new Told<>(
            told.value(),
            told.asked(),
            Optional.of(wordless + " orders are of a kind that has no word here"));
  }

  @Override
  public Told<List<KnownFill>> fills(Instant since) {
    return listings
        .executions(since)
        .told()
        .map(executions ->
            executions.stream()
                .map(one -> new KnownFill(one.orderId(), slashed(one).fill()))
                .sorted(Comparator.comparing(known -> known.fill().at()))
                .toList());
  }

  /** Activities write a pair without its slash, and say nothing else by which to know it. */
  private Execution slashed(Execution execution) {
    return execution.of(slashed(execution.symbol()));
  }

  Symbol slashed(Symbol symbol) {
    String pair = Asset.pair(symbol.text());
    return pairs.contains(pair) ? new Symbol(pair) : symbol;
  }

  @Override
  public Told<List<Movement>> movements(Instant since) {
    return listings.movements(since, AlpacaBook::movement).told();
  }

  /** An activity that is no trade (facts 2.3); the day is all that most of them tell. */
  static Movement movement(JsonNode activity) {
    Currency currency = new Currency(Wire.text(activity, "currency").orElse("USD"));
    Optional<Symbol> symbol = Wire.text(activity, "symbol").flatMap(name -> Asset.symbol(name, ""));
    return new Movement(
        Wire.required(activity, "id"),
        Wire.instant(activity, "created_at").orElseGet(() -> day(activity)),
        Wire.required(activity, "activity_type"),
        Wire.money(activity, "net_amount", currency).orElse(Money.zero(currency)),
        symbol,
        Wire.quantity(activity, "qty").orElse(Quantity.ZERO),
        Wire.text(activity, "description").orElse(""));
  }

  private static Instant day(JsonNode activity) {
    String date = Wire.required(activity, "date");
    try {
      return LocalDate.parse(date.length() > 10 ? date.substring(0, 10) : date)
          .atStartOfDay(NEW_YORK)
          .toInstant();
    } catch (DateTimeParseException odd) {
      throw new Wire.Unreadable("date '" + date + "'");
    }
  }

  @Override
  public Told<List<Instrument>> instruments() {
    List<Instrument> instruments = new ArrayList<>();
    Told<List<Asset>> assets = assets();
    assets.value().forEach(asset -> asset.instrument().ifPresent(instruments::add));
    return assets.map(_ -> List.copyOf(instruments));
  }

  /** Shares and pairs that can be traded. */
  Told<List<Asset>> assets() {
    List<Asset> assets = new ArrayList<>();
    Instant asked = clock.instant();
    Optional<String> gap = Optional.empty();
    for (String assetClass : CLASSES) {
      Told<List<Asset>> told = listings.assets(assetClass).told();
      assets.addAll(told.value());
      gap = gap.or(told::gap);
    }
    assets.stream()
        .flatMap(asset -> asset.instrument().stream())
        .map(instrument -> instrument.symbol().text())
        .filter(text -> text.indexOf('/') > 0)
        .forEach(pairs::add);
    return new Told<>(List.copyOf(assets), asked, gap);
  }
}
