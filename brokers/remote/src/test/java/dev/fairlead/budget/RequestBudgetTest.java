// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RequestBudgetTest {
  private static final Instant START = Instant.parse("2026-11-30T15:00:00Z");

  private volatile Instant now = START;
  private final RequestBudget budget =
      new RequestBudget(
          BudgetPlan.all("trading", 200, Duration.ofMinutes(1)), () -> now, this::nanos);

  private long nanos() {
    return Duration.between(START, now).toNanos();
  }

  private boolean take(Purpose purpose) throws InterruptedException {
    return budget.take(purpose, Duration.ZERO);
  }

  private int takeAll(Purpose purpose) throws InterruptedException {
    int taken = 0;
    while (take(purpose)) {
      taken++;
    }
    return taken;
  }

  @Test
  void whoCannotWaitTakesFromTheSameBudget() throws InterruptedException {
    int taken = 0;
    while (budget.takeNow(Purpose.PLACING)) {
      taken++;
    }
    assertThat(taken).isPositive();
    assertThat(take(Purpose.PLACING)).isFalse();
    assertThat(budget.takeNow(Purpose.CANCEL)).isTrue();
  }

  @Test
  @DisplayName("F-B23 what the broker says is left counts, until its window ends")
  void whatTheBrokerSaysCounts() throws InterruptedException {
    budget.told(2, 200, now.plusSeconds(30));
    assertThat(take(Purpose.PLACING)).isFalse();
    assertThat(take(Purpose.READING)).isFalse();
    assertThat(takeAll(Purpose.CANCEL)).isEqualTo(2);
    now = now.plusSeconds(31);
    assertThat(take(Purpose.READING)).isTrue();
  }

  @Test
  void answersThatOvertakeOneAnotherGiveNothingBack() throws InterruptedException {
    Instant end = now.plusSeconds(30);
    budget.told(0, 200, end);
    budget.told(50, 200, end);
    assertThat(take(Purpose.CANCEL)).isFalse();
  }

  @Test
  @DisplayName("F-B23 after a refusal nothing goes out until the broker's window ends")
  void afterARefusalNothingGoesOut() throws InterruptedException {
    budget.refused(now.plusSeconds(20));
    assertThat(budget.state().paused()).contains(Duration.ofSeconds(20));
    assertThat(budget.pledge(true)).contains(Duration.ofSeconds(20));
    now = now.plusSeconds(19);
    assertThat(take(Purpose.CANCEL)).isFalse();
    now = now.plusSeconds(2);
    assertThat(take(Purpose.CANCEL)).isTrue();
    assertThat(budget.state().paused()).isEmpty();
  }

  @Test
  @DisplayName("F-B38 a broker whose clock is wrong stops nobody for more than a minute")
  void aWrongClockStopsNobodyForLong() throws InterruptedException {
    budget.refused(now.plus(Duration.ofHours(5)));
    budget.told(0, 200, now.plus(Duration.ofHours(5)));
    now = now.plusSeconds(61);
    assertThat(take(Purpose.READING)).isTrue();
    budget.refused(Instant.MIN);
    assertThat(take(Purpose.CANCEL)).isFalse();
    now = now.plusSeconds(6);
    assertThat(take(Purpose.CANCEL)).isTrue();
  }

  @Test
  void anOrderThatWasSetAsideForGoesWhereAnotherHasToWait() throws InterruptedException {
    int free = budget.state().limits().getFirst().leftForOrders();
    for (int i = 0; i < free; i++) {
      assertThat(budget.pledge(false)).isEmpty();
    }
    assertThat(budget.pledge(false)).isPresent();
    assertThat(takeAll(Purpose.LOOK_UP)).isPositive();
    assertThat(takeAll(Purpose.CANCEL)).isPositive();
    budget.release();
    assertThat(take(Purpose.CANCEL)).as("what was given back").isTrue();
    assertThat(takeAll(Purpose.PLACING)).isEqualTo(free - 1);
  }

  @Test
  @DisplayName("R-13 for an order that closes the cancels' part is set aside")
  void aClosingOrderIsSetAsideFor() throws InterruptedException {
    takeAll(Purpose.PLACING);
    assertThat(budget.pledge(false)).isPresent();
    assertThat(budget.pledge(true)).isEmpty();
    assertThat(take(Purpose.CLOSING)).isTrue();
  }

  @Test
  void aRequestWaitsUntilThereIsRoom() throws InterruptedException {
    RequestBudget real =
        new RequestBudget(
            BudgetPlan.all("quick", 10, Duration.ofMillis(50)), InstantSource.system());
    while (real.takeNow(Purpose.CANCEL)) {
      // Until none is left.
    }
    assertThat(real.take(Purpose.CANCEL, Duration.ofSeconds(10))).isTrue();
  }

  @Test
  @DisplayName("F-B23 of those that wait cancels go first, and each kind in its turn")
  void thoseThatWaitGoInTheirOrder() {
    RequestBudget one =
        new RequestBudget(BudgetPlan.all("one", 1, Duration.ofSeconds(10)), () -> now, this::nanos);
    assertThat(one.takeNow(Purpose.CANCEL)).isTrue();
    List<String> gone = new CopyOnWriteArrayList<>();
    start(one, gone, Purpose.READING, "read", 1);
    start(one, gone, Purpose.PLACING, "first", 2);
    start(one, gone, Purpose.PLACING, "second", 3);
    start(one, gone, Purpose.CANCEL, "cancel", 4);
    for (int left = 3; left >= 0; left--) {
      now = now.plusSeconds(11);
      int waiting = left;
      Await.until("one goes", () -> one.state().waiting() == waiting);
      Await.until("it has gone", () -> gone.size() == 4 - waiting);
    }
    assertThat(gone).containsExactly("cancel", "first", "second", "read");
  }

  private static void start(
      RequestBudget budget, List<String> gone, Purpose purpose, String name, int waiting) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            if (budget.take(purpose, Duration.ofSeconds(20))) {
              gone.add(name);
            }
          } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
          }
        });
    Await.until(name + " waits", () -> budget.state().waiting() == waiting);
  }

  @Test
  void whoeverComesLaterDoesNotOvertake() throws InterruptedException {
    takeAll(Purpose.PLACING);
    List<String> gone = new CopyOnWriteArrayList<>();
    start(budget, gone, Purpose.PLACING, "first", 1);
    assertThat(budget.pledge(false)).isPresent();
    assertThat(budget.takeNow(Purpose.PLACING)).isFalse();
    assertThat(budget.takeNow(Purpose.CANCEL)).isTrue();
    now = now.plusSeconds(70);
    Await.until("it has gone", () -> gone.equals(List.of("first")));
  }

  @Test
  void whoGaveUpIsCounted() throws InterruptedException {
    takeAll(Purpose.PLACING);
    long before = budget.state().turnedAway();
    assertThat(budget.take(Purpose.PLACING, Duration.ofMillis(1))).isFalse();
    assertThat(budget.state().turnedAway()).isEqualTo(before + 1);
    assertThat(budget.state().waiting()).isZero();
  }

  @Test
  void aPlanWithoutALimitIsRefused() {
    assertThatThrownBy(() -> new BudgetPlan("trading", List.of()))
        .hasMessageContaining("at least one limit");
    assertThatThrownBy(() -> BudgetPlan.all("trading", 0, Duration.ofMinutes(1)))
        .hasMessageContaining("at least one request");
  }
}
