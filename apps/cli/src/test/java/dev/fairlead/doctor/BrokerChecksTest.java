// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.Secret;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerChecksTest {
  @TempDir private Path data;

  static StoreKeys keys(@Nullable Path keyFile) {
    return new StoreKeys(
        null,
        keyFile,
        Map.of(),
        new Keyboard() {
          @Override
          public Optional<Answer> ask(String question) {
            throw new AssertionError("the doctor asks nothing");
          }

          @Override
          public Optional<Secret> line() {
            throw new AssertionError("the doctor reads nothing");
          }
        });
  }

  private Path keep(String keyId) {
    Path keyFile = data.resolve("key");
    StoreKeys.makeKeyFile(keyFile);
    KeyStore store = KeyStore.in(data);
    try (StoreKey key = keys(keyFile).toMake(store)) {
      store.put(
          BrokerAccount.parse("alpaca:main"),
          Credentials.of(Map.of("key-id", Secret.of(keyId), "secret-key", Secret.of("c4n4ry"))),
          key);
    }
    return keyFile;
  }

  private List<Check> checks(Map<String, String> environment, @Nullable Path keyFile) {
    List<Check> checks = BrokerChecks.of(data, FairleadConfig.DEFAULT, environment, keys(keyFile));
    assertThat(checks.toString()).doesNotContain("c4n4ry");
    return checks;
  }

  private static final Check STORE_KEY =
      Check.ok(
          "alpaca:main",
          "paper at https://paper-api.alpaca.markets, its key from the key store (secrets.enc)");

  @Test
  void withoutKeysThereIsThePaperBroker() {
    assertThat(checks(Map.of(), null))
        .containsExactly(
            Check.ok("secrets", "none are kept; `fairlead secrets set` keeps some"),
            Check.ok("paper:main", "the embedded paper broker, which needs no key"));
  }

  @Test
  void tellsWhereTheKeyComesFromAndNeverTheKey() {
    assertThat(checks(Map.of("ALPACA_API_KEY", "PKc4n4ry", "ALPACA_SECRET_KEY", "c4n4ry"), null))
        .last()
        .isEqualTo(
            Check.ok(
                "alpaca:main",
                "paper at https://paper-api.alpaca.markets, its key from the environment"
                    + " (ALPACA_API_KEY, ALPACA_SECRET_KEY)"));
  }

  @Test
  void opensTheStoreOnlyWhereAFileSaysHow() {
    Path keyFile = keep("PKc4n4ry");
    assertThat(checks(Map.of(), null))
        .containsExactly(
            Check.ok(
                "secrets",
                "keys of [alpaca:main], locked by a key file; not opened, as no file of it was"
                    + " named"),
            STORE_KEY);
    assertThat(checks(Map.of(), keyFile))
        .containsExactly(
            Check.ok(
                "secrets",
                "keys of [alpaca:main], locked by a key file; the key file "
                    + keyFile
                    + " opens it"),
            STORE_KEY);
  }

  @Test
  void findsAKeyOfTheOtherEnvironment() {
    Path keyFile = keep("AKc4n4ry");
    assertThat(checks(Map.of(), keyFile))
        .last()
        .satisfies(check -> {
          assertThat(check.verdict()).isEqualTo(Check.Verdict.FAIL);
          assertThat(check.detail()).contains("its key (AK…) is live");
        });
  }

  @Test
  void findsHalfAKeyAndADamagedStore() throws IOException {
    assertThat(checks(Map.of("ALPACA_API_KEY", "PKc4n4ry"), null))
        .last()
        .isEqualTo(
            Check.fail(
                "brokers",
                "ALPACA_API_KEY is set and ALPACA_SECRET_KEY is not: set both, or none"));
    Path keyFile = keep("PKc4n4ry");
    Path file = data.resolve("secrets.enc");
    Files.writeString(file, Files.readString(file).replace("salt: ", "salt: A"));
    assertThat(checks(Map.of(), keyFile))
        .extracting(Check::verdict)
        .containsExactly(Check.Verdict.FAIL, Check.Verdict.FAIL);
  }

  @Test
  void warnsOfKeysThatAreNotUsed() {
    assertThat(checks(Map.of("ALPACA_BASE_URL", "https://api.alpaca.markets"), null))
        .contains(
            Check.warn(
                "brokers",
                "ALPACA_BASE_URL is set, but alpaca:main is not used: the accounts are"
                    + " [paper:main]"));
  }
}
