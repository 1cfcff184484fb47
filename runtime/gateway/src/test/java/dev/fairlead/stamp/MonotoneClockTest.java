// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stamp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.ManualTime;
import dev.fairlead.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MonotoneClockTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualTime wall = new ManualTime(Samples.START);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private MonotoneClock clock(Instant earliest) {
    return new MonotoneClock(wall, nanos::get, earliest);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  @DisplayName("F-C01 a wall clock that is set back an hour is carried on by the monotonic one")
  void carriesOnWhenSetBack() {
    MonotoneClock clock = clock(Instant.EPOCH);
    wall.move(HOUR.negated());
    assertThat(clock.next()).isEqualTo(Samples.START);
    pass(SECOND);
    wall.move(SECOND);
    assertThat(clock.next()).isEqualTo(Samples.START.plus(SECOND));
  }

  @Test
  @DisplayName("F-C01 a wall clock that is ahead is followed at once")
  void followsWhenSetForward() {
    MonotoneClock clock = clock(Instant.EPOCH);
    wall.move(HOUR);
    assertThat(clock.next()).isEqualTo(Samples.START.plus(HOUR));
    pass(SECOND);
    assertThat(clock.next()).isEqualTo(Samples.START.plus(HOUR).plus(SECOND));
  }

  @Test
  @DisplayName("F-C01 a start after the clock was set back goes on from the journal's time")
  void startsNoEarlierThanTheJournalEnds() {
    MonotoneClock clock = clock(Samples.START.plus(HOUR));
    assertThat(clock.next()).isEqualTo(Samples.START.plus(HOUR).plus(MonotoneClock.STEP));
    pass(SECOND);
    assertThat(clock.next()).isEqualTo(Samples.START.plus(HOUR).plus(SECOND));
  }

  @Test
  void noTwoInstantsAreTheSame() {
    MonotoneClock clock = clock(Instant.EPOCH);
    Instant first = clock.next();
    assertThat(clock.next()).isEqualTo(first.plus(MonotoneClock.STEP));
    assertThat(clock.next()).isEqualTo(first.plus(MonotoneClock.STEP.multipliedBy(2)));
    pass(SECOND);
    assertThat(clock.next()).isEqualTo(first.plus(SECOND));
  }

  @Test
  @DisplayName("I-32 between two instants there is room for what the first input led to")
  void everyInstantIsAWholeStep() {
    MonotoneClock clock = clock(Samples.START.plusNanos(1));
    for (int i = 0; i < 100; i++) {
      int nanoOfSecond = clock.next().get(ChronoField.NANO_OF_SECOND);
      assertThat(nanoOfSecond % MonotoneClock.STEP.toNanos()).isZero();
      pass(Duration.ofNanos(997L * i));
    }
  }
}
