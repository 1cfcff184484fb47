// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import dev.fairlead.store.EventPlace;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/**
 * Alpaca's form of an activity's id, {@code 20190524113406977::8efc7b9a-…}: the milliseconds of New
 * York's wall clock, and a UUID. Ours holds the event's place, so that a page can begin behind any
 * id without a look-up: a UUID of version 8 (RFC 9562), 60 bits of sequence, 62 bits of index.
 */
final class ActivityId {
  private static final DateTimeFormatter WALL_TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneId.of("America/New_York"));
  private static final String SEPARATOR = "::";
  private static final long LOW_12 = 0xfff;
  private static final long VERSION = 0x8000;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private ActivityId() {}

  static String of(Instant at, EventPlace place) {
    long high = (place.sequence() >>> 12) << 16 | VERSION | (place.sequence() & LOW_12);
    return WALL_TIME.format(at) + SEPARATOR + new UUID(high, VARIANT | place.index());
  }

  static Optional<EventPlace> place(String id) {
    int separator = id.indexOf(SEPARATOR);
    if (separator < 0) {
      return Optional.empty();
    }
    try {
      UUID uuid = UUID.fromString(id.substring(separator + SEPARATOR.length()));
      long high = uuid.getMostSignificantBits();
      return Optional.of(
          new EventPlace(
              (high >>> 16) << 12 | (high & LOW_12), (int) uuid.getLeastSignificantBits()));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
