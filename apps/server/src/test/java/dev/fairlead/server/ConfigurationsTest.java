// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.IssuedKey;
import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /v2/account/configurations}: told, changed, and obeyed. */
final class ConfigurationsTest {
  private static final String PATH = "/v2/account/configurations";

  @TempDir private Path data;
  private final MemoryJournal journal = new MemoryJournal();
  private TestServer gateway;

  @BeforeEach
  void start() {
    gateway = TestServer.start(data, journal, config -> config);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Answer change(String body) {
    return gateway.patch(PATH, body.replace('\'', '"'));
  }

  private Answer order(String fields) {
    return gateway.post(
        "/v2/orders",
        "{'symbol':'AAPL','type':'market','time_in_force':'day',%s}"
            .formatted(fields)
            .replace('\'', '"'));
  }

  @Test
  void whoHasSettledNothingHasAlpacasDefaults() {
    assertThat(gateway.get(PATH).json().toString())
        .isEqualTo(
            "{\"dtbp_check\":\"both\",\"disable_overnight_trading\":false,"
                + "\"fractional_trading\":true,\"max_margin_multiplier\":\"4\","
                + "\"max_options_trading_level\":0,\"no_shorting\":false,"
                + "\"pdt_check\":\"both\",\"ptp_no_exception_entry\":false,"
                + "\"suspend_trade\":false,\"trade_confirm_email\":\"all\"}");
  }

  @Test
  void aChangeIsPartialAndAnswersTheWhole() {
    assertThat(change("{'max_margin_multiplier':'2','trade_confirm_email':'none'}").status())
        .isEqualTo(200);
    Answer whole =
        change(
            "{'max_margin_multiplier':1,'dtbp_check':'entry','pdt_check':'exit','no_shorting':true,"
                + "'max_options_trading_level':3,'suspend_trade':null,'fractional_trading':''}");
    assertThat(whole.json()).isEqualTo(gateway.get(PATH).json());
    assertThat(whole.text("max_margin_multiplier")).isEqualTo("1");
    assertThat(whole.text("trade_confirm_email")).isEqualTo("none");
    assertThat(whole.text("dtbp_check")).isEqualTo("entry");
    assertThat(whole.text("pdt_check")).isEqualTo("exit");
    assertThat(whole.json().get("max_options_trading_level").asInt()).isEqualTo(3);
    assertThat(whole.json().get("fractional_trading").asBoolean()).isTrue();
    assertThat(change("{}").json()).isEqualTo(whole.json());
  }

  @ParameterizedTest
  @CsvSource({
    "suspend_trade, maybe",
    "no_shorting, 1",
    "max_margin_multiplier, 3",
    "trade_confirm_email, some",
    "max_options_trading_level, 4",
    "dtbp_check, never",
    "pdt_check, never",
    "colour, red"
  })
  void aBadValueNamesItselfAndChangesNothing(String field, String value) {
    Answer refused = change("{'%s':'%s','no_shortin':true}".formatted(field, value));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("code").asInt()).isEqualTo(40010001);
    assertThat(refused.json().get("faults")).hasSize(2);
    assertThat(refused.message()).contains(field).contains("did you mean no_shorting?");
    assertThat(gateway.get(PATH).json().get("no_shorting").asBoolean()).isFalse();
  }

  @Test
  void suspendedTradingIsRefusedAndShownByTheAccount() {
    change("{'suspend_trade':'True'}");
    Answer refused = order("'qty':1,'side':'buy'");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().get("code").asInt()).isEqualTo(40310000);
    assertThat(refused.message()).startsWith("new orders are rejected by user request");
    assertThat(gateway.get("/v2/account").json().get("trade_suspended_by_user").asBoolean())
        .isTrue();
    change("{'suspend_trade':false}");
    assertThat(order("'qty':1,'side':'buy'").status()).isEqualTo(200);
  }

  @Test
  void shortSalesAndFractionsAreRefusedToWhoWantsNone() {
    change("{'no_shorting':true,'fractional_trading':false}");
    assertThat(order("'qty':1,'side':'sell'").message())
        .contains("account is not allowed to short");
    assertThat(order("'notional':100,'side':'buy'").status()).isEqualTo(403);
    assertThat(order("'qty':0.5,'side':'buy'").text("denial")).isEqualTo("FRACTIONAL_NOT_ALLOWED");
    assertThat(gateway.get("/v2/account").json().get("shorting_enabled").asBoolean()).isFalse();
  }

  @Test
  void theMultiplierLimitsTheBuyingPowerThatIsShownAndUsed() {
    change("{'max_margin_multiplier':'1'}");
    Answer account = gateway.get("/v2/account");
    assertThat(account.text("multiplier")).isEqualTo("1");
    assertThat(account.text("buying_power")).isEqualTo("100000");
    Answer refused = order("'qty':600,'side':'buy'");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("buying_power")).isEqualTo("100000");
  }

  @Test
  @DisplayName("S-11 one key's configurations are not another's")
  void eachKeySettlesForItself() {
    change("{'suspend_trade':true}");
    IssuedKey other = gateway.keys.create();
    Answer shown = gateway.send("GET", PATH, null, other);
    assertThat(shown.json().get("suspend_trade").asBoolean()).isFalse();
  }

  @Test
  @DisplayName("I-02 what was settled is settled after a restart")
  void configurationsSurviveARestart() {
    IssuedKey key = gateway.key;
    change("{'suspend_trade':true,'max_margin_multiplier':'2'}");
    gateway.close();
    gateway = TestServer.start(data, journal, config -> config);
    Answer shown = gateway.send("GET", PATH, null, key);
    assertThat(shown.json().get("suspend_trade").asBoolean()).isTrue();
    assertThat(shown.text("max_margin_multiplier")).isEqualTo("2");
  }
}
