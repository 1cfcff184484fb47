// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.state.EngineState.Parked;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What cannot be applied yet or at all: kept in order of arrival, never dropped (I-12, I-26). */
public final class Aside {
  private final Map<PlacementId, Set<Parked>> news = new LinkedHashMap<>();
  private final Map<Execution, Moved> moves = new LinkedHashMap<>();

  private Aside() {}

  /** What a state keeps aside. */
  public static Aside of(EngineState state) {
    Aside aside = new Aside();
    state.parked().forEach(aside::park);
    state.movesAside().forEach(aside::keep);
    return aside;
  }

  public List<Parked> news() {
    return news.values().stream().flatMap(Set::stream).toList();
  }

  public List<Moved> moves() {
    return List.copyOf(moves.values());
  }

  /** Keeps news for later; false if the same news is kept already (I-09). */
  public boolean park(Parked parked) {
    return news.computeIfAbsent(parked.placement(), _ -> new LinkedHashSet<>()).add(parked);
  }

  /** What is kept of a placement. */
  public List<Parked> of(PlacementId placement) {
    Set<Parked> kept = news.get(placement);
    return kept == null ? List.of() : List.copyOf(kept);
  }

  public void unpark(Parked parked) {
    news.computeIfPresent(
        parked.placement(), (_, kept) -> kept.remove(parked) && kept.isEmpty() ? null : kept);
  }

  /** Keeps a move for later; false if one of its id is kept already. */
  public boolean keep(Moved move) {
    return moves.putIfAbsent(Execution.of(move), move) == null;
  }

  public boolean has(Moved move) {
    return moves.containsKey(Execution.of(move));
  }

  /** The moves of {@code symbol}, which are kept no longer. */
  public List<Moved> take(Symbol symbol) {
    List<Moved> taken =
        moves.values().stream().filter(move -> move.symbol().equals(symbol)).toList();
    taken.forEach(move -> moves.remove(Execution.of(move)));
    return taken;
  }
}
