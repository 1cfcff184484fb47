// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the simulator finds what it is there for: gateways with planted bugs. */
final class MutantsTest {
  private static final int MOST_SEEDS = 300;

  @ParameterizedTest
  @EnumSource
  @DisplayName("T-06 a planted bug is found")
  void aPlantedBugIsFound(Mutant mutant) {
    for (long seed = 1; seed <= MOST_SEEDS; seed++) {
      Run run = Run.of(seed, Swarm.thorough(seed), Set.of(), mutant.fresh());
      if (!run.held()) {
        System.out.printf("%s, %s: seed %d, %s%n", mutant, mutant.what(), seed, run.broken());
        return;
      }
    }
    assertThat(mutant).as("alive after %d seeds", MOST_SEEDS).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  @DisplayName("the same seeds hold without a bug")
  void theSameSeedsHoldWithoutABug(long seed) {
    Run run = Run.of(seed, Swarm.thorough(seed));
    assertThat(run.held()).as(run::explained).isTrue();
  }

  @Test
  @DisplayName("a failing seed is shrunk to fewer faults that break the same promise")
  void aFailingSeedIsShrunk() {
    Tamper bug = Mutant.KEEPS_EPOCH.fresh();
    Run failed = null;
    for (long seed = 1; failed == null; seed++) {
      Run run = Run.of(seed, Swarm.thorough(seed), Set.of(), bug);
      failed = run.held() ? null : run;
    }
    Shrinking.Shrunk shrunk = Shrinking.of(failed, bug, 40);
    assertThat(shrunk.run().held()).isFalse();
    assertThat(shrunk.run().broken()).isEqualTo(failed.broken());
    assertThat(shrunk.run().strikes().size()).isLessThan(failed.strikes().size());
    assertThat(shrunk.run().explained())
        .startsWith("seed " + failed.seed() + " with ")
        .contains("story:");
  }
}
