// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.testkit.Await;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/** {@code fairlead up}, run within this process on a free port. */
final class Up implements AutoCloseable {
  private final Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
  private final FutureTask<Integer> running;

  private Up(Path home, Map<String, String> environment, List<String> args) {
    this.home = home;
    var around =
        new Surroundings(
            environment,
            home,
            false,
            new PrintWriter(out),
            new PrintWriter(err),
            stop::set,
            "fairlead",
            Typist.NOBODY);
    running = new FutureTask<>(() -> Fairlead.run(around, args.toArray(String[]::new)));
    Thread.ofPlatform().daemon().name("up").start(running);
  }

  /** Starts a gateway whose data is where a user with this home has it, and waits for ready. */
  static Up ready(Path home, String... args) {
    return ready(home, Map.of(), args);
  }

  /** The same with something in the environment. */
  static Up ready(Path home, Map<String, String> environment, String... args) {
    List<String> line = new ArrayList<>(List.of("up", "--port", "0"));
    line.addAll(Arrays.asList(args));
    var up = new Up(home, environment, line);
    Await.until("ready or an end", () -> up.readyLine().isPresent() || up.running.isDone());
    if (up.readyLine().isEmpty()) {
      throw new AssertionError("no start: " + up.err);
    }
    return up;
  }

  private Optional<String> readyLine() {
    return out().lines().filter(line -> line.startsWith("ready ")).findFirst();
  }

  String address() {
    return readyLine().orElseThrow().substring("ready ".length());
  }

  int port() {
    return Integer.parseInt(address().substring(address().lastIndexOf(':') + 1));
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  Path data() {
    return home.resolve(".fairlead");
  }

  /** Runs another command as the same user. */
  Ran run(String... args) {
    return Ran.in(home, args);
  }

  /** Asks for a stop, as a signal does, and returns the exit code. */
  int stop() {
    stop.get().run();
    try {
      return running.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
