// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.notice;

import dev.fairlead.message.Event;
import dev.fairlead.message.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An event as it is told outside. It has the same {@link #id} by whichever way, and after every
 * restart.
 *
 * @param sequence of the input that it came of
 * @param index which of that input's events it is, from 0
 * @param at the gateway's time of the input
 */
public record Notice(long sequence, int index, Instant at, EventName name, Event event) {
  /** What is told of an outcome, in order. */
  public static List<Notice> of(Outcome outcome) {
    List<Notice> notices = new ArrayList<>();
    List<Event> events = outcome.events();
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      Optional<EventName> name = EventName.of(event);
      if (name.isPresent()) {
        notices.add(new Notice(outcome.sequence(), i, outcome.at(), name.get(), event));
      }
    }
    return notices;
  }

  /** {@code 1042-3}: the input's sequence, and which of its events this is. */
  public String id() {
    return sequence + "-" + index;
  }
}
