// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.secrets;

import dev.fairlead.keys.PrivateFile;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.secrets.SecretsException.Category;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The keys of broker accounts, in one encrypted file of the data folder, mode 0600. Whose keys they
 * are can be read without opening it; the keys cannot. A change replaces the file whole or not at
 * all, so that a crash leaves the old one or the new one.
 */
public final class KeyStore {
  /** Its name in the data folder. */
  public static final String FILE = "secrets.enc";

  private static final String LOCK_FILE = "secrets.lock";
  private static final int MOST_BYTES = 1 << 20;

  private final Path data;
  private final Path file;
  private final KeyDerivation.OfPassphrase cost;
  private final SecureRandom random = new SecureRandom();

  KeyStore(Path data, KeyDerivation.OfPassphrase cost) {
    this.data = data;
    this.file = data.resolve(FILE);
    this.cost = cost;
  }

  /** That of a data folder; it need not be there yet. */
  public static KeyStore in(Path data) {
    return new KeyStore(data, KeyDerivation.OfPassphrase.DEFAULT);
  }

  public Path file() {
    return file;
  }

  public boolean exists() {
    return Files.exists(file);
  }

  /** Whose keys it holds, in order; none where there is no store. */
  public List<BrokerAccount> accounts() {
    return exists() ? envelope().accounts() : List.of();
  }

  /** What opens it; empty where there is no store. */
  public Optional<StoreKey.Lock> lock() {
    return exists() ? Optional.of(envelope().lock().lock()) : Optional.empty();
  }

  /**
   * The keys of these accounts and of no other (S-25), the caller's to close.
   *
   * @throws SecretsException where it cannot be opened, or lacks one of them
   */
  public SortedMap<BrokerAccount, Credentials> open(
      Collection<BrokerAccount> accounts, StoreKey key) {
    SortedMap<BrokerAccount, Credentials> all = contents(key);
    var wanted = new TreeMap<BrokerAccount, Credentials>();
    for (BrokerAccount account : accounts) {
      wanted.put(account, required(all, account));
    }
    all.forEach((account, credentials) -> {
      if (!wanted.containsKey(account)) {
        credentials.close();
      }
    });
    return wanted;
  }

  /** Keeps the keys of {@code account}, instead of others that it may have had. */
  public void put(BrokerAccount account, Credentials credentials, StoreKey key) {
    change(
        key,
        contents -> {
          Credentials old = contents.put(account, credentials);
          if (old != null) {
            old.close();
          }
        });
  }

  /** Forgets the keys of {@code account}; with the last one the file goes. */
  public void remove(BrokerAccount account, StoreKey key) {
    change(
        key,
        contents -> {
          required(contents, account).close();
          contents.remove(account);
        });
  }

  private void change(StoreKey key, Consumer<SortedMap<BrokerAccount, Credentials>> changed) {
    Path lockFile = data.resolve(LOCK_FILE);
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = locked(channel)) {
      SortedMap<BrokerAccount, Credentials> contents =
          exists() ? contents(key) : new TreeMap<BrokerAccount, Credentials>();
      changed.accept(contents);
      write(contents, key);
    } catch (IOException e) {
      throw new SecretsException(
          Category.NOT_WRITABLE,
          "cannot write " + file + ": " + e.getMessage() + "; make its folder writable",
          e);
    }
  }

  private void write(SortedMap<BrokerAccount, Credentials> contents, StoreKey key)
      throws IOException {
    if (contents.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    KeyDerivation lock =
        switch (key.lock()) {
          case PASSPHRASE -> cost;
          case KEY_FILE -> new KeyDerivation.OfKeyFile();
        };
    PrivateFile.write(file, Vault.seal(contents, key, lock, random).text());
  }

  /** Two changes at once would lose one of them. */
  private FileLock locked(FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new SecretsException(
          Category.BUSY, "somebody else changes " + file + " now: try again");
    }
    return lock;
  }

  private SortedMap<BrokerAccount, Credentials> contents(StoreKey key) {
    return Vault.open(file.toString(), envelope(), key);
  }

  private Envelope envelope() {
    byte[] bytes = GuardedFile.of(file).read(MOST_BYTES);
    return Envelope.parse(file.toString(), new String(bytes, StandardCharsets.UTF_8));
  }

  private Credentials required(
      SortedMap<BrokerAccount, Credentials> contents, BrokerAccount account) {
    Credentials credentials = contents.get(account);
    if (credentials == null) {
      throw new SecretsException(
          Category.UNKNOWN_ACCOUNT,
          file
              + " has no key of "
              + account
              + (contents.isEmpty() ? "" : "; it has those of " + contents.keySet()));
    }
    return credentials;
  }
}
