// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.Event.Alarm;
import dev.fairlead.message.Event.FailedOver;
import dev.fairlead.message.Event.HealthChanged;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.LinkHealth.Cause;
import dev.fairlead.message.MovementKind;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.notice.Details;
import dev.fairlead.notice.EventName;
import dev.fairlead.store.Table.NewRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The columns of the small tables: positions, balances, instruments, flows, moves, alarms, health,
 * events of the gateway, failovers.
 */
final class BookColumns {
  private static final Pattern SPACES = Pattern.compile(" ");
  private static final Pattern COLONS = Pattern.compile(":");

  static final List<String> POSITION =
      List.of("account", "symbol", "currency", "quantity", "cost", "realized");
  static final List<String> BALANCE =
      List.of("account", "currency", "cash", "long_cost", "short_cost", "reserved", "multiplier");
  static final List<String> INSTRUMENT =
      List.of(
          "account",
          "symbol",
          "asset_id",
          "name",
          "exchange",
          "asset_class",
          "currency",
          "tick_threshold",
          "tick_fine",
          "tick_coarse",
          "lot",
          "tradable",
          "fractionable",
          "shortable",
          "marginable");

  /** An instrument's own, without the account that lists it. */
  static final List<String> INSTRUMENT_READ = INSTRUMENT.subList(1, INSTRUMENT.size());

  static final List<String> ALARM =
      List.of("sequence", "event_index", "happened_at", "rule", "account", "placement", "detail");

  static final List<String> FLOW =
      List.of(
          "sequence",
          "event_index",
          "happened_at",
          "account",
          "amount",
          "currency",
          "cause",
          "kind",
          "symbol");

  static final List<String> MOVE =
      List.of(
          "sequence",
          "event_index",
          "happened_at",
          "account",
          "move_id",
          "symbol",
          "quantity",
          "cost",
          "cause",
          "kind",
          "entered_at");

  static final List<String> HEALTH =
      List.of("sequence", "event_index", "happened_at", "account", "score", "breaker", "causes");

  static final List<String> TOLD =
      List.of("number", "sequence", "event_index", "happened_at", "name", "account", "details");

  static final List<String> FAILOVER =
      List.of(
          "sequence",
          "event_index",
          "happened_at",
          "from_account",
          "account",
          "turn",
          "cause",
          "asked_by",
          "turn_count");

  private BookColumns() {}

  static void write(NewRow row, Moment.Move stored) {
    Moved move = stored.move();
    row.place(stored.place())
        .instant(stored.at())
        .text(move.account())
        .text(move.id())
        .text(move.symbol())
        .text(move.quantity())
        .text(move.cost())
        .text(move.cause())
        .name(move.kind())
        .instantOrNull(move.at());
  }

  static Moment.Move readMove(Row row) throws SQLException {
    EventPlace place = row.place();
    Instant at = row.instant();
    BrokerAccount account = row.account();
    String id = row.text();
    Symbol symbol = row.symbol();
    Quantity quantity = row.quantity();
    Notional cost = row.notional();
    String cause = row.text();
    MovementKind kind = row.name(MovementKind.class);
    Instant entered = row.instantOrNull();
    Moved move = new Moved(account, id, symbol, quantity, cost, cause, kind, entered);
    return new Moment.Move(place, at, move);
  }

  static void write(NewRow row, Moment.Flow flow) {
    row.place(flow.place())
        .instant(flow.at())
        .text(flow.account())
        .money(flow.amount())
        .text(flow.cause())
        .name(flow.kind())
        .textOrNull(flow.symbol());
  }

  static Moment.Flow readFlow(Row row) throws SQLException {
    EventPlace place = row.place();
    Instant at = row.instant();
    BrokerAccount account = row.account();
    Money amount = row.money();
    String cause = row.text();
    MovementKind kind = row.name(MovementKind.class);
    return new Moment.Flow(place, at, account, amount, cause, kind, row.symbolOrNull());
  }

  static void write(NewRow row, Position position) {
    row.text(position.account())
        .text(position.symbol())
        .text(position.currency())
        .text(position.quantity())
        .text(position.cost())
        .text(position.realized());
  }

  static Position readPosition(Row row) throws SQLException {
    BrokerAccount account = row.account();
    Symbol symbol = row.symbol();
    Currency currency = row.currency();
    Quantity quantity = row.quantity();
    Notional cost = row.notional();
    return new Position(account, symbol, currency, quantity, cost, row.notional());
  }

  static void write(NewRow row, Balance balance) {
    row.text(balance.account())
        .text(balance.cash().currency())
        .text(balance.cash().amount())
        .text(balance.longCost().amount())
        .text(balance.shortCost().amount())
        .text(balance.reserved().amount())
        .number(balance.multiplier());
  }

  static Balance readBalance(Row row) throws SQLException {
    BrokerAccount account = row.account();
    Currency currency = row.currency();
    Money cash = Money.parse(row.text(), currency);
    Money longCost = Money.parse(row.text(), currency);
    Money shortCost = Money.parse(row.text(), currency);
    Money reserved = Money.parse(row.text(), currency);
    return new Balance(account, cash, longCost, shortCost, reserved, row.integer());
  }

