// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import dev.fairlead.broker.Secret;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.secrets.Credentials;
import dev.fairlead.secrets.KeyStore;
import dev.fairlead.secrets.StoreKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Keeps one key after the other as fast as it can, until it is killed, and says which ones are
 * kept: the first word is the data folder.
 */
final class KeyKeeper {
  static final List<BrokerAccount> ACCOUNTS =
      List.of(BrokerAccount.parse("alpaca:main"), BrokerAccount.parse("alpaca:second"));

  private KeyKeeper() {}

  public static void main(String[] words) {
    KeyStore store = KeyStore.in(Path.of(words[0]));
    try (StoreKey key = key()) {
      for (int i = 1; ; i++) {
        store.put(ACCOUNTS.get(i % 2), credentials(i), key);
        System.out.println(i);
      }
    }
  }

  /** Not by a passphrase, which would take its time, so that kills hit the writing. */
  static StoreKey key() {
    return new StoreKey(StoreKey.Lock.KEY_FILE, Secret.of("k".repeat(32)), "the key");
  }

  /** A key whose parts belong together. */
  private static Credentials credentials(int number) {
    return Credentials.of(
        Map.of("key-id", Secret.of("PK" + number), "secret-key", Secret.of(secret("PK" + number))));
  }

  static String secret(String keyId) {
    return ("secret of " + keyId + " ").repeat(200);
  }
}
