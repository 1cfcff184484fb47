// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.desk.Desk;
import dev.fairlead.model.Principal;
import dev.fairlead.wire.Query;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which events a client asks for (facts 5.3): from an instant on, or after an event that it names,
 * and no further than another; ids and times do not mix, and an end needs a beginning.
 *
 * @param since the first instant that counts; null where it is not asked by time
 * @param after the event after which it begins, exclusive, so that a client which goes on from the
 *     last one that it has seen is told nothing twice; null where none is named
 * @param until the last instant that counts
 * @param untilId the last event that counts
 */
record EventRange(
    @Nullable Instant since,
    @Nullable String after,
    @Nullable Instant until,
    @Nullable String untilId) {
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  /** What was under way when the end came is durable by then. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** Reads a request; one that contradicts itself ends with 422. */
  static EventRange of(Context request) {
    Query query = new Query(request);
    Optional<Instant> since = query.instant("since");
    Optional<Instant> until = query.instant("until");
    Optional<String> sinceId = ulid(query, "since_id").or(() -> lastEventId(request, since));
    Optional<String> untilId = ulid(query, "until_id");
    if (since.isPresent() && sinceId.isPresent()) {
      throw Query.exclusive("since_id", "since: go on by time or by id");
    }
    if (until.isPresent() && since.isEmpty()) {
      throw Query.bad("until", query.text("until").orElse(""), "needs", "needs since as well");
    }
    if (untilId.isPresent() && sinceId.isEmpty()) {
      throw Query.bad("until_id", untilId.get(), "needs", "needs since_id as well");
    }
    if (since.isPresent() && until.isPresent() && until.get().isBefore(since.get())) {
      throw Query.bad("until", query.text("until").orElse(""), "range", "must not be before since");
    }
    return new EventRange(
        since.orElse(null), sinceId.orElse(null), until.orElse(null), untilId.orElse(null));
  }

  private static Optional<String> ulid(Query query, String name) {
    return query.text(name).map(text -> EventId.parse(text).orElseThrow(() -> noUlid(name, text)));
  }

  /** What a browser's EventSource sends when it connects again; it keeps its first address. */
  private static Optional<String> lastEventId(Context request, Optional<Instant> since) {
    String text = request.header(LAST_EVENT_ID);
    if (text == null || text.isEmpty() || since.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(EventId.parse(text).orElseThrow(() -> noUlid(LAST_EVENT_ID, text)));
  }

  private static RuntimeException noUlid(String name, String text) {
    return Query.bad(name, text, "ulid", "must be the event_id of an event");
  }

  /** The number of the last event before the first that may count. */
  long start(Desk desk, Principal principal) {
    if (since != null) {
      return desk.lastEventBefore(principal, Update.input(since));
    }
    return after != null
        ? desk.lastEventBefore(principal, EventId.time(after))
        : desk.lastEvent(principal);
  }

  /** Whether the update is not before the beginning. */
  boolean hasBegun(Update update) {
    return (since == null || !update.at().isBefore(since))
        && (after == null || update.id().compareTo(after) > 0);
  }

  /** Whether the update is past the end, and so every later one. */
  boolean isPast(Update update) {
    return (until != null && update.at().isAfter(until))
        || (untilId != null && update.id().compareTo(untilId) > 0);
  }

  /** The instant from which on nothing that counts can come; empty where there is no end. */
  Optional<Instant> end() {
    if (until != null) {
      return Optional.of(until.plus(GRACE));
    }
    return Optional.ofNullable(untilId).map(id -> EventId.time(id).plusMillis(1).plus(GRACE));
  }
}
