// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.keys.ClientEnv;
import dev.fairlead.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpTest {
  /** Recorded data, where there is some beside the checkout. */
  private static final Path RECORDED = Path.of("../../../shared/data/market");

  @TempDir private Path home;

  @Test
  void tellsWhereEverythingIsAndWhenOrdersAreTaken() {
    try (Up up = Up.ready(home)) {
      List<String> lines = up.out().lines().toList();
      String command = "fairlead";
      assertThat(lines)
          .containsExactly(
              "Fairlead development, paper trading in the market synthetic:1",
              "  address  " + up.address() + "  (Alpaca's API, hours: always)",
              "  data     " + up.data() + "  (the key for programs is in client.env)",
              "",
              "Place a first order:",
              "  . "
                  + up.data()
                  + "/client.env && curl -s $APCA_API_BASE_URL/v2/orders"
                  + " -H \"APCA-API-KEY-ID: $APCA_API_KEY_ID\""
                  + " -H \"APCA-API-SECRET-KEY: $APCA_API_SECRET_KEY\""
                  + " -d '{\"symbol\":\"AAPL\",\"qty\":\"1\",\"side\":\"buy\",\"type\":\"market\","
                  + "\"time_in_force\":\"day\"}'",
              "  " + command + " order buy AAPL 1",
              "",
              "ready " + up.address());
    }
  }

  @Test
  void takesTheFirstOrderThatTheBannerShows() {
    try (Up up = Up.ready(home)) {
      Ran placed = up.run("order", "buy", "AAPL", "1");
      assertThat(placed.out()).matches("buy 1 AAPL market day: \\w+\nid [0-9a-f-]{36}\n");
      assertThat(placed.code()).isZero();
      awaitFill(up, placed);
      assertThat(up.run("positions").out().lines().skip(1))
          .singleElement()
          .asString()
          .startsWith("AAPL    long    1");
      assertThat(up.run("fills").out().lines()).hasSize(2);
      assertThat(up.run("orders").out()).isEqualTo("no open orders\n");
      assertThat(up.run("account").out()).contains("status                       ACTIVE");
    }
  }

  @Test
  void takesTheCurlLineThatTheBannerShows() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "no curl here");
    try (Up up = Up.ready(home)) {
      String line = up.out().lines().filter(l -> l.contains("curl")).findFirst().orElseThrow();
      Process shell = new ProcessBuilder("/bin/sh", "-c", line).redirectErrorStream(true).start();
      String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shell.waitFor()).isZero();
      assertThat(answer).startsWith("{\"id\":").contains("\"symbol\":\"AAPL\"");
    }
  }

  @Test
  void knowsItsOrdersAndItsKeyAfterARestart() {
    String before;
    String key;
    try (Up up = Up.ready(home)) {
      awaitFill(up, up.run("order", "buy", "MSFT", "2"));
      up.run("order", "buy", "AAPL", "3", "--limit", "1", "--tif", "gtc", "--id", "mine");
      before = up.run("orders", "--status", "all", "--json").out();
      key = ClientEnv.read(up.data()).orElseThrow().keyId();
      assertThat(up.stop()).isZero();
    }
    try (Up up = Up.ready(home)) {
      assertThat(up.run("orders", "--status", "all", "--json").out()).isEqualTo(before);
      assertThat(ClientEnv.read(up.data()).orElseThrow().keyId()).isEqualTo(key);
      assertThat(up.run("order", "cancel", "mine")).isEqualTo(new Ran(0, "cancel asked for\n", ""));
    }
  }

  @Test
  void refusesASecondInstanceOnTheSameFolder() {
    try (Up up = Up.ready(home)) {
      Ran second = up.run("up", "--port", "0");
      assertThat(second.code()).isEqualTo(12);
      assertThat(second.err())
          .isEqualTo(
              "fairlead: The data folder "
                  + up.data()
                  + " is in use by process "
                  + ProcessHandle.current().pid()
                  + "; stop that one, or choose another folder\n");
      assertThat(up.run("store", "rebuild").code()).isEqualTo(12);
      assertThat(up.run("orders").code()).isZero();
    }
  }

  @Test
  void refusesAPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran = Ran.in(home, "up", "--port", String.valueOf(taken.getLocalPort()));
      assertThat(ran.code()).isEqualTo(11);
      assertThat(ran.err().lines())
          .singleElement()
          .asString()
          .contains(String.valueOf(taken.getLocalPort()))
          .contains("--port");
    }
  }

  @Test
  void refusesADataFolderThatIsAFile() throws IOException {
    Path file = Files.createFile(home.resolve("f"));
    assertThat(Ran.in(home, "up", "--port", "0", "--data", file.toString()))
        .isEqualTo(
            new Ran(
                13,
                "",
                "fairlead: " + file + " is a file, not a folder: name another with --data\n"));
  }

  @Test
  void refusesAJournalThatIsNone() throws IOException {
    Path data = Files.createDirectory(home.resolve("d"));
    Files.writeString(data.resolve("journal.db"), "no journal at all".repeat(500));
    Ran ran = Ran.in(home, "up", "--port", "0", "--data", data.toString());
    assertThat(ran.code()).isEqualTo(15);
    assertThat(ran.err().lines()).singleElement().asString().contains("damaged");
  }

  @Test
  void refusesAMarketThatIsNotThere() {
    Ran ran = Ran.in(home, "up", "--port", "0", "--market", "replay:" + home.resolve("none"));
    assertThat(ran.code()).isEqualTo(18);
    assertThat(ran.err().lines()).singleElement().asString().contains(home + "/none");
  }

  @Test
  void refusesAFlagThatIsNotAllowed() {
    assertThat(Ran.in(home, "up", "--hours", "allways"))
        .isEqualTo(
            new Ran(
                2,
                "",
                """
                fairlead: --hours 'allways' is not allowed, did you mean 'always'? allowed: always, exchange
                fairlead: see `fairlead up --help`
                """));
  }

  @Test
  void readsTheFileInTheDataFolderAndLetsFlagsWin() throws IOException {
    Path data = Files.createDirectory(home.resolve(".fairlead"));
    Files.writeString(
        data.resolve("fairlead.yaml"), "port: 1\nhours: exchange\nmarket: synthetic:7\n");
    try (Up up = Up.ready(home)) {
      assertThat(up.out()).contains("market synthetic:7").contains("hours: exchange");
      assertThat(up.port()).isGreaterThan(1);
    }
  }

  @Test
  void refusesAFileWithATypoBeforeItWritesAnything() throws IOException {
    Path data = Files.createDirectory(home.resolve(".fairlead"));
    Path file = Files.writeString(data.resolve("fairlead.yaml"), "markt: synthetic\n");
    assertThat(Ran.in(home, "up"))
        .isEqualTo(
            new Ran(
                10,
                "",
                "fairlead: "
                    + file
                    + ":1:1: unknown key 'markt', did you mean 'market'? allowed: accounts,"
                    + " base-currency, crypto-data, data, hours, limits, live, log-format,"
                    + " log-level, market, paper, port, primary, rates, routing, webhooks\n"));
    assertThat(data).isDirectoryContaining("glob:**/fairlead.yaml");
    assertThat(data.resolve("journal.db")).doesNotExist();
  }

  @Test
  void keepsWhatIsSecretFromOthersAndFromEveryOutput() throws IOException {
    try (Up up = Up.ready(home)) {
      String secret = ClientEnv.read(up.data()).orElseThrow().secret();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(up.data())))
          .isEqualTo("rwx------");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(up.data().resolve("client.env"))))
          .isEqualTo("rw-------");
      assertThat(Files.readString(up.data().resolve("keys.json"))).doesNotContain(secret);
      for (String command : List.of("keys list", "keys list --json", "doctor", "account --json")) {
        assertThat(up.run(command.split(" ")).out()).isNotEmpty().doesNotContain(secret);
      }
      assertThat(up.run("journal", "cat").out()).isNotEmpty().doesNotContain(secret);
      assertThat(up.out() + up.err()).doesNotContain(secret);
    }
  }

  @Test
  void noticesAKeyThatIsRevoked() {
    try (Up up = Up.ready(home)) {
      String key = ClientEnv.read(up.data()).orElseThrow().keyId();
      assertThat(up.run("keys", "revoke", key).err())
          .isEqualTo("fairlead: client.env names this key; the next start makes a new one\n");
      Await.until("the key is refused", () -> up.run("orders").code() == 6);
      assertThat(up.run("orders").err())
          .isEqualTo(
              "fairlead: the gateway at %s does not know the key %s: use the client.env of its data folder (--data DIR)\n"
                  .formatted(up.address(), key));
    }
    try (Up up = Up.ready(home)) {
      assertThat(up.run("orders").code()).isZero();
    }
  }

  @Test
  void playsARecording() {
    assumeTrue(Files.isDirectory(RECORDED), "no recorded data in ../shared/data");
    try (Up up = Up.ready(home, "--market", "replay:" + RECORDED.toAbsolutePath() + ",speed=60")) {
      assertThat(up.out()).contains("market replay:" + RECORDED.toAbsolutePath() + ",speed=60");
      assertThat(up.run("order", "buy", "ZZZZ", "1").code()).isEqualTo(1);
    }
  }

  private static void awaitFill(Up up, Ran placed) {
    String id = placed.out().lines().skip(1).findFirst().orElseThrow().substring(3);
    Await.until(
        "a fill of " + id,
        () -> up.run("order", "show", id).out().contains("status            filled"));
  }
}
