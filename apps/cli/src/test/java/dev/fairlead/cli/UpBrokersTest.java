// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps {@code up} from trading with a broker: one line, a code, and nothing written. */
final class UpBrokersTest {
  private static final int CONFIG = 10;
  private static final int BROKER_KEYS = 19;
  private static final int ENVIRONMENT = 20;

  @TempDir private Path home;

  private static Map<String, String> environment(String keyId, String baseUrl) {
    return Map.of(
        "ALPACA_API_KEY", keyId, "ALPACA_SECRET_KEY", "c4n4ry", "ALPACA_BASE_URL", baseUrl);
  }

  private void assertRefused(Ran ran, int code, String why) {
    assertThat(ran.err().lines().filter(line -> line.startsWith("fairlead: ")))
        .singleElement()
        .asString()
        .contains(why);
    assertThat(ran.code()).isEqualTo(code);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.out() + ran.err()).doesNotContain("c4n4ry");
    assertThat(home.resolve(".fairlead/journal.db")).doesNotExist();
  }

  @ParameterizedTest(name = "F-O06 {0} {1} {2}")
  @CsvSource({
    "'', PKc4n4ry, https://api.alpaca.markets, the address api.alpaca.markets is live",
    "'', AKc4n4ry, '', its key (AK…) is live",
    "'', AKc4n4ry, http://127.0.0.1:1, its key (AK…) is live",
    "alpaca:main, PKc4n4ry, '', its key (PK…) is paper",
    "alpaca:main, AKc4n4ry, https://paper-api.alpaca.markets, paper-api.alpaca.markets is paper",
    "alpaca:main, CKc4n4ry, '', a key of the Broker API"
  })
  void paperAndLiveAreNotMixedUp(String live, String keyId, String baseUrl, String why) {
    Map<String, String> environment = environment(keyId, baseUrl);
    Ran ran =
        live.isEmpty()
            ? Ran.in(home, environment, "up", "--port", "0")
            : Ran.in(home, environment, "up", "--port", "0", "--live", live);
    assertRefused(ran, ENVIRONMENT, why);
  }

  @Test
  @DisplayName("S-03 nothing but an account's name allows it to trade with money")
  void liveIsAllowedByNameOnly() {
    Map<String, String> environment = environment("AKc4n4ry", "");
    for (String word : new String[] {"true", "yes", "all", "alpaca", "paper:main"}) {
      Ran ran = Ran.in(home, environment, "up", "--port", "0", "--live", word);
      assertThat(ran.code()).as(word).isEqualTo(2);
      assertThat(ran.err()).contains("the names of accounts at alpaca");
    }
    Ran other = Ran.in(home, environment, "up", "--port", "0", "--live", "alpaca:other");
    assertRefused(other, BROKER_KEYS, "alpaca:other has no key");
  }

  @Test
  void halfAKeyIsRefused() {
    Ran ran = Ran.in(home, Map.of("ALPACA_API_KEY", "PKc4n4ry"), "up", "--port", "0");
    assertRefused(ran, BROKER_KEYS, "ALPACA_SECRET_KEY is not: set both, or none");
  }

  @Test
  void aGatewayIsNotItsOwnBroker() {
    Ran ran = Ran.in(home, environment("PKc4n4ry", "http://127.0.0.1:7411"), "up");
    assertRefused(ran, CONFIG, "which is this gateway itself");
  }

  @Test
  void whoWantsThePaperBrokerInSpiteOfKeysSaysSo() {
    try (Up up = Up.ready(home, environment("PKc4n4ry", ""), "--primary", "paper:main")) {
      assertThat(up.out()).contains("paper trading in the market synthetic:1");
      assertThat(up.run("order", "buy", "AAPL", "1").code()).isZero();
      assertThat(up.out() + up.err()).doesNotContain("c4n4ry");
    }
  }
}
