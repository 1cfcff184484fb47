// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.keys.Doorman.Admission;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Symbol;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientKeysTest {
  private static final Instant NOW = Instant.parse("2026-08-17T14:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir private Path data;

  private ClientKeys keys() {
    return ClientKeys.open(data, CLOCK);
  }

  @Test
  @DisplayName("S-14 ids are Alpaca's in form, secrets have 256 bits, only hashes are kept")
  void keysAreMade() throws IOException {
    IssuedKey issued = keys().create();
    assertThat(issued.key().id()).matches("PK[A-Z0-9]{18}");
    assertThat(issued.secret()).matches("[A-Za-z0-9_-]{43}");
    assertThat(issued.key().created()).isEqualTo(NOW);
    String file = Files.readString(data.resolve("keys.json"));
    assertThat(file).contains(issued.key().id()).doesNotContain(issued.secret());
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("keys.json"))))
        .isEqualTo("rw-------");
    assertThat(issued.toString()).doesNotContain(issued.secret());
  }

  /**
   * Medians of batches that take turns, so that neither a slow moment of the machine nor what was
   * compiled when tells one guess from another.
   */
  @Test
  @DisplayName("S-16 a guess takes as long with a right beginning, a wrong one, or an unknown id")
  void timeTellsNothingOfAGuess() {
    ClientKeys keys = keys();
    IssuedKey issued = keys.create();
    String secret = issued.secret();
    String nearly = secret.substring(0, secret.length() - 1) + (secret.endsWith("_") ? "-" : "_");
    String wrong = "_".repeat(secret.length());
    String[][] guesses = {
      {issued.key().id(), nearly}, {issued.key().id(), wrong}, {"PK0000000000000000XX", wrong}
    };
    int batches = 1_500;
    int let = 0;
    long[][] nanos = new long[guesses.length][batches];
    for (int batch = -batches; batch < batches; batch++) {
      for (int guess = 0; guess < guesses.length; guess++) {
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
          let += keys.authenticate(guesses[guess][0], guesses[guess][1]).isPresent() ? 1 : 0;
        }
        // The first half warms up.
        nanos[guess][Math.max(0, batch)] = System.nanoTime() - start;
      }
    }
    assertThat(let).isZero();
    double[] medians = new double[guesses.length];
    for (int guess = 0; guess < guesses.length; guess++) {
      Arrays.sort(nanos[guess]);
      medians[guess] = nanos[guess][batches / 2];
    }
    assertThat(medians[0] / medians[1]).as("a right beginning").isBetween(0.8, 1.25);
    assertThat(medians[2] / medians[1]).as("an unknown id").isBetween(0.8, 1.25);
  }

  @Test
  void theRightPairNamesItsPrincipal() {
    ClientKeys keys = keys();
    IssuedKey one = keys.create();
    IssuedKey other = keys.create();
    assertThat(keys.authenticate(one.key().id(), one.secret()))
        .contains(new Principal(one.key().id()));
    assertThat(keys.authenticate(one.key().id(), other.secret())).isEmpty();
    assertThat(keys.authenticate("PKNOBODY", one.secret())).isEmpty();
    assertThat(keys.authenticate("", "")).isEmpty();
    assertThat(keys.list()).containsExactly(one.key(), other.key());
  }

  @Test
  void aRevokedKeyIsKeptAndRefused() {
    ClientKeys keys = keys();
    IssuedKey issued = keys.create();
    assertThat(keys.isGood(issued.key().principal())).isTrue();
    assertThat(keys.revoke(issued.key().id())).contains(issued.key().revokedAt(NOW));
    assertThat(keys.authenticate(issued.key().id(), issued.secret())).isEmpty();
    assertThat(keys.isGood(issued.key().principal())).isFalse();
    assertThat(keys().list()).hasSize(1);
    assertThat(keys.revoke("PKNOBODY")).isEmpty();
  }

  @Test
  void whatAnotherProcessChangesIsNoticed() {
    ClientKeys running = keys();
    IssuedKey issued = keys().create();
    long deadline = System.nanoTime() + 1_000_000_000L;
    while (running.authenticate(issued.key().id(), issued.secret()).isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
    keys().revoke(issued.key().id());
    deadline = System.nanoTime() + 1_000_000_000L;
    while (running.authenticate(issued.key().id(), issued.secret()).isPresent()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void keysMadeAtOnceAreAllKept() throws Exception {
    ClientKeys keys = keys();
    List<Callable<IssuedKey>> makers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      makers.add(keys::create);
    }
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      pool.invokeAll(makers);
    }
    assertThat(keys.list()).hasSize(20).extracting(ClientKey::id).doesNotHaveDuplicates();
  }

  @Test
  void whatAKeyMayDoIsKept() {
    Grant grant =
        Grant.of(List.of(Scope.TRADE, Scope.READ))
            .trading(List.of(new Symbol("MSFT"), new Symbol("BTC/USD")))
            .at(BrokerAccount.parse("paper:main"));
    IssuedKey issued = keys().create(grant);
    ClientKeys reread = keys();
    assertThat(reread.list().getFirst().grant()).isEqualTo(grant);
    Principal principal = issued.key().principal();
    assertThat(reread.allows(principal, Scope.TRADE)).isTrue();
    assertThat(reread.allows(principal, Scope.ADMIN)).isFalse();
    assertThat(reread.allowance(principal).symbols()).hasSize(2);
    reread.revoke(issued.key().id());
    assertThat(reread.allows(principal, Scope.READ)).isFalse();
  }

  @Test
  @DisplayName("S-13 a key of before there were scopes does what it did, and no more")
  void anOlderKeyReadsAndTrades() throws IOException {
    Files.writeString(
        data.resolve("keys.json"),
        """
        {"keys":[{"id":"PK1","secret_sha256":"0","created":"2026-08-17T14:00:00Z","revoked":null}]}
        """);
    assertThat(keys().list().getFirst().grant()).isEqualTo(Grant.USUAL);
    assertThat(keys().allows(new Principal("PK1"), Scope.ADMIN)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"keys\":[{\"id\":\"P\",\"secret_sha256\":\"0\",\"created\":\"2026-08-17T14:00:00Z\","
            + "\"scopes\":[\"rule\"]}]}",
        "{\"keys\":[{\"id\":\"P\",\"secret_sha256\":\"0\",\"created\":\"2026-08-17T14:00:00Z\","
            + "\"scopes\":[]}]}",
        "{\"keys\":[{\"id\":\"P\",\"secret_sha256\":\"0\",\"created\":\"2026-08-17T14:00:00Z\","
            + "\"symbols\":[\"aapl\"]}]}",
        "",
        "{",
        "[]",
        "{\"keys\":null}",
        "{\"keys\":[{\"id\":\"PK1\"}]}",
        "{\"keys\":[{\"id\":\"PK1\",\"secret_sha256\":\"0\",\"created\":\"noon\"}]}",
        "{\"keys\":[],\"more\":1}"
      })
  void aDamagedFileIsNamed(String content) throws IOException {
    Files.writeString(data.resolve("keys.json"), content);
    assertThatThrownBy(this::keys)
        .isInstanceOfSatisfying(
            KeysException.class,
            damaged -> {
              assertThat(damaged.category()).isEqualTo(KeysException.Category.DAMAGED);
              assertThat(damaged).hasMessageContaining("keys.json");
            });
  }

  @Test
  void aFileDamagedWhileRunningLeavesTheLastGoodKeys() throws IOException {
    ClientKeys keys = keys();
    IssuedKey issued = keys.create();
    Files.writeString(data.resolve("keys.json"), "{");
    long end = System.nanoTime() + 700_000_000L;
    while (System.nanoTime() < end) {
      assertThat(keys.authenticate(issued.key().id(), issued.secret())).isPresent();
      LockSupport.parkNanos(50_000_000);
    }
  }

  @Test
  void clientEnvIsWrittenForShellsAndReadBack() throws IOException {
    IssuedKey issued = keys().create();
    ClientEnv env = ClientEnv.of(issued, URI.create("http://127.0.0.1:7411"));
    env.write(data);
    Path file = data.resolve("client.env");
    assertThat(Files.readString(file))
        .isEqualTo(
            "export APCA_API_KEY_ID=%s\nexport APCA_API_SECRET_KEY=%s\n"
                    .formatted(issued.key().id(), issued.secret())
                + "export APCA_API_BASE_URL=http://127.0.0.1:7411\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(ClientEnv.read(data)).contains(env);
    assertThat(env.toString()).doesNotContain(issued.secret());
    ClientEnv moved = env.at(URI.create("http://127.0.0.1:1"));
    moved.write(data);
    assertThat(ClientEnv.read(data)).contains(moved);
  }

  @Test
  void anAbsentOrPartialClientEnvIsNone() throws IOException {
    assertThat(ClientEnv.read(data)).isEmpty();
    Files.writeString(data.resolve("client.env"), "APCA_API_KEY_ID=PK1\n");
    assertThat(ClientEnv.read(data)).isEmpty();
    Files.writeString(
        data.resolve("client.env"),
        "APCA_API_KEY_ID=PK1\nAPCA_API_SECRET_KEY=s\nAPCA_API_BASE_URL=not a url\n");
    assertThatThrownBy(() -> ClientEnv.read(data)).isInstanceOf(KeysException.class);
  }

  @Test
  void theDoormanForgetsAddressesRatherThanGrow() {
    ClientKeys keys = keys();
    IssuedKey issued = keys.create();
    Doorman doorman = new Doorman(keys, 10, 10);
    for (int i = 0; i < 20_000; i++) {
      assertThat(doorman.admit("127.0.0." + i, "PK" + i, "guess"))
          .isEqualTo(new Admission.Refused());
    }
    for (int i = 0; i < Doorman.MAX_FAILURES; i++) {
      doorman.admit("127.0.0.1", "PKX", "guess");
    }
    assertThat(doorman.admit("127.0.0.1", "PKX", "guess")).isEqualTo(new Admission.TooMany());
    assertThat(doorman.admit("127.0.0.2", "PKX", "guess")).isEqualTo(new Admission.Refused());
    assertThat(doorman.admit("127.0.0.1", issued.key().id(), issued.secret()))
        .isEqualTo(new Admission.Admitted(issued.key().principal()));
  }

  @Test
  @DisplayName("S-17 whoever guesses ids and secrets from one address is told to wait, too")
  void anAddressMayNotGuessForEver() {
    ClientKeys keys = keys();
    IssuedKey issued = keys.create();
    Doorman doorman = new Doorman(keys, 10, 10);
    for (int i = 0; i < Doorman.MAX_FAILURES_OF_ADDRESS; i++) {
      assertThat(doorman.admit("127.0.0.1", "PK" + i, "guess")).isEqualTo(new Admission.Refused());
    }
    assertThat(doorman.admit("127.0.0.1", "PKX", "guess")).isEqualTo(new Admission.TooMany());
    assertThat(doorman.admit("127.0.0.1", issued.key().id(), issued.secret()))
        .isEqualTo(new Admission.Admitted(issued.key().principal()));
  }

  @Test
  @DisplayName(
      "S-35 a bucket of new streams empties, fills up again with time, and is each one's own")
  void streamsAreRationed() {
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);
    Knocks knocks = new Knocks(3, 60, nanos::get);
    assertThat(List.of(knocks.take("a"), knocks.take("a"), knocks.take("a"))).doesNotContain(false);
    assertThat(knocks.take("a")).isFalse();
    assertThat(knocks.take("b")).isTrue();
    nanos.addAndGet(Duration.ofMillis(999).toNanos());
    assertThat(knocks.take("a")).isFalse();
    nanos.addAndGet(Duration.ofMillis(2).toNanos());
    assertThat(knocks.take("a")).isTrue();
    assertThat(knocks.take("a")).isFalse();
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(List.of(knocks.take("a"), knocks.take("a"), knocks.take("a"))).doesNotContain(false);
    assertThat(knocks.take("a")).isFalse();
  }

  @Test
  void callersThatAreRationedAreForgottenRatherThanGrow() {
    AtomicLong nanos = new AtomicLong();
    Knocks knocks = new Knocks(1, 1, nanos::get);
    for (int i = 0; i < 100_000; i++) {
      assertThat(knocks.take("caller " + i)).isTrue();
    }
    assertThat(knocks.take("caller 99999")).isFalse();
    assertThat(knocks.take("caller 0")).isTrue();
  }
}
