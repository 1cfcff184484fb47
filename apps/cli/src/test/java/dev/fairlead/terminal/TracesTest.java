// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class TracesTest {
  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 µs",
    "999, 999 µs",
    "1000, 1.0 ms",
    "12449, 12.4 ms",
    "1000000, 1.00 s",
    "59990000, 59.99 s",
    "125000000, 2 m 05 s",
    "11520000000, 3 h 12 m"
  })
  void aTimeHasTheUnitThatPeopleWouldSay(long micros, String shown) {
    assertThat(Traces.time(micros)).isEqualTo(shown);
  }

  @Test
  void aBarIsAsLongAsItsShare() {
    assertThat(Traces.bar("0")).isEmpty();
    assertThat(Traces.bar("0.00")).isEmpty();
    assertThat(Traces.bar("0.01")).isEqualTo("▏");
    assertThat(Traces.bar("50.00")).isEqualTo("█".repeat(12));
    assertThat(Traces.bar("51.5")).isEqualTo("█".repeat(12) + "▎");
    assertThat(Traces.bar("100.00")).isEqualTo("█".repeat(24));
  }

  @Test
  void eachStepIsALineWithItsBar() {
    JsonNode trace =
        json(
            "{'order_id':'o1','symbol':'AAPL','account':'paper:main','status':'filled',"
                + "'micros':2000,'steps':["
                + "{'hop':'accept','at':'2026-01-02T15:00:00.000100Z','micros':1000,"
                + "'share_percent':'50.00','source':'journal','input':17,'detail':null},"
                + "{'hop':'send','at':'2026-01-02T15:00:00.001100Z','micros':1000,"
                + "'share_percent':'50.00','source':'process','input':null,"
                + "'detail':'a\\u001b[2Jb'}]}");
    assertThat(Traces.trace(trace, Paint.PLAIN))
        .containsExactly(
            "AAPL o1 at paper:main: filled, 2.0 ms in all",
            "HOP     AT (UTC)           TOOK  SHARE %                INPUT  DETAIL",
            "accept  15:00:00.000     1.0 ms    50.00  ████████████     17",
            "send    15:00:00.001100  1.0 ms    50.00  ████████████         a?[2Jb");
  }
}
