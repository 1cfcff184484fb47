// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import dev.fairlead.model.PlacementId;
import java.time.Duration;
import java.util.Optional;

/**
 * Times the hops of a gateway's orders, with a stamp where one hop ends and the next one begins.
 * The sequencer says when the batch was taken and durable whose effects it lets out; links say the
 * rest. Nothing is allocated and nothing waits.
 */
public final class HopClock {
  /** Instead of a stamp: it has not happened, or nobody knows when. */
  public static final long NEVER = Long.MIN_VALUE;

  private final Passages passages = new Passages();

  private volatile long slowNanos = Long.MAX_VALUE;

  /** The sequencer's own: of the input whose effects are being let out. */
  private long asked = NEVER;

  private long taken = NEVER;
  private long durable = NEVER;

  /** Inputs were numbered at {@code takenNanos} and on the disk at {@code durableNanos}. */
  public void batch(long takenNanos, long durableNanos) {
    taken = takenNanos;
    durable = durableNanos;
  }

  /** The effects that follow are of an input that was asked for at {@code askedNanos}. */
  public void asked(long askedNanos) {
    asked = askedNanos;
  }

  /** When what is being let out was durable. On the sequencer's thread only. */
  public long durable() {
    return durable;
  }

  /** A link takes the request that begins {@code placement}. On the sequencer's thread only. */
  public void begin(PlacementId placement, HopTimes times) {
    times.between(Hop.ACCEPT, asked, taken);
    times.between(Hop.JOURNAL, taken, durable);
    passages.begin(placement, asked, taken, durable);
  }

  /** The adapter has the request. */
  public void handed(PlacementId placement, long durableNanos, long nanos, HopTimes times) {
    times.between(Hop.SEND, durableNanos, nanos);
    passages.handed(placement, nanos);
  }

  /** The broker has taken or refused it. */
  public void answered(PlacementId placement, long handedNanos, long nanos, HopTimes times) {
    times.between(Hop.ACKNOWLEDGE, handedNanos, nanos);
    passages.answered(placement, nanos);
  }

  /**
   * Orders that take so long or longer, from when they were asked for to their answer, are slow.
   */
  public void slowFrom(Duration limit) {
    slowNanos = limit.toNanos();
  }

  /**
   * When that placement passed what, if it is one of the newest and is slow, be it answered or not.
   */
  public Optional<Passage> slow(PlacementId placement) {
    return passages.tookAtLeast(placement, slowNanos) ? passage(placement) : Optional.empty();
  }

  /** When that placement passed what, if it is one of the newest of this process. */
  public Optional<Passage> passage(PlacementId placement) {
    return passages.find(placement);
  }
}
