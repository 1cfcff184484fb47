// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import dev.fairlead.model.PlacementId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The newest passages, in memory of one size and without garbage. The ids of one gateway's
 * placements count up, so the lowest digits of its count are a placement's place: the newest ones
 * never share any, and each takes that of the one {@link #KEPT} before it. Thread-safe, without a
 * lock; one that is being overwritten is not found.
 */
final class Passages {
  /** How many are kept. */
  static final int KEPT = 8_192;

  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int DIGIT_BITS = 5;
  private static final byte[] VALUES = new byte[128];

  /** The count ends two check characters before the end. */
  private static final int COUNT_END = PlacementId.LENGTH - 2;

  private static final int STRIDE = 5;
  private static final int ASKED = 0;
  private static final int TAKEN = 1;
  private static final int DURABLE = 2;
  private static final int HANDED = 3;
  private static final int ANSWERED = 4;

  static {
    for (int i = 0; i < DIGITS.length(); i++) {
      VALUES[DIGITS.charAt(i)] = (byte) i;
    }
  }

  private final AtomicReferenceArray<PlacementId> ids = new AtomicReferenceArray<>(KEPT);
  private final AtomicLongArray stamps = new AtomicLongArray(KEPT * STRIDE);

  private static int slot(PlacementId id) {
    String text = id.text();
    if (text.length() != PlacementId.LENGTH) {
      return id.hashCode() & (KEPT - 1);
    }
    int count = 0;
    for (int i = COUNT_END - 3; i < COUNT_END; i++) {
      count = count << DIGIT_BITS | VALUES[text.charAt(i) & 127];
    }
    return count & (KEPT - 1);
  }

  void begin(PlacementId id, long asked, long taken, long durable) {
    int slot = slot(id);
    ids.set(slot, null);
    int base = slot * STRIDE;
    stamps.setPlain(base + ASKED, asked);
    stamps.setPlain(base + TAKEN, taken);
    stamps.setPlain(base + DURABLE, durable);
    stamps.setPlain(base + HANDED, HopClock.NEVER);
    stamps.setPlain(base + ANSWERED, HopClock.NEVER);
    ids.setRelease(slot, id);
  }

  void handed(PlacementId id, long nanos) {
    note(id, HANDED, nanos);
  }

  void answered(PlacementId id, long nanos) {
    note(id, ANSWERED, nanos);
  }

  private void note(PlacementId id, int what, long nanos) {
    int slot = slot(id);
    if (id.equals(ids.getAcquire(slot))) {
      stamps.setRelease(slot * STRIDE + what, nanos);
    }
  }

  /** Whether it took so long from its beginning to its answer, or to now where there is none. */
  boolean tookAtLeast(PlacementId id, long nanos) {
    int slot = slot(id);
    if (!id.equals(ids.getAcquire(slot))) {
      return false;
    }
    int base = slot * STRIDE;
    long asked = stamps.getAcquire(base + ASKED);
    long answered = stamps.getAcquire(base + ANSWERED);
    long from = asked == HopClock.NEVER ? stamps.getAcquire(base + TAKEN) : asked;
    return (answered == HopClock.NEVER ? System.nanoTime() : answered) - from >= nanos;
  }

  Optional<Passage> find(PlacementId id) {
    int slot = slot(id);
    if (!id.equals(ids.getAcquire(slot))) {
      return Optional.empty();
    }
    int base = slot * STRIDE;
    Passage found =
        new Passage(
            stamps.getAcquire(base + ASKED),
            stamps.getAcquire(base + TAKEN),
            stamps.getAcquire(base + DURABLE),
            stamps.getAcquire(base + HANDED),
            stamps.getAcquire(base + ANSWERED));
    // Who began meanwhile has taken the id away before it wrote anything.
    return id.equals(ids.getAcquire(slot)) ? Optional.of(found) : Optional.empty();
  }
}
