// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.engine.OrderEngine;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** {@code fairlead simulate}: runs seeds, and explains the first one that fails. */
public final class Simulate {
  private static final int SHRINKING_RUNS = 200;

  private Simulate() {}

  /** Exits with 0 where every seed held, 1 where one failed, 2 where the arguments are wrong. */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Options options;
    try {
      options = Options.of(List.of(arguments));
    } catch (IllegalArgumentException wrong) {
      System.err.println("fairlead: " + wrong.getMessage());
      System.exit(2);
      return;
    }
    long start = System.nanoTime();
    long limit = options.minutes() == 0 ? Long.MAX_VALUE : minutes(options.minutes());
    Tally tally = new Tally();
    Long only = options.seed();
    if (only != null) {
      tally.add(Run.of(only, Swarm.of(only)));
    } else {
      runAll(options, tally, () -> System.nanoTime() - start < limit);
    }
    out.print(tally.text(Duration.ofNanos(System.nanoTime() - start)));
    if (!tally.failures().isEmpty()) {
      explain(tally.failures().getFirst(), out);
    }
    System.exit(tally.failures().isEmpty() ? 0 : 1);
  }

  private static long minutes(int minutes) {
    return Duration.ofMinutes(minutes).toNanos();
  }

  /** Each run has one thread, and two runs go at once where there are two processors. */
  private static void runAll(Options options, Tally tally, BooleanSupplier goesOn)
      throws InterruptedException {
    AtomicLong next = new AtomicLong(options.from());
    long end = options.from() + options.seeds();
    Runnable runner =
        () -> {
          long seed = next.getAndIncrement();
          while (seed < end && goesOn.getAsBoolean() && tally.failures().isEmpty()) {
            tally.add(Run.of(seed, Swarm.of(seed)));
            seed = next.getAndIncrement();
          }
        };
    Thread second = Thread.ofPlatform().name("fairlead-simulate").start(runner);
    runner.run();
    second.join();
  }

  private static void explain(Run failed, PrintStream out) {
    out.println("FAILED, rules of version " + OrderEngine.VERSION + "; shrinking …");
    Shrinking.Shrunk shrunk = Shrinking.of(failed, Tamper.NONE, SHRINKING_RUNS);
    out.print(shrunk.run().explained());
    out.println(
        "%d faults are left of %d, after %d runs; again: fairlead simulate --seed %d"
            .formatted(
                shrunk.run().strikes().size(),
                failed.strikes().size(),
                shrunk.tries(),
                failed.seed()));
  }
}
