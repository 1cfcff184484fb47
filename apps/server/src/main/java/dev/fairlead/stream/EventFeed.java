// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.keys.Scope;
import dev.fairlead.message.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A list of numbered events, the past and what comes, as one client of a stream is told of it.
 * Numbers only grow. Methods other than {@link #hears} may wait, and throw as {@link
 * dev.fairlead.desk.Desk} does.
 */
public interface EventFeed {
  /** What a key needs to hear this; one that loses it is told no more. */
  Scope scope();

  /** The number of the last event before the first that is to be told. */
  long start();

  /** What comes after the event of this number, in order; fewer than {@code limit} is all. */
  List<Line> after(long number, int limit);

  /** The number of the newest event. */
  long newest();

  /** Whether this is a reason to look for more. Never waits. */
  boolean hears(Event event);

  /** The instant from which on nothing that counts can come; empty where there is no end. */
  Optional<Instant> end();

  /** Writes an event's data: one line of text, without a line break. */
  @FunctionalInterface
  interface Data {
    void writeTo(OutputStream out) throws IOException;
  }

  /** What becomes of an event. */
  sealed interface Line {
    /** The event's. */
    long number();

    /** It is told. */
    record Tell(long number, String id, Data data) implements Line {}

    /** It is passed over. */
    record Pass(long number) implements Line {}

    /** It is beyond the end of what was asked for, and so is every later one. */
    record End(long number) implements Line {}
  }
}
