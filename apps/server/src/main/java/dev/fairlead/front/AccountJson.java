// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.account.Configuration;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.valuation.LastClose;
import dev.fairlead.wire.Ids;
import dev.fairlead.wire.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * The account as Alpaca writes it: the dollars of all broker accounts together, positions at their
 * quotes; of the buying power, what one order may cost. Fields that Alpaca dropped in 2026 are kept
 * for SDKs that still read them.
 */
final class AccountJson {
  private static final Currency CURRENCY = Currency.USD;
  private static final Money NOTHING = Money.zero(CURRENCY);
  private static final int HUNDRED = 100;
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private AccountJson() {}

  /**
   * @param balances of which those in dollars count, as do the holdings in dollars
   * @param only the only account that the client's orders may go to; empty for all
   * @param settled what the client that asks has settled for its own trading
   * @param close the last trading day's; empty while nobody can tell
   * @param instruments what is listed, by symbol
   * @param opened when the account came to be
   */
  static ObjectNode of(
      List<Balance> balances,
      List<Holding> holdings,
      Optional<BrokerAccount> only,
      Configuration settled,
      Optional<LastClose> close,
      Function<Symbol, Optional<Instrument>> instruments,
      Instant opened,
      Instant now) {
    List<Balance> dollars =
        dollars(balances).map(b -> b.limitedTo(settled.maxMultiplier().times())).toList();
    List<Holding> held =
        holdings.stream().filter(h -> h.position().currency().equals(CURRENCY)).toList();
    ObjectNode json = Json.object();
    putIdentity(json, dollars, opened);
    List<Balance> usable =
        dollars.stream().filter(b -> only.map(b.account()::equals).orElse(true)).toList();
    putMoney(json, dollars, usable, held);
    putLastDay(json, dollars, held, close, instruments);
    putPermissions(json, dollars, settled);
    json.put("balance_asof", balanceDay(close, now).toString());
    json.putObject("admin_configurations");
    json.put("user_configurations", (String) null);
    return json;
  }

  private static Stream<Balance> dollars(List<Balance> balances) {
    return balances.stream().filter(b -> b.cash().currency().equals(CURRENCY));
  }

  /** The account's id: that of the first broker account that has dollars. */
  static UUID id(List<Balance> balances) {
    return dollars(balances)
        .findFirst()
        .map(balance -> Ids.account(balance.account()))
        .orElseGet(() -> Ids.named("account", "unfunded"));
  }

  /** The day of the figures that are yesterday's. */
  private static LocalDate balanceDay(Optional<LastClose> close, Instant now) {
    return LocalDate.ofInstant(close.map(LastClose::at).orElse(now).minusNanos(1), NEW_YORK);
  }

  /** The figures of the close: what was there then, at the prices of then. */
  private static void putLastDay(
      ObjectNode json,
      List<Balance> dollars,
      List<Holding> held,
      Optional<LastClose> close,
      Function<Symbol, Optional<Instrument>> instruments) {
    // While the past cannot be told, what was paid is the nearest honest figure.
    put(
        json,
        "last_equity",
        close.map(LastClose::equity).orElseGet(() -> sum(dollars, Balance::equityAtCost)));
    put(
        json,
        "last_maintenance_margin",
        close
            .map(last -> maintenance(last, instruments))
            .orElseGet(() -> sum(held, AccountJson::maintenance)));
  }

  private static void putIdentity(ObjectNode json, List<Balance> dollars, Instant opened) {
    UUID id = id(dollars);
    json.put("id", id.toString());
    json.put("account_number", "PA" + id.toString().substring(0, 8).toUpperCase(Locale.ROOT));
    json.put("status", "ACTIVE");
    json.put("crypto_status", "ACTIVE");
    json.put("currency", CURRENCY.code());
    Json.putInstant(json, "created_at", opened);
  }

  /**
   * @param usable of the dollars those of accounts that the client's orders may go to
   */
  private static void putMoney(
      ObjectNode json, List<Balance> dollars, List<Balance> usable, List<Holding> held) {
    Money cash = sum(dollars, Balance::cash);
    Money longs = sum(held.stream().filter(h -> !h.isShort()).toList(), Holding::value);
    Money shorts = sum(held.stream().filter(Holding::isShort).toList(), Holding::value);
    Money equity = cash.plus(longs).plus(shorts);
    Money buyingPower = most(usable, Balance::buyingPower);
    Money unborrowed = most(usable, Balance::nonMarginableBuyingPower);
    Money maintenance = sum(held, AccountJson::maintenance);
    Money gross = longs.minus(shorts);
    put(json, "cash", cash);
    put(json, "equity", equity);
    put(json, "portfolio_value", equity);
    put(json, "buying_power", buyingPower);
    put(json, "effective_buying_power", buyingPower);
    put(json, "regt_buying_power", buyingPower);
    put(json, "daytrading_buying_power", buyingPower);
    put(json, "bod_dtbp", buyingPower);
    put(json, "options_buying_power", unborrowed);
    put(json, "non_marginable_buying_power", unborrowed);
    put(json, "long_market_value", longs);
    put(json, "short_market_value", shorts);
    put(json, "position_market_value", gross);
    put(json, "initial_margin", new Money(gross.micros() / multiplier(dollars), CURRENCY));
    put(json, "maintenance_margin", maintenance);
    for (String unused :
        List.of(
            "sma",
            "accrued_fees",
            "pending_transfer_in",
            "pending_transfer_out",
            "pending_reg_taf_fees",
            "intraday_adjustments")) {
      put(json, unused, NOTHING);
    }
  }

  private static void putPermissions(
      ObjectNode json, List<Balance> dollars, Configuration settled) {
    int multiplier = multiplier(dollars);
    json.put("multiplier", Integer.toString(multiplier));
    json.put("shorting_enabled", multiplier > 1 && !settled.noShorting());
    json.put("trading_blocked", false);
    json.put("transfers_blocked", false);
    json.put("account_blocked", false);
    json.put("trade_suspended_by_user", settled.suspendTrade());
    json.put("pattern_day_trader", false);
    json.put("daytrade_count", 0);
    json.put("options_approved_level", 0);
    json.put("options_trading_level", 0);
    json.put("crypto_tier", 1);
  }

  private static int multiplier(List<Balance> dollars) {
    return dollars.stream().mapToInt(Balance::multiplier).max().orElse(1);
  }

  private static Money maintenance(Holding holding) {
    return share(holding.value(), Margin.maintenancePercent(holding.asset()));
  }

  private static Money maintenance(
      LastClose close, Function<Symbol, Optional<Instrument>> instruments) {
    return sum(
        List.copyOf(close.held().entrySet()),
        held ->
            share(
                held.getValue(),
                instruments.apply(held.getKey()).map(Margin::maintenancePercent).orElse(0)));
  }

  private static Money share(Money value, int percent) {
    Money size = value.isNegative() ? value.negate() : value;
    return new Money(size.micros() / HUNDRED * percent, CURRENCY);
  }

  private static <T> Money sum(List<T> parts, Function<T, Money> amount) {
    return parts.stream().map(amount).reduce(NOTHING, Money::plus);
  }

  /**
   * What any one account has: an order goes to one account as a whole, so the sum of them all would
   * promise an order that is refused.
   */
  private static Money most(List<Balance> balances, Function<Balance, Money> amount) {
    return balances.stream()
        .map(amount)
        .reduce(NOTHING, (one, other) -> one.exceeds(other) ? one : other);
  }

  private static void put(ObjectNode json, String key, Money money) {
    json.put(key, money.amount());
  }
}
