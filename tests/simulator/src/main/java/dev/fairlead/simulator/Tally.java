// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What many runs came to. Thread-safe. */
final class Tally {
  private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
  private final Map<Fault, TreeSet<String>> phases = new EnumMap<>(Fault.class);
  private final List<Run> failures = new ArrayList<>();
  private int seeds;
  private int faults;
  private long steps;
  private Duration simulated = Duration.ZERO;
  private int orders;
  private int surplus;
  private int onDesk;

  /** Adds a run. */
  synchronized void add(Run run) {
    seeds++;
    for (Faults.Strike strike : run.strikes()) {
      faults++;
      struck.merge(strike.fault(), 1, Integer::sum);
      phases.computeIfAbsent(strike.fault(), _ -> new TreeSet<>()).add(strike.phase());
    }
    Simulation.Result result = run.result();
    if (result == null) {
      failures.add(run);
      return;
    }
    steps += result.steps();
    simulated = simulated.plus(result.simulated());
    orders += result.account().orders();
    surplus += result.account().surplus();
    onDesk += result.account().onDesk();
  }

  /** Faults that struck, in all runs. */
  synchronized int faults() {
    return faults;
  }

  synchronized int seeds() {
    return seeds;
  }

  synchronized List<Run> failures() {
    return List.copyOf(failures);
  }

  /** Kinds of faults that never struck. */
  synchronized List<Fault> missing() {
    return List.of(Fault.values()).stream().filter(fault -> !struck.containsKey(fault)).toList();
  }

  /**
   * The figures, and the faults by their ids with what they met.
   *
   * @param took how long all runs took together, on a wall clock
   */
  synchronized String text(Duration took) {
    double seconds = Math.max(1, took.toMillis()) / 1_000.0;
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d seeds in %.1f s (%.1f a second), %d faults, %d steps of the engine%n",
            seeds,
            seconds,
            seeds / seconds,
            faults,
            steps));
    text.append(
        String.format(
            Locale.ROOT,
            "%d simulated seconds, %.0f for each second on the wall%n",
            simulated.toSeconds(),
            simulated.toSeconds() / seconds));
    text.append(
        String.format(
            Locale.ROOT,
            "%d orders; %d seeds failed; %d orders in surplus where a broker broke its word, each"
                + " within D-06's bound; %d doubts left to an operator%n",
            orders,
            failures.size(),
            surplus,
            onDesk));
    struck.forEach((fault, count) ->
        text.append(
            String.format(
                Locale.ROOT,
                "  %-6s %6d  %s (%s)%n",
                fault.id(),
                count,
                fault.what(),
                String.join(", ", phases.getOrDefault(fault, new TreeSet<>())))));
    return text.toString();
  }
}
