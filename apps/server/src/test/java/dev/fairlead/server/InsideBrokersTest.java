// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.broker.BudgetState;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.Offer;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.records.BrokerRecord;
import dev.fairlead.server.TestServer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What Fairlead's own API tells of broker accounts. */
final class InsideBrokersTest extends InsideServer {
  @Test
  void brokersTellTheirLinksAndWhatTheyTake() {
    JsonNode broker = get("/brokers").at("/brokers/0");
    assertThat(broker.get("account").asString()).isEqualTo("test:main");
    assertThat(broker.get("primary").asBoolean()).isTrue();
    assertThat(broker.at("/link/state").asString()).isEqualTo("up");
    assertThat(broker.at("/link/since").isString()).isTrue();
    assertThat(broker.get("last_error").isNull()).isTrue();
    assertThat(broker.at("/capabilities/offers")).hasSize(10);
    assertThat(broker.at("/capabilities/offers/0/time_in_force")).hasSize(6);
    gateway.broker.goDown();
    TestServer.await(() -> get("/brokers").at("/brokers/0/link/state").asString().equals("down"));
    JsonNode down = get("/brokers").at("/brokers/0");
    assertThat(down.at("/link/reason").asString()).isEqualTo("pulled by the test");
    assertThat(down.get("capabilities").isNull()).isTrue();
    assertThat(down.at("/last_error/error").asString()).contains("pulled by the test");
    assertThat(down.at("/last_error/at")).isEqualTo(down.at("/link/since"));
  }

  @Test
  void brokersTellHowWellTheirLinksWorkAndHowTheyDid() {
    JsonNode well = get("/brokers").at("/brokers/0/health");
    assertThat(well.get("score").asInt()).isEqualTo(100);
    assertThat(well.get("breaker").asString()).isEqualTo("closed");
    assertThat(well.get("causes")).isEmpty();
    assertThat(get("/brokers/test:main/health").get("history")).isEmpty();
    gateway.broker.losesAnswers = true;
    String order = LIMIT_ORDER.replace('\'', '"');
    TestServer.await(() -> gateway.post("/v2/orders", order).status() == 503);
    assertThat(get("/brokers").at("/brokers/0/health/breaker").asString()).isEqualTo("open");
    TestServer.await(() -> !get("/brokers/test:main/health").get("history").isEmpty());
    JsonNode told = get("/brokers/test:main/health");
    assertThat(told.get("account").asString()).isEqualTo("test:main");
    assertThat(told.at("/now/breaker").asString()).isEqualTo("open");
    JsonNode newest = told.at("/history/0");
    assertThat(newest.get("breaker").asString()).isEqualTo("open");
    assertThat(newest.at("/causes/0/kind").asString()).isEqualTo("errors");
    assertThat(newest.at("/causes/0/observed").asInt()).isGreaterThanOrEqualTo(50);
    assertThat(newest.at("/causes/0/unit").asString()).isEqualTo("%");
    assertThat(told.get("next").isNull()).isTrue();
    Answer refused = gateway.post("/v2/orders", order);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.text("message")).contains("the breaker of test:main is open: errors ");
    Answer ready = gateway.get("/health/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.json().at("/reasons/0").asString())
        .startsWith("the breaker of test:main is open: errors ")
        .endsWith(" % (limit 5 %)");
    JsonNode page = get("/brokers/test:main/health?limit=1");
    assertThat(page.get("history")).hasSize(1);
    JsonNode next = get("/brokers/test:main/health?limit=1&cursor=" + page.get("next").asString());
    assertThat(next.get("history")).isNotEqualTo(page.get("history"));
    assertThat(words("HealthCause", "kind")).containsExactly(words(LinkHealth.Kind.values()));
    assertThat(words("Health", "breaker")).containsExactly(words(LinkHealth.Breaker.values()));
    assertThat(words("HealthVerdict", "breaker"))
        .containsExactly(words(LinkHealth.Breaker.values()));
  }

