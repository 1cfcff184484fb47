// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.model.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which symbols one stream shall tell, which it tells, and what to ask of it next. Those that
 * somebody subscribed to go before those that were only looked at; how many the plan has room for
 * is found out by asking. Time is nanoseconds of one clock. Not thread-safe.
 */
final class Roster {
  /** Most symbols in one message. */
  static final int CHUNK = 500;

  /** One that was looked at keeps its seat for so long, whoever comes after. */
  static final long KEPT_NANOS = 60_000_000_000L;

  private final int mostGlances;
  private final int mostSymbols;

  /** How many subscribe to each, in the order in which they came. */
  private final Map<Symbol, Integer> subscribed = new LinkedHashMap<>();

  /** When each was looked at last, the newest last. */
  private final LinkedHashMap<Symbol, Long> glances = new LinkedHashMap<>(16, 0.75f, true);

  /** What the stream has said it tells. */
  private Set<Symbol> told = Set.of();

  /** Refused for themselves, on this connection. */
  private final Set<Symbol> unknown = new LinkedHashSet<>();

  private int room;
  private int chunk = CHUNK;

  /** What to ask of the stream. */
  sealed interface Ask {
    List<Symbol> symbols();

    record Subscribe(List<Symbol> symbols) implements Ask {}

    record Unsubscribe(List<Symbol> symbols) implements Ask {}
  }

  Roster(int mostSymbols, int mostGlances) {
    this.mostSymbols = mostSymbols;
    this.mostGlances = Math.min(mostGlances, mostSymbols);
    room = mostSymbols;
  }

  void subscribe(Symbol symbol) {
    subscribed.merge(symbol, 1, Integer::sum);
  }

  void leave(Symbol symbol) {
    subscribed.computeIfPresent(symbol, (_, count) -> count > 1 ? count - 1 : null);
    chunk = CHUNK;
  }

  /** Somebody has looked at it; false if it gets no seat because too many others are watched. */
  boolean glance(Symbol symbol, long now) {
    if (mostGlances == 0) {
      return false;
    }
    if (!glances.containsKey(symbol) && glances.size() == mostGlances) {
      Map.Entry<Symbol, Long> oldest = glances.firstEntry();
      if (now - oldest.getValue() < KEPT_NANOS) {
        return false;
      }
      glances.remove(oldest.getKey());
    }
    glances.put(symbol, now);
    return true;
  }

  /** Whether the stream tells it. */
  boolean tells(Symbol symbol) {
    return told.contains(symbol);
  }

  boolean isEmpty() {
    return subscribed.isEmpty() && glances.isEmpty();
  }

  /** A new connection, which tells nothing yet, and may have another limit. */
  void begin() {
    told = Set.of();
    unknown.clear();
    room = mostSymbols;
    chunk = CHUNK;
  }

  /** The stream says all that it tells. */
  void confirm(Set<Symbol> all) {
    told = all;
  }

  /** It has no room for these: half as many are tried, down to one. */
  void refuse(Ask ask) {
    if (ask.symbols().size() > 1) {
      chunk = ask.symbols().size() / 2;
    } else {
      room = told.size();
    }
  }

  /** It does not take one of these: half as many are tried, down to the one. */
  void refuseThese(Ask ask) {
    if (ask.symbols().size() > 1) {
      chunk = ask.symbols().size() / 2;
    } else {
      unknown.addAll(ask.symbols());
      chunk = CHUNK;
    }
  }

  /** What is wanted and has a seat, those first that count more. */
  private Set<Symbol> seated() {
    Set<Symbol> seated = new LinkedHashSet<>();
    for (Symbol symbol : subscribed.keySet()) {
      if (seated.size() < room && !unknown.contains(symbol)) {
        seated.add(symbol);
      }
    }
    for (Symbol symbol : glances.sequencedKeySet().reversed()) {
      if (seated.size() < room && !unknown.contains(symbol)) {
        seated.add(symbol);
      }
    }
    return seated;
  }

  /** Symbols that somebody subscribed to and that have no seat. */
  int unseated() {
    Set<Symbol> seated = seated();
    return (int) subscribed.keySet().stream().filter(symbol -> !seated.contains(symbol)).count();
  }

  /** What to ask next; one thing at a time, seats being given back first. */
  Optional<Ask> next() {
    Set<Symbol> seated = seated();
    List<Symbol> surplus = new ArrayList<>(told);
    surplus.removeAll(seated);
    if (!surplus.isEmpty()) {
      return Optional.of(new Ask.Unsubscribe(first(surplus, CHUNK)));
    }
    List<Symbol> missing = new ArrayList<>(seated);
    missing.removeAll(told);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(new Ask.Subscribe(first(missing, chunk)));
  }

  private static List<Symbol> first(List<Symbol> symbols, int most) {
    return List.copyOf(symbols.subList(0, Math.min(most, symbols.size())));
  }

  /** A symbol that is told already, to ask for again; empty while none is. */
  Optional<Symbol> anyTold() {
    return told.stream().findFirst();
  }
}
