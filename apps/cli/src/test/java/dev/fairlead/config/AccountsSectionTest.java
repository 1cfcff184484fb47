// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.alpacafeed.StockFeed;
import dev.fairlead.doubt.DoubtPolicy;
import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.model.BrokerAccount;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class AccountsSectionTest {
  private static final BrokerAccount MAIN = BrokerAccount.parse("alpaca:main");

  private static AccountsConfig parsed(String text) {
    return FairleadConfig.parse("f.yaml", text).accounts();
  }

  @Test
  void takesEveryKey() {
    AccountsConfig accounts =
        parsed(
            """
            primary: alpaca:main
            live: alpaca:main, alpaca:second
            accounts:
              alpaca:main:
                base-url: https://api.alpaca.markets/v2/
                data-url: https://data.alpaca.markets
                trade-stream-url: wss://api.alpaca.markets/stream
                market-stream-url: wss://stream.data.alpaca.markets/
                market-feed: delayed-sip
                market-encoding: msgpack
                absence: never-releases
                close-absent-after: 2h
                trading-limits: 1000/m, writes 10/s
                data-limits: 10000/1m
              alpaca:second: {}
              paper:main:
            """);
    assertThat(accounts.primary()).isEqualTo(MAIN);
    assertThat(accounts.live()).containsExactly(MAIN, BrokerAccount.parse("alpaca:second"));
    assertThat(accounts.listed())
        .containsEntry(
            MAIN,
            new AccountConfig.Alpaca(
                URI.create("https://api.alpaca.markets"),
                URI.create("https://data.alpaca.markets"),
                URI.create("wss://api.alpaca.markets/stream"),
                URI.create("wss://stream.data.alpaca.markets"),
                StockFeed.DELAYED_SIP,
                MarketEncoding.MSGPACK,
                List.of(
                    new Budget(Budget.Lane.ALL, 1_000, Duration.ofMinutes(1)),
                    new Budget(Budget.Lane.WRITES, 10, Duration.ofSeconds(1))),
                List.of(new Budget(Budget.Lane.ALL, 10_000, Duration.ofMinutes(1)))))
        .containsEntry(BrokerAccount.parse("alpaca:second"), AccountConfig.Alpaca.DEFAULT)
        .containsEntry(BrokerAccount.parse("paper:main"), AccountConfig.Paper.DEFAULT)
        .hasSize(3);
    assertThat(accounts.doubts())
        .containsOnly(Map.entry(MAIN, new DoubtPolicy(true, Duration.ofHours(2))));
  }

  @Test
  void saysNothingWhereTheFileDoesNot() {
    assertThat(parsed("port: 1\n")).isEqualTo(AccountsConfig.DEFAULT);
  }

  /** The sample shows accounts behind a bar, because they are no defaults. */
  @Test
  void theSampleCanBeRead() throws IOException {
    String shown =
        Files.readAllLines(Path.of("../../packaging/fairlead.yaml")).stream()
            .filter(line -> line.startsWith("# | "))
            .map(line -> line.substring("# | ".length()))
            .collect(Collectors.joining("\n"));
    assertThat(parsed(shown).listed()).containsKey(MAIN);
    assertThat(shown)
        .contains("live:", "primary:", "base-url:", "data-url:", "stream-url:", "trading-limits:");
  }

  static Stream<Arguments> faults() {
    String address =
        " is not allowed; allowed: an address such as https://paper-api.alpaca.markets, and http://"
            + " on this machine only";
    return Stream.of(
        Arguments.of(
            "accounts:\n  alpca:main: {}\n",
            "f.yaml:2:3: accounts.alpca:main 'alpca:main' is not allowed, did you mean"
                + " 'alpaca:main'? allowed: broker:name with a broker of alpaca, paper, such as"
                + " alpaca:main"),
        Arguments.of(
            "accounts:\n  alpaca:main:\n    base_url: http://localhost\n",
            "f.yaml:3:5: unknown key 'accounts.alpaca:main.base_url', did you mean 'base-url'?"
                + " allowed: absence, base-url, close-absent-after, data-limits, data-url,"
                + " market-encoding, market-feed, market-stream-url, trade-stream-url,"
                + " trading-limits"),
        Arguments.of(
            "accounts:\n  alpaca:main:\n    trading-limits: 200\n",
            "f.yaml:3:21: accounts.alpaca:main.trading-limits '200' is not allowed; allowed:"
                + " requests by time, such as 200/m, or several limits that all hold, such as"
                + " 10/s, 500/m, 2000/30m, each with what it counts before it where it does not"
                + " count all: all, orders, writes, cancels, reads, market-data, lists"),
        Arguments.of(
            "accounts:\n  alpaca:main:\n    market-feed: sipp\n",
            "f.yaml:3:18: accounts.alpaca:main.market-feed 'sipp' is not allowed, did you mean"
                + " 'sip'? allowed: iex, sip, delayed-sip, test"),
        Arguments.of(
            "accounts:\n  paper:main: {base-url: x}\n",
            "f.yaml:2:16: unknown key 'accounts.paper:main.base-url'; allowed: absence,"
                + " close-absent-after, crypto-fees,"
                + " equity-fees, openings, price-improvement, slippage"),
        Arguments.of(
            "accounts:\n  alpaca:main:\n    base-url: http://paper-api.alpaca.markets\n",
            "f.yaml:3:15: accounts.alpaca:main.base-url 'http://paper-api.alpaca.markets'"
                + address),
        Arguments.of(
            "accounts:\n  alpaca:main:\n    base-url: ftp://x\n",
            "f.yaml:3:15: accounts.alpaca:main.base-url 'ftp://x'" + address),
        Arguments.of(
            "accounts:\n  alpaca:main:\n    market-stream-url: https://x\n",
            "f.yaml:3:24: accounts.alpaca:main.market-stream-url 'https://x' is not allowed;"
                + " allowed: an address such as wss://stream.data.alpaca.markets, and ws:// on this"
                + " machine only"),
        Arguments.of(
            "live: paper:main\n",
            "f.yaml:1:7: live 'paper:main' is not allowed; allowed: the names of accounts at alpaca"
                + " that may trade with real money, with commas between"),
        Arguments.of(
            "live: true\n",
            "f.yaml:1:7: live 'true' is not allowed; allowed: the names of accounts at alpaca that"
                + " may trade with real money, with commas between"),
        Arguments.of(
            "primary: alpaca\n",
            "f.yaml:1:10: primary 'alpaca' is not allowed; allowed: broker:name with a broker of"
                + " alpaca, paper, such as alpaca:main"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhereAndWhatIsWrong(String text, String line) {
    assertThatThrownBy(() -> parsed(text)).isInstanceOf(ConfigException.class).hasMessage(line);
  }

  @ParameterizedTest
  @CsvSource({"key-id", "api_key", "secret-key", "SECRET_KEY", "secret", "password"})
  @DisplayName("S-21 a key in the file is refused, named by its line, and not repeated")
  void refusesAKeyInTheFile(String name) {
    assertThatThrownBy(() -> parsed("accounts:\n  alpaca:main:\n    " + name + ": c4n4ry\n"))
        .hasMessage(
            "f.yaml:3:5: accounts.alpaca:main."
                + name
                + " is not allowed: no key belongs into this file; take it out, and type `fairlead"
                + " secrets set alpaca:main`");
  }

  @ParameterizedTest
  @CsvSource({
    "alpaca:main: c4n4ry",
    "alpaca:main: [c4n4ry]",
    "'alpaca:main: {base-url: \"https://a:c4n4ry@b\"}'",
    "'alpaca:main: {secret-key: {c4n4ry: 1}}'"
  })
  @DisplayName("S-21 whatever is written where a key could be meant is not repeated")
  void doesNotRepeatWhatMayBeAKey(String entry) {
    assertThatThrownBy(() -> parsed("accounts:\n  " + entry + "\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("f.yaml:2:")
        .hasMessageNotContaining("c4n4ry");
  }
}
