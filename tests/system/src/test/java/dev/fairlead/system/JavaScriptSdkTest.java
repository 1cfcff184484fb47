// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.fairlead.keys.ClientEnv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alpaca's JavaScript SDK, unmodified, against a running gateway; {@code sdk/js/trade.js} is its
 * user's program. Needs Node and, the first time, a package registry; where they are missing this
 * test is skipped and says so.
 */
final class JavaScriptSdkTest {
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "trade.js");
  private static final long INSTALL_SECONDS = 180;
  private static final long TRADE_SECONDS = 120;

  @TempDir Path folder;

  @Test
  @DisplayName("issue 2, 7: a real client trades a day")
  void aRealClientTradesADay() throws Exception {
    Path program = installed();
    try (GatewayProcess gateway = GatewayProcess.up(folder.resolve("data")).ready();
        TradingClient client = gateway.client()) {
      Ran ran = run(program, TRADE_SECONDS, environment(client.env()), "node", "trade.js");
      System.out.println(ran.output());
      assertThat(ran.exitCode()).as(ran.output()).isZero();
      assertThat(ran.output().lines().filter(line -> line.startsWith("ok "))).hasSize(12);
    }
  }

  private static Map<String, String> environment(ClientEnv env) {
    return Map.of(
        "APCA_API_KEY_ID",
        env.keyId(),
        "APCA_API_SECRET_KEY",
        env.secret(),
        "APCA_API_BASE_URL",
        env.baseUrl().toString());
  }

  /** The program with its SDK beside it, in the build's folder, so that it is fetched once. */
  private static Path installed() throws IOException, InterruptedException {
    for (String tool : List.of("node", "npm")) {
      if (!isThere(tool)) {
        skip(tool + " is not installed");
      }
    }
    Path sources = Checkout.ofThisBuild().root().resolve("tests/system/sdk/js");
    Path program = Path.of("target", "sdk-js").toAbsolutePath();
    Files.createDirectories(program);
    boolean fetched = isFetched(sources, program);
    for (String file : FILES) {
      Files.copy(sources.resolve(file), program.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!fetched) {
      Ran ran =
          run(
              program,
              INSTALL_SECONDS,
              Map.of(),
              "npm",
              "ci",
              "--ignore-scripts",
              "--no-audit",
              "--no-fund");
      if (ran.exitCode() != 0) {
        skip("the SDK could not be fetched: " + ran.output());
      }
    }
    return program;
  }

  private static boolean isFetched(Path sources, Path program) throws IOException {
    Path lock = program.resolve("package-lock.json");
    return Files.exists(program.resolve("node_modules/.package-lock.json"))
        && Files.exists(lock)
        && Files.mismatch(lock, sources.resolve("package-lock.json")) < 0;
  }

  private static boolean isThere(String tool) throws InterruptedException {
    try {
      return run(Path.of("."), TRADE_SECONDS, Map.of(), tool, "--version").exitCode() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private static void skip(String reason) {
    System.out.println("JavaScriptSdkTest SKIPPED, no real SDK was tried: " + reason);
    abort(reason);
  }

  private record Ran(int exitCode, String output) {}

  private static Ran run(
      Path folder, long limitSeconds, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("fairlead-sdk", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(new ArrayList<>(List.of(words)))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        return new Ran(-1, Files.readString(output) + "\nnot done after " + limitSeconds + " s");
      }
      return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
    }
  }
}
