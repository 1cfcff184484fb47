// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.account.Configuration;
import dev.fairlead.model.Principal;
import dev.fairlead.state.EngineState.Configured;
import dev.fairlead.state.EngineState.EventCount;
import java.util.List;
import java.util.TreeMap;

/** What is kept of each principal: how many events it was told, and what it has settled. */
public final class Clients {
  private final TreeMap<Principal, Long> eventCounts = new TreeMap<>();
  private final TreeMap<Principal, Configured> configurations = new TreeMap<>();

  /** Those of a state. */
  public Clients(EngineState state) {
    state.eventCounts().forEach(count -> eventCounts.put(count.principal(), count.count()));
    state.configurations().forEach(each -> configurations.put(each.principal(), each));
  }

  public List<EventCount> eventCounts() {
    return eventCounts.entrySet().stream()
        .map(count -> new EventCount(count.getKey(), count.getValue()))
        .toList();
  }

  public List<Configured> configurations() {
    return List.copyOf(configurations.values());
  }

  /** The number of the next event that {@code principal} is told (I-32). */
  public long nextEventNumber(Principal principal) {
    return eventCounts.merge(principal, 1L, Long::sum);
  }

  public void put(Principal principal, Configuration configuration) {
    configurations.put(principal, new Configured(principal, configuration));
  }

  /** What {@code principal} has settled; the defaults where nothing. */
  public Configuration configuration(Principal principal) {
    Configured settled = configurations.get(principal);
    return settled == null ? Configuration.DEFAULT : settled.configuration();
  }
}
