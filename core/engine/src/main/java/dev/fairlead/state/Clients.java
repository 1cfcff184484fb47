// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.account.Configuration;
import dev.fairlead.model.Principal;
import dev.fairlead.state.EngineState.Configured;
import dev.fairlead.state.EngineState.EventCount;
import java.util.List;
import java.util.TreeMap;

/** What is kept for each principal: how much it was told, and what it has settled. */
public final class Clients {
  private final TreeMap<Principal, Long> eventCounts = new TreeMap<>();
  private final TreeMap<Principal, Configuration> configurations = new TreeMap<>();

  /** Those of {@code state}. */
  public Clients(EngineState state) {
    state.eventCounts().forEach(count -> eventCounts.put(count.principal(), count.count()));
    state.configurations().forEach(each -> settle(each.principal(), each.configuration()));
  }

  public long nextEventNumber(Principal principal) {
    return eventCounts.merge(principal, 1L, Long::sum);
  }

  /** From here on this holds for {@code principal}. */
  public void settle(Principal principal, Configuration configuration) {
    configurations.put(principal, configuration);
  }

  /** What {@code principal} has settled; the defaults where nothing. */
  public Configuration configuration(Principal principal) {
    return configurations.getOrDefault(principal, Configuration.DEFAULT);
  }

  public List<EventCount> eventCounts() {
    return eventCounts.entrySet().stream()
        .map(count -> new EventCount(count.getKey(), count.getValue()))
        .toList();
  }

  public List<Configured> configurations() {
    return configurations.entrySet().stream()
        .map(each -> new Configured(each.getKey(), each.getValue()))
        .toList();
  }
}
