// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * What the SDKs that are not run here cannot do without, each as a table over real answers: the
 * keys that their models require, and of what kind (facts about Alpaca, section 7). A kind says
 * what the SDK's parser takes; {@code key?} may be missing or null there.
 */
@DisplayName("what each SDK's models require")
final class SdkModelsTest {
  @TempDir private static Path data;
  private static TestServer gateway;

  private static final Map<String, Predicate<JsonNode>> KINDS =
      Map.ofEntries(
          Map.entry("text", JsonNode::isString),
          Map.entry("uuid", text(java.util.UUID::fromString)),
          Map.entry("instant", text(OffsetDateTime::parse)),
          Map.entry("date", text(LocalDate::parse)),
          Map.entry("decimal", text(java.math.BigDecimal::new)),
          Map.entry("bool", JsonNode::isBoolean),
          Map.entry("integer", JsonNode::isIntegralNumber),
          Map.entry("list", JsonNode::isArray),
          Map.entry("null", JsonNode::isNull),
          Map.entry("time", matching("\\d\\d:\\d\\d")),
          Map.entry("hhmm", matching("\\d{4}")),
          Map.entry("class", word("", "simple", "bracket", "oco", "oto", "mleg")),
          Map.entry("type", word("market", "limit", "stop", "stop_limit", "trailing_stop")),
          Map.entry("tif", word("day", "gtc", "opg", "cls", "ioc", "fok")),
          Map.entry("side", word("buy", "sell")),
          Map.entry("held", word("long", "short")),
          Map.entry("asset", word("us_equity", "us_option", "crypto")),
          Map.entry("active", word("ACTIVE")),
          Map.entry("multiplier", word("1", "2", "4")),
          Map.entry("check", word("both", "entry", "exit")),
          Map.entry("mails", word("all", "none")),
          Map.entry("listed", word("active", "inactive")),
          Map.entry(
              "exchange",
              word("AMEX", "ARCA", "BATS", "NYSE", "NASDAQ", "NYSEARCA", "OTC", "CRYPTO")),
          Map.entry(
              "status",
              word(
                  "new",
                  "partially_filled",
                  "filled",
                  "done_for_day",
                  "canceled",
                  "expired",
                  "replaced",
                  "pending_cancel",
                  "pending_replace",
                  "accepted",
                  "pending_new",
                  "accepted_for_bidding",
                  "stopped",
                  "rejected",
                  "suspended",
                  "calculated",
                  "held")));

