// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.routing.RoutingStrategy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one seed is about: which brokers, which faults and how often. Each kind of fault is left out
 * by every second seed, so that the others are not drowned by it.
 *
 * @param rates of ten thousand chances; see {@link Faults}
 * @param bursts how often clients trade for a while, with quiet between
 */
record Swarm(
    List<Personality> brokers,
    String strategy,
    Map<Fault, Integer> rates,
    boolean groups,
    int bursts) {

  private static final List<Personality> HONEST =
      List.of(Personality.A, Personality.B, Personality.C, Personality.D, Personality.E);

  static Swarm of(long seed) {
    Dice dice = new Dice(seed, "swarm");
    boolean honest = dice.below(10) < 6;
    int count = 1 + dice.below(4);
    List<Personality> brokers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      brokers.add(dice.oneOf(honest ? HONEST : List.of(Personality.values())));
    }
    Map<Fault, Integer> rates = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      int rate = Math.max(1, fault.most() / 4 + dice.below(fault.most()));
      if (dice.below(2) == 0) {
        rates.put(fault, rate);
      }
    }
    String strategy = dice.oneOf(RoutingStrategy.names());
    return new Swarm(brokers, strategy, rates, dice.oneIn(3), 2 + dice.below(3));
  }

  /** The three accounts of different personality, with a liar in place of one at times. */
  static Swarm ofThree(long seed) {
    Swarm any = of(seed);
    List<Personality> brokers =
        switch ((int) Math.floorMod(seed, 4L)) {
          case 0 -> List.of(Personality.LIAR_A, Personality.B, Personality.D);
          case 1 -> List.of(Personality.A, Personality.B, Personality.LIAR_D);
          default -> List.of(Personality.A, Personality.B, Personality.D);
        };
    return new Swarm(brokers, any.strategy, any.rates, any.groups, any.bursts);
  }

  /** Brokers that keep their word, and every fault there is: what a planted bug has to get by. */
  static Swarm thorough(long seed) {
    Swarm any = of(seed);
    Map<Fault, Integer> rates = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      rates.put(fault, Math.max(1, fault.most() / 2));
    }
    rates.put(Fault.LIST_INCOMPLETE, 9_000);
    List<Personality> brokers = List.of(Personality.A, Personality.B, Personality.D);
    return new Swarm(brokers, any.strategy, rates, false, 2);
  }

  Swarm with(List<Personality> others) {
    return new Swarm(others, strategy, rates, groups, bursts);
  }

  /** Only these kinds of faults. */
  Swarm with(Map<Fault, Integer> only) {
    return new Swarm(brokers, strategy, only, groups, bursts);
  }

  boolean hasLiar() {
    return brokers.stream().anyMatch(Personality::lies);
  }

  /** The names of its accounts: {@code sim:b-1} is the second, at a broker of class B. */
  List<BrokerAccount> accounts() {
    List<BrokerAccount> accounts = new ArrayList<>();
    for (int i = 0; i < brokers.size(); i++) {
      String kind = brokers.get(i).name().toLowerCase(Locale.ROOT).replace('_', '-');
      accounts.add(BrokerAccount.parse("sim:" + kind + "-" + i));
    }
    return accounts;
  }
}
