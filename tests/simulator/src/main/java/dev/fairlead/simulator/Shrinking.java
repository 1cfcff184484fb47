// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A failing seed with as few faults as it takes: first whole kinds of them are left out, then
 * single ones. What is left still breaks the same promise.
 */
final class Shrinking {
  /**
   * The least that was found.
   *
   * @param tries runs that it took
   */
  record Shrunk(Run run, Set<Integer> leftOut, int tries) {}

  private final Tamper tamper;
  private final String broken;
  private final int most;
  private int tries;

  private Shrinking(String broken, Tamper tamper, int most) {
    this.broken = broken;
    this.tamper = tamper;
    this.most = most;
  }

  /** Shrinks a run that failed, with at most so many further runs. */
  static Shrunk of(Run failed, Tamper tamper, int most) {
    Shrinking shrinking = new Shrinking(failed.broken(), tamper, most);
    Run fewerKinds = shrinking.withoutKinds(failed);
    return shrinking.withoutStrikes(fewerKinds);
  }

  private Run withoutKinds(Run failed) {
    Run least = failed;
    for (Fault fault : Fault.values()) {
      if (least.swarm().rates().containsKey(fault)) {
        Map<Fault, Integer> fewer = new EnumMap<>(least.swarm().rates());
        fewer.remove(fault);
        Run run = attempt(least.seed(), least.swarm().with(fewer), Set.of());
        least = failsAlike(run) ? run : least;
      }
    }
    return least;
  }

  /** Halves, quarters, … of the strikes are left out, as long as that still fails. */
  private Shrunk withoutStrikes(Run failed) {
    Run least = failed;
    Set<Integer> leftOut = Set.of();
    for (int size = Math.max(1, failed.strikes().size() / 2); size > 0; size /= 2) {
      List<Integer> numbers = new ArrayList<>();
      least.strikes().forEach(strike -> numbers.add(strike.number()));
      for (int from = numbers.size() - size; from >= 0 && tries < most; from -= size) {
        Set<Integer> more = new HashSet<>(leftOut);
        IntStream.range(from, from + size).forEach(i -> more.add(numbers.get(i)));
        Run run = attempt(failed.seed(), failed.swarm(), more);
        if (failsAlike(run)) {
          least = run;
          leftOut = more;
        }
      }
    }
    return new Shrunk(least, leftOut, tries);
  }

  private Run attempt(long seed, Swarm swarm, Set<Integer> leftOut) {
    tries++;
    return Run.of(seed, swarm, leftOut, tamper);
  }

  private boolean failsAlike(Run run) {
    return !run.held() && run.broken().equals(broken);
  }
}
