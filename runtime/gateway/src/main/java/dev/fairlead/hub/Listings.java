// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import dev.fairlead.message.BrokerReport.Listed;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all accounts list, as the one list that the engine has. Thousands of instruments come at
 * every connect, and what has not changed is not told again. Of a symbol that several accounts list
 * the first one says what it is, the primary account before the others: if whoever lists it last
 * had the last word, two that differ in a name would take turns, an input for each at every start.
 *
 * <p>So what a later account says otherwise is kept back until those before it have listed all that
 * they have, and then told if none of them has the symbol. That the account lists the symbol too is
 * told once all the same, in the words that the engine has, because orders may go there. One thing
 * is always told: another currency, at which the engine raises an alarm (F-T01). Thread-safe.
 */
public final class Listings {
  /** Most instruments that one input names: what lists more is told in pieces. */
  private static final int MOST_LISTED = 500;

  private final Collection<? extends MarketSource> links;

  /** What the engine knows of each instrument. */
  private final Map<Symbol, Instrument> told = new HashMap<>();

  /** What the engine knows that an account lists, by the account's place. */
  private final Map<Integer, Set<Symbol>> known = new HashMap<>();

  /** The first account that lists a symbol, by its place, as far as accounts have listed yet. */
  private final Map<Symbol, Integer> first = new HashMap<>();

  /** What is kept back, by the place of the account that says it. */
  private final SortedMap<Integer, Map<Symbol, Instrument>> keptBack = new TreeMap<>();

  /** The places of those that have listed all that they have. */
  private final Set<Integer> complete = new HashSet<>();

  /** Of the accounts of those links, the primary one first; the collection is read later. */
  Listings(Collection<? extends MarketSource> links) {
    this.links = links;
  }

  /** Begins with what the engine knew before a start of what the account lists. */
  public synchronized void begin(BrokerAccount account, List<Instrument> before) {
    Set<Symbol> symbols = knownOf(place(account));
    for (Instrument instrument : before) {
      told.putIfAbsent(instrument.symbol(), instrument);
      symbols.add(instrument.symbol());
    }
  }

  private Set<Symbol> knownOf(int place) {
    return known.computeIfAbsent(place, _ -> new HashSet<>());
  }

  /** What of a list is to be told. */
  public synchronized List<Listed> news(Listed listed) {
    int place = place(listed.account());
    List<Instrument> news = new ArrayList<>();
    for (Instrument instrument : listed.instruments()) {
      Symbol symbol = instrument.symbol();
      Instrument before = told.get(symbol);
      first.merge(symbol, place, Math::min);
      Map<Symbol, Instrument> kept = keptBack.computeIfAbsent(place, _ -> new HashMap<>());
      if (before != null
          && !instrument.currency().equals(before.currency())
          && !rules(place, symbol)) {
        if (!instrument.equals(kept.put(symbol, instrument))) {
          news.add(instrument);
        }
        continue;
      }
      boolean isNew = knownOf(place).add(symbol);
      if (before == null || (!instrument.equals(before) && rules(place, symbol))) {
        kept.remove(symbol);
        told.put(symbol, instrument);
        news.add(instrument);
        continue;
      }
      if (instrument.equals(before)) {
        kept.remove(symbol);
      } else {
        kept.put(symbol, instrument);
      }
      if (isNew) {
        news.add(before);
      }
    }
    return inPieces(listed.account(), news);
  }

  /** The account has listed all that it has: what may be told now that was kept back. */
  public synchronized List<Listed> completed(BrokerAccount account) {
    complete.add(place(account));
    List<Listed> all = new ArrayList<>();
    for (MarketSource link : links) {
      int place = place(link.account());
      Map<Symbol, Instrument> waiting = keptBack.getOrDefault(place, Map.of());
      List<Instrument> news =
          waiting.values().stream()
              .filter(instrument -> rules(place, instrument.symbol()))
              .sorted((one, other) -> one.symbol().compareTo(other.symbol()))
              .toList();
      for (Instrument instrument : news) {
        waiting.remove(instrument.symbol());
        told.put(instrument.symbol(), instrument);
      }
      all.addAll(inPieces(link.account(), news));
    }
    return all;
  }

  /** Whether no account before this one lists the symbol, or may yet. */
  private boolean rules(int place, Symbol symbol) {
    for (int before = 0; before < place; before++) {
      if (!complete.contains(before)) {
        return false;
      }
    }
    return first.getOrDefault(symbol, place) >= place;
  }

  /** One that is none of the accounts comes after all that are. */
  private int place(BrokerAccount account) {
    int place = 0;
    for (MarketSource link : links) {
      if (link.account().equals(account)) {
        return place;
      }
      place++;
    }
    return place;
  }

  private static List<Listed> inPieces(BrokerAccount account, List<Instrument> news) {
    List<Listed> pieces = new ArrayList<>();
    for (int from = 0; from < news.size(); from += MOST_LISTED) {
      int to = Math.min(from + MOST_LISTED, news.size());
      pieces.add(new Listed(account, news.subList(from, to)));
    }
    return pieces;
  }
}
