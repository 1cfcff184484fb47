// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.keys.ClientEnv;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program started as a process of its own, watched until it says {@code ready}. */
public final class GatewayProcess implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final BufferedReader output;
  private final double readySeconds;

  private GatewayProcess(Process process, BufferedReader output, double readySeconds) {
    this.process = process;
    this.output = output;
    this.readySeconds = readySeconds;
  }

  /**
   * Starts {@code command}, and returns when it has written a line that begins with {@code ready}.
   *
   * @param log where its standard error goes; shown where it does not get ready
   */
  public static GatewayProcess start(List<String> command, Map<String, String> set, Path log)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(set);
    builder.redirectError(log.toFile()).redirectInput(ProcessBuilder.Redirect.from(nothing()));
    long start = System.nanoTime();
    Process process = builder.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    FutureTask<Long> ready = new FutureTask<>(() -> readyAt(output));
    Thread.ofVirtual().start(ready);
    try {
      long at = ready.get(READY_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
      return new GatewayProcess(process, output, (at - start) / 1e9);
    } catch (ExecutionException | TimeoutException failed) {
      process.destroyForcibly();
      throw new IOException(
          String.join(" ", command) + " did not get ready: " + Files.readString(log), failed);
    }
  }

  private static java.io.File nothing() {
    return Path.of("/dev/null").toFile();
  }

  private static long readyAt(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("ready")) {
        return System.nanoTime();
      }
    }
    throw new IOException("it ended first");
  }

  /** From before the process was made until its line was read. */
  public double readySeconds() {
    return readySeconds;
  }

  public long pid() {
    return process.pid();
  }

  /** The key of the data folder that it runs on, and where it listens. */
  public static ClientEnv clientEnv(Path data) throws IOException {
    return ClientEnv.read(data)
        .orElseThrow(() -> new IOException(data + " holds no " + ClientEnv.FILE));
  }

  /** Ends it without a word to it, as a power cut would. */
  public void kill() throws IOException, InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks it to stop, and waits until it has. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      awaitEnd();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("process " + pid() + " did not stop within " + STOP_LIMIT);
    }
    output.close();
  }
}