  @Test
  void healthIsToldOfAccountsThatThereAreAndByCursorsThatWereGiven() {
    Answer unknown = ask("GET", "/brokers/test:other/health", null, gateway.key);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text("code")).isEqualTo("UNKNOWN_ACCOUNT");
    Answer bad = ask("GET", "/brokers/test:main/health?cursor=e:1", null, gateway.key);
    assertThat(bad.status()).isEqualTo(422);
  }

  @Test
  void whereNoStrategyPrefersAnAccountNobodyActsAndNobodyIsPromoted() {
    assertThat(get("/brokers").get("acting").isNull()).isTrue();
    JsonNode none = get("/failovers");
    assertThat(none.get("acting").isNull()).isTrue();
    assertThat(none.get("history")).isEmpty();
    String reason = "{'reason':'maintenance'}";
    Answer promoted = ask("POST", "/brokers/test:main/promote", reason, admin);
    assertThat(promoted.status()).isEqualTo(409);
    assertThat(promoted.text("code")).isEqualTo("NOT_PROMOTABLE");
    assertThat(ask("POST", "/failback", reason, admin).status()).isEqualTo(409);
    assertThat(ask("POST", "/failback", reason, gateway.key).text("code"))
        .isEqualTo("SCOPE_MISSING");
    assertThat(ask("POST", "/brokers/test:other/promote", reason, admin).text("code"))
        .isEqualTo("UNKNOWN_ACCOUNT");
    for (String bad : List.of("{}", "{'reason':''}", "{'reason':7}", "{'reason':'a','b':1}")) {
      assertThat(ask("POST", "/failback", bad, admin).status()).as(bad).isEqualTo(422);
    }
    assertThat(ask("POST", "/failback", "why", admin).status()).isEqualTo(400);
    assertThat(words("Acting", "turn")).containsExactly(words(ActingAccount.Turn.values()));
    assertThat(words("Failover", "turn")).containsExactly(words(ActingAccount.Turn.values()));
  }

  static List<BrokerRecord> planned() {
    return BrokerRecord.planned();
  }

  @ParameterizedTest
  @MethodSource("planned")
  void brokersTellAllThatAnyBrokerCanDo(BrokerRecord record) {
    Capabilities can = record.capabilities();
    gateway.broker.goUp(can);
    TestServer.await(() -> told("/doubt_class").asString().equals(can.doubtClass().name()));
    assertThat(told("/identity/kind").asString())
        .isEqualTo(can.identity().kind().name().toLowerCase(Locale.ROOT));
    assertThat(told("/replacing").asString())
        .isEqualTo(can.replacing().name().toLowerCase(Locale.ROOT));
    assertThat(told("/absence").isNull()).isEqualTo(can.absence() == null);
    assertThat(told("/reach/replays").asBoolean()).isEqualTo(can.reach().replays());
    assertThat(told("/budgets")).hasSameSizeAs(can.budgets());
    assertThat(told("/pauses")).hasSameSizeAs(can.pauses());
    int offers =
        told("/offers").valueStream().mapToInt(offer -> offer.get("time_in_force").size()).sum();
    assertThat(offers).isEqualTo(can.offers().list().size());
    int extended =
        told("/offers").valueStream().mapToInt(offer -> offer.get("extended_hours").size()).sum();
    assertThat(extended)
        .isEqualTo(
            (int)
                can.offers().list().stream()
                    .filter(offer -> offer.traits().contains(Offer.Trait.EXTENDED_HOURS))
                    .count());
  }

  private JsonNode told(String capability) {
    return get("/brokers").at("/brokers/0/capabilities" + capability);
  }

  @Test
  void anAccountTellsWhatItHasDoneInNumbers() {
    JsonNode none = get("/brokers/test:main/metrics");
    assertThat(none.at("/orders/total").asLong()).isZero();
    assertThat(none.get("success_rate").isNull()).isTrue();
    assertThat(none.at("/requests/0/latency/p99_micros").isNull()).isTrue();
    assertThat(none.get("traded")).isEmpty();
    JsonNode placed = gateway.place(LIMIT_ORDER);
    gateway.awaitStatus(placed, "new");
    gateway.broker.fill("AAPL", "10", "189.4");
    gateway.awaitStatus(placed, "filled");
    gateway.broker.losesAnswers = true;
    JsonNode lost = gateway.place(LIMIT_ORDER);
    TestServer.await(() -> trail(lost).get("status").asString().equals("in_doubt"));
    JsonNode metrics = get("/brokers/test:main/metrics");
    assertThat(metrics.get("account").asString()).isEqualTo("test:main");
    assertThat(metrics.at("/orders/total").asLong()).isEqualTo(2);
    assertThat(metrics.at("/orders/successful").asLong()).isEqualTo(1);
    assertThat(metrics.at("/orders/open").asLong()).isEqualTo(1);
    assertThat(metrics.at("/orders/by_status/in_doubt").asLong()).isEqualTo(1);
    assertThat(metrics.get("trades").asLong()).isEqualTo(1);
    assertThat(metrics.at("/traded/0/volume").asString()).isEqualTo("1894");
    assertThat(metrics.at("/traded/0/commission").asString()).isEqualTo("0");
    assertThat(metrics.at("/traded/0/currency").asString()).isEqualTo("USD");
    JsonNode places = metrics.at("/requests/0");
    assertThat(places.get("kind").asString()).isEqualTo("place");
    assertThat(places.get("sent").asLong()).isEqualTo(2);
    assertThat(places.get("in_doubt").asLong()).isEqualTo(1);
    assertThat(places.get("success_rate").asString()).isEqualTo("0.500000");
    assertThat(places.at("/latency/count").asLong()).isEqualTo(2);
    assertThat(places.at("/latency/p99_micros").asLong())
        .isGreaterThanOrEqualTo(places.at("/latency/p50_micros").asLong());
    assertThat(metrics.at("/link/up").asBoolean()).isTrue();
    assertThat(metrics.get("channels")).isEmpty();
  }

  @Test
  void anAccountTellsItsChannelsAsTheAdapterDoes() {
    LinkSignal.Channel requests = LinkSignal.Channel.REQUESTS;
    gateway.broker.signal(new LinkSignal.Connected(LinkSignal.Channel.ORDER_STREAM));
    gateway.broker.signal(new LinkSignal.ApiError(requests, "40310000", "insufficient qty"));
    gateway.broker.signal(new LinkSignal.ConnectionError(requests, "connect timed out"));
    gateway.broker.signal(new LinkSignal.Budget(requests, 150, 200, Duration.ofSeconds(30)));
    gateway.broker.signal(new LinkSignal.Skipped(LinkSignal.Channel.MARKET_STREAM, 12, 3));
    JsonNode all = get("/brokers/metrics");
    assertThat(all.get("metrics")).hasSize(1);
    JsonNode metrics = all.at("/metrics/0");
    assertThat(metrics.get("connection_errors").asLong()).isEqualTo(1);
    assertThat(metrics.get("api_errors").asLong()).isEqualTo(1);
    JsonNode told = metrics.at("/channels/0");
    assertThat(told.get("channel").asString()).isEqualTo("requests");
    assertThat(told.at("/api_errors_by_code/40310000").asLong()).isEqualTo(1);
    assertThat(told.at("/last_error/error").asString()).isEqualTo("connect timed out");
    assertThat(told.at("/budget/left").asLong()).isEqualTo(150);
    assertThat(metrics.at("/channels/1/channel").asString()).isEqualTo("order_stream");
    assertThat(metrics.at("/channels/1/connected").asBoolean()).isTrue();
    assertThat(metrics.at("/channels/2/skipped_quotes").asLong()).isEqualTo(12);
    assertThat(metrics.at("/channels/2/skipped_trades").asLong()).isEqualTo(3);
    assertThat(words("ChannelCounts", "channel"))
        .containsExactly(words(LinkSignal.Channel.values()));
    assertThat(words("Requests", "kind")).containsExactly(words(Attempt.Kind.values()));
  }

  @Test
  void anAccountTellsWhatItMayStillAsk() {
    Budget limit = new Budget(Budget.Lane.ORDERS, 100, Duration.ofMinutes(1));
    gateway.broker.limitedBy(
        new BudgetState(
            "trading",
            List.of(new BudgetState.Limit(limit, 95, 60, 7, 10)),
            2,
            5,
            Optional.of(Duration.ofMillis(1_500))));
    for (JsonNode told :
        List.of(
            get("/brokers").at("/brokers/0/budgets/0"),
            get("/brokers/metrics").at("/metrics/0/budgets/0"))) {
      assertThat(told.get("group").asString()).isEqualTo("trading");
      assertThat(told.get("percent_left").asInt()).isEqualTo(10);
      assertThat(told.get("waiting").asInt()).isEqualTo(2);
      assertThat(told.get("turned_away").asLong()).isEqualTo(5);
      assertThat(told.get("paused_millis").asLong()).isEqualTo(1_500);
      assertThat(told.at("/limits/0/lane").asString()).isEqualTo("orders");
      assertThat(told.at("/limits/0/requests").asInt()).isEqualTo(100);
      assertThat(told.at("/limits/0/per").asString()).isEqualTo("PT1M");
      assertThat(told.at("/limits/0/most").asInt()).isEqualTo(95);
      assertThat(told.at("/limits/0/sent").asInt()).isEqualTo(60);
      assertThat(told.at("/limits/0/left_for_orders").asInt()).isEqualTo(7);
    }
    assertThat(words("BudgetLimit", "lane")).containsExactly(words(Budget.Lane.values()));
  }

  @Test
  @DisplayName("L-10 an order that its broker has no room for is refused, and told when to come")
  void anOrderWithoutRoomIsRefusedBeforeItIsTaken() {
    Budget limit = new Budget(Budget.Lane.ALL, 200, Duration.ofMinutes(1));
    gateway.broker.limitedBy(
        new BudgetState(
            "trading",
            List.of(new BudgetState.Limit(limit, 190, 190, 0, 0)),
            0,
            0,
            Optional.empty()));
    gateway.broker.noRoom = Optional.of(Duration.ofMillis(41_500));
    Answer refused = gateway.post("/v2/orders", LIMIT_ORDER.replace('\'', '"'));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.response().headers().firstValue("Retry-After")).contains("42");
    assertThat(refused.message()).contains("used up").contains("nothing was done");
    assertThat(gateway.broker.isEmpty()).isTrue();
    assertThat(gateway.get("/v2/orders?status=all").json()).isEmpty();
    gateway.broker.noRoom = Optional.empty();
    assertThat(gateway.post("/v2/orders", LIMIT_ORDER.replace('\'', '"')).status()).isEqualTo(200);
  }

  @Test
  void anAccountThatTellsNothingIsHeldAgainstNothing() {
    JsonNode accounts = get("/drift").get("accounts");
    assertThat(accounts).hasSize(1);
    assertThat(accounts.at("/0/account").asString()).isEqualTo("test:main");
    assertThat(accounts.at("/0/at").isNull()).isTrue();
    assertThat(accounts.at("/0/clean").asBoolean()).isFalse();
    assertThat(accounts.at("/0/drifts")).isEmpty();
  }

  @Test
  void anAccountThatIsNotConfiguredHasNoNumbers() {
    Answer answer = ask("GET", "/brokers/test:other/metrics", null, gateway.key);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("code")).isEqualTo("UNKNOWN_ACCOUNT");
  }
}
