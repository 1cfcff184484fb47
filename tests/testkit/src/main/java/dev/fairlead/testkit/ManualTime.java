// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A wall clock that stands still until a test moves it, back too. Thread-safe. */
public final class ManualTime implements InstantSource {
  private final AtomicReference<Instant> now;

  public ManualTime(Instant start) {
    now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves it by {@code step}; a negative one sets it back. */
  public void move(Duration step) {
    now.updateAndGet(instant -> instant.plus(step));
  }
}
