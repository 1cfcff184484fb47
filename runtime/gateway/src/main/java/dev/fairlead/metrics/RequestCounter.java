// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import dev.fairlead.model.SendResult;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests of one kind and what became of them. Thread-safe, without a lock. */
final class RequestCounter {
  private final LongAdder sent = new LongAdder();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder notSent = new LongAdder();
  private final LongAdder inDoubt = new LongAdder();
  private final Stopwatch latency = new Stopwatch();

  void sent() {
    sent.increment();
  }

  /** One ended without ever being on its way. */
  void turnedAway() {
    notSent.increment();
  }

  void answered(SendResult result, long nanos) {
    switch (result) {
      case SendResult.Accepted _ -> accepted.increment();
      case SendResult.Refused _ -> refused.increment();
      case SendResult.NotSent _ -> notSent.increment();
      case SendResult.InDoubt _ -> inDoubt.increment();
    }
    latency.took(nanos);
  }

  /** How many have begun and not ended. */
  long unanswered() {
    long ended = accepted.sum() + refused.sum() + notSent.sum() + inDoubt.sum();
    return sent.sum() - ended;
  }

  /** What was sent is read last: nothing seems to have ended that was not sent. */
  RequestMetrics metrics() {
    long took = accepted.sum();
    long no = refused.sum();
    long never = notSent.sum();
    long unknown = inDoubt.sum();
    Latency times = latency.latency();
    return new RequestMetrics(sent.sum(), took, no, never, unknown, times);
  }
}
