// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.Event;
import dev.fairlead.message.Event.BreakerMoved;
import dev.fairlead.message.Event.HealthChanged;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.LinkHealth.Cause;
import dev.fairlead.message.LinkHealth.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a verdict on a link changes: where new orders may go, and nothing else. */
final class HealthTest {
  private static final LinkHealth WELL = LinkHealth.unjudged(Desk.ACCOUNT);

  private final Desk desk = Desk.open("100000", 2);

  private static LinkHealth verdict(Breaker breaker) {
    return new LinkHealth(Desk.ACCOUNT, 30, breaker, List.of(new Cause(Kind.ERRORS, 70, 100, 5)));
  }

  private static String denied(String breaker) {
    return "denied NO_BROKER_READY: no broker is ready: the breaker of paper:main is "
        + breaker
        + ": errors 100 % (limit 5 %)";
  }

  @Test
  void anOpenBreakerKeepsNewOrdersBackUntilItIsClosed() {
    desk.apply(verdict(Breaker.OPEN));
    Scenario.tell(desk, "place o1 buy 10 AAPL limit 100 | " + denied("open"));
    desk.apply(WELL);
    Scenario.tell(
        desk,
        """
        place o2 buy 10 AAPL limit 100 | o2 accepted [ACCEPTED 0]; send place p1; done o2
        """);
  }

  @ParameterizedTest
  @EnumSource
  void aLowScoreAloneKeepsNothingBack(Breaker breaker) {
    desk.apply(verdict(breaker));
    String told =
        breaker == Breaker.CLOSED
            ? "o1 accepted [ACCEPTED 0]; send place p1; done o1"
            : denied(breaker == Breaker.OPEN ? "open" : "half-open");
    Scenario.tell(desk, "place o1 buy 10 AAPL limit 100 | " + told);
  }

  @Test
  @DisplayName("I-31 what is there already goes on: cancels, replaces and closings pass")
  void ordersAndPositionsThatAreThereGoOn() {
    Scenario.tell(
        desk,
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [FILLED 10]
        place o2 buy 5 AAPL limit 90   | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p2 answers place accepted B2   | o2 working [WORKING 0]
        place o3 buy 5 AAPL limit 90   | o3 accepted [ACCEPTED 0]; send place p3; done o3
        p3 answers place accepted B3   | o3 working [WORKING 0]
        """);
    desk.apply(verdict(Breaker.HALF_OPEN));
    Scenario.tell(
        desk,
        """
        cancel o2            | o2 cancel-requested [PENDING_CANCEL 0]; send cancel p2;
                             | look in 0.5s; done o2
        replace o3 o4 qty 4  | o3 replace-requested by o4 [PENDING_REPLACE 0];
                             | o4 accepted [ACCEPTED 0]; send replace p3; look in 5s; done o4
        close o5 AAPL all    | o5 accepted [ACCEPTED 0]; send place p4; done o5
        """);
  }

  @Test
  void aLinkIsToldToBeUpAndDownByTurns() {
    List<Event> told = new ArrayList<>();
    LinkChange up = new LinkChange.Up(Desk.ACCOUNT, Desk.capabilities(null));
    for (LinkChange change :
        List.of(
            up,
            new LinkChange.Down(Desk.ACCOUNT, "cut"),
            new LinkChange.Down(Desk.ACCOUNT, "still cut"),
            up,
            up)) {
      desk.apply(change).events().stream()
          .filter(Event.GatewayEvent.class::isInstance)
          .forEach(told::add);
    }
    assertThat(told)
        .containsExactly(new Event.LinkDown(Desk.ACCOUNT, "cut"), new Event.LinkUp(Desk.ACCOUNT));
  }

  @Test
  void aVerdictIsToldOnceAndSurvivesLossAndRestart() {
    LinkHealth open = verdict(Breaker.OPEN);
    assertThat(desk.apply(open).events())
        .containsExactly(new HealthChanged(open), new BreakerMoved(Breaker.CLOSED, open));
    assertThat(desk.apply(open).events()).isEmpty();
    Scenario.tell(
        desk,
        """
        down    |
        up      |
        restart |
        up      |
        """);
    Scenario.tell(desk, "place o1 buy 10 AAPL limit 100 | " + denied("open"));
    assertThat(desk.state().health(Desk.ACCOUNT)).isEqualTo(open);
    assertThat(desk.apply(WELL).events())
        .containsExactly(new HealthChanged(WELL), new BreakerMoved(Breaker.OPEN, WELL));
  }
}
