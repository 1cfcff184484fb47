// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.events;

import dev.fairlead.notice.EventName;
import dev.fairlead.wire.Query;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which events a client of a stream wants.
 *
 * @param since the number of the last event that it has seen; empty where it wants no past
 * @param names those that it is told; the others' numbers are passed over
 */
record EventSelection(OptionalLong since, Set<EventName> names) {
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  /** Reads a request about events of orders or of the gateway; nonsense ends with 422. */
  static EventSelection of(Context request, boolean ofOrders) {
    List<EventName> all = ofOrders ? EventName.ofOrders() : EventName.ofGateway();
    Query query = new Query(request);
    return new EventSelection(since(request, query), names(query, all));
  }

  /** What a browser's EventSource tells when it connects again goes before its first address. */
  private static OptionalLong since(Context request, Query query) {
    String last = request.header(LAST_EVENT_ID);
    if (last != null && !last.isEmpty()) {
      return OptionalLong.of(number(LAST_EVENT_ID, last));
    }
    return query
        .text("since")
        .map(text -> OptionalLong.of(number("since", text)))
        .orElseGet(OptionalLong::empty);
  }

  private static long number(String field, String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Told below, with the same words as a negative one.
    }
    throw Query.bad(
        field, text, "number", "must be the number of the last event that was seen, 0 for none");
  }

  private static Set<EventName> names(Query query, List<EventName> all) {
    Map<String, EventName> words =
        all.stream().collect(Collectors.toUnmodifiableMap(EventName::word, Function.identity()));
    Set<EventName> wanted = EnumSet.noneOf(EventName.class);
    query.list("names").forEach(word -> wanted.add(Query.meaning("names", word, words)));
    return wanted.isEmpty() ? EnumSet.copyOf(all) : wanted;
  }
}
