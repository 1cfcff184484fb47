// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import java.time.Instant;
import java.util.function.LongFunction;

/** A series without an end that is made as it is read: its numbers are those of {@link Slots}. */
record SlotSeries<T>(Slots slots, LongFunction<T> make) implements Series<T> {
  @Override
  public long latest(Instant at) {
    return slots.latest(at.toEpochMilli());
  }

  @Override
  public long after(long number) {
    return slots.after(number);
  }

  @Override
  public long before(long number) {
    return slots.before(number);
  }

  @Override
  public Instant at(long number) {
    return Instant.ofEpochMilli(slots.millis(number));
  }

  @Override
  public T get(long number) {
    return make.apply(number);
  }
}
