// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * One actor's own stream of chance: another draw of one actor does not shift those of the others.
 */
final class Dice {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final Random random;

  Dice(long seed, String actor) {
    random = new Random(seed * SPREAD ^ actor.hashCode() * 0xC2B2AE3D27D4EB4FL);
  }

  Random random() {
    return random;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** From nothing up to {@code most}, in milliseconds. */
  Duration upTo(Duration most) {
    return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
  }

  Duration between(Duration least, Duration most) {
    return least.plus(upTo(most.minus(least)));
  }

  <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
