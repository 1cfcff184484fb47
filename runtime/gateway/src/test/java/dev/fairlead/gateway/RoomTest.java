// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.broker.BudgetState;
import dev.fairlead.broker.Budgets;
import dev.fairlead.gateway.GatewayUnavailable.Category;
import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.Reply;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Orders to a broker that lets few requests through, in a whole gateway. */
final class RoomTest {
  private static final Duration WAIT = Duration.ofSeconds(42);

  /** So many may be set aside; what was fetched comes back by nobody. */
  private static final class Room implements Budgets {
    private final AtomicInteger left = new AtomicInteger();

    @Override
    public Optional<Duration> pledge(boolean closing) {
      if (left.getAndUpdate(now -> Math.max(0, now - 1)) > 0) {
        return Optional.empty();
      }
      return Optional.of(WAIT);
    }

    @Override
    public void release() {
      left.incrementAndGet();
    }

    @Override
    public List<BudgetState> states() {
      Budget limit = new Budget(Budget.Lane.ALL, 200, Duration.ofMinutes(1));
      int percent = left.get() == 0 ? 0 : 100;
      return List.of(
          new BudgetState(
              "trading",
              List.of(new BudgetState.Limit(limit, 190, 0, left.get(), percent)),
              0,
              0,
              Optional.empty()));
    }
  }

  private final Room room = new Room();

  private Rig open() {
    Rig rig = Rig.open();
    rig.broker.limitedBy(room);
    return rig;
  }

  @Test
  @DisplayName("L-10 what the broker's limits leave no room for is refused before it is taken")
  void withoutRoomAnOrderIsNotTaken() {
    try (Rig rig = open()) {
      room.left.set(1);
      Order first = rig.place("a");
      rig.awaitStatus(first.id(), OrderStatus.WORKING);
      long before = rig.manager.lastSequence();
      assertThatThrownBy(() -> rig.place("b"))
          .isInstanceOfSatisfying(
              GatewayUnavailable.class,
              refused -> {
                assertThat(refused.category()).isEqualTo(Category.OVERLOADED);
                assertThat(refused.retryAfter()).contains(WAIT);
                assertThat(refused).hasMessageContaining("used up");
              });
      assertThat(rig.manager.order(first.id())).isPresent();
      assertThat(rig.journal.lastSequence()).as("nothing was written").isEqualTo(before);
      assertThat(rig.broker.commands()).hasSize(1);
    }
  }

  @Test
  @DisplayName("I-06 whoever asks again for an order that was taken hears of it, room or none")
  void anOrderThatWasTakenIsFoundAgain() {
    try (Rig rig = open()) {
      room.left.set(1);
      Order first = rig.place("a");
      Reply again = rig.manager.local().place(Samples.resting("10"), "a");
      assertThat(again).isInstanceOf(Reply.Repeated.class);
      assertThat(((Reply.Repeated) again).order().id()).isEqualTo(first.id());
    }
  }

  @Test
  void anOrderThatIsDeniedTakesNoRoom() {
    try (Rig rig = open()) {
      room.left.set(1);
      Reply denied = rig.manager.local().place(Samples.resting("10000000"), "a");
      assertThat(denied).isInstanceOf(Reply.Denied.class);
      assertThat(room.left).hasValue(1);
      rig.place("b");
    }
  }

  @Test
  void aCancelAsksForNoRoom() {
    try (Rig rig = open()) {
      room.left.set(1);
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      Rig.done(rig.manager.local().cancel(order.id()));
      rig.awaitStatus(order.id(), OrderStatus.CANCELED);
    }
  }

  @Test
  @DisplayName("F-B23 a budget that is used up is a cause of less health, and is journaled")
  void aUsedUpBudgetIsToldAsHealth() {
    try (Rig rig = open()) {
      Await.until(
          "the engine knows",
          () -> rig.manager.look(engine -> engine.state().health(Samples.ACCOUNT).isSpent()));
      assertThat(Objects.requireNonNull(rig.manager.health().get(Samples.ACCOUNT)).causes())
          .extracting(LinkHealth.Cause::kind)
          .containsExactly(LinkHealth.Kind.BUDGET);
      room.left.set(10);
      Await.until(
          "it knows that there is room again",
          () -> !rig.manager.look(engine -> engine.state().health(Samples.ACCOUNT).isSpent()));
    }
  }

  @Test
  void theBudgetIsTold() {
    try (Rig rig = open()) {
      room.left.set(3);
      assertThat(rig.manager.links().getFirst().budgets()).isEqualTo(room.states());
      assertThat(Objects.requireNonNull(rig.manager.metrics().get(Samples.ACCOUNT)).budgets())
          .isEqualTo(room.states());
    }
  }
}