  @BeforeAll
  static void trade() {
    gateway = TestServer.start(data);
    JsonNode order =
        gateway.place(
            "{'symbol':'AAPL','qty':'10','side':'buy','type':'limit','time_in_force':'day',"
                + "'limit_price':'189.5'}");
    gateway.awaitStatus(order, "new");
    gateway.broker.fill("AAPL", "10", "189.4");
    gateway.awaitStatus(order, "filled");
    gateway.awaitStatus(
        gateway.place(
            "{'symbol':'AAPL','qty':'1','side':'buy','type':'trailing_stop',"
                + "'time_in_force':'gtc','trail_price':'5'}"),
        "new");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static Predicate<JsonNode> text(Consumer<String> parser) {
    return value -> {
      if (!value.isString()) {
        return false;
      }
      try {
        parser.accept(value.asString());
        return true;
      } catch (IllegalArgumentException | DateTimeParseException wrong) {
        return false;
      }
    };
  }

  private static Predicate<JsonNode> matching(String pattern) {
    return value -> value.isString() && value.asString().matches(pattern);
  }

  private static Predicate<JsonNode> word(String... words) {
    Set<String> known = Set.of(words);
    return value -> value.isString() && known.contains(value.asString());
  }

  /** Every object of a list is looked at, and a list must not be empty. */
  private static void requireKeys(String path, String needs) {
    JsonNode answer = gateway.get(path).json();
    if (answer.isArray()) {
      assertThat(answer).as(path).isNotEmpty();
      answer.forEach(item -> requireKeys(item, needs));
    } else {
      requireKeys(answer, needs);
    }
  }

  private static void requireKeys(JsonNode object, String needs) {
    for (String need : needs.split(" ", -1)) {
      String key = need.substring(0, need.indexOf(':'));
      String kind = need.substring(need.indexOf(':') + 1);
      boolean isOptional = key.endsWith("?");
      JsonNode value = object.path(isOptional ? key.substring(0, key.length() - 1) : key);
      boolean isAbsent = value.isMissingNode() || value.isNull();
      assertThat((isAbsent && isOptional) || requireNonNull(KINDS.get(kind)).test(value))
          .as("%s has to be %s, and is %s in %s", key, kind, value, object)
          .isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("facts 7.1: alpaca-py")
  @CsvSource({
    "/v2/orders?status=all, id:uuid client_order_id:text created_at:instant updated_at:instant"
        + " submitted_at:instant order_class:class time_in_force:tif status:status"
        + " extended_hours:bool asset_id:uuid symbol:text asset_class:asset side:side type:type"
        + " order_type:type hwm?:decimal qty?:decimal filled_qty:decimal",
    "/v2/positions, asset_id:uuid symbol:text exchange:exchange asset_class:asset"
        + " avg_entry_price:decimal qty:decimal side:held cost_basis:decimal",
    "/v2/assets, id:uuid class:asset exchange:exchange symbol:text status:listed tradable:bool"
        + " marginable:bool shortable:bool easy_to_borrow:bool fractionable:bool",
    "/v2/account, id:uuid account_number:text status:active",
    "/v2/account/configurations, fractional_trading:bool max_margin_multiplier:multiplier"
        + " no_shorting:bool suspend_trade:bool trade_confirm_email:mails"
        + " ptp_no_exception_entry:bool dtbp_check:check pdt_check:check",
    "/v2/clock, timestamp:instant is_open:bool next_open:instant next_close:instant",
    "/v2/calendar?start=2026-11-25&end=2026-11-30, date:date open:time close:time"
  })
  void alpacaPyFindsWhatItsModelsRequire_7_1(String path, String needs) {
    requireKeys(path, needs);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("facts 7.3: Go")
  @CsvSource({
    "/v2/orders?status=all, id:text client_order_id:text created_at:instant updated_at:instant"
        + " submitted_at:instant filled_at?:instant qty?:decimal notional?:decimal"
        + " filled_qty:decimal filled_avg_price?:decimal legs:null hwm?:decimal",
    "/v2/assets, maintenance_margin_requirement:integer attributes:list",
    "/v2/account/activities, id:text activity_type:text transaction_time?:instant date?:date"
        + " qty?:decimal price?:decimal cum_qty?:decimal leaves_qty?:decimal",
    "/v2/account, cash:decimal multiplier:decimal equity:decimal last_equity:decimal"
        + " initial_margin:decimal maintenance_margin:decimal daytrading_buying_power:decimal"
        + " regt_buying_power:decimal created_at:instant daytrade_count:integer",
    "/v2/clock, timestamp:instant next_open:instant next_close:instant is_open:bool"
  })
  void goDecodesNumbersAndTimes_7_3(String path, String needs) {
    requireKeys(path, needs);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("facts 7.4: Java, Alpaca's own")
  @CsvSource({
    "/v2/orders?status=all, notional?:decimal type:type time_in_force:tif id:uuid asset_id:uuid"
        + " created_at:instant updated_at:instant submitted_at:instant order_class:class"
        + " status:status",
    "/v2/positions, asset_id:uuid symbol:text exchange:exchange asset_class:asset"
        + " avg_entry_price:decimal qty:decimal side:held market_value:decimal cost_basis:decimal"
        + " unrealized_pl:decimal unrealized_plpc:decimal unrealized_intraday_pl:decimal"
        + " unrealized_intraday_plpc:decimal current_price:decimal lastday_price:decimal"
        + " change_today:decimal asset_marginable:bool",
    "/v2/assets, class:asset exchange:exchange fractionable:bool id:uuid marginable:bool name:text"
        + " shortable:bool status:listed symbol:text tradable:bool",
    "/v2/clock, timestamp:instant is_open:bool next_open:instant next_close:instant",
    "/v2/calendar?start=2026-08-17T00:00:00Z&end=2026-08-19T00:00:00Z, date:date open:time"
        + " close:time session_open:hhmm session_close:hhmm settlement_date:date",
    "/v2/account, id:uuid status:active"
  })
  void javaFindsItsRequiredKeysAndKnowsEveryWord_7_4(String path, String needs) {
    requireKeys(path, needs);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("facts 7.5: C#")
  @CsvSource({
    "/v2/orders?status=all, id:uuid filled_qty:decimal type:type order_class:class"
        + " time_in_force:tif status:status",
    "/v2/positions, asset_id:uuid symbol:text exchange:exchange asset_class:asset"
        + " avg_entry_price:decimal qty:decimal cost_basis:decimal",
    "/v2/account, id:uuid status:active cash:decimal trading_blocked:bool transfers_blocked:bool"
        + " account_blocked:bool created_at:instant last_equity:decimal maintenance_margin:decimal"
        + " last_maintenance_margin:decimal sma:decimal multiplier:multiplier",
    "/v2/account/configurations, dtbp_check:check trade_confirm_email:mails suspend_trade:bool"
        + " no_shorting:bool",
    "/v2/assets, id:uuid exchange:exchange symbol:text name:text status:listed tradable:bool",
    "/v2/clock, timestamp:instant is_open:bool next_open:instant next_close:instant",
    "/v2/calendar?start=2026-11-25&end=2026-11-30, date:date open:time close:time"
        + " session_open:hhmm session_close:hhmm"
  })
  void csharpFindsWhatIsAlwaysRequired_7_5(String path, String needs) {
    requireKeys(path, needs);
  }
}
