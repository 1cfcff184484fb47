// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several accounts behind one gateway: where orders go, and where they would. */
final class RouteCommandTest {
  private static final int CONFIG = 10;

  @TempDir private Path home;

  private Path config(String text) throws IOException {
    return Files.writeString(home.resolve("f.yaml"), text);
  }

  @Test
  void threePaperAccountsHaveBooksOfTheirOwnAndOrdersGoAround() throws IOException {
    Path config =
        config(
            """
            accounts:
              paper:a: {equity-fees: bps:100}
              paper:b:
              paper:c: {openings: {USD: {cash: 50}}}
            routing:
              strategy: round-robin
              symbols: {BTC/USD: primary-only at paper:b}
            """);
    try (Up up = Up.ready(home, "--config", config.toString())) {
      assertThat(up.out())
          .contains("paper trading with paper:a in the market synthetic:1\n")
          .contains("also     paper trading with paper:c in the market synthetic:1\n")
          .contains("routing  round-robin, and a rule\n");
      String route = up.run("route", "AAPL", "buy", "1").out();
      assertThat(route)
          .contains("account   paper:a\nstrategy  round-robin\nreason    paper:a has not had")
          .containsPattern("CANDIDATE +EXPECTED +FILLED % +REJECTED % +LATENCY MS +OPEN +WEIGHT")
          .containsPattern("\npaper:b +\\d+\\.?\\d* +100.0 +0.0 +0.0 +0 +1 +100")
          .containsPattern("\npaper:c .*insufficient buying power");
      assertThat(up.run("orders", "--status", "all").out()).isEqualTo("no orders\n");

      for (String id : new String[] {"one", "two", "three"}) {
        assertThat(up.run("order", "buy", "AAPL", "1", "--id", id).code()).isZero();
      }
      Await.until(
          "the orders fill",
          () -> up.run("orders", "--status", "closed").out().lines().count() == 4);
      assertThat(up.run("order", "trail", "one").out()).contains("account   paper:a\n");
      String second = up.run("order", "trail", "two").out();
      assertThat(second)
          .contains("account   paper:b\n")
          .contains("reason    paper:b has not had a turn yet\n")
          .containsPattern("\npaper:c .*insufficient buying power");
      assertThat(up.run("order", "trail", "three").out()).contains("account   paper:a\n");
      assertThat(up.run("order", "trail", "two", "--json").out())
          .contains("\"candidates\":[{\"account\":\"paper:a\",\"passed_over\":null,\"figures\":{");

      assertTraced(up);

      assertThat(up.run("route", "BTC/USD", "buy", "0.001").out())
          .contains("account   paper:b\nstrategy  primary-only\n")
          .contains("the rule is for paper:b");
      assertThat(up.run("route", "AAPL", "buy", "1000000", "--limit", "9").out())
          .startsWith("denied: insufficient buying power");
      assertThat(up.run("route", "AAPL", "buy", "1", "--route", "coin-toss").err())
          .contains("routing_strategy 'coin-toss' breaks rule unknown-value: one of primary-only,");
      Ran other = up.run("order", "buy", "MSFT", "1", "--route", "best-execution", "--id", "best");
      assertThat(other.code()).as(other.err()).isZero();
      assertThat(up.run("order", "trail", "best").out())
          .contains("strategy  best-execution\n")
          .contains("with slippage and fees");
    }
  }

  private static void assertTraced(Up up) {
    Ran trace = up.run("order", "trace", "two");
    assertThat(trace.code()).as(trace.err()).isZero();
    assertThat(trace.out())
        .containsPattern("^AAPL [0-9a-f-]{36} at paper:b: filled, [0-9.]+ (µs|ms|s) in all\n")
        .containsPattern(
            "\naccept +[0-9:.]{12,15} +[0-9.]+ (µs|ms|s) +[0-9.]+ +[█▏▎▍▌▋▊▉]* +[0-9]+\n")
        .containsPattern("\nroute .* paper:b by round-robin: paper:b has not had a turn yet\n")
        .containsPattern("\nfilled .*[0-9]+ at [0-9.]+\n");
    assertThat(up.run("order", "trace", "two", "--json").out()).contains("\"hop\":\"accept\"");
    assertThat(up.run("order", "trace", "none").code()).isEqualTo(1);
  }

  @Test
  void anOperatorPromotesAnAccountAndFailsBack() throws IOException {
    Path config =
        config(
            """
            accounts: {paper:a: , paper:b: , paper:c: }
            routing: {strategy: failover, failback: by-hand}
            """);
    try (Up up = Up.ready(home, "--config", config.toString())) {
      Await.until(
          "all are up",
          () -> up.run("brokers").out().lines().filter(l -> l.contains(" up ")).count() == 3);
      assertThat(up.run("brokers").out()).contains("paper:a (primary, acts)");
      assertThat(up.run("failovers").out()).isEqualTo("no failovers\n");
      Ran trader = up.run("promote", "paper:b", "--reason", "cheaper today");
      assertThat(trader.code()).isEqualTo(1);
      assertThat(trader.err()).contains("lacks the scope admin");
      Map<String, String> admin = new HashMap<>();
      up.run("keys", "create", "--scope", "admin")
          .out()
          .lines()
          .map(line -> line.split("=", 2))
          .forEach(pair -> admin.put(pair[0].replace("APCA_API", "FAIRLEAD_ADMIN"), pair[1]));
      Ran promoted =
          Await.value(
              "the key is known",
              () ->
                  Optional.of(
                          Ran.in(home, admin, "promote", "paper:b", "--reason", "cheaper today"))
                      .filter(ran -> ran.code() == 0));
      assertThat(promoted.out())
          .contains("account  paper:b\n")
          .contains("turn     promoted\n")
          .contains("cause    cheaper today\n")
          .contains("by       " + admin.get("FAIRLEAD_ADMIN_KEY_ID") + "\n");
      assertThat(up.run("route", "AAPL", "buy", "1").out())
          .contains("account   paper:b\n")
          .contains("reason    paper:b was promoted by ");
      assertThat(up.run("order", "buy", "AAPL", "1", "--id", "one").code()).isZero();
      assertThat(up.run("order", "trail", "one").out()).contains("account   paper:b\n");
      assertThat(Ran.in(home, admin, "promote", "paper:z", "--reason", "why not").err())
          .contains("there is no broker account 'paper:z'");
      assertThat(Ran.in(home, admin, "promote", "paper:c", "--reason", " ").err())
          .contains("must be a text of 1 to 200 characters");
      assertThat(Ran.in(home, admin, "failback", "--reason", "enough").code()).isZero();
      assertThat(up.run("brokers", "--json").out()).contains("\"acting\":{\"account\":\"paper:a\"");
      assertThat(up.run("failovers").out().lines().toList())
          .hasSize(3)
          .anySatisfy(line -> assertThat(line).contains("promoted").contains("cheaper today"))
          .anySatisfy(line -> assertThat(line).contains("failed_back").contains("enough"));
    }
  }

  @Test
  void aStrategyThatIsMisspeltIsToldWithItsPlace() throws IOException {
    Path config = config("routing:\n  strategy: round-robbin\n");
    Ran ran = Ran.in(home, "up", "--port", "0", "--config", config.toString());
    assertThat(ran.code()).isEqualTo(CONFIG);
    assertThat(ran.err())
        .contains(
            "f.yaml:2:13: routing.strategy 'round-robbin' is not allowed, did you mean"
                + " 'round-robin'?");
  }
}
