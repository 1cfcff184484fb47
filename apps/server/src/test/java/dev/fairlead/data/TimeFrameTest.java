// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.market.BarSpan;
import dev.fairlead.wire.ApiException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeFrameTest {
  @ParameterizedTest
  @CsvSource({
    "1Min, 1, MINUTE",
    "59Min, 59, MINUTE",
    "5T, 5, MINUTE",
    "1Hour, 1, HOUR",
    "23H, 23, HOUR",
    "1Day, 1, DAY",
    "1D, 1, DAY",
    "1Week, 1, WEEK",
    "1W, 1, WEEK",
    "1Month, 1, MONTH",
    "12M, 12, MONTH",
    "6Month, 6, MONTH"
  })
  void alpacasWordsAreUnderstood(String text, int count, BarSpan.Unit unit) {
    assertThat(TimeFrame.parse(text)).isEqualTo(new BarSpan(count, unit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0Min", "60Min", "24Hour", "2Day", "2Week", "5Month", "1", "Min", "1min", "01Min",
        "1Minute", "100T", "-1Min", "1Min "
      })
  void othersAreRefusedWithTheFormsThatThereAre(String text) {
    assertThatThrownBy(() -> TimeFrame.parse(text))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("timeframe '" + text + "'")
        .hasMessageContaining("[1-59]Min");
  }
}
