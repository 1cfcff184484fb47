// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.events;

import dev.fairlead.desk.Desk;
import dev.fairlead.keys.Scope;
import dev.fairlead.message.Event;
import dev.fairlead.store.Moment;
import dev.fairlead.stream.EventFeed;
import dev.fairlead.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happens to the gateway itself. */
record GatewayFeed(Desk desk, EventSelection selection) implements EventFeed {
  @Override
  public Scope scope() {
    return Scope.ADMIN;
  }

  @Override
  public long start() {
    return selection.since().orElseGet(this::newest);
  }

  @Override
  public List<Line> after(long number, int limit) {
    return desk.inside().toldAfter(number, limit).stream().map(this::line).toList();
  }

  private Line line(Moment.Told told) {
    return selection.names().contains(told.name())
        ? new Line.Tell(
            told.number(),
            Long.toString(told.number()),
            out -> out.write(Json.bytes(EventJson.of(told))))
        : new Line.Pass(told.number());
  }

  @Override
  public long newest() {
    return desk.inside().lastTold();
  }

  @Override
  public boolean hears(Event event) {
    return event instanceof Event.GatewayEvent;
  }

  @Override
  public Optional<Instant> end() {
    return Optional.empty();
  }
}
