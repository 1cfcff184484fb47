// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.health.HealthRules.Weight;
import dev.fairlead.message.LinkHealth.Cause;
import dev.fairlead.message.LinkHealth.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScoreTest {
  private static final List<Weight> WEIGHTS = HealthRules.DEFAULT.weights();

  /** What is observed, such as {@code errors=50/20 feed=40000/1}: value and of how many. */
  private static Map<Kind, Reading> readings(String text) {
    Map<Kind, Reading> readings = new EnumMap<>(Kind.class);
    for (String each : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      String[] parts = each.split("[=/]", -1);
      readings.put(
          Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)),
          new Reading(Long.parseLong(parts[1]), Integer.parseInt(parts[2])));
    }
    return readings;
  }

  @ParameterizedTest(name = "[{0}] scores {1} by [{2}]")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | 100 | ''
          # at its limit nothing is lost, at its end all, between them in a straight line
          errors=5/100 | 100 | ''
          errors=14/100 | 86 | errors 14 % (limit 5 %)
          errors=50/100 | 30 | errors 50 % (limit 5 %)
          errors=100/100 | 30 | errors 100 % (limit 5 %)
          latency=1000/64 | 100 | ''
          latency=5500/64 | 80 | latency 5500 ms (limit 1000 ms)
          latency=60000/64 | 60 | latency 60000 ms (limit 1000 ms)
          rejects=15/20 | 100 | ''
          rejects=30/20 | 88 | rejects 30 % (limit 15 %)
          rejects=100/20 | 70 | rejects 100 % (limit 15 %)
          feed=30000/1 | 100 | ''
          feed=75000/1 | 80 | feed 75000 ms (limit 30000 ms)
          feed=900000/1 | 60 | feed 900000 ms (limit 30000 ms)
          # of a budget less is worse
          budget=100/1 | 100 | ''
          budget=20/1 | 100 | ''
          budget=10/1 | 85 | budget 10 % (limit 20 %)
          budget=0/1 | 70 | budget 0 % (limit 20 %)
          # a link that went down once has come up again
          session=1/1 | 100 | ''
          session=3/1 | 84 | session 3 (limit 1)
          session=32/1 | 60 | session 32 (limit 1)
          drift=0/1 | 100 | ''
          drift=4/1 | 88 | drift 4 (limit 0)
          probes=2/1 | 80 | probes 2 (limit 0)
          # too few say nothing
          errors=100/4 | 100 | ''
          errors=100/5 | 30 | errors 100 % (limit 5 %)
          rejects=100/9 | 100 | ''
          latency=60000/4 | 100 | ''
          # what is lost adds up, the worst is told first, and less than nothing there is not
          feed=75000/1 errors=32/50 | 38 | errors 32 % (limit 5 %); feed 75000 ms (limit 30000 ms)
          errors=99/9 feed=999999/1 | 0 | errors 99 % (limit 5 %); feed 999999 ms (limit 30000 ms)
          budget=0/1 drift=10/1 | 40 | budget 0 % (limit 20 %); drift 10 (limit 0)
          """)
  void losesPointsByWhatIsObserved(String observed, int points, String causes) {
    Score score = Score.of(readings(observed), WEIGHTS);
    assertThat(score.points()).isEqualTo(points);
    assertThat(String.join("; ", score.causes().stream().map(Cause::toString).toList()))
        .isEqualTo(causes);
  }

  @Test
  void aLinkThatIsDownScoresNothing() {
    assertThat(Score.down(2)).isEqualTo(new Score(0, List.of(new Cause(Kind.SESSION, 100, 2, 0))));
    assertThat(Score.down(0).causes()).containsExactly(new Cause(Kind.SESSION, 100, 1, 0));
  }

  @ParameterizedTest
  @EnumSource
  void everyKindIsWeighed(Kind kind) {
    assertThat(WEIGHTS).extracting(Weight::kind).containsOnlyOnce(kind);
  }

  @ParameterizedTest
  @EnumSource
  void moreOfAKindIsNeverBetter(Kind kind) {
    Weight weight = WEIGHTS.stream().filter(each -> each.kind() == kind).findFirst().orElseThrow();
    long step = Math.max(1, Math.abs(weight.to() - weight.from()) / 50);
    int before = 0;
    for (int i = -10; i < 70; i++) {
      long observed = weight.from() + Long.signum(weight.to() - weight.from()) * (long) i * step;
      int lost = weight.lost(observed);
      assertThat(lost).isBetween(before, weight.points());
      before = lost;
    }
    assertThat(before).isEqualTo(weight.points());
  }

  @Test
  void refusesRulesThatContradictThemselves() {
    HealthRules usual = HealthRules.DEFAULT;
    List<Weight> twice = List.of(WEIGHTS.getFirst(), WEIGHTS.getFirst());
    assertThatThrownBy(() -> new Weight(Kind.ERRORS, 5, 5, 10, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Weight(Kind.ERRORS, 5, 50, 101, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> rules(twice, usual.closing()))
        .hasMessage("a kind has more than one weight");
    HealthRules.Closing low =
        new HealthRules.Closing(
            usual.closing().hold(),
            usual.closing().longest(),
            3,
            usual.closing().every(),
            usual.closing().within(),
            39);
    assertThatThrownBy(() -> rules(WEIGHTS, low)).hasMessageContaining("would open again at once");
  }

  private static HealthRules rules(List<Weight> weights, HealthRules.Closing closing) {
    HealthRules usual = HealthRules.DEFAULT;
    return new HealthRules(
        weights,
        usual.window(),
        usual.memory(),
        usual.opening(),
        closing,
        usual.step(),
        usual.quiet());
  }
}
