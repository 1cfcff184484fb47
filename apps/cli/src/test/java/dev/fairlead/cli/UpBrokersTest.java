// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.ClientEnv;
import dev.fairlead.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
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
  private static final int ACCOUNT_REFUSED = 21;

  @TempDir private Path home;

  private static Map<String, String> environment(String keyId, String baseUrl) {
    return Map.of(
        "ALPACA_API_KEY", keyId, "ALPACA_SECRET_KEY", "c4n4ry", "ALPACA_BASE_URL", baseUrl);
  }

  /** What makes {@code far} the Alpaca of another gateway. */
  private static Map<String, String> environment(Up far) throws IOException {
    ClientEnv key = ClientEnv.read(far.data()).orElseThrow();
    return Map.of(
        "ALPACA_API_KEY", key.keyId(),
        "ALPACA_SECRET_KEY", key.secret(),
        "ALPACA_BASE_URL", far.address());
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

  /** A gateway is Alpaca to another one, so that what is configured is seen to be traded with. */
  @Test
  void alpacasKeysInTheEnvironmentAreAllThatIsNeededToTrade() throws IOException {
    Path farHome = Files.createDirectory(home.resolve("far"));
    Path nearHome = Files.createDirectory(home.resolve("near"));
    try (Up far = Up.ready(farHome)) {
      Map<String, String> environment = environment(far);
      try (Up near = Up.ready(nearHome, environment)) {
        assertThat(near.out())
            .contains("paper trading with alpaca:main at " + far.address() + ", its key from");
        assertThat(near.out() + near.err()).doesNotContain(environment.get("ALPACA_SECRET_KEY"));
        Ran placed = near.run("order", "buy", "AAPL", "1", "--limit", "1", "--tif", "gtc");
        assertThat(placed.code()).as("%s", placed).isZero();
        Await.until(
            "the order is at the far side",
            () -> far.run("orders").out().contains("AAPL    buy   limit"));
        assertThat(near.run("brokers").out()).contains("alpaca:main");
      }
    }
  }

  /** What a stranger types first is the line that {@code up} prints: at market, of any symbol. */
  @Test
  void theFirstOrderOfASymbolThatNobodyHasLookedAtMayBeAMarketOrder() throws IOException {
    Path farHome = Files.createDirectory(home.resolve("far"));
    Path nearHome = Files.createDirectory(home.resolve("near"));
    try (Up far = Up.ready(farHome)) {
      Map<String, String> environment = environment(far);
      try (Up near = Up.ready(nearHome, environment)) {
        assertTaken(near.run(printedOrder(near)));
        assertTaken(near.run("order", "buy", "MSFT", "250", "--notional"));
        assertTaken(near.run("order", "buy", "BTC/USD", "0.01", "--tif", "gtc"));
        Await.until(
            "all three are filled",
            () ->
                near.run("positions").out().lines().filter(line -> line.contains("long")).count()
                    == 3);
      }
    }
  }

  private static String[] printedOrder(Up up) {
    String line =
        up.out().lines().filter(each -> each.contains("fairlead order buy")).findFirst().get();
    return line.substring(line.indexOf("order buy")).strip().split("\\s+");
  }

  private static void assertTaken(Ran placed) {
    assertThat(placed.code()).as("%s", placed).isZero();
  }

  @Test
  @DisplayName("I-26 an order that somebody else has placed with the account is seen as a drift")
  void whatSomebodyElseHasPlacedIsADrift() throws IOException {
    Path farHome = Files.createDirectory(home.resolve("far"));
    Path nearHome = Files.createDirectory(home.resolve("near"));
    try (Up far = Up.ready(farHome)) {
      Map<String, String> environment = environment(far);
      far.run("order", "buy", "AAPL", "7", "--limit", "1", "--tif", "gtc", "--id", "by-hand");
      try (Up near = Up.ready(nearHome, environment)) {
        Await.until("it was looked at", () -> near.run("drift").out().contains("by-hand"));
        assertThat(near.run("drift").out())
            .containsPattern(
                "alpaca:main  foreign order by-hand  not ours  open, 7 left  .*  seen once");
        assertThat(near.run("drift", "--json").out()).contains("\"kind\":\"order_foreign\"");
      }
      assertThat(far.run("drift").out()).isEqualTo("no drift\n");
    }
  }

  @Test
  @DisplayName("F-O06 an account whose book is in the folder is left out only where that is said")
  void aBookIsNotLeftOutUnnoticed() throws IOException {
    Path farHome = Files.createDirectory(home.resolve("far"));
    Path nearHome = Files.createDirectory(home.resolve("near"));
    try (Up far = Up.ready(farHome)) {
      Map<String, String> environment = environment(far);
      Up.ready(nearHome).close();
      Ran refused = Ran.in(nearHome, environment, "up", "--port", "0");
      assertThat(refused.code()).isEqualTo(ENVIRONMENT);
      assertThat(refused.err()).contains("has the book of paper:main", "--keep-book paper:main");
      Ran misspelt = Ran.in(nearHome, environment, "up", "--keep-book", "paper", "--port", "0");
      assertThat(misspelt.code()).isEqualTo(2);
      assertThat(misspelt.err()).contains("--keep-book");
      try (Up near = Up.ready(nearHome, environment, "--keep-book", "paper:main")) {
        assertThat(near.out()).contains("paper trading with alpaca:main");
      }
    }
  }

  @Test
  @DisplayName("F-O06 a key that the broker does not accept is a start that does not happen")
  void aKeyThatIsNotAcceptedDoesNotStart() throws IOException {
    Path farHome = Files.createDirectory(home.resolve("far"));
    try (Up far = Up.ready(farHome)) {
      Ran near = Ran.in(home, environment("PKc4n4ry", far.address()), "up", "--port", "0");
      assertRefused(near, ACCOUNT_REFUSED, "Alpaca does not accept the key of alpaca:main");
    }
  }
}
