// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.message.BrokerReport.Clearance.Standing;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Event.ClearanceChanged;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Principal;
import dev.fairlead.money.Price;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What it changes that the book of an account was, or was not, held against its broker. */
final class ClearanceTest {
  private static final BrokerAccount A = BrokerAccount.parse("paper:a");
  private static final BrokerAccount B = BrokerAccount.parse("paper:b");

  private final Desk desk = Desk.open("100000", 2);

  private static Clearance said(BrokerAccount account, Standing standing) {
    return standing == Standing.CLEAR
        ? Clearance.clear(account)
        : new Clearance(account, standing, "look at it");
  }

  private static Reply place(Desk desk, int number) {
    ClientCommand.Place place =
        new ClientCommand.Place(
            new Principal("p"),
            new OrderId(new UUID(9, number)),
            "c" + number,
            OrderRequest.buy("AAPL", "1").limit("100"),
            Price.parse("100"));
    return Objects.requireNonNull(desk.apply(place).reply());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("R-26, R-35 only an account whose book is clear takes new orders")
  void onlyAClearAccountTakesNewOrders(Standing standing) {
    desk.apply(said(Desk.ACCOUNT, standing));
    String told =
        standing == Standing.CLEAR
            ? "o1 accepted [ACCEPTED 0]; send place p1; done o1"
            : "denied " + standing.code() + ": paper:main takes no new orders: look at it";
    Scenario.tell(desk, "place o1 buy 10 AAPL limit 100 | " + told);
  }

  @Test
  @DisplayName("I-31 cancels, replaces and closings pass whatever the clearance")
  void ordersAndPositionsThatAreThereGoOn() {
    Scenario.tell(
        desk,
        """
        place o1 buy 10 AAPL limit 100 | o1 accepted [ACCEPTED 0]; send place p1; done o1
        p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [FILLED 10]
        place o2 buy 5 AAPL limit 90   | o2 accepted [ACCEPTED 0]; send place p2; done o2
        p2 answers place accepted B2   | o2 working [WORKING 0]
        """);
    desk.apply(said(Desk.ACCOUNT, Standing.DRIFTED));
    Scenario.tell(
        desk,
        """
        cancel o2            | o2 cancel-requested [PENDING_CANCEL 0]; send cancel p2;
                             | look in 0.5s; done o2
        close o5 AAPL all    | o5 accepted [ACCEPTED 0]; send place p3; done o5
        """);
  }

  @Test
  void itIsToldOnceAndSurvivesLossAndRestart() {
    Clearance drifted = said(Desk.ACCOUNT, Standing.DRIFTED);
    assertThat(desk.apply(drifted).events()).containsExactly(new ClearanceChanged(drifted));
    assertThat(desk.apply(drifted).events()).isEmpty();
    Scenario.tell(
        desk,
        """
        down    |
        up      |
        restart |
        up      |
        """);
    assertThat(desk.state().clearance(Desk.ACCOUNT)).isEqualTo(drifted);
    assertThat(place(desk, 1)).isInstanceOf(Reply.Denied.class);
  }

  @Test
  @DisplayName("L-11 orders go to another account while the first is not reconciled")
  void ordersGoToAnotherAccountMeanwhile() {
    Desk several = Desk.open(new Routing("failover", List.of(A, B)));
    several.apply(said(A, Standing.STALE));
    assertThat(place(several, 1))
        .isInstanceOfSatisfying(
            Reply.Done.class, done -> assertThat(done.order().account()).isEqualTo(B));
    several.apply(said(B, Standing.STARTING));
    assertThat(place(several, 2))
        .isEqualTo(new Reply.Denied(new Denial.NotCleared(said(A, Standing.STALE))));
    several.apply(said(A, Standing.CLEAR));
    assertThat(place(several, 3))
        .isInstanceOfSatisfying(
            Reply.Done.class, done -> assertThat(done.order().account()).isEqualTo(A));
  }
}
