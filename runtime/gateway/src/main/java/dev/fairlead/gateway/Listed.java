// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.message.Event;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The instruments that brokers have listed, at hand for any thread. */
final class Listed implements OutcomeListener {
  private final Map<Symbol, Instrument> instruments = new ConcurrentHashMap<>();

  /** Begins with what was listed before a start. */
  Listed(List<Instrument> known) {
    known.forEach(listed -> instruments.put(listed.symbol(), listed));
  }

  @Override
  public void onOutcome(Outcome outcome) {
    for (Event event : outcome.events()) {
      if (event instanceof Event.InstrumentListed(BrokerAccount _, Instrument listed)) {
        instruments.put(listed.symbol(), listed);
      }
    }
  }

  Optional<Instrument> find(Symbol symbol) {
    return Optional.ofNullable(instruments.get(symbol));
  }

  /** By symbol. */
  List<Instrument> all() {
    return instruments.values().stream().sorted(Comparator.comparing(Instrument::symbol)).toList();
  }
}
