// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.broker.Secret;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.secrets.StoreKey.Lock;
import dev.fairlead.terminal.Keyboard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreKeysTest {
  @TempDir private Path folder;
  private KeyStore store;

  @BeforeEach
  void open() {
    store = new KeyStore(folder, new KeyDerivation.OfPassphrase(64, 1, 1));
  }

  private void lockedBy(Lock lock) {
    store.put(
        BrokerAccount.parse("alpaca:main"),
        Credentials.of(Map.of("key-id", Secret.of("PK1"))),
        new StoreKey(lock, Secret.of("x".repeat(32)), "it"));
  }

  private Path file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.UTF_8), "rw-------");
  }

  private Path file(String name, byte[] bytes, String mode) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }

  private static StoreKeys keys(
      @Nullable Path passphrase, @Nullable Path key, Map<String, String> env, String... typed) {
    var answers = new ArrayDeque<>(Arrays.asList(typed));
    return new StoreKeys(
        passphrase,
        key,
        env,
        new Keyboard() {
          @Override
          public Optional<Answer> ask(String question) {
            return answers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                    new Answer(
                        Optional.of(answers.pop())
                            .filter(text -> !text.isEmpty())
                            .map(Secret::of)));
          }

          @Override
          public Optional<Secret> line() {
            throw new AssertionError("a passphrase is not read from standard input");
          }
        });
  }

  private static String text(StoreKey key) {
    return key.secret().reveal();
  }

  @Test
  void theCommandLineComesBeforeTheEnvironmentAndThatBeforeAQuestion() throws IOException {
    lockedBy(Lock.PASSPHRASE);
    Path named = file("named", "of the command line\n");
    Path set = file("set", "of the environment\n");
    Map<String, String> env = Map.of("FAIRLEAD_PASSPHRASE_FILE", set.toString());
    assertThat(text(keys(named, null, env, "typed").toOpen(store)))
        .isEqualTo("of the command line");
    assertThat(text(keys(null, null, env, "typed").toOpen(store))).isEqualTo("of the environment");
    assertThat(text(keys(null, null, Map.of(), "typed").toOpen(store))).isEqualTo("typed");
  }

  @Test
  void aStoreIsOpenedByWhatLocksIt() throws IOException {
    lockedBy(Lock.KEY_FILE);
    Path passphrase = file("passphrase", "a passphrase for another\n");
    Path key = file("key", "k".repeat(32));
    Map<String, String> env =
        Map.of(
            "FAIRLEAD_PASSPHRASE_FILE", passphrase.toString(), "FAIRLEAD_KEY_FILE", key.toString());
    StoreKey found = keys(null, null, env, "typed").toOpen(store);
    assertThat(found.lock()).isEqualTo(Lock.KEY_FILE);
    assertThat(found.from()).isEqualTo("the key file " + key);
    assertThatThrownBy(() -> keys(passphrase, null, Map.of(), "typed").toOpen(store))
        .hasMessage(
            store.file()
                + " is locked by a key file: name it with --key-file or FAIRLEAD_KEY_FILE");
  }

  @Test
  void whereNobodyCanBeAskedTheWayOutIsNamed() {
    lockedBy(Lock.PASSPHRASE);
    assertThatThrownBy(() -> keys(null, null, Map.of()).toOpen(store))
        .hasMessage(
            store.file()
                + " is locked by a passphrase, and there is no terminal to ask at: name a file that"
                + " holds it with --passphrase-file or FAIRLEAD_PASSPHRASE_FILE");
    assertThat(keys(null, null, Map.of(), "typed").atHand(Lock.PASSPHRASE)).isEmpty();
  }

  @Test
  void aNewPassphraseIsAskedForTwiceAndMustBeLong() {
    assertThat(text(keys(null, null, Map.of(), "long enough 1", "long enough 1").toMake(store)))
        .isEqualTo("long enough 1");
    assertThatThrownBy(
            () -> keys(null, null, Map.of(), "long enough 1", "long enough 2").toMake(store))
        .hasMessage("the two passphrases differ: nothing was kept");
    assertThatThrownBy(() -> keys(null, null, Map.of(), "short", "short").toMake(store))
        .hasMessage("the passphrase is too short: take at least 12 characters")
        .hasMessageNotContaining("short ");
    assertThatThrownBy(() -> keys(null, null, Map.of(), "").toMake(store))
        .hasMessage("no passphrase was given");
  }

  @Test
  void aKeyFileComesFirstForANewStore() throws IOException {
    Path passphrase = file("passphrase", "a passphrase, long enough");
    Path key = file("key", "k".repeat(32));
    assertThat(keys(passphrase, key, Map.of()).toMake(store).lock()).isEqualTo(Lock.KEY_FILE);
    Map<String, String> env = Map.of("FAIRLEAD_KEY_FILE", key.toString());
    assertThat(keys(passphrase, null, env).toMake(store).lock()).isEqualTo(Lock.PASSPHRASE);
    assertThat(keys(null, null, env).toMake(store).lock()).isEqualTo(Lock.KEY_FILE);
  }

  @Test
  void thePassphraseIsTheFirstLineOfItsFile() throws IOException {
    lockedBy(Lock.PASSPHRASE);
    Path file = file("p", "first line \r\nsecond\n");
    assertThat(text(keys(file, null, Map.of()).toOpen(store))).isEqualTo("first line ");
    Path empty = file("empty", "\nsecond\n");
    assertThatThrownBy(() -> keys(empty, null, Map.of()).toOpen(store))
        .hasMessage(empty + " holds no passphrase in its first line");
  }

  @Test
  void everyByteOfAKeyFileCounts() throws IOException {
    lockedBy(Lock.KEY_FILE);
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Path key = file("key", bytes, "r--------");
    assertThat(text(keys(null, key, Map.of()).toOpen(store)))
        .isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1));
    Path little = file("little", "k".repeat(31));
    assertThatThrownBy(() -> keys(null, little, Map.of()).toOpen(store))
        .hasMessageContaining("holds fewer than 32 bytes");
    Path large = file("large", "k".repeat(4097));
    assertThatThrownBy(() -> keys(null, large, Map.of()).toOpen(store))
        .hasMessageContaining("is larger than 4096 bytes");
  }

  @Test
  @DisplayName("S-20 a passphrase or key that others can read is refused")
  void refusesAFileThatIsOpenToOthers() throws IOException {
    lockedBy(Lock.PASSPHRASE);
    Path open = file("open", "a passphrase".getBytes(StandardCharsets.UTF_8), "rw-r--r--");
    assertThatThrownBy(() -> keys(open, null, Map.of()).toOpen(store))
        .hasMessage(open + " is open to other users (rw-r--r--): chmod 600 " + open);
  }

  @Test
  void aFileThatSystemdHandsOverMayHaveAnyMode() throws IOException {
    lockedBy(Lock.PASSPHRASE);
    Path open = file("open", "a passphrase".getBytes(StandardCharsets.UTF_8), "r--r-----");
    Map<String, String> env = Map.of("CREDENTIALS_DIRECTORY", folder.toString());
    assertThat(text(keys(open, null, env).toOpen(store))).isEqualTo("a passphrase");
  }

  @Test
  void namesAFileThatIsNotThere() {
    lockedBy(Lock.PASSPHRASE);
    Path missing = folder.resolve("none");
    assertThatThrownBy(() -> keys(missing, null, Map.of()).toOpen(store))
        .hasMessage(missing + ": no such file");
    assertThatThrownBy(() -> keys(folder, null, Map.of()).toOpen(store))
        .hasMessage(folder + " is a folder, not a file");
  }

  @Test
  void makesAKeyFileThatIsItsOwnersOnly() throws IOException {
    Path key = folder.resolve("key");
    StoreKeys.makeKeyFile(key);
    Path other = folder.resolve("other");
    StoreKeys.makeKeyFile(other);
    assertThat(Files.readAllBytes(key)).hasSize(45).isNotEqualTo(Files.readAllBytes(other));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> StoreKeys.makeKeyFile(key)).hasMessageContaining("is there already");
    lockedBy(Lock.KEY_FILE);
    assertThat(keys(null, key, Map.of()).toOpen(store).lock()).isEqualTo(Lock.KEY_FILE);
  }
}
