// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandLineTest {
  @TempDir private Path home;

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("ordr", "unknown command 'ordr', did you mean 'order'?", "fairlead"),
        Arguments.of("order by AAPL 1", "unknown command 'by', did you mean 'buy'?", "order"),
        Arguments.of(
            "order buy AAPL 1 --limt 3",
            "unknown option '--limt', did you mean '--limit'?",
            "order buy"),
        Arguments.of("orders extra", "'extra' is one argument too many", "orders"),
        Arguments.of("order buy AAPL", "Missing required parameter: 'QTY'", "order buy"),
        Arguments.of("up --prot 1", "unknown option '--prot', did you mean '--port'?", "up"),
        Arguments.of("journal", "say what to do: position, verify, cat or info", "journal"),
        Arguments.of(
            "order", "say what to do: buy, sell, show, trail, trace, cancel or replace", "order"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void saysInOneLineWhatIsWrongAndEndsWithTwo(String line, String message, String help) {
    Ran ran = Ran.in(home, line.split(" "));
    String command = help.equals("fairlead") ? help : "fairlead " + help;
    assertThat(ran.err())
        .isEqualTo("fairlead: " + message + "\nfairlead: see `" + command + " --help`\n");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void asksForACommandWhereThereIsNone() {
    assertThat(Ran.in(home))
        .isEqualTo(
            new Ran(
                2,
                "",
                """
                fairlead: a command is missing
                fairlead: see `fairlead --help`
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "up",
    "order buy",
    "order sell",
    "order show",
    "order trail",
    "order trace",
    "order cancel",
    "order replace",
    "orders",
    "positions",
    "account",
    "fills",
    "brokers",
    "failovers",
    "promote",
    "failback",
    "drift",
    "doubts",
    "doubts look",
    "doubts resolve",
    "doubts restore",
    "watch",
    "journal position",
    "journal verify",
    "journal cat",
    "journal info",
    "store rebuild",
    "keys create",
    "keys list",
    "keys revoke",
    "doctor",
    "version",
    "completion",
    "test",
    "bench"
  })
  void everyCommandExplainsItself(String command) {
    Ran ran = Ran.in(home, (command + " --help").split(" "));
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith("Usage: fairlead " + command).contains("--data");
  }

  @ParameterizedTest
  @CsvSource({
    "orders --json",
    "positions --json",
    "account --json",
    "fills --json",
    "watch --json",
    "order show x --json",
    "order trail x --json",
    "order trace x --json",
    "brokers --json",
    "failovers --json",
    "promote x --reason y --json",
    "drift --json",
    "doubts --json",
    "doubts look x --json",
    "doubts resolve x --never-placed --proof y --json",
    "journal position --json",
    "keys list --json",
    "doctor --json",
    "journal info --json"
  })
  void everyListingKnowsJson(String line) {
    Root root = new Root(Ran.surroundings(home));
    assertThat(Fairlead.commandLine(root, line.split(" ")).parseArgs(line.split(" ")).errors())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "orders",
    "positions",
    "account",
    "fills",
    "brokers",
    "drift",
    "doubts",
    "'doubts resolve x --ended --proof y'",
    "watch",
    "'order cancel x'",
    "'order trail x'",
    "'journal position'"
  })
  void saysHowToStartAGatewayWhereNoneRan(String line) {
    Ran ran = Ran.in(home, line.split(" "));
    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.err())
        .isEqualTo(
            "fairlead: no gateway was ever started in "
                + home.resolve(".fairlead")
                + " (it has no client.env): start one with `fairlead up`, or name its folder with"
                + " --data\n");
  }

  @ParameterizedTest
  @CsvSource({"test", "bench"})
  void sendsWhoeverLacksTheSourcesToAClone(String command) {
    Ran ran = Ran.in(home, command, "--all");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo(
            "fairlead: `%s --all` needs the sources: run ./fairlead %s in a clone of the repository\n"
                .formatted(command, command));
  }

  @Test
  void helpAndTheOperatorsPageNameEveryExitCode() throws IOException {
    String page = Files.readString(Path.of("../../docs/operations.md"));
    String help = Ran.in(home, "help").out();
    assertThat(page.lines().filter(line -> line.matches("\\| \\d+ \\| .*")))
        .containsExactlyElementsOf(
            ExitCode.meanings().entrySet().stream()
                .map(code -> "| " + code.getKey() + " | " + code.getValue() + " |")
                .toList());
    assertThat(ExitCode.meanings().values()).allSatisfy(code -> assertThat(help).contains(code));
  }

  @Test
  void helpExplainsACommand() {
    assertThat(Ran.in(home, "help", "up").out()).startsWith("Usage: fairlead up");
  }

  @ParameterizedTest
  @CsvSource({"version", "--version", "-V"})
  void saysItsVersion(String asked) {
    assertThat(Ran.in(home, asked))
        .isEqualTo(new Ran(0, "fairlead development on Java " + Runtime.version() + "\n", ""));
  }

  @Test
  void dataMayStandBeforeOrAfterTheCommand() {
    Path data = home.resolve("d");
    String message = Ran.in(home, "--data", data.toString(), "orders").err();
    assertThat(message).contains("in " + data + " (");
    assertThat(Ran.in(home, "orders", "--data", data.toString()).err()).isEqualTo(message);
  }

  @Test
  void completionKnowsEveryCommandButTheHiddenOne() {
    Ran ran = Ran.in(home, "completion");
    assertThat(ran.out())
        .startsWith("#!/usr/bin/env bash")
        .contains("watch")
        .contains("--trail")
        .contains("rebuild")
        .doesNotContain("aot");
  }
}
