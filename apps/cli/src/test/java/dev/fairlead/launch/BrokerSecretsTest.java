// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.Secret;
import dev.fairlead.brokers.AccountSetup;
import dev.fairlead.brokers.BrokerPlan;
import dev.fairlead.client.Answer;
import dev.fairlead.client.GatewayClient;
import dev.fairlead.config.FairleadConfig;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.paper.PaperBroker;
import dev.fairlead.secrets.Credentials;
import dev.fairlead.secrets.KeyStore;
import dev.fairlead.secrets.StoreKey;
import dev.fairlead.secrets.StoreKeys;
import dev.fairlead.terminal.Keyboard;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway with a broker's keys, and then a look for them wherever anything is written. */
final class BrokerSecretsTest {
  private static final String KEY_ID = "PKc4n4ry~Id+/Zx9";
  private static final String SECRET = "c4n4ry~Secret+/Q==";
  private static final String ORDER =
      "{\"symbol\":\"AAPL\",\"qty\":\"1\",\"side\":\"buy\",\"type\":\"market\","
          + "\"time_in_force\":\"day\"}";

  private static final Keyboard NOBODY =
      new Keyboard() {
        @Override
        public Optional<Keyboard.Answer> ask(String question) {
          return Optional.empty();
        }

        @Override
        public Optional<Secret> line() {
          return Optional.empty();
        }
      };

  @TempDir private Path folder;

  private final List<String> seen = new ArrayList<>();

  /** Every line at every level, with its parameters and its stack trace, as it would be written. */
  private static final class Lines extends Handler {
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final List<Formatter> formats = List.of(new TextLines(), new JsonLines());

    @Override
    public void publish(LogRecord record) {
      formats.forEach(format -> lines.add(format.format(record)));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private List<AccountSetup> accounts(Path data, FairleadConfig config, boolean stored) {
    Map<String, String> environment =
        stored
            ? Map.of("FAIRLEAD_KEY_FILE", folder.resolve("key").toString())
            : Map.of("ALPACA_API_KEY", KEY_ID, "ALPACA_SECRET_KEY", SECRET);
    var keys = new StoreKeys(null, null, environment, NOBODY);
    KeyStore store = KeyStore.in(data);
    if (stored) {
      keep(store, keys);
    }
    BrokerPlan plan = BrokerPlan.of(config, environment, store::accounts);
    List<AccountSetup> accounts = plan.open(environment, store, keys);
    seen.add(plan + " " + config + " " + accounts);
    return accounts;
  }

  private void keep(KeyStore store, StoreKeys keys) {
    StoreKeys.makeKeyFile(folder.resolve("key"));
    try (StoreKey key = keys.toMake(store)) {
      store.put(
          BrokerAccount.parse("alpaca:main"),
          Credentials.of(Map.of("key-id", Secret.of(KEY_ID), "secret-key", Secret.of(SECRET))),
          key);
    }
  }

  @ParameterizedTest(name = "from the key store: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("S-22, S-23 a broker's key shows in no log, answer, journal, store or configuration")
  void aBrokersKeyShowsNowhere(boolean stored) throws IOException {
    Path data = folder.resolve("data");
    DataFolder.prepare(data);
    FairleadConfig config = FairleadConfig.DEFAULT.withPort(0);
    Logger all = Logger.getLogger("");
    Level before = all.getLevel();
    var lines = new Lines();
    all.addHandler(lines);
    all.setLevel(Level.ALL);
    try {
      trade(data, config, accounts(data, config, stored));
    } finally {
      all.removeHandler(lines);
      all.setLevel(before);
    }
    assertThat(lines.lines).isNotEmpty();
    assertClean("the log", String.join("\n", lines.lines));
    assertClean("what was said", String.join("\n", seen));
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertClean(
            file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** The account is Alpaca's, and the embedded broker fills its orders. */
  private void trade(Path data, FairleadConfig config, List<AccountSetup> accounts) {
    try (RunningGateway gateway =
            RunningGateway.start(
                data,
                config,
                accounts,
                (setup, clock) -> {
                  seen.add("adapter of " + setup);
                  assertThat(((AccountSetup.Alpaca) setup).config().secret().reveal())
                      .isEqualTo(SECRET);
                  return new PaperBroker(config.paper(), clock);
                });
        GatewayClient client = new GatewayClient(gateway.clientEnv())) {
      Answer placed = client.post("/v2/orders", ORDER);
      assertThat(placed.status()).isEqualTo(200);
      seen.add(placed.body());
      for (String path :
          List.of(
              "/v2/account",
              "/v2/orders?status=all",
              "/fairlead/v1/brokers",
              "/fairlead/v1/brokers/metrics",
              "/metrics")) {
        seen.add(client.get(path).body());
      }
      seen.add(
          String.join(
              "\n",
              new Banner("1", config, accounts, data, gateway.address(), "AAPL", "f").lines()));
    }
    assertThat(seen.toString()).contains("alpaca:main");
  }

  @Test
  @DisplayName(
      "S-23 an adapter that fails with its whole configuration in the message tells no key")
  void aFailureTellsNoKey() {
    Path data = folder.resolve("data");
    DataFolder.prepare(data);
    FairleadConfig config = FairleadConfig.DEFAULT.withPort(0);
    List<AccountSetup> accounts = accounts(data, config, false);
    String message = "";
    try (RunningGateway gateway =
        RunningGateway.start(
            data,
            config,
            accounts,
            (setup, _) -> {
              throw new IllegalStateException("refused: " + setup);
            })) {
      assertThat(gateway.address()).isNull();
    } catch (IllegalStateException failed) {
      message = String.valueOf(failed.getMessage());
    }
    assertThat(message).contains("alpaca:main");
    assertClean("the failure", message);
    assertThat(((AccountSetup.Alpaca) accounts.getFirst()).config().secret())
        .hasToString("(secret)")
        .satisfies(secret -> assertThat(isWiped(secret)).isTrue());
  }

  private static boolean isWiped(Secret secret) {
    try {
      return secret.reveal().isEmpty();
    } catch (IllegalStateException wiped) {
      return true;
    }
  }

  private static void assertClean(String where, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String canary : List.of(KEY_ID, SECRET)) {
      byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
      assertThat(text).as(where).doesNotContain(canary);
      assertThat(text).as(where).doesNotContain(URLEncoder.encode(canary, StandardCharsets.UTF_8));
      assertThat(text).as(where).doesNotContain(Base64.getEncoder().encodeToString(bytes));
      assertThat(lower).as(where).doesNotContain(HexFormat.of().formatHex(bytes));
    }
  }
}
