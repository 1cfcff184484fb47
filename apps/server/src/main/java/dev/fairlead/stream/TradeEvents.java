// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.desk.Desk;
import dev.fairlead.keys.Doorman;
import dev.fairlead.message.Event;
import dev.fairlead.model.Order;
import dev.fairlead.model.Principal;
import dev.fairlead.wire.ApiError;
import dev.fairlead.wire.Http;
import dev.fairlead.wire.Members;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Server-sent events, from the past on; those of {@code GET /v2/events/trades} among them. */
final class TradeEvents {
  private final Desk desk;
  private final Doorman doorman;
  private final StreamConfig config;
  private final Seats seats;
  private final InstantSource clock;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

  TradeEvents(Desk desk, Doorman doorman, StreamConfig config, Seats seats, InstantSource clock) {
    this.desk = desk;
    this.doorman = doorman;
    this.config = config;
    this.seats = seats;
    this.clock = clock;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v2/events/trades", this::serve);
  }

  private void serve(Context request) {
    Principal principal = Http.principal(request);
    serve(request, new TradeFeed(desk, principal, EventRange.of(request)));
  }

  /** Tells the request's client of {@code feed} on this thread, until one of them ends. */
  void serve(Context request, EventFeed feed) {
    Principal principal = Http.principal(request);
    if (!doorman.mayOpenStream(principal)) {
      throw ApiError.tooMany(
              "this key has opened too many streams of late: wait before you open another",
              doorman.secondsBetweenStreams())
          .asException();
    }
    if (!seats.take()) {
      throw full("there are " + config.connectionLimit() + " streams, the most that may be");
    }
    try {
      if (!seats.name(principal)) {
        throw full("this key has " + config.keyLimit() + " streams, the most that it may have");
      }
      try {
        tell(request, principal, feed);
      } finally {
        seats.unname(principal);
      }
    } finally {
      seats.leave();
    }
  }

  private static RuntimeException full(String why) {
    return ApiError.tooMany(why + ": end one", TradeStream.SECONDS_UNTIL_ROOM).asException();
  }

  private void tell(Context request, Principal principal, EventFeed feed) {
    // Before the first byte, so that a store that is behind is an answer with a status.
    EventStream stream = new EventStream(doorman, config, clock, principal, feed);
    streams.add(stream);
    try {
      stream.tell(request);
    } finally {
      streams.remove(stream);
    }
  }

  boolean isEmpty() {
    return streams.isEmpty();
  }

  /** Something happened; never waits. */
  void noticed(Event event) {
    for (EventStream stream : streams) {
      stream.noticed(event);
    }
  }

  void end() {
    streams.forEach(EventStream::end);
  }

  /** What to tell of the update; empty where Alpaca has no word for it. */
  static Optional<Consumer<Members>> data(Desk desk, Update update) {
    return EventNames.of(update.event())
        .map(name ->
            ServerFrame.update(
                name, update, desk.instrument(update.event().order().request().symbol())));
  }

  /** What to tell of a late refusal. */
  static Consumer<Members> data(Desk desk, Order refused) {
    return ServerFrame.refusal(refused, desk.instrument(refused.request().symbol()));
  }
}
