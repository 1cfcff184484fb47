// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsCommandTest {
  private static final String KEY_ID = "PKc4n4ryKEY";
  private static final String SECRET = "c4n4ry/Secret+";
  private static final String PASSPHRASE = "c4n4ry open sesame";
  private static final String PIPED = KEY_ID + "\n" + SECRET + "\n";

  @TempDir private Path home;

  private Ran run(Typist typist, String... args) {
    Ran ran = Ran.in(home, Map.of(), typist, args);
    assertThat(ran.out() + ran.err()).doesNotContain("c4n4ry");
    return ran;
  }

  private Path passphraseFile(String text) {
    try {
      Path file = Files.writeString(home.resolve("passphrase"), text + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Ran set(String account) {
    return run(
        Typist.piping(PIPED),
        "secrets",
        "set",
        account,
        "--stdin",
        "--passphrase-file",
        passphraseFile(PASSPHRASE).toString());
  }

  /** Whatever a test did: nothing that it typed is anywhere in clear. */
  @AfterEach
  void nothingIsInClear() throws IOException {
    Path data = home.resolve(".fairlead");
    if (Files.exists(data)) {
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
              .doesNotContain("c4n4ry");
        }
      }
    }
  }

  @Test
  void asksForTheKeyAndTwiceForANewPassphrase() {
    var typist = Typist.typing(KEY_ID, SECRET, PASSPHRASE, PASSPHRASE);
    Ran set = run(typist, "secrets", "set", "alpaca:main");
    Path file = home.resolve(".fairlead/secrets.enc");
    assertThat(set.out()).isEqualTo("kept the key of alpaca:main in " + file + "\n");
    assertThat(set.err())
        .isEqualTo(
            "fairlead: the store is locked by the passphrase: without it the keys are lost\n");
    assertThat(set.code()).isZero();
    assertThat(typist.asked())
        .containsExactly(
            "Key id of alpaca:main",
            "Secret key of alpaca:main",
            "New passphrase for the brokers' keys",
            "The same again");
  }

  @Test
  void asksOnceForThePassphraseOfAStoreThatIsThere() {
    set("alpaca:main");
    var typist = Typist.typing(KEY_ID, SECRET, PASSPHRASE);
    Ran again = run(typist, "secrets", "set", "alpaca:second");
    assertThat(again.code()).isZero();
    assertThat(again.err()).isEmpty();
    assertThat(typist.asked())
        .last()
        .isEqualTo("Passphrase of " + home.resolve(".fairlead/secrets.enc"));
  }

  @Test
  void takesTheKeyFromAPipe() {
    assertThat(set("alpaca:main").code()).isZero();
    assertThat(Ran.in(home, "secrets", "list").out()).isEqualTo("alpaca:main\n");
  }

  @Test
  void listsNamesAndNeedsNoPassphraseForIt() {
    assertThat(Ran.in(home, "secrets", "list").out()).isEqualTo("no keys\n");
    set("alpaca:second");
    set("alpaca:main");
    assertThat(Ran.in(home, "secrets", "list").out()).isEqualTo("alpaca:main\nalpaca:second\n");
    assertThat(Ran.in(home, "secrets", "list", "--json").out())
        .isEqualTo("[\"alpaca:main\",\"alpaca:second\"]\n");
  }

  @Test
  void removesAKey() {
    set("alpaca:main");
    Ran removed = run(Typist.typing(PASSPHRASE), "secrets", "remove", "alpaca:main");
    assertThat(removed.out()).isEqualTo("forgot the key of alpaca:main\n");
    assertThat(Ran.in(home, "secrets", "list").out()).isEqualTo("no keys\n");
    Ran again = run(Typist.typing(PASSPHRASE), "secrets", "remove", "alpaca:main");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err())
        .isEqualTo("fairlead: there is no key of alpaca:main: see `fairlead secrets list`\n");
  }

  @Test
  void aKeyFileLocksAStoreWithoutAnybodyAtTheTerminal() {
    Path key = home.resolve("key");
    assertThat(Ran.in(home, "secrets", "key-file", key.toString()).out())
        .isEqualTo("made " + key + "\n");
    Ran set =
        run(
            Typist.piping(PIPED),
            "secrets",
            "set",
            "alpaca:main",
            "--stdin",
            "--key-file",
            key.toString());
    assertThat(set.err()).contains("is locked by the key file " + key);
    assertThat(set.code()).isZero();
    Ran remove =
        Ran.in(
            home, Map.of("FAIRLEAD_KEY_FILE", key.toString()), "secrets", "remove", "alpaca:main");
    assertThat(remove.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"c4n4ry", "PKc4n4ry c4n4ry", "--secret-key=c4n4ry", "--stdin c4n4ry"})
  @DisplayName("S-21 a key that is typed as an argument is refused and not repeated")
  void refusesAKeyAsAnArgument(String words) {
    var args =
        Stream.concat(Stream.of("secrets", "set", "alpaca:main"), Stream.of(words.split(" ", -1)));
    Ran ran = run(Typist.piping(PIPED), args.toArray(String[]::new));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(Ran.in(home, "secrets", "list").out()).isEqualTo("no keys\n");
  }

  @Test
  void saysWhatThePipeMustHold() {
    Ran ran = run(Typist.piping(KEY_ID + "\n"), "secrets", "set", "alpaca:main", "--stdin");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            "fairlead: standard input has no line for the secret-key: it must hold the key-id and"
                + " the secret-key, a line each\n");
  }

  @Test
  void refusesAKeyThatNoHeaderCanCarryAndDoesNotRepeatIt() {
    var typist = Typist.typing("PKc4n4ry c4n4ry");
    Ran ran = run(typist, "secrets", "set", "alpaca:main");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            "fairlead: the key-id must be 1 to 512 letters, digits and signs without a space: copy"
                + " it again\n");
  }

  @Test
  void whereThereIsNoTerminalItSaysHowElse() {
    Ran ran = Ran.in(home, "secrets", "set", "alpaca:main");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo("fairlead: there is no terminal to ask at: pipe the key in with --stdin\n");
  }

  @Test
  void refusesAnAccountThatNeedsNoKey() {
    assertThat(List.of("paper:main", "upstox:main", "alpaca"))
        .allSatisfy(name -> {
          Ran ran = Ran.in(home, "secrets", "set", name);
          assertThat(ran.code()).isEqualTo(1);
          assertThat(ran.err().lines()).hasSize(1);
          assertThat(ran.err()).contains(name);
        });
    assertThat(Ran.in(home, "secrets", "set", "paper:main").err())
        .isEqualTo("fairlead: paper:main needs no key; accounts at these brokers do: alpaca\n");
  }

  @Test
  void aWrongPassphraseADamagedFileAndAWrongModeAreOneLineEach() throws IOException {
    set("alpaca:main");
    Path file = home.resolve(".fairlead/secrets.enc");
    Ran wrong = run(Typist.typing("something else"), "secrets", "remove", "alpaca:main");
    assertThat(wrong.code()).isEqualTo(19);
    assertThat(wrong.err())
        .isEqualTo("fairlead: wrong key: the passphrase does not open " + file + "\n");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Ran open = Ran.in(home, "secrets", "list");
    assertThat(open.code()).isEqualTo(19);
    assertThat(open.err())
        .isEqualTo(
            "fairlead: " + file + " is open to other users (rw-r--r--): chmod 600 " + file + "\n");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, Files.readString(file).substring(1));
    Ran damaged = Ran.in(home, "secrets", "list");
    assertThat(damaged.code()).isEqualTo(19);
    assertThat(damaged.err()).startsWith("fairlead: " + file + " is damaged (").hasLineCount(1);
  }
}
