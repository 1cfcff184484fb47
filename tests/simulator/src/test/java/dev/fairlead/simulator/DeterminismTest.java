// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeterminismTest {
  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5})
  @DisplayName("T-20 a seed is the same run each time: inputs, outcomes and faults")
  void aSeedIsTheSameRunEachTime(long seed) {
    Simulation first = new Simulation(seed, Swarm.of(seed), Set.of(), Tamper.NONE);
    Simulation again = new Simulation(seed, Swarm.of(seed), Set.of(), Tamper.NONE);
    first.run();
    again.run();
    assertThat(again.checks().inputs()).isEqualTo(first.checks().inputs());
    assertThat(again.checks().outcomes()).isEqualTo(first.checks().outcomes());
    assertThat(again.strikes()).isEqualTo(first.strikes());
    assertThat(first.strikes()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  @DisplayName("a fault that is left out does not happen, and those before it do")
  void aFaultThatIsLeftOutDoesNotHappen(long seed) {
    Run whole = Run.of(seed, Swarm.of(seed));
    int left = whole.strikes().get(whole.strikes().size() / 2).number();
    Run without = Run.of(seed, Swarm.of(seed), Set.of(left), Tamper.NONE);
    int before = whole.strikes().size() / 2;
    assertThat(without.strikes().subList(0, before)).isEqualTo(whole.strikes().subList(0, before));
    assertThat(without.strikes()).noneMatch(strike -> strike.number() == left);
  }
}
