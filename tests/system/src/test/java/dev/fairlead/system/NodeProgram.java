// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

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
import java.util.stream.Stream;

/**
 * The programs of {@code sdk/js} with Alpaca's SDKs beside them, unmodified, in the build's folder,
 * so that these are fetched once. Needs Node and, the first time, a package registry; where they
 * are missing the test that asks is skipped and says so.
 */
final class NodeProgram {
  private static final String LOCK = "package-lock.json";
  private static final long INSTALL_SECONDS = 180;
  private static final long LOOK_SECONDS = 30;

  private final Path folder;

  private NodeProgram(Path folder) {
    this.folder = folder;
  }

  /**
   * What a program said, and how it ended.
   *
   * @param exitCode -1 where it had to be ended
   */
  record Ran(int exitCode, String output) {}

  /** The programs, ready to run for {@code asker}. */
  static synchronized NodeProgram installed(Class<?> asker)
      throws IOException, InterruptedException {
    for (String tool : List.of("node", "npm")) {
      if (!isThere(tool)) {
        skip(asker, tool + " is not installed");
      }
    }
    Path sources = Checkout.ofThisBuild().root().resolve("tests/system/sdk/js");
    Path folder = Files.createDirectories(Path.of("target", "sdk-js").toAbsolutePath());
    boolean fetched = isFetched(sources, folder);
    try (Stream<Path> files = Files.list(sources).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(file.getFileName());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!fetched) {
      Ran ran =
          run(
              folder,
              INSTALL_SECONDS,
              Map.of(),
              "npm",
              "ci",
              "--ignore-scripts",
              "--no-audit",
              "--no-fund");
      if (ran.exitCode() != 0) {
        skip(asker, "the SDKs could not be fetched: " + ran.output());
      }
    }
    return new NodeProgram(folder);
  }

  /** What an SDK reads its address and its key from, as {@code client.env} sets it. */
  static Map<String, String> environment(ClientEnv env) {
    return Map.of(
        "APCA_API_KEY_ID",
        env.keyId(),
        "APCA_API_SECRET_KEY",
        env.secret(),
        "APCA_API_BASE_URL",
        env.baseUrl().toString());
  }

  private static boolean isFetched(Path sources, Path folder) throws IOException {
    Path lock = folder.resolve(LOCK);
    return Files.exists(folder.resolve("node_modules/.package-lock.json"))
        && Files.exists(lock)
        && Files.mismatch(lock, sources.resolve(LOCK)) < 0;
  }

  private static boolean isThere(String tool) throws InterruptedException {
    try {
      return run(Path.of("."), LOOK_SECONDS, Map.of(), tool, "--version").exitCode() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private static void skip(Class<?> asker, String reason) {
    System.out.println(asker.getSimpleName() + " SKIPPED, no real SDK was tried: " + reason);
    abort(reason);
  }

  /** Runs {@code node} with these words to its end, or for so long. */
  Ran node(long limitSeconds, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    String[] all = Stream.concat(Stream.of("node"), Stream.of(words)).toArray(String[]::new);
    return run(folder, limitSeconds, environment, all);
  }

  static Ran run(Path folder, long limitSeconds, Map<String, String> environment, String... words)
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
