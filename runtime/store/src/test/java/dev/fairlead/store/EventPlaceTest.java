// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPlaceTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "12", "-3", "1-", "1-x", "x-1", "1042:3"})
  void refusesAPlaceThatIsNone(String text) {
    assertThatThrownBy(() -> EventPlace.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is not a sequence and an index, such as 1042-3");
  }

  @Test
  void readsAPlaceThatItWrote() {
    EventPlace place = new EventPlace(1_042, 3);
    assertThat(place).hasToString("1042-3");
    assertThat(EventPlace.parse("1042-3")).isEqualTo(place);
  }
}
