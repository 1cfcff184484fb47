// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistogramTest {
  private static final List<Duration> BOUNDS = Distribution.bounds();

  private static Distribution of(Duration... times) {
    Histogram histogram = new Histogram();
    for (Duration time : times) {
      histogram.took(time.toNanos());
    }
    return histogram.distribution();
  }

  @Test
  void aTimeIsInTheBucketOfItsBoundAndInAllLongerOnes() {
    for (int i = 0; i < BOUNDS.size(); i++) {
      Duration bound = BOUNDS.get(i);
      List<Long> at = of(bound).buckets();
      List<Long> after = of(bound.plusNanos(1)).buckets();
      for (int j = 0; j < BOUNDS.size(); j++) {
        assertThat(at.get(j)).as("%s in %s", bound, BOUNDS.get(j)).isEqualTo(j >= i ? 1 : 0);
        assertThat(after.get(j))
            .as("after %s in %s", bound, BOUNDS.get(j))
            .isEqualTo(j > i ? 1 : 0);
      }
    }
  }

  @Test
  void whatNoBoundHoldsCountsAllTheSame() {
    Distribution times = of(BOUNDS.getLast().plusNanos(1), Duration.ofNanos(7));
    assertThat(times.count()).isEqualTo(2);
    assertThat(times.buckets().getLast()).isOne();
    assertThat(times.total()).isEqualTo(BOUNDS.getLast().plusNanos(8));
  }

  @Test
  void boundsAreInOrder() {
    assertThat(BOUNDS).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aTimeBeforeItsBeginningIsNone() {
    Distribution times = of(Duration.ofNanos(-5));
    assertThat(times.total()).isZero();
    assertThat(times.buckets().getFirst()).isOne();
  }
}
