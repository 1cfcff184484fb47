// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.health.Circuit.Sight;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.LinkHealth.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A breaker told as a script: a line is what is seen, a query's end or time that passes, and what
 * the breaker is afterwards. By the usual rules: 5 failures in a row, half of 10 requests, a score
 * below 40 or more than 30 % of 20 placings refused; held for 5, 10, 20 s, …; 3 queries, 1 s apart,
 * and a score of 60.
 */
class CircuitTest {
  private static final HealthRules RULES = HealthRules.DEFAULT;

  private Circuit circuit = Circuit.closed(0);
  private HealthRules rules = RULES;
  private long now;

  private void tell(String script) {
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    for (String line : script.lines().filter(each -> !each.isBlank()).toList()) {
      String[] halves = line.split("\\|", -1);
      String input = halves[0].strip();
      expected.add(input + " | " + halves[1].strip());
      step(input);
      String wants = circuit.wantsProbe(now) ? " asks" : "";
      actual.add(input + " | " + circuit.breaker().word() + wants);
    }
    assertThat(actual).isEqualTo(expected);
  }

  private void step(String input) {
    String[] words = input.split(" ", -1);
    switch (words[0]) {
      case "after" -> {
        now += Duration.parse("PT" + words[1].toUpperCase(Locale.ROOT)).toNanos();
        circuit = circuit.seeing(sight(words), rules);
      }
      case "good" -> circuit = circuit.probed(true, now, rules.closing());
      case "bad" -> circuit = circuit.probed(false, now, rules.closing());
      default -> circuit = circuit.seeing(sight(words), rules);
    }
  }

  private Sight sight(String[] words) {
    boolean up = true;
    int score = 100;
    int inARow = 0;
    Map<Kind, Reading> readings = new EnumMap<>(Kind.class);
    for (String word : words) {
      String[] parts = word.split("=", -1);
      switch (parts[0]) {
        case "down" -> up = false;
        case "score" -> score = Integer.parseInt(parts[1]);
        case "row" -> inARow = Integer.parseInt(parts[1]);
        case "errors" -> readings.put(Kind.ERRORS, reading(parts[1]));
        case "rejects" -> readings.put(Kind.REJECTS, reading(parts[1]));
        default -> {
          // The step's own word, or its time.
        }
      }
    }
    return new Sight(now, up, score, inARow, readings);
  }

  private static Reading reading(String text) {
    String[] parts = text.split("/", -1);
    return new Reading(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
  }

  @Test
  void opensByFailuresInARow() {
    tell(
        """
        see row=4        | closed
        see row=5        | open
        """);
  }

  @Test
  void opensByTheShareOfRequestsThatFail() {
    tell(
        """
        see errors=49/10 | closed
        see errors=100/9 | closed
        see errors=50/10 | open
        """);
  }

  @Test
  void opensByAScoreThatIsTooLow() {
    tell(
        """
        see score=40     | closed
        see score=39     | open
        """);
  }

  @Test
  @DisplayName("R-25 more than 30 % of the last 20 placings refused: half-open at once")
  void isHalfOpenByRefusals() {
    tell(
        """
        see rejects=30/20  | closed
        see rejects=100/19 | closed
        see rejects=31/20  | half_open asks
        good               | half_open
        after 1s           | half_open asks
        good               | half_open
        after 1s           | half_open asks
        good               | half_open
        see                | closed
        """);
  }

  @Test
  void opensNotWhileTheLinkIsDown() {
    tell(
        """
        see down row=9 score=0 errors=100/99 | closed
        """);
  }

  @Test
  void isTriedByQueriesOnceItWasHeld() {
    tell(
        """
        see row=5        | open
        after 4.9s     | open
        after 0.1s      | half_open asks
        good             | half_open
        after 0.999s      | half_open
        after 0.001s        | half_open asks
        good             | half_open
        after 1s         | half_open asks
        good             | half_open
        see              | closed
        """);
  }

  @Test
  void aQueryThatFailsOpensItAgainForTwiceAsLong() {
    tell(
        """
        see row=5        | open
        after 5s         | half_open asks
        good             | half_open
        after 1s         | half_open asks
        bad              | open
        after 9.9s     | open
        after 0.1s      | half_open asks
        bad              | open
        after 19.9s    | open
        after 0.1s      | half_open asks
        bad              | open
        after 39.9s    | open
        after 0.1s      | half_open asks
        bad              | open
        after 59.9s    | open
        after 0.1s      | half_open asks
        bad              | open
        after 59.9s    | open
        after 0.1s      | half_open asks
        """);
    assertThat(circuit.badProbes()).isEqualTo(5);
  }

  @Test
  void whatFailsMeanwhileOpensItAgain() {
    tell(
        """
        see row=5        | open
        after 5s         | half_open asks
        good             | half_open
        see row=4        | half_open
        see row=5        | open
        after 9.9s     | open
        after 0.1s      | half_open asks
        """);
  }

  @Test
  void closesNotByQueriesAloneWhereTheScoreIsStillLow() {
    tell(
        """
        see row=5        | open
        after 5s         | half_open asks
        good             | half_open
        after 1s         | half_open asks
        good             | half_open
        after 1s         | half_open asks
        good             | half_open
        see score=59     | half_open
        after 1s score=59 | half_open asks
        good             | half_open
        see score=60     | closed
        """);
  }

  @Test
  void waitsForALinkThatIsDown() {
    tell(
        """
        see row=5        | open
        after 60s down   | open
        see              | half_open asks
        see down         | open
        good             | open
        after 4s         | open
        after 1s         | half_open asks
        """);
  }

  @Test
  void remembersForAWhileThatItWasOpen() {
    tell(
        """
        see row=5        | open
        after 5s         | half_open asks
        good             | half_open
        good             | half_open
        good             | half_open
        see              | closed
        after 59s        | closed
        see row=5        | open
        after 9.9s     | open
        after 0.1s      | half_open asks
        good             | half_open
        good             | half_open
        good             | half_open
        see              | closed
        after 60s        | closed
        see row=5        | open
        after 5s         | half_open asks
        """);
  }

  @Test
  void staysClosedWhereItMayNotOpen() {
    rules = RULES.neverOpening();
    tell(
        """
        see row=99 score=0 errors=100/99 rejects=100/20 | closed
        """);
  }

  @Test
  void afterARestartItIsOpenIfItWasNotClosed() {
    circuit = Circuit.resumed(0);
    tell(
        """
        after 4.9s     | open
        after 0.1s      | half_open asks
        """);
    assertThat(circuit.breaker()).isEqualTo(Breaker.HALF_OPEN);
  }
}
