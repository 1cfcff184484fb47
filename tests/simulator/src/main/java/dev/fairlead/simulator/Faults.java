// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Where every fault of a run comes from. Each kind has its own stream of chance, so that leaving
 * some out does not change whether the others would strike.
 */
final class Faults {
  /**
   * A fault that struck.
   *
   * @param number which of the chances that were drawn to strike in this run, from 1
   * @param phase what its order was doing: a status in small letters, or what else it met
   */
  record Strike(int number, Instant at, Fault fault, String phase, String about) {
    @Override
    public String toString() {
      return "%s #%d %s %s, %s: %s".formatted(at, number, fault.id(), fault, phase, about);
    }
  }

  private final Map<Fault, Integer> rates;
  private final Map<Fault, Dice> dice = new EnumMap<>(Fault.class);
  private final Predicate<Integer> left;
  private final Supplier<Instant> clock;
  private final Map<Fault, Integer> forced = new EnumMap<>(Fault.class);
  private final List<Strike> strikes = new ArrayList<>();
  private int drawn;
  private boolean ceased;

  /**
   * Faults of a seed.
   *
   * @param rates of ten thousand chances; kinds that are missing never strike
   * @param leftOut numbers of strikes that are not to happen
   */
  Faults(long seed, Map<Fault, Integer> rates, Set<Integer> leftOut, Supplier<Instant> clock) {
    this.rates = rates;
    this.left = leftOut::contains;
    this.clock = clock;
    for (Fault fault : Fault.values()) {
      dice.put(fault, new Dice(seed, "fault " + fault));
    }
  }

  /** Whether it strikes now. */
  boolean strike(Fault fault, String phase, Object about) {
    if (forced.merge(fault, 0, Integer::sum) > 0) {
      forced.merge(fault, -1, Integer::sum);
      strikes.add(new Strike(0, clock.get(), fault, phase, about.toString()));
      return true;
    }
    int rate = rates.getOrDefault(fault, 0);
    if (ceased || rate == 0 || of(fault).below(10_000) >= rate) {
      return false;
    }
    drawn++;
    if (left.test(drawn)) {
      return false;
    }
    strikes.add(new Strike(drawn, clock.get(), fault, phase, about.toString()));
    return true;
  }

  /** The next {@code times} chances of this fault are taken: for a scene that has a script. */
  void force(Fault fault, int times) {
    forced.merge(fault, times, Integer::sum);
  }

  /** From here on nothing goes wrong any more. */
  void cease() {
    ceased = true;
  }

  List<Strike> strikes() {
    return strikes;
  }

  private Dice of(Fault fault) {
    return Objects.requireNonNull(dice.get(fault));
  }
}
