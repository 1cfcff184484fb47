// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to go on. */
final class ManualClock implements InstantSource {
  private volatile Instant now;

  ManualClock(String start) {
    now = Instant.parse(start);
  }

  @Override
  public Instant instant() {
    return now;
  }

  ManualClock pass(Duration time) {
    now = now.plus(time);
    return this;
  }
}
