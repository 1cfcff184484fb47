// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

/**
 * Irregular instants that can be found without those before: time is cut into slots of one length,
 * and each has one instant somewhere in it, which bears the slot's number. Those in closed hours
 * are left out. Thread-safe.
 *
 * @param stream the draws that place the instants
 */
record Slots(Noise noise, long stream, long slotMillis, OpenHours hours) {
  /** The same for one reader. */
  Slots forReader() {
    return new Slots(noise, stream, slotMillis, hours.forReader());
  }

  /** When the instant of that slot is, in milliseconds. */
  long millis(long number) {
    return number * slotMillis + noise.draw(stream, number, slotMillis);
  }

  /** The newest at or before {@code millis}. */
  long latest(long millis) {
    long number = plainLatest(millis);
    long at = millis(number);
    long open = hours.atOrBefore(at);
    while (open != at) {
      number = plainLatest(open);
      at = millis(number);
      open = hours.atOrBefore(at);
    }
    return number;
  }

  /** The next after that one. */
  long after(long number) {
    long next = number + 1;
    long at = millis(next);
    long open = hours.atOrAfter(at);
    while (open != at) {
      next = plainLatest(open - 1) + 1;
      at = millis(next);
      open = hours.atOrAfter(at);
    }
    return next;
  }

  /** The last before that one. */
  long before(long number) {
    return latest(millis(number - 1));
  }

  private long plainLatest(long millis) {
    long slot = Math.floorDiv(millis, slotMillis);
    return millis(slot) <= millis ? slot : slot - 1;
  }
}
