// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.events;

import dev.fairlead.desk.Desk;
import dev.fairlead.keys.Scope;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.model.Principal;
import dev.fairlead.notice.EventName;
import dev.fairlead.store.StoredEvent;
import dev.fairlead.stream.EventFeed;
import dev.fairlead.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happens to a principal's orders. */
record KeyFeed(Desk desk, Principal principal, EventSelection selection) implements EventFeed {
  @Override
  public Scope scope() {
    return Scope.READ;
  }

  @Override
  public long start() {
    return selection.since().orElseGet(this::newest);
  }

  @Override
  public List<Line> after(long number, int limit) {
    return desk.eventsAfter(principal, number, limit).stream().map(this::line).toList();
  }

  private Line line(StoredEvent<OrderEvent> stored) {
    long number = stored.event().number();
    return selection.names().contains(EventName.of(stored.event()))
        ? new Line.Tell(
            number, Long.toString(number), out -> out.write(Json.bytes(EventJson.of(stored))))
        : new Line.Pass(number);
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
    return Optional.empty();
  }
}
