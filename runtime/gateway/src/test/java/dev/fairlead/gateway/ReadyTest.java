// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.message.BrokerReport.Clearance.Standing;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Reply;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.PlacementId;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedAccount;
import dev.fairlead.testkit.ScriptedBroker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When a whole gateway takes orders at a broker that tells of its account. */
final class ReadyTest {
  private final ScriptedBroker broker = new ScriptedBroker();
  private final ScriptedAccount account = new ScriptedAccount();
  private final List<Rig> rigs = new ArrayList<>();

  private Rig open(MemoryJournal journal) {
    broker.keeps(account);
    Rig rig = Rig.open(journal, broker);
    rigs.add(rig);
    return rig;
  }

  @AfterEach
  void close() {
    rigs.reversed().forEach(Rig::close);
  }

  private static Standing standing(Rig rig) {
    return rig.manager.reconciliations().getFirst().clearance().standing();
  }

  private static Reply place(Rig rig) {
    return rig.manager.local().place(Samples.resting("10"));
  }

  private static Denial denial(Reply reply) {
    return ((Reply.Denied) reply).denial();
  }

  @Test
  @DisplayName("R-35 no order is taken before the first whole pass, and why is told")
  void noOrderIsTakenBeforeTheFirstWholePass() throws InterruptedException {
    account.leavingOut("page 2 failed");
    Rig rig = open(new MemoryJournal());
    Await.until("the link is up", () -> !rig.manager.capabilities().isEmpty());
    Await.until("the first pass", () -> rig.manager.reconciliations().getFirst().gap().isPresent());
    assertThat(denial(place(rig)).code()).isEqualTo("STARTING");
    assertThat(rig.manager.unreadyReason())
        .hasValueSatisfying(why ->
            assertThat(why)
                .startsWith("paper:main takes no new orders: its book was not held against")
                .endsWith("(it did not tell all: page 2 failed)"));
    account.tellingAll();
    broker.goDown("planted");
    broker.goUp();
    rig.manager.awaitReady();
    assertThat(place(rig)).isInstanceOf(Reply.Done.class);
  }

  @Test
  @DisplayName("R-35 a restart holds the book against the broker again; an agreeing one is quick")
  void aRestartHoldsTheBookAgainstTheBrokerAgain() throws InterruptedException {
    Rig rig = open(new MemoryJournal());
    rig.manager.awaitReady();
    Order order = rig.place("1");
    account.order(order.placement(), Samples.resting("10"));
    rig.awaitStatus(order.id(), OrderStatus.WORKING);
    Rig next = open(rig.journal.restarted());
    next.manager.awaitReady();
    assertThat(standing(next)).isEqualTo(Standing.CLEAR);
    next.place("2");
  }

  @Test
  @DisplayName("R-26 an order of ours that the book does not have keeps new ones back")
  void anOrderThatTheBookDoesNotHaveKeepsNewOnesBack() {
    account.order(PlacementId.of(1, 1, 1), Samples.resting("10"));
    Rig rig = open(new MemoryJournal());
    Await.until("it is found", () -> standing(rig) == Standing.DRIFTED);
    assertThat(denial(place(rig)).code()).isEqualTo("NOT_RECONCILED");
    assertThatThrownBy(rig.manager::awaitReady)
        .isInstanceOf(GatewayUnavailable.class)
        .hasMessageContaining("`fairlead drift`");
    account.withoutOrders();
    broker.goDown("planted");
    broker.goUp();
    rig.ready();
    assertThat(place(rig)).isInstanceOf(Reply.Done.class);
  }
}
