// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.system.CompatibilityPage.Row;
import dev.fairlead.system.NodeProgram.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alpaca's JavaScript SDKs, unmodified, through every method that they have, each against a running
 * gateway of its own. The methods are found by reflection, so a new one has to be tried or given a
 * reason. What comes of it is the table in {@code docs/compatibility.md}.
 */
@DisplayName("issue 3, 5: every method of the SDKs")
final class CompatibilityTest {
  private static final String SENDS_NO_KEY_FOR_CRYPTO = "alpaca-trade-api-4";
  private static final List<String> SDKS =
      List.of("alpaca-trade-api", SENDS_NO_KEY_FOR_CRYPTO, "typescript-sdk");
  private static final long KEYS_SECONDS = 60;
  private static final long RUN_SECONDS = 300;

  @TempDir private static Path folder;
  private static List<Row> rows = List.of();

  @BeforeAll
  static void tryEveryMethod() throws Exception {
    NodeProgram program = NodeProgram.installed(CompatibilityTest.class);
    makeTlsKeys();
    List<Row> found = new ArrayList<>();
    try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Row>>> runs =
          side.invokeAll(
              SDKS.stream().map(sdk -> (Callable<List<Row>>) () -> tried(program, sdk)).toList());
      for (Future<List<Row>> run : runs) {
        found.addAll(run.get());
      }
    }
    rows = found;
  }

  private static List<Row> tried(NodeProgram program, String sdk)
      throws IOException, InterruptedException {
    Path table = folder.resolve(sdk + ".json");
    Path data = Files.createDirectory(folder.resolve(sdk));
    if (sdk.equals(SENDS_NO_KEY_FOR_CRYPTO)) {
      Files.writeString(data.resolve("fairlead.yaml"), "crypto-data: open\n");
    }
    try (GatewayProcess gateway = GatewayProcess.up(data).ready();
        TradingClient client = gateway.client()) {
      Map<String, String> environment = new HashMap<>(NodeProgram.environment(client.env()));
      environment.put("FAIRLEAD_TLS_KEYS", folder.resolve("tls.p12").toString());
      environment.put("NODE_EXTRA_CA_CERTS", folder.resolve("tls.pem").toString());
      Ran ran = program.node(RUN_SECONDS, environment, "compatibility.js", sdk, table.toString());
      assertThat(ran.exitCode()).as(ran.output()).isZero();
    }
    return CompatibilityPage.rows(Files.readString(table));
  }

  /** For the sockets that insist on TLS: a certificate that only this run trusts. */
  private static void makeTlsKeys() throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Ran made =
        NodeProgram.run(
            folder,
            KEYS_SECONDS,
            Map.of(),
            (keytool
                    + " -genkeypair -alias fairlead -keyalg EC -storetype PKCS12 -keystore tls.p12"
                    + " -storepass fairlead -dname CN=localhost -ext san=dns:localhost"
                    + " -ext bc=ca:true -validity 3")
                .split(" "));
    assertThat(made.exitCode()).as(made.output()).isZero();
    Ran exported =
        NodeProgram.run(
            folder,
            KEYS_SECONDS,
            Map.of(),
            (keytool
                    + " -exportcert -rfc -alias fairlead -keystore tls.p12 -storepass fairlead"
                    + " -file tls.pem")
                .split(" "));
    assertThat(exported.exitCode()).as(exported.output()).isZero();
  }

  @Test
  void everyMethodIsTriedAndNoneFails() {
    assertThat(rows).hasSizeGreaterThan(400);
    assertThat(rows.stream().filter(row -> row.result().equals("fails"))).isEmpty();
  }

  @Test
  void nothingThatTheSdksAskForIsWithoutARoute() {
    assertThat(rows.stream().filter(row -> row.result().equals("not supported"))).isEmpty();
  }

  @Test
  void thePageSaysWhatTheRunFound() throws IOException {
    CompatibilityPage.ofThisCheckout().require("methods", CompatibilityPage.methods(rows));
  }
}
