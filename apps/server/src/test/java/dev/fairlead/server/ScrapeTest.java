// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.BudgetState;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.keys.Grant;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.keys.Scope;
import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.server.Scraped.Family;
import dev.fairlead.server.Scraped.Sample;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a scraper reads at {@code /metrics}. */
final class ScrapeTest {
  private static final String ORDER =
      "{'symbol':'AAPL','qty':'10','side':'buy','type':'limit','time_in_force':'day',"
          + "'limit_price':'189.5'}";
  private static final String ACCOUNT = "broker_account=test:main";

  @TempDir private Path data;
  private TestServer gateway;

  @BeforeEach
  void start() {
    gateway = TestServer.start(data);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  static String basic(IssuedKey key) {
    String pair = key.key().id() + ":" + key.secret();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private Scraped scrape() {
    return scrape(gateway);
  }

  /** What a gateway tells that has something to tell of all that it counts. */
  static Scraped tradedAndScraped(TestServer gateway) {
    trade(gateway);
    return scrape(gateway);
  }

  private static Scraped scrape(TestServer gateway) {
    HttpResponse<String> answer = gateway.text("/metrics", "Authorization", basic(gateway.key));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    return Scraped.read(answer.body());
  }

  private void trade() {
    trade(gateway);
  }

  private static void trade(TestServer gateway) {
    JsonNode placed = gateway.place(ORDER);
    gateway.awaitStatus(placed, "new");
    gateway.broker.fill("AAPL", "10", "189.4");
    gateway.awaitStatus(placed, "filled");
    gateway.awaitStatus(gateway.place(ORDER), "new");
    Channel requests = Channel.REQUESTS;
    gateway.broker.signal(new LinkSignal.Connected(Channel.ORDER_STREAM));
    gateway.broker.signal(new LinkSignal.ApiError(requests, "a \"quoted\"\ncode\\", "planted"));
    gateway.broker.signal(new LinkSignal.ConnectionError(requests, "planted"));
    gateway.broker.signal(new LinkSignal.Budget(requests, 150, 200, Duration.ofSeconds(30)));
    gateway.broker.signal(new LinkSignal.Skipped(Channel.MARKET_STREAM, 12, 3));
    Budget limit = new Budget(Budget.Lane.ALL, 200, Duration.ofMinutes(1));
    gateway.broker.limitedBy(
        new BudgetState(
            "trading",
            List.of(new BudgetState.Limit(limit, 190, 60, 70, 56)),
            2,
            5,
            Optional.of(Duration.ofMillis(1_500))));
  }

  private static void assertValue(Family family, String labels, String value) {
    assertThat(family.value(labels)).as(family.name()).isEqualByComparingTo(value);
  }

  @Test
  void whatTheAccountHasDoneIsThere() {
    trade();
    Scraped page = scrape();
    assertValue(page.family("fairlead_ready"), "", "1");
    assertValue(page.family("fairlead_broker_orders"), ACCOUNT + ",status=filled", "1");
    assertValue(page.family("fairlead_broker_orders"), ACCOUNT + ",status=working", "1");
    assertValue(page.family("fairlead_broker_orders"), ACCOUNT + ",status=rejected", "0");
    assertValue(page.family("fairlead_broker_trades"), ACCOUNT, "1");
    assertValue(page.family("fairlead_broker_traded_value"), ACCOUNT + ",currency=USD", "1894");
    assertValue(page.family("fairlead_broker_commission"), ACCOUNT + ",currency=USD", "0");
    Family requests = page.family("fairlead_broker_requests_total");
    assertValue(requests, ACCOUNT + ",kind=place,result=accepted", "2");
    assertValue(requests, ACCOUNT + ",kind=cancel,result=accepted", "0");
    assertValue(page.family("fairlead_broker_requests_sent_total"), ACCOUNT + ",kind=place", "2");
    assertValue(page.family("fairlead_broker_link_up"), ACCOUNT, "1");
    assertValue(page.family("fairlead_broker_link_ups_total"), ACCOUNT, "1");
    assertValue(page.family("fairlead_broker_health_score"), ACCOUNT, "100");
    assertValue(page.family("fairlead_broker_breaker"), ACCOUNT + ",state=closed", "1");
    assertValue(page.family("fairlead_broker_breaker"), ACCOUNT + ",state=half_open", "0");
    String channel = ACCOUNT + ",channel=requests";
    assertValue(page.family("fairlead_broker_connection_errors_total"), channel, "1");
    assertValue(page.family("fairlead_broker_budget_requests_left"), channel, "150");
    assertValue(page.family("fairlead_broker_budget_requests"), channel, "200");
    assertValue(
        page.family("fairlead_broker_api_errors_total"),
        ACCOUNT + ",channel=requests,code=a \\\"quoted\\\"\\ncode\\\\",
        "1");
    assertValue(page.family("fairlead_broker_channel_up"), ACCOUNT + ",channel=order_stream", "1");
    String budget = ACCOUNT + ",group=trading";
    String window = budget + ",lane=all,per=PT1M";
    assertValue(page.family("fairlead_broker_request_budget_limit"), window, "190");
    assertValue(page.family("fairlead_broker_request_budget_sent"), window, "60");
    assertValue(page.family("fairlead_broker_request_budget_left_for_orders"), window, "70");
    assertValue(page.family("fairlead_broker_request_budget_waiting"), budget, "2");
    assertValue(page.family("fairlead_broker_request_budget_turned_away_total"), budget, "5");
    assertValue(page.family("fairlead_broker_request_budget_pause_seconds"), budget, "1.5");
    String feed = ACCOUNT + ",channel=market_stream";
    assertValue(page.family("fairlead_broker_skipped_quotes_total"), feed, "12");
    assertValue(page.family("fairlead_broker_skipped_trades_total"), feed, "3");
    assertValue(page.family("fairlead_streams"), "stream=trade_updates", "0");
    assertThat(page.family("process_start_time_seconds").value("")).isPositive();
  }

  @Test
  void whatTheManagerDecidedIsThere() {
    trade();
    assertThat(gateway.delete("/v2/orders/00000000-0000-0000-0000-000000000001").status())
        .isEqualTo(404);
    Scraped page = scrape();
    Family routed = page.family("fairlead_routed_total");
    assertValue(routed, ACCOUNT + ",strategy=primary-only", "2");
    assertValue(routed, ACCOUNT + ",strategy=round-robin", "0");
    assertValue(page.family("fairlead_events_total"), "event=order_filled", "1");
    assertValue(page.family("fairlead_events_total"), "event=order_rerouted", "0");
    assertValue(page.family("fairlead_events_total"), "event=broker_up", "1");
    assertValue(page.family("fairlead_denials_total"), "reason=unknown_order", "1");
    assertValue(page.family("fairlead_doubts_open"), "age=under_5s," + ACCOUNT, "0");
    assertValue(page.family("fairlead_doubts_open"), "age=over_10m," + ACCOUNT, "0");
    assertValue(page.family("fairlead_queue_limit"), "broker_account=,queue=commands", "16384");
    assertValue(page.family("fairlead_queue_waiting"), ACCOUNT + ",queue=requests", "0");
    assertValue(page.family("fairlead_queue_refused_total"), ACCOUNT + ",queue=requests", "0");
    assertValue(page.family("fairlead_snapshot_inputs_total"), "", "0");
    assertValue(page.family("fairlead_drifts"), ACCOUNT + ",kind=units", "0");
    assertThat(page.family("fairlead_reconciled_complete").samples()).hasSize(1);
  }

  @Test
  void histogramsGoUpToAllThatWasMeasured() {
    trade();
    List<Family> histograms =
        scrape().families().values().stream()
            .filter(family -> family.type().equals("histogram"))
            .toList();
    assertThat(histograms).hasSize(3);
    for (Family family : histograms) {
      BigDecimal before = BigDecimal.ZERO;
      BigDecimal bound = BigDecimal.ZERO;
      for (Sample sample : family.samples()) {
        String le = sample.labels().get("le");
        if (le == null) {
          continue;
        }
        if (le.equals("+Inf")) {
          String labels = sample.text().replaceFirst(",le=.*", "");
          assertThat(family.value("_count", labels)).isEqualTo(sample.value());
          assertThat(sample.value()).isGreaterThanOrEqualTo(before);
          before = BigDecimal.ZERO;
          bound = BigDecimal.ZERO;
        } else {
          assertThat(sample.value()).as(sample.toString()).isGreaterThanOrEqualTo(before);
          assertThat(new BigDecimal(le)).as(sample.toString()).isGreaterThan(bound);
          before = sample.value();
          bound = new BigDecimal(le);
        }
      }
    }
    Family places = scrape().family("fairlead_broker_request_duration_seconds");
    assertThat(places.value("_count", ACCOUNT + ",kind=place")).isEqualByComparingTo("2");
    assertThat(places.value("_sum", ACCOUNT + ",kind=place")).isPositive();
    Family hops = scrape().family("fairlead_broker_order_hop_seconds");
    for (String hop : List.of("accept", "journal", "send", "acknowledge")) {
      assertThat(hops.value("_count", ACCOUNT + ",hop=" + hop)).as(hop).isEqualByComparingTo("2");
      assertThat(hops.value("_sum", ACCOUNT + ",hop=" + hop)).as(hop).isPositive();
    }
    assertThat(hops.value("_count", ACCOUNT + ",hop=fill")).isEqualByComparingTo("1");
  }

  @Test
  @DisplayName("names say their unit in its base form, counters end with _total, all are explained")
  void namesFollowPrometheusConventions() {
    trade();
    Scraped page = scrape();
    assertThat(page.families()).hasSizeGreaterThan(30);
    page.families()
        .values()
        .forEach(family -> {
          String name = family.name();
          assertThat(name).matches("(fairlead|process|jvm)_[a-z][a-z0-9_]*");
          assertThat(name.endsWith("_total"))
              .as(name + " is a " + family.type())
              .isEqualTo(family.type().equals("counter"));
          assertThat(name)
              .doesNotContainPattern("_(millis|micros|nanos|ms|us|minutes|percent|kb|mb)(_|$)")
              .doesNotContainPattern("_(count|sum|bucket)$");
          assertThat(family.help()).as(name).matches("[A-Z0-9].{8,}\\.");
          if (name.startsWith("fairlead_broker_")) {
            assertThat(family.samples())
                .as(name)
                .isNotEmpty()
                .allSatisfy(sample ->
                    assertThat(sample.labels()).containsEntry("broker_account", "test:main"));
          }
          if (family.type().equals("counter")) {
            assertThat(family.samples()).allSatisfy(s -> assertThat(s.value()).isNotNegative());
          }
        });
  }

  @Test
  @DisplayName("S-10 a scraper needs a key that may read")
  void aScraperNeedsAKeyThatMayRead() {
    assertThat(gateway.text("/metrics").statusCode()).isEqualTo(401);
    IssuedKey trader = gateway.keys.create(Grant.of(Set.of(Scope.TRADE)));
    assertThat(gateway.text("/metrics", "Authorization", basic(trader)).statusCode())
        .isEqualTo(403);
    IssuedKey reader = gateway.keys.create(Grant.of(Set.of(Scope.READ)));
    assertThat(gateway.text("/metrics", "Authorization", basic(reader)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void countersOnlyGoUp() {
    Scraped before = scrape();
    trade();
    Scraped after = scrape();
    before
        .families()
        .values()
        .forEach(family -> {
          if (family.type().equals("counter")) {
            for (Sample sample : family.samples()) {
              assertThat(after.family(family.name()).value(sample.text()))
                  .as(sample.toString())
                  .isGreaterThanOrEqualTo(sample.value());
            }
          }
        });
  }
}
