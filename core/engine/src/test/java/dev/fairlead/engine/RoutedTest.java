// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.Event.Routed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every order that goes somewhere is told with where and why. */
final class RoutedTest {
  private final Desk desk = Desk.open("100000", 1);

  private List<Routed> routed() {
    return desk.outcomes().stream()
        .flatMap(outcome -> outcome.events().stream())
        .filter(Routed.class::isInstance)
        .map(Routed.class::cast)
        .toList();
  }

  private Routed last(int of) {
    assertThat(routed()).hasSize(of);
    return routed().getLast();
  }

  @Test
  void anOrderIsRoutedByTheStrategy() {
    Scenario.tell(
        desk,
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        """);
    Routed route = last(1);
    assertThat(route.order()).isEqualTo(Scenario.orderId("o1"));
    assertThat(route.account()).isEqualTo(Desk.ACCOUNT);
    assertThat(route.placement()).isEqualTo(desk.state().placements().getFirst().id());
    assertThat(route.strategy()).isEqualTo("primary-only");
    assertThat(route.reason()).contains("paper:main is the only configured account");
  }

  @Test
  void aReplacementStaysWhereItsPredecessorWorks() {
    Scenario.tell(
        desk,
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place accepted B1   | o1 working [WORKING 0]
        replace o1 o2 qty 4            | o1 replace-requested by o2 [PENDING_REPLACE 0];
                                       | o2 accepted [ACCEPTED 0]; send replace p1; look in 5s;
                                       | done o2
        """);
    Routed route = last(2);
    assertThat(route.order()).isEqualTo(Scenario.orderId("o2"));
    assertThat(route.strategy()).isEqualTo(Routed.PINNED);
    assertThat(route.reason()).contains("takes over from order " + Scenario.orderId("o1"));
  }

  @Test
  void aClosingGoesWhereThePositionIs() {
    Scenario.tell(
        desk,
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [FILLED 10]
        close o2 AAPL all              | o2 accepted [ACCEPTED 0]; send place p2; done o2
        """);
    assertThat(last(2).reason()).isEqualTo("it closes a position that paper:main holds");
  }

  @Test
  void onePlacedAgainSaysWhatBecameOfTheFirst() {
    Scenario.tell(
        desk,
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 answers place doubt slow    | o1 in-doubt [IN_DOUBT 0]; send query p1; look in 0.2s
        p1 answers query accepted      |
        sleep 30s                      |
        p1 tells not-found             |
        p1 tells not-found             |
        p1 tells not-found             | o1 rerouted [ACCEPTED 0]; send place p2
        """);
    Routed route = last(2);
    assertThat(route.order()).isEqualTo(Scenario.orderId("o1"));
    assertThat(route.reason())
        .contains("its placing " + routed().getFirst().placement() + " never arrived");
    assertThat(route.placement()).isNotEqualTo(routed().getFirst().placement());
  }

  @Test
  void aDeniedOrderGoesNowhere() {
    Scenario.tell(
        desk,
        """
        place o1 buy 10 NONE limit 100 | denied INVALID_ORDER: symbol 'NONE' breaks rule
                                       | unknown-symbol: asset not found for NONE
        """);
    assertThat(routed()).isEmpty();
  }
}
