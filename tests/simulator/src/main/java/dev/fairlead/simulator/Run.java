// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One seed, run to its end or to the first promise that it breaks.
 *
 * @param result null where it failed
 * @param failure null where it held
 * @param strikes the faults that struck, in order
 */
record Run(
    long seed,
    Swarm swarm,
    Simulation.@Nullable Result result,
    @Nullable Throwable failure,
    List<Faults.Strike> strikes,
    List<String> story) {

  private static final int NEWEST = 40;

  /** Runs a seed as it is. */
  static Run of(long seed, Swarm swarm) {
    return of(seed, swarm, Set.of(), Tamper.NONE);
  }

  /** Runs it without the strikes of these numbers, with a planted bug or none. */
  static Run of(long seed, Swarm swarm, Set<Integer> leftOut, Tamper tamper) {
    Simulation simulation = new Simulation(seed, swarm, leftOut, tamper);
    try {
      Simulation.Result result = simulation.run();
      return new Run(seed, swarm, result, null, result.strikes(), List.of());
    } catch (AssertionError | RuntimeException failure) {
      List<String> story = simulation.checks().story(text(failure));
      return new Run(seed, swarm, null, failure, simulation.strikes(), story);
    }
  }

  boolean held() {
    return failure == null;
  }

  private static String text(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure + (cause == null ? "" : " because of " + text(cause));
  }

  /** Which promise it broke, as far as its text says: what a shrunk case must break too. */
  String broken() {
    String text = failure == null ? "" : text(failure);
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    return line.substring(0, Math.min(line.length(), 60)).replaceAll("[0-9]+", "#");
  }

  /** Seed, faults and the order's story, for whoever has to find out why. */
  String explained() {
    Throwable cause = failure;
    if (cause == null) {
      return "seed " + seed + " held";
    }
    StringBuilder text = new StringBuilder();
    text.append("seed ").append(seed).append(" with ").append(swarm.brokers());
    text.append(", ").append(swarm.strategy()).append(", fails: ").append(text(cause));
    text.append("\nfaults, ").append(strikes.size()).append(" of them, the newest last:\n");
    strikes.stream()
        .skip(Math.max(0, strikes.size() - NEWEST))
        .forEach(strike -> text.append("  ").append(strike).append('\n'));
    text.append("story:\n");
    story.forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString();
  }
}