  static void write(NewRow row, BrokerAccount account, Instrument instrument) {
    row.text(account)
        .text(instrument.symbol())
        .text(instrument.assetId())
        .text(instrument.name())
        .name(instrument.exchange())
        .name(instrument.assetClass())
        .text(instrument.currency())
        .text(instrument.ticks().threshold())
        .text(instrument.ticks().fine())
        .text(instrument.ticks().coarse())
        .text(instrument.lot())
        .flag(instrument.tradable())
        .flag(instrument.fractionable())
        .flag(instrument.shortable())
        .flag(instrument.marginable());
  }

  static Instrument readInstrument(Row row) throws SQLException {
    Symbol symbol = row.symbol();
    UUID assetId = UUID.fromString(row.text());
    String name = row.text();
    Exchange exchange = row.name(Exchange.class);
    AssetClass assetClass = row.name(AssetClass.class);
    Currency currency = row.currency();
    TickRule ticks = readTicks(row);
    Quantity lot = row.quantity();
    boolean tradable = row.flag();
    boolean fractionable = row.flag();
    boolean shortable = row.flag();
    return new Instrument(
        symbol,
        assetId,
        name,
        exchange,
        assetClass,
        currency,
        ticks,
        lot,
        tradable,
        fractionable,
        shortable,
        row.flag());
  }

  private static TickRule readTicks(Row row) throws SQLException {
    Price threshold = row.price();
    Price fine = row.price();
    return new TickRule(threshold, fine, row.price());
  }

  static void write(NewRow row, Moment.Told told) {
    row.number(told.number())
        .place(told.place())
        .instant(told.at())
        .text(told.name().word())
        .text(told.account())
        .text(Details.write(told.details()));
  }

  static Moment.Told readTold(Row row) throws SQLException {
    long number = row.number();
    EventPlace place = row.place();
    Instant at = row.instant();
    EventName name = EventName.parse(row.text());
    BrokerAccount account = row.account();
    return new Moment.Told(number, place, at, name, account, Details.read(row.text()));
  }

  static void write(NewRow row, StoredEvent<Alarm> stored) {
    row.place(stored.place())
        .instant(stored.at())
        .text(stored.event().rule())
        .text(stored.event().account())
        .text(stored.event().placement())
        .text(stored.event().detail());
  }

  static StoredEvent<Alarm> readAlarm(Row row) throws SQLException {
    EventPlace place = row.place();
    Instant at = row.instant();
    String rule = row.text();
    BrokerAccount account = row.account();
    String placement = row.text();
    return new StoredEvent<>(place, at, new Alarm(rule, account, placement, row.text()));
  }

  static void writeHealth(NewRow row, StoredEvent<HealthChanged> stored) {
    LinkHealth health = stored.event().health();
    row.place(stored.place())
        .instant(stored.at())
        .text(health.account())
        .number(health.score())
        .name(health.breaker())
        .text(health.causes().stream().map(BookColumns::text).collect(Collectors.joining(" ")));
  }

  static StoredEvent<HealthChanged> readHealth(Row row) throws SQLException {
    EventPlace place = row.place();
    Instant at = row.instant();
    BrokerAccount account = row.account();
    int score = row.integer();
    Breaker breaker = row.name(Breaker.class);
    List<Cause> causes =
        SPACES.splitAsStream(row.text()).filter(t -> !t.isEmpty()).map(BookColumns::cause).toList();
    return new StoredEvent<>(
        place, at, new HealthChanged(new LinkHealth(account, score, breaker, causes)));
  }

  static void writeFailover(NewRow row, StoredEvent<FailedOver> stored) {
    ActingAccount acting = stored.event().acting();
    row.place(stored.place())
        .instant(stored.at())
        .text(stored.event().from())
        .text(acting.account())
        .name(acting.turn())
        .text(acting.cause())
        .text(acting.by())
        .number(acting.count());
  }

  static StoredEvent<FailedOver> readFailover(Row row) throws SQLException {
    EventPlace place = row.place();
    Instant at = row.instant();
    BrokerAccount from = row.account();
    BrokerAccount account = row.account();
    ActingAccount.Turn turn = row.name(ActingAccount.Turn.class);
    String cause = row.text();
    String by = row.text();
    ActingAccount acting = new ActingAccount(account, at, turn, cause, by, row.number());
    return new StoredEvent<>(place, at, new FailedOver(from, acting));
  }

  /** Such as {@code ERRORS:35:40:5}: the kind, the points lost, what was observed, the limit. */
  private static String text(Cause cause) {
    return cause.kind() + ":" + cause.lost() + ":" + cause.observed() + ":" + cause.limit();
  }

  private static Cause cause(String text) {
    List<String> parts = COLONS.splitAsStream(text).toList();
    return new Cause(
        LinkHealth.Kind.valueOf(parts.getFirst()),
        Integer.parseInt(parts.get(1)),
        Long.parseLong(parts.get(2)),
        Long.parseLong(parts.get(3)));
  }
}
