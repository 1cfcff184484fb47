// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.remote.Delivery.Answer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RateHeadersTest {
  private static final Instant NOW = Instant.parse("2026-11-30T15:00:00Z");

  /** Half a minute later. */
  private static final String RESET = Long.toString(NOW.getEpochSecond() + 30);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # status | headers | left | limit | resets | refused until
          200 | - | - | - | - | -
          200 | remaining=7;limit=200;reset=RESET | 7 | 200 | 15:00:30 | -
          200 | remaining=7;reset=RESET | 7 | 7 | 15:00:30 | -
          200 | remaining=7 | - | - | - | -
          200 | remaining=-3;reset=RESET | 0 | 0 | 15:00:30 | -
          200 | remaining=many;reset=soon | - | - | - | -
          200 | remaining=7;reset=9999999999999999999 | - | - | - | -
          200 | retry-after=5 | - | - | - | -
          429 | retry-after=5 | - | - | - | 15:00:05
          429 | retry-after=Mon, 30 Nov 2026 15:00:09 GMT | - | - | - | 15:00:09
          429 | retry-after=-5 | - | - | - | never told
          429 | retry-after=99999999999999999999999 | - | - | - | never told
          429 | - | - | - | - | never told
          429 | reset=RESET | - | - | - | 15:00:30
          """)
  @DisplayName("F-B23 what an answer says of its budget is read, and what is absurd says nothing")
  void readsWhatAnAnswerSays(
      int status,
      @Nullable String headers,
      @Nullable Integer left,
      @Nullable Integer limit,
      @Nullable String resets,
      @Nullable String refused) {
    RateHeaders read = RateHeaders.of(new Answer(status, map(headers), ""), NOW);
    assertThat(read.told())
        .isEqualTo(
            left == null || limit == null || resets == null
                ? Optional.empty()
                : Optional.of(new RateHeaders.Told(left, limit, instant(resets))));
    Optional<Instant> until =
        refused == null
            ? Optional.empty()
            : Optional.of(refused.equals("never told") ? Instant.MIN : instant(refused));
    assertThat(read.refusedUntil()).isEqualTo(until);
  }

  private static Instant instant(String time) {
    return Instant.parse("2026-11-30T" + time + "Z");
  }

  /** Those of a limit without what their names begin with. */
  private static Map<String, String> map(@Nullable String headers) {
    return headers == null
        ? Map.of()
        : Arrays.stream(headers.split(";"))
            .map(each -> each.replace("RESET", RESET).split("=", 2))
            .collect(Collectors.toMap(each -> name(each[0]), each -> each[1]));
  }

  private static String name(String header) {
    return header.equals("retry-after") ? header : "x-ratelimit-" + header;
  }
}
