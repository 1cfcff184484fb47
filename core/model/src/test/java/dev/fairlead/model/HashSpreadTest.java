// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Ids that are made one after another differ in a few bits. A hash table whose bins they share is a
 * list: with the hash of a UUID, 60,000 orders took 20 steps to find one.
 */
final class HashSpreadTest {
  private static final int IDS = 60_000;
  private static final int BINS = 1 << 16;

  /** In as many bins as balls, thrown by chance, hardly ever more than eight share one. */
  private static final int MOST_IN_A_BIN = 12;

  @Test
  void orderIdsOfTheSameSecondsSpread() {
    long noon = 1_763_812_800_000L;
    long random = 0x8123_4567_89AB_CDEFL;
    for (int perMilli : new int[] {1, 2, 40, 4_096}) {
      assertSpread(i -> {
        long time = noon + i / perMilli;
        return new OrderId(new UUID((time << 16) | (7 << 12) | (i % perMilli), random));
      });
    }
  }

  @Test
  void placementIdsOfOneStartSpread() {
    assertSpread(i -> PlacementId.of(123_456, 3, i));
  }

  private static void assertSpread(IntFunction<Object> ids) {
    int[] bins = new int[BINS];
    IntStream.range(0, IDS)
        .map(i -> ids.apply(i).hashCode())
        .forEach(hash -> bins[(hash ^ (hash >>> 16)) & (BINS - 1)]++);
    assertThat(IntStream.of(bins).max().orElseThrow()).isLessThanOrEqualTo(MOST_IN_A_BIN);
  }
}
