// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import dev.fairlead.keys.ClientEnv;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A gateway in a process of its own, to be talked to, asked to stop, or killed. */
final class GatewayProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long STOP_SECONDS = 30;
  private static final String READY = "ready ";
  private static final String PROGRAM = "dev.fairlead.cli.Fairlead";

  private final Path data;
  private final Process process;
  private final Heard<String> out = new Heard<>();
  private final Heard<String> err = new Heard<>();
  private final List<Thread> readers;

  private GatewayProcess(Path data, ProcessBuilder builder) {
    this.data = data;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    readers = List.of(read(process.getInputStream(), out), read(process.getErrorStream(), err));
  }

  private static Thread read(InputStream from, Heard<String> lines) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (BufferedReader reader =
              new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines);
          } catch (IOException | UncheckedIOException closed) {
            // The process is gone, and with it what it had not said.
          }
        });
  }

  /** {@code fairlead up} at any free port, as a user starts it. */
  static GatewayProcess up(Path data) {
    return command(data, "up", "--port", "0");
  }

  /** {@link GatewayUnderTest}: the same, but what goes to the broker is noted in {@code wire}. */
  static GatewayProcess tapped(Path data, Path wire) {
    return new GatewayProcess(
        data,
        java(
            "-cp",
            System.getProperty("java.class.path"),
            GatewayUnderTest.class.getName(),
            data.toString(),
            wire.toString()));
  }

  /**
   * A command of the program's on {@code data}: of the shipped jar, where the build has made it.
   */
  static GatewayProcess command(Path data, String... words) {
    List<String> all = new ArrayList<>();
    Path jar = Path.of(System.getProperty("fairlead.jar", "no.jar"));
    if (Files.exists(jar)) {
      all.addAll(List.of("-jar", jar.toString()));
    } else {
      all.addAll(List.of("-cp", System.getProperty("java.class.path"), PROGRAM));
    }
    all.addAll(List.of(words));
    all.addAll(List.of("--data", data.toString()));
    return new GatewayProcess(data, java(all.toArray(String[]::new)));
  }

  /** A Java program of these tests, in a process of its own. */
  static GatewayProcess program(Path data, Class<?> program, String... words) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    all.addAll(List.of(words));
    return new GatewayProcess(data, java(all.toArray(String[]::new)));
  }

  private static ProcessBuilder java(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-ea",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command);
    // Whoever runs the tests may have keys of a broker. No test may trade with them.
    builder.environment().keySet().removeIf(name -> name.startsWith("ALPACA_"));
    return builder;
  }

  /** Waits until it takes orders. */
  GatewayProcess ready() {
    Await.until(
        "a line that says ready",
        START_LIMIT,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("it ended instead of getting ready: " + all());
          }
          return readyLine().isPresent();
        });
    return this;
  }

  /** Waits until it takes orders or has ended; whether it takes orders. */
  boolean becomesReady() {
    Await.until(
        "a line that says ready, or an end",
        START_LIMIT,
        () -> readyLine().isPresent() || !process.isAlive());
    return readyLine().isPresent();
  }

  private Optional<String> readyLine() {
    return out.all().stream().filter(line -> line.startsWith(READY)).findFirst();
  }

  /** A client with the key that the gateway made for programs on this machine. */
  TradingClient client() {
    ClientEnv env = ClientEnv.read(data).orElseThrow(() -> new AssertionError("no client.env"));
    String address = readyLine().orElseThrow().substring(READY.length());
    if (!env.baseUrl().toString().equals(address)) {
      throw new AssertionError("client.env names " + env.baseUrl() + ", not " + address);
    }
    return new TradingClient(env);
  }

  /** Pipes a line into its standard input. */
  void type(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets it run for a while; true if it ended by itself. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL, now; returns when it is gone. */
  void kill() {
    process.toHandle().destroyForcibly();
    awaitEnd();
  }

  /**
   * SIGTERM, and the code that it ends with. By its handle, because {@link Process#destroy} closes
   * what it still has to say something to.
   */
  int stop() {
    process.toHandle().destroy();
    return awaitEnd();
  }

  /** Waits until it ends by itself; the code that it ends with. */
  int awaitEnd() {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("it did not end within " + STOP_SECONDS + " s: " + all());
      }
      for (Thread reader : readers) {
        reader.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What it has said on standard output. */
  List<String> out() {
    return out.all();
  }

  /** What it has said on standard error. */
  List<String> err() {
    return err.all();
  }

  private String all() {
    return String.join("\n", out()) + "\n" + String.join("\n", err());
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
