// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.Input;
import dev.fairlead.model.Order;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.state.EngineState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * I-19: whatever the order in which a broker's news of an order arrives, and however often, order,
 * placement, position and money end alike, once the broker has answered what it was asked.
 *
 * <p>Exhaustive: every order of the news, with each of them doubled at every place, and all told
 * twice; the largest set of news with {@code -Dfairlead.all=true} only.
 *
 * <p>The last tests show where news leave open what the broker meant. What executed is the same all
 * the same, and nothing is live that had ended.
 */
final class ConfluenceTest {
  private static final String PLACED = "place o1 buy 10 AAPL limit 110";
  private static final String DOUBTED = PLACED + "; p1 answers place doubt slow";
  private static final String WORKING = PLACED + "; p1 answers place accepted B1";
  private static final String MORE = WORKING + "; replace o1 o2 qty 15 limit 109";
  private static final String DEARER = WORKING + "; replace o1 o2 limit 109";

  /** Most queries that the news of one order may lead to after each other. */
  private static final int MOST_QUERIES = 3;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p1 answers place accepted B1; p1 tells working B1; p1 tells fill x1 4 @ 100;"
            + " p1 tells fill x2 6 @ 101",
        "p1 tells working B1; p1 tells fill x1 4 @ 100; p1 tells canceled",
        "p1 tells fill x1 4 @ 100; p1 tells fill x2 6 @ 101; p1 tells canceled;"
            + " p1 tells working B1",
        "p1 tells fill x1 4 @ 100; p1 tells expired; p1 tells fill x2 2 @ 101;"
            + " p1 answers place accepted B1",
        "p1 tells fill x1 4 @ 100; p1 tells rejected halted; p1 answers place accepted B1",
        "p1 tells fill x1 4 @ 100; p1 tells bust x1; p1 tells fill x2 3 @ 101;"
            + " p1 tells working B1",
        "p1 tells fill x1 4 @ 100; p1 tells correct x1 r1 3 @ 102;"
            + " p1 tells correct x1 r2 2 @ 103; p1 tells fill x2 1 @ 99",
        "p1 tells fill x1 4 @ 100; p1 tells correct x1 r1 3 @ 102; p1 tells bust x1;"
            + " p1 tells canceled",
        "p1 tells fill x1 8 @ 100; p1 tells fill x2 8 @ 100; p1 tells canceled",
      })
  @DisplayName("I-19 the news of an order may come in any order and twice")
  void newsMayComeInAnyOrder(String news) {
    assertThat(ends(PLACED, news, "")).hasSize(1);
  }

  @Test
  @DisplayName("I-19 a filled order of which a bust leaves less ends as the broker then says")
  void aBustMayComeAnyWhere() {
    String news = "p1 tells fill x1 5 @ 100; p1 tells fill x2 5 @ 101; p1 tells bust x1";
    assertThat(ends(WORKING, news, "p1 tells found working B1 x2 5 @ 101"))
        .singleElement()
        .asString()
        .startsWith("o1 PARTIALLY_FILLED 5 ");
  }

  @Test
  @DisplayName("I-19 so does one of which a correction leaves less")
  void aCorrectionMayComeAnyWhere() {
    String news =
        "p1 tells fill x1 5 @ 100; p1 tells fill x2 5 @ 101; p1 tells correct x1 r1 3 @ 100";
    assertThat(ends(WORKING, news, "p1 tells found working B1 x1 r1 3 @ 100 x2 5 @ 101"))
        .singleElement()
        .asString()
        .startsWith("o1 PARTIALLY_FILLED 8 ");
  }

  @Test
  @DisplayName("I-19 the answers to queries of an order in doubt may come in any order and twice")
  void answersMayComeInAnyOrder() {
    String canceled = "p1 tells found canceled B1 x1 4 @ 100";
    assertThat(
            ends(
                DOUBTED,
                "p1 tells found working B1; p1 tells fill x1 4 @ 100; p1 tells canceled",
                canceled))
        .hasSize(1);
    assertThat(
            ends(DOUBTED, canceled + "; p1 tells fill x1 4 @ 100; p1 tells working B1", canceled))
        .hasSize(1);
    assertThat(
            ends(
                DOUBTED,
                "p1 tells found working B1 x1 4 @ 100; p1 tells fill x1 4 @ 100;"
                    + " p1 tells fill x2 6 @ 101",
                "p1 tells found filled B1 x1 4 @ 100 x2 6 @ 101"))
        .hasSize(1);
    assertThat(
            ends(
                DOUBTED,
                "p1 answers place accepted B1; p1 tells not-found; p1 tells fill x1 4 @ 100;"
                    + " p1 tells expired",
                "p1 tells found expired B1 x1 4 @ 100"))
        .hasSize(1);
  }

  @Test
  @DisplayName("I-20 better prices may come in any order")
  void betterPricesMayComeInAnyOrder() {
    String news =
        "p1 tells trailed 101; p1 tells trailed 103; p1 tells trailed 102; p1 tells working B1";
    assertThat(ends("place o1 sell 10 AAPL trail 1", news, "")).hasSize(1);
  }

  @Test
  @DisplayName("I-21 the fills of a chain sum up alike, whichever order they are written on")
  void theFillsOfAChainSumUpAlike() {
    String fills = "p1 tells fill x1 10 @ 100; p1 tells fill x2 2 @ 101; p1 tells fill x3 3 @ 102";
    assertThat(ends(MORE, "p1 tells replaced B2; " + fills, ""))
        .singleElement()
        .asString()
        .startsWith("o2 FILLED 15 ");
    assertThat(ends(DEARER, "p1 tells replaced B2; p1 tells fill x1 10 @ 100", ""))
        .singleElement()
        .asString()
        .startsWith("o2 FILLED 10 ");
  }

  @Test
  @DisplayName("I-21 a replace is refused alike before the last fill and after it")
  void aReplaceIsRefusedAlike() {
    String news =
        "p1 answers replace refused late; p1 tells fill x1 4 @ 100; p1 tells fill x2 6 @ 99";
    assertThat(ends(MORE, news, "")).singleElement().asString().startsWith("o2 REJECTED 0 ");
    assertThat(ends(DEARER, news, "")).singleElement().asString().startsWith("o2 REJECTED 0 ");
  }

  @Test
  @DisplayName("I-19 five news, or seven with -Dfairlead.all=true, end alike in every order")
  void manyNewsEndAlike() {
    List<String> news =
        List.of(
            "p1 answers place accepted B1",
            "p1 tells fill x1 4 @ 100",
            "p1 tells correct x1 r1 3 @ 102",
            "p1 tells fill x2 2 @ 101",
            "p1 tells bust x2",
            "p1 tells working B1",
            "p1 tells expired");
    int many = Boolean.getBoolean("fairlead.all") ? 7 : 5;
    Set<String> ends = new TreeSet<>();
    for (List<String> telling : permutations(news.subList(0, many))) {
      ends.add(end(PLACED, telling, ""));
    }
    assertThat(ends).hasSize(1);
  }

  @Test
  @DisplayName("I-18 of two ends the first one told stands: a broker ends an order once")
  void ofTwoEndsTheFirstStands() {
    assertThat(ends(PLACED, "p1 tells canceled; p1 tells expired", ""))
        .extracting(ConfluenceTest::status)
        .containsExactlyInAnyOrder("CANCELED", "EXPIRED");
  }

  @Test
  @DisplayName("1.2 an end that is told before its replace is the end of the old order")
  void anEndBeforeItsReplaceIsTheEndOfTheOldOrder() {
    Set<String> ends = ends(MORE, "p1 tells replaced B2; p1 tells canceled", "");
    assertThat(ends)
        .extracting(ConfluenceTest::status)
        .containsExactlyInAnyOrder("CANCELED", "REJECTED");
    assertThat(ends)
        .extracting(ConfluenceTest::ledger)
        .containsOnly(ledger(ends.iterator().next()));
  }

  private static String status(String end) {
    return end.split(" ", -1)[1];
  }

  private static String ledger(String end) {
    return end.substring(end.indexOf('§'));
  }

  /** All the ways it ends; {@code truth} is what the broker answers to queries at the end. */
  private static Set<String> ends(String opening, String news, String truth) {
    Set<String> ends = new TreeSet<>();
    for (List<String> telling : tellings(List.of(news.split("; ", -1)))) {
      ends.add(end(opening, telling, truth));
    }
    return ends;
  }

  private static Set<List<String>> tellings(List<String> news) {
    Set<List<String>> tellings = new LinkedHashSet<>(permutations(news));
    for (List<String> once : List.copyOf(tellings)) {
      List<String> twice = new ArrayList<>(once);
      twice.addAll(once);
      tellings.add(twice);
      for (String each : news) {
        for (int at = 0; at <= once.size(); at++) {
          List<String> doubled = new ArrayList<>(once);
          doubled.add(at, each);
          tellings.add(doubled);
        }
      }
    }
    return tellings;
  }

  private static List<List<String>> permutations(List<String> all) {
    if (all.size() <= 1) {
      return List.of(all);
    }
    List<List<String>> permutations = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      List<String> rest = new ArrayList<>(all);
      String first = rest.remove(i);
      for (List<String> tail : permutations(rest)) {
        List<String> permutation = new ArrayList<>(List.of(first));
        permutation.addAll(tail);
        permutations.add(permutation);
      }
    }
    return permutations;
  }

  private static String end(String opening, List<String> news, String truth) {
    Desk desk = Desk.open("100000", 2);
    Scenario scenario = new Scenario(desk);
    for (String line : opening.split("; ", -1)) {
      scenario.step(new Words(line));
    }
    // All news is about the terms as they are now, whatever the engine makes of them meanwhile.
    List<Input.Cause> causes = new ArrayList<>();
    for (String line : news) {
      causes.add(read(desk, line));
    }
    causes.forEach(desk::apply);
    for (int asked = 0; isAsked(desk) && !truth.isEmpty(); asked++) {
      assertThat(asked).as("I-25 queries without end: %s", news).isLessThan(MOST_QUERIES);
      desk.apply(read(desk, truth));
      desk.apply(read(desk, "p1 answers query accepted"));
    }
    return text(desk.state());
  }

  private static Input.Cause read(Desk desk, String line) {
    Words words = new Words(line);
    words.next();
    return Reports.read(desk.state().placements().getFirst().id(), desk.state(), words);
  }

  private static boolean isAsked(Desk desk) {
    Placement placement = desk.state().placements().getFirst();
    return placement.latest(Attempt.Kind.QUERY).filter(query -> query.result() == null).isPresent();
  }

  /** The order at the end of the chain, its placement, and after the mark the ledger. */
  private static String text(EngineState state) {
    Order order = state.orders().getLast();
    Placement placement = state.placements().getFirst();
    return "o%d %s %s %s %s by %s %s %s %s § %s %s %s"
        .formatted(
            order.id().value().getLeastSignificantBits(),
            order.status(),
            order.filled(),
            order.filledValue(),
            order.watermark(),
            placement.status(),
            placement.filled(),
            placement.brokerOrderId(),
            placement.fills(),
            state.positions(),
            state.balances(),
            state.parked());
  }
}
