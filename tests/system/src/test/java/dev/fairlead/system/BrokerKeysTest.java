// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.secrets.KeyStore;
import dev.fairlead.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped program keeps a broker's key, by the library as the jar has it. */
final class BrokerKeysTest {
  private static final String KEY_ID = "PKc4n4ryKeyId";
  private static final String SECRET = "c4n4rySecretKey";
  private static final String PASSPHRASE = "c4n4ry passphrase of the test";

  @TempDir Path folder;

  @Test
  @DisplayName("S-21 S-22 a key that is kept shows in no list of processes, output or file")
  void aKeyThatIsKeptShowsNowhere() throws IOException {
    Path processes = Path.of("/proc");
    assumeTrue(Files.isDirectory(processes.resolve("self")), "no /proc here");
    Path data = folder.resolve("data");
    Path passphrase = Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    try (GatewayProcess set =
        GatewayProcess.command(
            data,
            "secrets",
            "set",
            "alpaca:main",
            "--stdin",
            "--passphrase-file",
            passphrase.toString())) {
      set.type(KEY_ID);
      // It reads the line, and waits for the next one: what it was started with can be looked at.
      Await.until("it runs", () -> commandLines(processes).stream().anyMatch(this::isOurs));
      assertThat(commandLines(processes)).noneMatch(line -> line.contains("c4n4ry"));
      set.type(SECRET);
      assertThat(set.awaitEnd()).as("%s", set.err()).isZero();
      assertThat(set.out() + " " + set.err()).contains("alpaca:main").doesNotContain("c4n4ry");
    }
    assertThat(KeyStore.in(data).accounts()).hasToString("[alpaca:main]");
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain("c4n4ry");
      }
    }
    forget(data, passphrase);
  }

  private static void forget(Path data, Path passphrase) {
    try (GatewayProcess remove =
        GatewayProcess.command(
            data, "secrets", "remove", "alpaca:main", "--passphrase-file", passphrase.toString())) {
      assertThat(remove.awaitEnd()).as("%s", remove.err()).isZero();
    }
    assertThat(KeyStore.in(data).exists()).isFalse();
  }

  private boolean isOurs(String commandLine) {
    return commandLine.contains("secrets set alpaca:main") && commandLine.contains("" + folder);
  }

  /** Of all processes, as {@code ps} shows them. */
  private static List<String> commandLines(Path processes) {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> all = Files.list(processes)) {
      for (Path process : all.toList()) {
        readLine(process.resolve("cmdline"), lines);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return lines;
  }

  private static void readLine(Path cmdline, List<String> lines) {
    if (Files.isReadable(cmdline)) {
      try {
        lines.add(Files.readString(cmdline, StandardCharsets.ISO_8859_1).replace('\0', ' '));
      } catch (IOException gone) {
        // It ended while it was looked at.
      }
    }
  }
}
