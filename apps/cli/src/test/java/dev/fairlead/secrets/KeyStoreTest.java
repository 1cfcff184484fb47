// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.broker.Secret;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.secrets.SecretsException.Category;
import dev.fairlead.secrets.StoreKey.Lock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyStoreTest {
  private static final BrokerAccount MAIN = BrokerAccount.parse("alpaca:main");
  private static final BrokerAccount SECOND = BrokerAccount.parse("alpaca:second");
  private static final String KEY_ID = "PKc4n4ry/+Key";
  private static final String SECRET = "c4n4ry~Secret/+ü";

  /** Quick, and therefore good for tests only. */
  private static final KeyDerivation.OfPassphrase CHEAP = new KeyDerivation.OfPassphrase(64, 1, 1);

  @TempDir private Path data;
  private KeyStore store;

  @BeforeEach
  void open() {
    store = new KeyStore(data, CHEAP);
  }

  private static StoreKey key(Lock lock, String text) {
    return new StoreKey(lock, Secret.of(text), "the passphrase");
  }

  private static StoreKey right() {
    return key(Lock.PASSPHRASE, "open sesame, please");
  }

  private static Credentials credentials(String keyId, String secret) {
    return Credentials.of(Map.of("key-id", Secret.of(keyId), "secret-key", Secret.of(secret)));
  }

  private void keepBoth(StoreKey key) {
    store.put(MAIN, credentials(KEY_ID, SECRET), key);
    store.put(SECOND, credentials("PK2", "s2"), key);
  }

  private String text() throws IOException {
    return Files.readString(store.file());
  }

  private Category refusal(StoreKey key) {
    return catchThrowableOfType(SecretsException.class, () -> store.open(List.of(MAIN), key))
        .category();
  }

  @ParameterizedTest
  @EnumSource
  void givesBackWhatWasKept(Lock lock) {
    StoreKey key = key(lock, "whatever opens it, thirty-two bytes long");
    keepBoth(key);
    SortedMap<BrokerAccount, Credentials> opened = store.open(List.of(MAIN, SECOND), key);
    assertThat(revealed(opened, MAIN, "key-id")).isEqualTo(KEY_ID);
    assertThat(revealed(opened, MAIN, "secret-key")).isEqualTo(SECRET);
    assertThat(revealed(opened, SECOND, "secret-key")).isEqualTo("s2");
    assertThat(store.lock()).contains(lock);
  }

  @Test
  @DisplayName("S-25 whoever asks for one account's key gets no other")
  void givesOnlyTheAccountsThatWereAskedFor() {
    keepBoth(right());
    assertThat(store.open(List.of(SECOND), right())).containsOnlyKeys(SECOND);
    assertThat(store.open(List.of(), right())).isEmpty();
  }

  @Test
  void tellsTheNamesToAnybodyAndNothingElse() throws IOException {
    assertThat(store.accounts()).isEmpty();
    assertThat(store.lock()).isEmpty();
    keepBoth(right());
    assertThat(store.accounts()).containsExactly(MAIN, SECOND);
    String lower = text().toLowerCase(Locale.ROOT);
    for (String canary : List.of(KEY_ID, SECRET, "open sesame, please")) {
      byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
      assertThat(text()).doesNotContain(canary);
      assertThat(text()).doesNotContain(Base64.getEncoder().encodeToString(bytes).substring(0, 8));
      assertThat(lower).doesNotContain(HexFormat.of().formatHex(bytes));
    }
  }

  @Test
  @DisplayName("S-20 the file and the one that it is written to are their owner's only")
  void isItsOwnersOnly() throws IOException {
    keepBoth(right());
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("secrets.enc", "secrets.lock");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.file())))
        .isEqualTo("rw-------");
  }

  @Test
  @DisplayName("S-20 no salt and no nonce is ever used twice")
  void nothingIsSealedTwiceTheSameWay() throws IOException {
    keepBoth(right());
    List<String> before = text().lines().toList();
    keepBoth(right());
    List<String> after = text().lines().toList();
    for (int line : new int[] {3, 4, 5, 6}) {
      assertThat(after.get(line)).isNotEqualTo(before.get(line));
    }
    assertThat(after.subList(0, 3)).isEqualTo(before.subList(0, 3));
  }

  @Test
  void aNewKeyReplacesTheOldOne() {
    keepBoth(right());
    store.put(MAIN, credentials("PK3", "s3"), right());
    SortedMap<BrokerAccount, Credentials> opened = store.open(List.of(MAIN, SECOND), right());
    assertThat(revealed(opened, MAIN, "key-id")).isEqualTo("PK3");
    assertThat(revealed(opened, SECOND, "key-id")).isEqualTo("PK2");
  }

  @Test
  void forgetsAKeyAndWithTheLastOneTheFile() {
    keepBoth(right());
    store.remove(MAIN, right());
    assertThat(store.accounts()).containsExactly(SECOND);
    assertThat(refusal(right())).isEqualTo(Category.UNKNOWN_ACCOUNT);
    store.remove(SECOND, right());
    assertThat(store.exists()).isFalse();
  }

  @Test
  void aWrongPassphraseIsOneLineAndChangesNothing() throws IOException {
    keepBoth(right());
    String before = text();
    StoreKey wrong = key(Lock.PASSPHRASE, "open sesame, now");
    String line = "wrong key: the passphrase does not open " + store.file();
    assertThatThrownBy(() -> store.open(List.of(MAIN), wrong)).hasMessage(line);
    assertThatThrownBy(() -> store.put(MAIN, credentials("PK9", "s9"), wrong)).hasMessage(line);
    assertThatThrownBy(() -> store.remove(MAIN, wrong)).hasMessage(line);
    assertThat(text()).isEqualTo(before);
  }

  @Test
  void theOtherKindOfKeyIsNamed() {
    keepBoth(right());
    assertThatThrownBy(() -> store.open(List.of(MAIN), key(Lock.KEY_FILE, "x".repeat(32))))
        .hasMessage(store.file() + " is locked by a passphrase, not by a key file");
  }

  @Test
  @DisplayName("S-20 F-D07 a bit that is flipped anywhere is found, whoever flips it")
  void aFlippedBitIsFound() throws Exception {
    keepBoth(right());
    byte[] whole = Files.readAllBytes(store.file());
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(store.file(), damaged);
      assertThat(refusal(right())).as("byte %d", i).isIn(Category.DAMAGED, Category.TOO_NEW);
    }
    Files.write(store.file(), whole);
    assertThat(store.open(List.of(MAIN), right())).containsOnlyKeys(MAIN);
  }

  @Test
  void everyCutIsFound() throws IOException {
    keepBoth(right());
    String whole = text();
    for (int length = 0; length < whole.length(); length++) {
      Files.writeString(store.file(), whole.substring(0, length));
      assertThat(refusal(right())).as("length %d", length).isEqualTo(Category.DAMAGED);
    }
  }

  /** Whoever has the file can make its sum right again, and must still not get anything by it. */
  @ParameterizedTest
  @ValueSource(strings = {"lock: ", "accounts: ", "salt: ", "check: ", "nonce: ", "sealed: "})
  @DisplayName("S-20 a line that somebody without the key changed is not believed")
  void aChangeOnPurposeIsFound(String line) throws Exception {
    keepBoth(right());
    String before = text();
    String changed =
        switch (line) {
          case "lock: " -> before.replace("t=1", "t=2");
          case "accounts: " -> before.replace("alpaca:second", "alpaca:other");
          default -> flipped(before, before.indexOf(line) + line.length());
        };
    assertThat(changed).isNotEqualTo(before);
    Files.writeString(store.file(), summed(changed));
    assertThat(refusal(right())).isIn(Category.DAMAGED, Category.WRONG_KEY);
  }

  private static String flipped(String text, int at) {
    return text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
  }

  private static String summed(String text) throws Exception {
    String head = text.substring(0, text.indexOf("sum: "));
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(head.getBytes(StandardCharsets.UTF_8));
    return head + "sum: " + HexFormat.of().formatHex(sum) + "\n";
  }

  @Test
  void damageIsOneLineThatSaysWhatToDo() throws IOException {
    Files.writeString(store.file(), "what is this");
    Files.setPosixFilePermissions(store.file(), PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(store::accounts)
        .hasMessage(
            store.file()
                + " is damaged (it does not begin as one): restore it, or delete it and run"
                + " `fairlead secrets set` again");
  }

  @Test
  void aNewerFormatIsNotGuessedAt() throws IOException {
    keepBoth(right());
    Files.writeString(store.file(), text().replace("fairlead-secrets 1\n", "fairlead-secrets 2\n"));
    assertThat(refusal(right())).isEqualTo(Category.TOO_NEW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw-rw-rw-"})
  @DisplayName("S-20 a file that others can read or change is refused")
  void refusesAFileThatIsOpenToOthers(String mode) throws IOException {
    keepBoth(right());
    Files.setPosixFilePermissions(store.file(), PosixFilePermissions.fromString(mode));
    assertThatThrownBy(store::accounts)
        .hasMessage(
            store.file() + " is open to other users (" + mode + "): chmod 600 " + store.file());
    assertThat(refusal(right())).isEqualTo(Category.TOO_OPEN);
  }

  @Test
  @DisplayName("S-20 a file of another user is refused")
  void refusesAFileOfAnotherUser() throws IOException {
    assumeTrue(Files.getAttribute(data, "unix:uid").equals(0), "only root can give a file away");
    keepBoth(right());
    Files.setAttribute(store.file(), "unix:uid", 12_345);
    assertThat(refusal(right())).isEqualTo(Category.TOO_OPEN);
  }

  /** What a crash in the middle of a write leaves behind is the file beside. */
  @Test
  @DisplayName("F-D01 a write that did not end leaves the old file, and the next one is as any")
  void aWriteThatDidNotEndDoesNoHarm() throws IOException {
    keepBoth(right());
    Files.writeString(data.resolve("secrets.enc.new"), text().substring(0, 100));
    assertThat(store.open(List.of(MAIN), right())).containsOnlyKeys(MAIN);
    store.put(MAIN, credentials("PK4", "s4"), right());
    assertThat(revealed(store.open(List.of(MAIN), right()), MAIN, "key-id")).isEqualTo("PK4");
    assertThat(data.resolve("secrets.enc.new")).doesNotExist();
  }

  @Test
  void twoChangesAtOnceAreNotBothMade() throws IOException {
    keepBoth(right());
    try (FileChannel other =
            FileChannel.open(data.resolve("secrets.lock"), StandardOpenOption.WRITE);
        FileLock _ = other.lock()) {
      assertThatThrownBy(() -> store.put(MAIN, credentials("PK5", "s5"), right()))
          .hasMessage("somebody else changes " + store.file() + " now: try again");
    }
    store.put(MAIN, credentials("PK5", "s5"), right());
  }

  private static String revealed(
      SortedMap<BrokerAccount, Credentials> opened, BrokerAccount account, String field) {
    return Objects.requireNonNull(opened.get(account)).field(field).reveal();
  }
}
