// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.brokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.alpacafeed.StockFeed;
import dev.fairlead.broker.Secret;
import dev.fairlead.brokers.BrokersException.Category;
import dev.fairlead.config.FairleadConfig;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.secrets.Credentials;
import dev.fairlead.secrets.KeyStore;
import dev.fairlead.secrets.StoreKey;
import dev.fairlead.secrets.StoreKeys;
import dev.fairlead.terminal.Keyboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BrokerPlanTest {
  private static final Map<String, String> NO_VARIABLES = Map.of();
  private static final Map<String, String> KEYS =
      Map.of("ALPACA_API_KEY", "PKc4n4ry", "ALPACA_SECRET_KEY", "c4n4ry");
  private static final List<BrokerAccount> STORED =
      List.of(BrokerAccount.parse("alpaca:main"), BrokerAccount.parse("alpaca:second"));

  @TempDir private Path folder;

  private FairleadConfig config(String yaml) {
    try {
      Path file = Files.writeString(folder.resolve("f.yaml"), yaml);
      return yaml.isEmpty() ? FairleadConfig.DEFAULT : FairleadConfig.read(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> and(Map<String, String> variables, String... more) {
    var all = new HashMap<>(variables);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private BrokerPlan plan(String yaml, Map<String, String> variables, List<BrokerAccount> stored) {
    return BrokerPlan.of(config(yaml), variables, () -> stored);
  }

  private static List<String> lines(BrokerPlan plan) {
    return plan.accounts().stream().map(one -> one.account() + ": " + one.describe()).toList();
  }

  private BrokersException refusal(
      String yaml, Map<String, String> variables, List<BrokerAccount> stored) {
    return catchThrowableOfType(BrokersException.class, () -> plan(yaml, variables, stored));
  }

  private static final String PAPER_ONLY =
      "paper:main: the embedded paper broker, which needs no key";

  private static final String MAIN_BY_VARIABLES =
      "alpaca:main: paper at https://paper-api.alpaca.markets, its key from the environment"
          + " (ALPACA_API_KEY, ALPACA_SECRET_KEY)";

  private static final String MAIN_BY_STORE =
      "alpaca:main: paper at https://paper-api.alpaca.markets, its key from the key store"
          + " (secrets.enc)";

  @Test
  void withoutAnyKeyItIsTheEmbeddedPaperBroker() {
    assertThat(lines(plan("", NO_VARIABLES, List.of()))).containsExactly(PAPER_ONLY);
  }

  @Test
  void withAlpacasKeysNothingElseMustBeConfigured() {
    assertThat(lines(plan("", KEYS, List.of()))).containsExactly(MAIN_BY_VARIABLES);
    assertThat(lines(plan("", NO_VARIABLES, STORED))).containsExactly(MAIN_BY_STORE);
  }

  @Test
  void theEnvironmentsKeyComesBeforeTheStoresWhichIsNotEvenLookedAt() {
    var plan =
        BrokerPlan.of(
            config(""),
            KEYS,
            () -> {
              throw new AssertionError("nobody needs the store");
            });
    assertThat(lines(plan)).containsExactly(MAIN_BY_VARIABLES);
    assertThat(plan.needsStore()).isFalse();
  }

  @Test
  void emptyVariablesAreNotSet() {
    Map<String, String> empty = Map.of("ALPACA_API_KEY", "", "ALPACA_SECRET_KEY", " ");
    assertThat(lines(plan("", empty, List.of()))).containsExactly(PAPER_ONLY);
  }

  @Test
  void theSdksVariablesAreThoseOfProgramsAndNotOfTheBroker() {
    Map<String, String> programs =
        Map.of("APCA_API_KEY_ID", "PK1", "APCA_API_SECRET_KEY", "s", "APCA_API_BASE_URL", "http:x");
    assertThat(lines(plan("", programs, List.of()))).containsExactly(PAPER_ONLY);
  }

  @ParameterizedTest
  @CsvSource({"ALPACA_API_KEY, ALPACA_SECRET_KEY", "ALPACA_SECRET_KEY, ALPACA_API_KEY"})
  void halfAKeyIsRefused(String set, String missing) {
    BrokersException refused = refusal("", Map.of(set, "c4n4ry"), List.of());
    assertThat(refused).hasMessage(set + " is set and " + missing + " is not: set both, or none");
    assertThat(refused.category()).isEqualTo(Category.NO_KEY);
  }

  @Test
  void theAddressIsTheEnvironmentsThenTheFilesThenAlpacasOwn() {
    String file = "accounts:\n  alpaca:main:\n    base-url: http://localhost:1/\n";
    Map<String, String> variable = and(KEYS, "ALPACA_BASE_URL", "http://localhost:2/v2");
    assertThat(lines(plan(file, variable, List.of()))).first().asString().contains("localhost:2,");
    assertThat(lines(plan(file, KEYS, List.of()))).first().asString().contains("localhost:1,");
    assertThat(lines(plan("", KEYS, List.of()))).containsExactly(MAIN_BY_VARIABLES);
  }

  @Test
  void theEnvironmentSpeaksOfTheMainAccountOnly() {
    Map<String, String> variables = and(KEYS, "ALPACA_BASE_URL", "http://localhost:2");
    assertThat(lines(plan("primary: alpaca:second\n", variables, STORED)))
        .containsExactly(
            "alpaca:second: paper at https://paper-api.alpaca.markets, its key from the key store"
                + " (secrets.enc)");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "primary: paper:main; paper:main",
        "accounts: {paper:main: {}}; paper:main",
        "accounts: {paper:main: , alpaca:main: }; alpaca:main paper:main",
        "accounts: {paper:main: , alpaca:second: }; alpaca:second paper:main",
        "accounts: {alpaca:second: , alpaca:main: }; alpaca:main alpaca:second",
        "{primary: paper:main, accounts: {alpaca:main: }}; paper:main alpaca:main",
        "live: alpaca:second; alpaca:second"
      })
  void whateverTheFileNamesIsUsedAndThePrimaryOneIsFirst(String yaml, String accounts) {
    assertThat(plan(yaml + "\n", KEYS, STORED).accounts().stream().map(AccountPlan::account))
        .extracting(BrokerAccount::toString)
        .containsExactly(accounts.split(" ", -1));
  }

  @Test
  void anAccountWithoutAKeySaysHowToGiveItOne() {
    assertThat(refusal("primary: alpaca:main\n", NO_VARIABLES, List.of()))
        .hasMessage(
            "alpaca:main has no key: set ALPACA_API_KEY and ALPACA_SECRET_KEY, or type `fairlead"
                + " secrets set alpaca:main`");
    assertThat(refusal("primary: alpaca:second\n", KEYS, List.of()))
        .hasMessage("alpaca:second has no key: type `fairlead secrets set alpaca:second`");
  }

  @Test
  void keysThatAreNotUsedAreRemarkedOn() {
    assertThat(plan("primary: paper:main\n", KEYS, List.of()).remarks())
        .containsExactly(
            "ALPACA_API_KEY, ALPACA_SECRET_KEY are set, but alpaca:main is not used: the accounts"
                + " are [paper:main]");
    Map<String, String> addressOnly = Map.of("ALPACA_BASE_URL", "https://api.alpaca.markets");
    assertThat(plan("", addressOnly, List.of()).remarks())
        .containsExactly(
            "ALPACA_BASE_URL is set, but alpaca:main is not used: the accounts are [paper:main]");
    assertThat(plan("", KEYS, List.of()).remarks()).isEmpty();
  }

  @ParameterizedTest(name = "F-O06 {0} at {1}")
  @CsvSource({
    "'', https://api.alpaca.markets, the address api.alpaca.markets is live",
    "live: alpaca:main, https://paper-api.alpaca.markets, paper-api.alpaca.markets is paper"
  })
  void anAddressOfTheOtherEnvironmentIsRefused(String yaml, String address, String why) {
    Map<String, String> variables = and(KEYS, "ALPACA_BASE_URL", address);
    BrokersException refused = refusal(yaml.isEmpty() ? "" : yaml + "\n", variables, List.of());
    assertThat(refused).hasMessageContaining(why);
    assertThat(refused.category()).isEqualTo(Category.ENVIRONMENT);
  }

  @Test
  void liveIsLoudAndAtAlpacasLiveAddress() {
    assertThat(lines(plan("live: alpaca:main\n", KEYS, List.of())))
        .first()
        .asString()
        .startsWith("alpaca:main: LIVE, with real money, at https://api.alpaca.markets,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:7411", "http://localhost:7411/v2"})
  void aGatewayIsNotItsOwnBroker(String address) {
    assertThat(refusal("", and(KEYS, "ALPACA_BASE_URL", address), List.of()))
        .hasMessageContaining("which is this gateway itself");
    assertThat(plan("port: 7412\n", and(KEYS, "ALPACA_BASE_URL", address), List.of()).accounts())
        .hasSize(1);
  }

  @Test
  @DisplayName("S-21 an address that is wrong is named by its variable, without what may be a key")
  void aWrongAddressIsNamed() {
    assertThat(refusal("", and(KEYS, "ALPACA_BASE_URL", "https://u:c4n4ry@x"), List.of()))
        .hasMessage("ALPACA_BASE_URL the address of x must have no user, query or fragment")
        .hasMessageNotContaining("c4n4ry");
    assertThat(
            refusal("", and(KEYS, "ALPACA_BASE_URL", "http://paper-api.alpaca.markets"), List.of())
                .category())
        .isEqualTo(Category.CONFIG);
  }

  private AlpacaConfig opened(String yaml, Map<String, String> variables) {
    BrokerPlan plan = plan(yaml, variables, KeyStore.in(folder).accounts());
    var keys = new StoreKeys(null, null, variables, NOBODY);
    AccountSetup setup = plan.open(variables, KeyStore.in(folder), keys).getFirst();
    return ((AccountSetup.Alpaca) setup).config();
  }

  private static final Keyboard NOBODY =
      new Keyboard() {
        @Override
        public Optional<Answer> ask(String question) {
          return Optional.empty();
        }

        @Override
        public Optional<Secret> line() {
          return Optional.empty();
        }
      };

  @Test
  void openedItHasTheKeyAndEveryAddress() {
    AlpacaConfig config =
        opened(
            """
            accounts:
              alpaca:main:
                base-url: http://localhost:1
                data-url: http://localhost:2
                trade-stream-url: ws://localhost:3/stream
                market-stream-url: ws://localhost:4
                market-feed: sip
                market-encoding: msgpack
            """,
            KEYS);
    assertThat(config.keyId().reveal()).isEqualTo("PKc4n4ry");
    assertThat(config.secret().reveal()).isEqualTo("c4n4ry");
    assertThat(config.environment()).isEqualTo(Environment.PAPER);
    assertThat(config.stocks()).isEqualTo(StockFeed.SIP);
    assertThat(config.packed()).isTrue();
    assertThat(
            List.of(config.trading(), config.data(), config.tradeStream(), config.marketStream()))
        .extracting(Object::toString)
        .containsExactly(
            "http://localhost:1",
            "http://localhost:2",
            "ws://localhost:3/stream",
            "ws://localhost:4");
  }

  @Test
  void openedItHasTheKeyOfTheStore() throws IOException {
    Path file = folder.resolve("key");
    StoreKeys.makeKeyFile(file);
    var env = Map.of("FAIRLEAD_KEY_FILE", file.toString());
    KeyStore store = KeyStore.in(folder);
    try (StoreKey key = new StoreKeys(null, null, env, NOBODY).toMake(store)) {
      store.put(
          BrokerAccount.parse("alpaca:main"),
          Credentials.of(Map.of("key-id", Secret.of("PKstored"), "secret-key", Secret.of("kept"))),
          key);
    }
    assertThat(opened("", env).keyId().reveal()).isEqualTo("PKstored");
    assertThatThrownBy(() -> opened("", NO_VARIABLES)).hasMessageContaining("--key-file");
  }

  @ParameterizedTest
  @CsvSource({"'', AKc4n4ry, is live", "live: alpaca:main, PKc4n4ry, is paper"})
  @DisplayName("F-O06 a key of the other environment is refused before anything is sent")
  void aKeyOfTheOtherEnvironmentIsRefused(String yaml, String keyId, String why) {
    Map<String, String> variables = and(KEYS, "ALPACA_API_KEY", keyId);
    String file = yaml.isEmpty() ? "" : yaml + "\n";
    assertThatThrownBy(() -> opened(file, variables))
        .isInstanceOf(BrokersException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("c4n4ry");
  }

  @Test
  void aKeyThatNoHeaderCanCarryIsRefused() {
    assertThatThrownBy(() -> opened("", and(KEYS, "ALPACA_SECRET_KEY", "c4n4ry c4n4ry")))
        .isInstanceOf(BrokersException.class)
        .hasMessageContaining("the secret key of alpaca:main")
        .hasMessageNotContaining("c4n4ry");
  }

  @Test
  @DisplayName("S-23 what is planned and set up is printed without a key")
  void isPrintedWithoutAKey() {
    BrokerPlan plan = plan("", KEYS, List.of());
    List<AccountSetup> setups =
        plan.open(KEYS, KeyStore.in(folder), new StoreKeys(null, null, KEYS, NOBODY));
    assertThat(plan + " " + setups).doesNotContain("c4n4ry");
    setups.forEach(AccountSetup::close);
    assertThatThrownBy(() -> ((AccountSetup.Alpaca) setups.getFirst()).config().secret().reveal())
        .isInstanceOf(IllegalStateException.class);
  }
}
