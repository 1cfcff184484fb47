// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.secrets;

import dev.fairlead.broker.Secret;
import dev.fairlead.keys.PrivateFile;
import dev.fairlead.secrets.SecretsException.Category;
import dev.fairlead.secrets.StoreKey.Lock;
import dev.fairlead.terminal.Keyboard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the key of a key store comes from: from the file that the command line names, else from the
 * one that the environment names, else from whoever sits at the terminal. It is never an argument,
 * where {@code ps} would show it (S-21).
 *
 * @param passphraseFile as the command line says; null where it does not
 * @param keyFile likewise
 */
public record StoreKeys(
    @Nullable Path passphraseFile,
    @Nullable Path keyFile,
    Map<String, String> environment,
    Keyboard keyboard) {

  /** Names the file of a passphrase. */
  public static final String PASSPHRASE_FILE = "FAIRLEAD_PASSPHRASE_FILE";

  /** Names a key file. */
  public static final String KEY_FILE = "FAIRLEAD_KEY_FILE";

  private static final int MOST_BYTES = 4096;

  /** Who knows 32 bytes of chance has no better way than to try all of them. */
  private static final int LEAST_KEY_BYTES = 32;

  private static final int LEAST_PASSPHRASE = 12;

  /** What opens the store that is there. */
  public StoreKey toOpen(KeyStore store) {
    Lock lock = store.lock().orElse(Lock.PASSPHRASE);
    return atHand(lock).or(() -> asked(lock, store)).orElseThrow(() -> locked(store, lock));
  }

  /** The same without asking anybody; empty where no file was named. */
  public Optional<StoreKey> atHand(Lock lock) {
    return switch (lock) {
      case PASSPHRASE -> named(passphraseFile, PASSPHRASE_FILE).map(this::passphraseIn);
      case KEY_FILE -> named(keyFile, KEY_FILE).map(this::keyIn);
    };
  }

  private Optional<StoreKey> asked(Lock lock, KeyStore store) {
    return switch (lock) {
      case PASSPHRASE -> ask("Passphrase of " + store.file());
      case KEY_FILE -> Optional.empty();
    };
  }

  private static SecretsException locked(KeyStore store, Lock lock) {
    String cure =
        switch (lock) {
          case PASSPHRASE ->
              ", and there is no terminal to ask at: name a file that holds it with"
                  + " --passphrase-file or "
                  + PASSPHRASE_FILE;
          case KEY_FILE -> ": name it with --key-file or " + KEY_FILE;
        };
    return new SecretsException(Category.LOCKED, store.file() + " is locked by " + lock + cure);
  }

  /** What a store is locked with that is made now. A passphrase is asked for twice. */
  public StoreKey toMake(KeyStore store) {
    Optional<StoreKey> chosen =
        keyFile != null
            ? atHand(Lock.KEY_FILE)
            : passphraseFile != null
                ? atHand(Lock.PASSPHRASE)
                : atHand(Lock.KEY_FILE).or(() -> atHand(Lock.PASSPHRASE));
    StoreKey key = chosen.or(this::askedTwice).orElseThrow(() -> locked(store, Lock.PASSPHRASE));
    if (key.lock() == Lock.PASSPHRASE && key.secret().length() < LEAST_PASSPHRASE) {
      throw new SecretsException(
          Category.WRONG_KEY,
          key.from() + " is too short: take at least " + LEAST_PASSPHRASE + " characters");
    }
    return key;
  }

  private Optional<StoreKey> askedTwice() {
    Optional<StoreKey> first = ask("New passphrase for the brokers' keys");
    if (first.isPresent()) {
      StoreKey again = ask("The same again").orElseThrow();
      boolean same = again.secret().reveal().equals(first.get().secret().reveal());
      again.close();
      if (!same) {
        throw new SecretsException(
            Category.WRONG_KEY, "the two passphrases differ: nothing was kept");
      }
    }
    return first;
  }

  private Optional<StoreKey> ask(String question) {
    return keyboard
        .ask(question)
        .map(answer ->
            answer
                .typed()
                .orElseThrow(
                    () -> new SecretsException(Category.LOCKED, "no passphrase was given")))
        .map(typed -> new StoreKey(Lock.PASSPHRASE, typed, "the passphrase"));
  }

  private Optional<Path> named(@Nullable Path typed, String variable) {
    String set = environment.getOrDefault(variable, "");
    return typed == null
        ? Optional.of(set).filter(name -> !name.isEmpty()).map(Path::of)
        : Optional.of(typed);
  }

  /** The first line; an editor ends it with a line feed that is not meant. */
  private StoreKey passphraseIn(Path file) {
    byte[] bytes = GuardedFile.named(file, environment).read(MOST_BYTES);
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    byte[] line = Arrays.copyOf(bytes, end);
    Arrays.fill(bytes, (byte) 0);
    if (line.length == 0) {
      throw new SecretsException(Category.LOCKED, file + " holds no passphrase in its first line");
    }
    try {
      return new StoreKey(Lock.PASSPHRASE, Secret.ofUtf8(line), "the passphrase in " + file);
    } catch (IllegalArgumentException e) {
      throw new SecretsException(
          Category.WRONG_KEY, file + " is not UTF-8 text: name it with --key-file", e);
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  /** All bytes; those of a secret are characters, so each byte becomes one. */
  private StoreKey keyIn(Path file) {
    byte[] bytes = GuardedFile.named(file, environment).read(MOST_BYTES);
    if (bytes.length < LEAST_KEY_BYTES) {
      throw new SecretsException(
          Category.WRONG_KEY,
          file
              + " holds fewer than "
              + LEAST_KEY_BYTES
              + " bytes: make one with `fairlead secrets key-file`");
    }
    char[] chars = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      chars[i] = (char) (bytes[i] & 0xff);
    }
    Arrays.fill(bytes, (byte) 0);
    Secret secret = Secret.of(chars);
    Arrays.fill(chars, '\0');
    return new StoreKey(Lock.KEY_FILE, secret, "the key file " + file);
  }

  /** Makes a key file of chance that nobody but its owner can read. */
  public static void makeKeyFile(Path file) {
    if (Files.exists(file)) {
      throw new SecretsException(
          Category.NOT_WRITABLE, file + " is there already, and may open a store: name another");
    }
    byte[] chance = new byte[LEAST_KEY_BYTES];
    new SecureRandom().nextBytes(chance);
    byte[] text = Base64.getEncoder().encode(chance);
    try {
      PrivateFile.write(file, new String(text, StandardCharsets.US_ASCII) + "\n");
    } catch (IOException e) {
      throw new SecretsException(
          Category.NOT_WRITABLE, "cannot write " + file + ": " + e.getMessage(), e);
    } finally {
      Arrays.fill(chance, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }
}
