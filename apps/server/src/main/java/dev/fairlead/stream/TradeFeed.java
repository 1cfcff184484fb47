// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.desk.Desk;
import dev.fairlead.keys.Scope;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.model.Principal;
import dev.fairlead.store.StoredEvent;
import dev.fairlead.wire.JsonWriter;
import dev.fairlead.wire.Members;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A principal's trade updates in a range of time or of ids, in Alpaca's words. */
record TradeFeed(Desk desk, Principal principal, EventRange range) implements EventFeed {
  @Override
  public Scope scope() {
    return Scope.READ;
  }

  @Override
  public long start() {
    return range.start(desk, principal);
  }

  @Override
  public List<Line> after(long number, int limit) {
    return desk.eventsAfter(principal, number, limit).stream().map(this::line).toList();
  }

  private Line line(StoredEvent<OrderEvent> stored) {
    Update update = Update.of(stored);
    long number = update.event().number();
    if (range.isPast(update)) {
      return new Line.End(number);
    }
    Optional<Consumer<Members>> data =
        range.hasBegun(update) ? TradeEvents.data(desk, update) : Optional.empty();
    return data.<Line>map(
            told -> new Line.Tell(number, update.id(), out -> JsonWriter.object(told).writeTo(out)))
        .orElseGet(() -> new Line.Pass(number));
  }

  @Override
  public long newest() {
    return desk.lastEvent(principal);
  }

  @Override
  public boolean hears(Event event) {
    return event instanceof OrderEvent told && told.order().principal().equals(principal);
  }

  @Override
  public Optional<Instant> end() {
    return range.end();
  }
}
