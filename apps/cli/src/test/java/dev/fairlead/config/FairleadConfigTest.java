// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.onebook.Valuing;
import dev.fairlead.paper.PaperConfig;
import dev.fairlead.paper.PaperConfig.Opening;
import dev.fairlead.paper.PaperConfig.Source;
import dev.fairlead.server.CryptoData;
import dev.fairlead.venue.Fees;
import dev.fairlead.venue.PriceImprovement;
import dev.fairlead.venue.Slippage;
import dev.fairlead.venue.VenueModels;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FairleadConfigTest {
  @TempDir private Path folder;

  @Test
  void takesEveryKey() {
    FairleadConfig config =
        FairleadConfig.parse(
            "f.yaml",
            """
            port: 0
            data: /var/lib/fairlead
            market: replay:/data/market,speed=60
            hours: exchange
            log-level: debug
            log-format: json
            crypto-data: open
            limits:
              commands-in-flight: 100
              answer-time-out: 500ms
              quote-time-out: 900ms
              slow-order: 250ms
              requests-per-minute: 200
              cancels-per-minute: 60
            paper:
              price-improvement: midpoint
              slippage: bps:5
              equity-fees: per-share:0.005
              crypto-fees: bps:25
              openings:
                USD: {cash: 2500.50, multiplier: 4}
                INR: {cash: 1}
            """);
    assertThat(config)
        .isEqualTo(
            new FairleadConfig(
                0,
                Path.of("/var/lib/fairlead"),
                LogLevel.DEBUG,
                LogFormat.JSON,
                new LimitsConfig(
                    100,
                    Duration.ofMillis(500),
                    Duration.ofMillis(900),
                    Duration.ofMillis(250),
                    200,
                    60),
                CryptoData.OPEN,
                AccountsConfig.DEFAULT,
                RoutingConfig.DEFAULT,
                Valuing.APART,
                WebhooksConfig.NONE,
                new PaperConfig(
                    new Source.Replay(Path.of("/data/market"), new BigDecimal("60")),
                    TradingHours.EXCHANGE,
                    new VenueModels(
                        PriceImprovement.MIDPOINT,
                        new Slippage.BasisPoints(5),
                        new Fees.PerShare(Price.parse("0.005")),
                        new Fees.BasisPoints(25)),
                    List.of(
                        new Opening(Money.parse("2500.50", Currency.USD), 4),
                        new Opening(Money.parse("1", Currency.INR), 1)))));
  }

  @Test
  void leavesWhatIsNotSetAtItsDefault() {
    assertThat(FairleadConfig.parse("f.yaml", "hours: exchange\n"))
        .isEqualTo(
            new FairleadConfig(
                7411,
                null,
                LogLevel.INFO,
                LogFormat.TEXT,
                new LimitsConfig(
                    16_384,
                    Duration.ofSeconds(8),
                    Duration.ofMillis(1_500),
                    Duration.ofSeconds(1),
                    1_000_000,
                    1_000_000),
                CryptoData.KEYED,
                AccountsConfig.DEFAULT,
                RoutingConfig.DEFAULT,
                Valuing.APART,
                WebhooksConfig.NONE,
                PaperConfig.DEFAULT.during(TradingHours.EXCHANGE)));
  }

  @Test
  void readsTheBaseCurrencyAndItsRates() {
    assertThat(
            FairleadConfig.parse(
                    "f.yaml",
                    """
                    base-currency: USD
                    rates:
                      INR: 0.0119 on 2026-11-27
                      USDT: 1
                    """)
                .valuing())
        .isEqualTo(
            Valuing.in(Currency.USD)
                .stating(Currency.INR, "0.0119", Optional.of(Instant.parse("2026-11-27T00:00:00Z")))
                .stating(new Currency("USDT"), "1", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rates: {INR: 0.01} | rates.INR needs base-currency as well",
        "{base-currency: USD, rates: {USD: 1}} | rates.USD is the base currency itself",
        "{base-currency: USD, rates: {INR: 0}} | rates.INR '0' is not allowed",
        "{base-currency: USD, rates: {INR: -1}} | rates.INR '-1' is not allowed",
        "{base-currency: USD, rates: {INR: 1 on 2026-13-01}} | rates.INR '1 on 2026-13-01' is not",
        "{base-currency: USD, rates: {rupee: 1}} | rates.rupee 'rupee' is not allowed",
        "base-currency: dollar | base-currency 'dollar' is not allowed"
      })
  void refusesRatesThatCannotBeMeant(String text, String fault) {
    assertThatThrownBy(() -> FairleadConfig.parse("f.yaml", text + "\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(fault);
  }

  /** The sample names every default, as a comment: without its marks it must change nothing. */
  @Test
  void sampleSaysEveryDefault() throws IOException {
    Path sample = Path.of("../../packaging/fairlead.yaml");
    String uncommented =
        Files.readAllLines(sample).stream()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.substring(1))
            .filter(line -> line.matches(" *[A-Za-z-]+:.*"))
            .collect(Collectors.joining("\n"));
    assertThat(FairleadConfig.parse("sample", uncommented)).isEqualTo(FairleadConfig.DEFAULT);
    assertThat(uncommented.lines().map(line -> line.strip().split(":", 2)[0]))
        .containsExactlyInAnyOrder(
            "port",
            "market",
            "hours",
            "log-level",
            "log-format",
            "crypto-data",
            "limits",
            "commands-in-flight",
            "answer-time-out",
            "quote-time-out",
            "slow-order",
            "requests-per-minute",
            "cancels-per-minute",
            "paper",
            "price-improvement",
            "slippage",
            "equity-fees",
            "crypto-fees",
            "openings",
            "USD",
            "INR");
  }

  private static final String LIMITS =
      " allowed: answer-time-out, cancels-per-minute, commands-in-flight, quote-time-out,"
          + " requests-per-minute, slow-order";

  private static final String KEYS =
      "allowed: accounts, base-currency, crypto-data, data, hours, limits, live, log-format,"
          + " log-level, market, paper, port, primary, rates, routing, webhooks";

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            "markt: synthetic\n",
            "f.yaml:1:1: unknown key 'markt', did you mean 'market'? " + KEYS),
        Arguments.of("port: 1\nbroker: x\n", "f.yaml:2:1: unknown key 'broker'; " + KEYS),
        Arguments.of(
            "limits:\n  answer-timeout: 1s\n",
            "f.yaml:2:3: unknown key 'limits.answer-timeout', did you mean 'answer-time-out'?"
                + LIMITS),
        Arguments.of(
            "port: many\n",
            "f.yaml:1:7: port 'many' is not allowed; allowed: a whole number from 0 to 65535"),
        Arguments.of(
            "port: 65536\n",
            "f.yaml:1:7: port '65536' is not allowed; allowed: a whole number from 0 to 65535"),
        Arguments.of(
            "port: 1e400\n",
            "f.yaml:1:7: port '1e400' is not allowed; allowed: a whole number from 0 to 65535"),
        Arguments.of(
            "port: [1, 2]\n",
            "f.yaml:1:7: port must be one value, and is a list; allowed: a whole number from 0 to"
                + " 65535"),
        Arguments.of(
            "port:\n", "f.yaml:1:6: port has no value; allowed: a whole number from 0 to 65535"),
        Arguments.of(
            "hours: allways\n",
            "f.yaml:1:8: hours 'allways' is not allowed, did you mean 'always'? allowed: always,"
                + " exchange"),
        Arguments.of(
            "market: sinthetic\n",
            "f.yaml:1:9: market 'sinthetic' is not allowed, did you mean 'synthetic'? allowed:"
                + " synthetic[:SEED] or replay:DIR[,speed=N]"),
        Arguments.of(
            "market: replay:x,speed=0\n",
            "f.yaml:1:9: market 'replay:x,speed=0' is not allowed; allowed: synthetic[:SEED] or"
                + " replay:DIR[,speed=N]"),
        Arguments.of(
            "limits: 5\n", "f.yaml:1:9: limits must be a group of keys, and is the value '5'"),
        Arguments.of(
            "limits:\n  answer-time-out: 10\n",
            "f.yaml:2:20: limits.answer-time-out '10' is not allowed; allowed: a length of time"
                + " from 100ms to 600s, such as 500ms"),
        Arguments.of(
            "paper: {slippage: bps:0}\n",
            "f.yaml:1:19: paper.slippage 'bps:0' is not allowed; allowed: none, or bps:N with N from"
                + " 1 to 1000"),
        Arguments.of(
            "paper: {openings: {USD: {multiplier: 2}}}\n",
            "f.yaml:1:20: paper.openings.USD has no cash; write USD: {cash: 100000, multiplier: 1}"),
        Arguments.of(
            "paper: {openings: {usd: {cash: 5}}}\n",
            "f.yaml:1:32: paper.openings.usd.cash '5' is not allowed; allowed: a positive amount with"
                + " up to 6 decimals, of a currency of three to five capital letters"),
        Arguments.of(
            "port: 1\nhours: always\nport: 2\n",
            "f.yaml:3:1: duplicate key 'port', it is set in line 1 already"),
        Arguments.of("", "f.yaml:1:1: sets nothing; delete the file to run on the defaults"),
        Arguments.of(
            "# nothing\n", "f.yaml:1:1: sets nothing; delete the file to run on the defaults"),
        Arguments.of(
            "just words\n",
            "f.yaml:1:1: must be lines of 'key: value', and is the value 'just words'"),
        Arguments.of("- a\n", "f.yaml:1:1: must be lines of 'key: value', and is a list"),
        Arguments.of(
            "port: 1\n  hours: always\n",
            "f.yaml:2:8: is not YAML: mapping values are not allowed here"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhereAndWhatIsWrong(String text, String line) {
    assertThatThrownBy(() -> FairleadConfig.parse("f.yaml", text))
        .isInstanceOf(ConfigException.class)
        .hasMessage(line);
  }

  @Test
  void tellsAllFaultsAtOnceInTheOrderOfTheFile() {
    String text = "prot: 1\nhours: never\nlimits: {x: 1}\n";
    var refused =
        catchThrowableOfType(ConfigException.class, () -> FairleadConfig.parse("f.yaml", text));
    assertThat(String.valueOf(refused.getMessage()).lines())
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("f.yaml:1:1:", "f.yaml:2:8:", "f.yaml:3:10:");
  }

  @Test
  void namesAFileThatIsNotThere() {
    Path missing = folder.resolve("none.yaml");
    assertThatThrownBy(() -> FairleadConfig.read(missing))
        .isInstanceOf(ConfigException.class)
        .hasMessage(missing + ": no such file");
  }

  @Test
  void namesAFileThatIsNoText() throws IOException {
    Path file = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xC3, (byte) 0x28});
    assertThatThrownBy(() -> FairleadConfig.read(file)).hasMessage(file + ": is not UTF-8 text");
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    Path file = folder.resolve("l.yaml");
    Files.writeString(file, "#".repeat((1 << 20) + 1), StandardCharsets.UTF_8);
    assertThatThrownBy(() -> FairleadConfig.read(file))
        .hasMessage(file + ": is larger than 1 MiB, so no configuration");
  }

  @Test
  void cannotExistWrong() {
    assertThatThrownBy(() ->
            new LimitsConfig(
                0, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FairleadConfig.DEFAULT.withPort(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
