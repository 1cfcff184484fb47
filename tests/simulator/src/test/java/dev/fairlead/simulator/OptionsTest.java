// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {
  @Test
  void nothingSaidIsSomeSeeds() {
    assertThat(Options.of(List.of())).isEqualTo(new Options(null, 200, 0, 1));
  }

  @Test
  void aTimeIsAsManySeedsAsItAllows() {
    assertThat(Options.of(List.of("--minutes", "5"))).isEqualTo(new Options(null, 1_000_000, 5, 1));
  }

  @Test
  void oneSeedIsNamed() {
    assertThat(Options.of(List.of("--seed", "-7")).seed()).isEqualTo(-7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--seeds 0      | --seeds '0' must be 1 to 1000000",
        "--minutes soon | --minutes 'soon' must be 1 to 1440",
        "--seed         | --seed needs a value",
        "--fast         | '--fast' is unknown"
      })
  void saysWhatToTypeInstead(String arguments, String why) {
    assertThatThrownBy(() -> Options.of(List.of(arguments.split(" "))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(why);
  }
}
