// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RepeatsTest {
  private final AtomicLong nanos = new AtomicLong(-7);
  private final Repeats repeats = new Repeats(nanos::get);

  @Test
  void theSameTroubleIsLoggedOnceInAWhileWithHowOftenItCame() {
    assertThat(repeats.admit("a")).hasValue(0);
    assertThat(repeats.admit("b")).hasValue(0);
    assertThat(repeats.admit("a")).isEmpty();
    nanos.addAndGet(Repeats.QUIET.toNanos() - 1);
    assertThat(repeats.admit("a")).isEmpty();
    nanos.addAndGet(1);
    assertThat(repeats.admit("a")).hasValue(2);
    assertThat(repeats.admit("b")).hasValue(0);
    assertThat(repeats.admit("a")).isEmpty();
  }

  @Test
  void whatIsRememberedIsBounded() {
    assertThat(repeats.admit("first")).hasValue(0);
    for (int i = 0; i < 1_000; i++) {
      assertThat(repeats.admit("trouble " + i)).hasValue(0);
    }
    assertThat(repeats.admit("first")).hasValue(0);
    assertThat(repeats.admit("trouble 999")).isEmpty();
  }
}
