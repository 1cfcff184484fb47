// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.broker.Secret;
import dev.fairlead.brokers.AccountSetup;
import dev.fairlead.brokers.KeySource;
import dev.fairlead.config.FairleadConfig;
import dev.fairlead.model.BrokerAccount;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class BannerTest {
  private static AccountSetup alpaca(Environment environment, KeySource source) {
    return new AccountSetup.Alpaca(
        AlpacaConfig.of(
            BrokerAccount.parse("alpaca:main"),
            environment,
            Secret.of("PKc4n4ry"),
            Secret.of("c4n4ry")),
        source);
  }

  private static List<String> lines(AccountSetup... accounts) {
    List<String> lines =
        new Banner(
                "1",
                FairleadConfig.DEFAULT,
                List.of(accounts),
                Path.of("/data"),
                URI.create("http://127.0.0.1:7411"),
                "AAPL",
                "fairlead")
            .lines();
    assertThat(lines.toString()).doesNotContain("c4n4ry");
    assertThat(lines).last().isEqualTo("ready http://127.0.0.1:7411");
    return lines;
  }

  @Test
  void tellsWithWhomItTradesAndWhereTheKeyComesFrom() {
    assertThat(lines(alpaca(Environment.PAPER, KeySource.KEY_STORE)))
        .startsWith(
            "Fairlead 1, paper trading with alpaca:main at https://paper-api.alpaca.markets, its key"
                + " from the key store (secrets.enc)",
            "  address  http://127.0.0.1:7411  (Alpaca's API, hours: exchange)");
  }

  @Test
  @DisplayName("S-03 F-O06 that an account is live is the first thing that is said")
  void saysLoudlyThatAnAccountIsLive() {
    assertThat(lines(alpaca(Environment.LIVE, KeySource.ENVIRONMENT)))
        .startsWith(
            "*** LIVE: alpaca:main trades with REAL MONEY ***",
            "Fairlead 1, LIVE trading with alpaca:main at https://api.alpaca.markets, its key from"
                + " the environment (ALPACA_API_KEY, ALPACA_SECRET_KEY)");
    assertThat(lines(AccountSetup.EMBEDDED, alpaca(Environment.LIVE, KeySource.ENVIRONMENT)))
        .startsWith(
            "*** LIVE: alpaca:main trades with REAL MONEY ***",
            "Fairlead 1, paper trading with paper:main in the market synthetic:1",
            "  also     LIVE trading with alpaca:main at https://api.alpaca.markets, its key from the"
                + " environment (ALPACA_API_KEY, ALPACA_SECRET_KEY)");
  }

  @Test
  void ofThePaperBrokerItSaysTheMarket() {
    assertThat(lines(AccountSetup.EMBEDDED))
        .startsWith(
            "Fairlead 1, paper trading in the market synthetic:1",
            "  address  http://127.0.0.1:7411  (Alpaca's API, hours: always)");
  }
}
