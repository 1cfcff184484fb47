// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.secrets;

import dev.fairlead.broker.Secret;

/**
 * What opens a key store.
 *
 * @param from where it came from, as a person would say it
 */
public record StoreKey(Lock lock, Secret secret, String from) implements AutoCloseable {
  /** The two ways to lock a store. */
  public enum Lock {
    /** Something that a person remembers, made costly to guess. */
    PASSPHRASE("a passphrase"),
    /** A file of random bytes. */
    KEY_FILE("a key file");

    private final String words;

    Lock(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  @Override
  public void close() {
    secret.close();
  }
}
