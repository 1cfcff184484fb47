// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.message.Event;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The instruments that brokers have listed, at hand for any thread. */
final class Listed implements OutcomeListener {
  private final Map<Symbol, Instrument> instruments = new ConcurrentHashMap<>();

  /** The same by symbol: there are thousands, and they are listed for every client that asks. */
  private final NavigableMap<Symbol, Instrument> bySymbol = new ConcurrentSkipListMap<>();

  /** Begins with what was listed before a start. */
  Listed(List<Instrument> known) {
    known.forEach(this::put);
  }

  @Override
  public void onOutcome(Outcome outcome) {
    for (Event event : outcome.events()) {
      if (event instanceof Event.InstrumentListed(BrokerAccount _, Instrument listed)) {
        put(listed);
      }
    }
  }

  private void put(Instrument listed) {
    instruments.put(listed.symbol(), listed);
    bySymbol.put(listed.symbol(), listed);
  }

  Optional<Instrument> find(Symbol symbol) {
    return Optional.ofNullable(instruments.get(symbol));
  }

  /** By symbol. */
  List<Instrument> all() {
    return List.copyOf(bySymbol.values());
  }
}
