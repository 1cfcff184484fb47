// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.store.EventPlace;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ActivityIdTest {
  @Test
  void anIdLeadsBackToItsPlace() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      EventPlace place =
          new EventPlace(random.nextLong(1L << 60), random.nextInt(Integer.MAX_VALUE));
      Instant at = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
      assertThat(ActivityId.place(ActivityId.of(at, place))).contains(place);
    }
  }

  @Test
  void itBeginsWithNewYorksWallClock() {
    assertThat(ActivityId.of(Instant.parse("2026-08-17T14:00:00.123456789Z"), new EventPlace(5, 1)))
        .isEqualTo("20260817100000123::00000000-0000-8005-8000-000000000001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "::", "20260817100000123::", "20260817100000123::x"})
  void whatIsNoIdLeadsNowhere(String id) {
    assertThat(ActivityId.place(id)).isEmpty();
  }
}
