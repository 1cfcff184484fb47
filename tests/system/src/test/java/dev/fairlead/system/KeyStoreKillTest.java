// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.secrets.Credentials;
import dev.fairlead.secrets.KeyStore;
import dev.fairlead.secrets.StoreKey;
import dev.fairlead.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill -9 in the middle of keeping a key does to those that are kept: nothing. */
final class KeyStoreKillTest {
  private static final int ROUNDS = Boolean.getBoolean("fairlead.all") ? 100 : 10;

  @TempDir Path data;

  @Test
  @DisplayName("F-P01 a kill while keys are written loses none that was said to be kept")
  void losesNoKeyThatWasKept() throws InterruptedException {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      int said = keepUntilKilled(Duration.ofNanos(random.nextLong(60_000_000)));
      int newest =
          kept().entrySet().stream().mapToInt(one -> number(one.getValue())).max().orElseThrow();
      assertThat(newest).as("round %d, seed %d", round, seed).isGreaterThanOrEqualTo(said);
    }
  }

  /** The number of the last key that was said to be kept; numbers begin anew with each process. */
  private int keepUntilKilled(Duration time) throws InterruptedException {
    KeyStore.in(data).file().toFile().delete();
    try (GatewayProcess keeper = GatewayProcess.program(data, KeyKeeper.class, data.toString())) {
      Await.until("some keys are kept", () -> keeper.out().size() >= 3);
      assertThat(keeper.endsWithin(time)).as("%s", keeper.err()).isFalse();
      keeper.kill();
      return Integer.parseInt(keeper.out().getLast());
    }
  }

  private SortedMap<BrokerAccount, Credentials> kept() {
    try (StoreKey key = KeyKeeper.key()) {
      return KeyStore.in(data).open(KeyKeeper.ACCOUNTS, key);
    }
  }

  /** Of a key whose parts belong together, so that no half of another one is in it. */
  private static int number(Credentials credentials) {
    String keyId = credentials.field("key-id").reveal();
    assertThat(credentials.field("secret-key").reveal()).isEqualTo(KeyKeeper.secret(keyId));
    return Integer.parseInt(keyId.substring("PK".length()));
  }
}
