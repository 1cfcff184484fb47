// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.message.OperatorAction.Routing.Failback;
import dev.fairlead.message.OperatorAction.Routing.Rule;
import dev.fairlead.message.OperatorAction.Routing.Scope;
import dev.fairlead.message.OperatorAction.Routing.Share;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import dev.fairlead.paper.PaperConfig;
import dev.fairlead.venue.Fees;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How orders are routed, as it is written. */
final class RoutingSectionTest {
  private static final BrokerAccount A = BrokerAccount.parse("paper:a");
  private static final BrokerAccount B = BrokerAccount.parse("paper:b");

  private static final String ACCOUNTS = "accounts: {paper:a: , paper:b: }\n";

  private static final String STRATEGIES =
      "primary-only, failover, round-robin, load-balanced, best-execution";

  @Test
  void readsEverySetting() {
    FairleadConfig config =
        FairleadConfig.parse(
            "f.yaml",
            """
            accounts:
              paper:a:
              paper:b: {equity-fees: bps:5, openings: {USD: {cash: 5}}}
            routing:
              strategy: best-execution
              order: paper:b, paper:a
              keys: {PKONE: round-robin}
              symbols: {BTC/USD: 'primary-only at paper:b'}
              assets: {crypto: 'failover at paper:b, paper:a'}
              weights: {paper:b: 3}
              fees: {paper:a: bps:2, paper:b: none}
            """);
    assertThat(config.routing())
        .isEqualTo(
            new RoutingConfig(
                "best-execution",
                List.of(B, A),
                List.of(
                    new Rule(new Scope.Key(new Principal("PKONE")), "round-robin", List.of()),
                    new Rule(new Scope.OfSymbol(new Symbol("BTC/USD")), "primary-only", List.of(B)),
                    new Rule(new Scope.OfClass(AssetClass.CRYPTO), "failover", List.of(B, A))),
                List.of(new Share(A, 1, 200), new Share(B, 3, 0)),
                Failback.USUAL));
    PaperConfig b =
        config.accounts().listed().get(B) instanceof AccountConfig.Paper own
            ? own.over(config.paper())
            : config.paper();
    assertThat(b.models().equityFees()).isEqualTo(new Fees.BasisPoints(5));
    assertThat(b.openings()).hasSize(1);
    assertThat(config.accounts().listed()).containsEntry(A, AccountConfig.Paper.DEFAULT);
  }

  private static Failback failback(String routing) {
    return FairleadConfig.parse("f.yaml", "routing: {" + routing + "}\n").routing().failback();
  }

  @Test
  void failbackIsAfterATimeOrByHand() {
    assertThat(failback("failback: 5m"))
        .isEqualTo(new Failback.After(Duration.ofMinutes(5), Failback.USUAL.score()));
    assertThat(failback("failback-score: 95"))
        .isEqualTo(new Failback.After(Failback.USUAL.hold(), 95));
    assertThat(failback("failback: by-hand")).isEqualTo(new Failback.ByHand());
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            "routing: {failback: never}\n",
            "f.yaml:1:21: routing.failback 'never' is not allowed; allowed: by-hand, or a length of"
                + " time from 1s to 86400s, such as 500ms"),
        Arguments.of(
            "routing: {failback: by-hand, failback-score: 50}\n",
            "f.yaml:1:30: routing.failback-score has no meaning where failback is by-hand"),
        Arguments.of(
            "routing: {strategy: best-executoin}\n",
            "f.yaml:1:21: routing.strategy 'best-executoin' is not allowed, did you mean"
                + " 'best-execution'? allowed: "
                + STRATEGIES),
        Arguments.of(
            "routing: {stategy: failover}\n",
            "f.yaml:1:11: unknown key 'routing.stategy', did you mean 'strategy'? allowed: assets,"
                + " failback, failback-score, fees, keys, order, strategy, symbols, weights"),
        Arguments.of(
            ACCOUNTS + "routing: {order: 'paper:a, paper:c'}\n",
            "f.yaml:2:11: routing.order names paper:c, which is not among the accounts, did you"
                + " mean 'paper:a'? allowed: paper:a, paper:b"),
        Arguments.of(
            "primary: paper:b\n" + ACCOUNTS + "routing: {order: 'paper:a, paper:b'}\n",
            "f.yaml:3:11: routing.order must begin with paper:b, because that is the primary one"),
        Arguments.of(
            ACCOUNTS + "routing: {order: 'paper:a, paper:a'}\n",
            "f.yaml:2:18: routing.order 'paper:a, paper:a' is not allowed; allowed: names of"
                + " accounts such as alpaca:main, each once, with commas between"),
        Arguments.of(
            "routing: {symbols: {aa pl: failover}}\n",
            "f.yaml:1:21: routing.symbols.aa pl must be a symbol, such as AAPL or BTC/USD"),
        Arguments.of(
            "routing: {assets: {cripto: failover}}\n",
            "f.yaml:1:20: routing.assets.cripto 'cripto' is not allowed, did you mean 'crypto'?"
                + " allowed: equity, crypto"),
        Arguments.of(
            "routing: {assets: {crypto: 'failover at paper'}}\n",
            "f.yaml:1:28: routing.assets.crypto 'failover at paper' is not allowed; allowed: "
                + STRATEGIES
                + "; with ' at ACCOUNT' after it, and more accounts after commas, for these only"),
        Arguments.of(
            ACCOUNTS + "routing: {weights: {paper:b: 0}}\n",
            "f.yaml:2:30: routing.weights.paper:b '0' is not allowed; allowed: a whole number from"
                + " 1 to 1000"),
        Arguments.of(
            ACCOUNTS + "routing: {fees: {paper:b: bps:2000}}\n",
            "f.yaml:2:27: routing.fees.paper:b 'bps:2000' is not allowed; allowed: none, or bps:N"
                + " with N from 1 to 1000"),
        Arguments.of(
            ACCOUNTS + "routing: {weights: {paper:z: 2}}\n",
            "f.yaml:2:21: routing.weights.paper:z names paper:z, which is not among the accounts,"
                + " did you mean 'paper:a'? allowed: paper:a, paper:b"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void namesPlaceKeyAndWhatIsAllowed(String text, String fault) {
    assertThatThrownBy(() -> FairleadConfig.parse("f.yaml", text))
        .isInstanceOf(ConfigException.class)
        .hasMessage(fault);
  }
}
