// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.BudgetState;
import dev.fairlead.broker.Budgets;
import dev.fairlead.door.Admission.Entry;
import dev.fairlead.model.BrokerAccount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is let in, and what is set aside where. */
final class AdmissionTest {
  private static final BrokerAccount A = BrokerAccount.parse("paper:a");
  private static final BrokerAccount B = BrokerAccount.parse("paper:b");
  private static final Duration WAIT = Duration.ofSeconds(7);

  /** So many orders may be set aside for, and one more that closes. */
  private static final class Room implements Budgets {
    private int left;

    Room(int left) {
      this.left = left;
    }

    @Override
    public Optional<Duration> pledge(boolean closing) {
      if (left > (closing ? -1 : 0)) {
        left--;
        return Optional.empty();
      }
      return Optional.of(WAIT);
    }

    @Override
    public void release() {
      left++;
    }

    @Override
    public List<BudgetState> states() {
      return List.of();
    }
  }

  private record Order(@Nullable BrokerAccount destination, boolean closes)
      implements Admission.Asking {}

  private final Room a = new Room(1);
  private final Room b = new Room(1);
  private final AtomicLong unanswered = new AtomicLong();

  private Admission of(Duration patience) {
    return new Admission(
        List.of(
            new Admission.Source(A, () -> a, unanswered::get),
            new Admission.Source(B, () -> b, () -> 0)),
        patience);
  }

  private static Admission.Asking to(@Nullable BrokerAccount account) {
    return new Order(account, false);
  }

  @Test
  void whereNothingIsLimitedNothingIsAsked() {
    Admission free =
        new Admission(
            List.of(new Admission.Source(A, () -> Budgets.UNLIMITED, unanswered::get)), WAIT);
    assertThat(free.isFree()).isTrue();
    assertThat(of(WAIT).isFree()).isFalse();
  }

  @Test
  void whatIsSetAsideElsewhereIsReleased() {
    Entry entry = of(WAIT).enter(to(A));
    assertThat(a.left + b.left).isZero();
    ((Entry.Open) entry).went(A);
    assertThat(a.left).isZero();
    assertThat(b.left).isEqualTo(1);
  }

  @Test
  void whatWentNowhereIsReleasedEverywhere() {
    ((Entry.Open) of(WAIT).enter(to(A))).went(null);
    assertThat(a.left).isEqualTo(1);
    assertThat(b.left).isEqualTo(1);
  }

  @Test
  @DisplayName("L-10 an order without room where it goes is refused, and sets nothing aside")
  void withoutRoomItIsRefused() {
    a.left = 0;
    Entry entry = of(Duration.ofMillis(1)).enter(to(A));
    assertThat(entry).isInstanceOf(Entry.Full.class);
    assertThat(((Entry.Full) entry).why()).contains("paper:a").contains("used up");
    assertThat(((Entry.Full) entry).retryAfter()).isEqualTo(WAIT);
    assertThat(b.left).isEqualTo(1);
  }

  @Test
  @DisplayName("L-11 one account without room keeps no order from another")
  void anotherAccountHasRoom() {
    a.left = 0;
    Entry entry = of(WAIT).enter(to(B));
    assertThat(entry).isInstanceOf(Entry.Open.class);
    assertThat(b.left).isZero();
  }

  @Test
  @DisplayName("R-13 an order that takes from a position has the cancels' part")
  void aClosingOrderIsLetIn() {
    a.left = 0;
    Entry entry = of(Duration.ofMillis(1)).enter(new Order(A, true));
    assertThat(entry).isInstanceOf(Entry.Open.class);
    assertThat(a.left).isEqualTo(-1);
  }

  @Test
  void whatGoesNowhereIsLeftToTheEngine() {
    a.left = 0;
    b.left = 0;
    assertThat(of(WAIT).enter(to(null))).isInstanceOf(Entry.Open.class);
  }

  @Test
  @DisplayName("L-10 a broker that answers nothing is given no more than it may owe")
  void aBrokerThatIsBehindGetsNoMore() {
    Admission door = of(Duration.ofMillis(1));
    unanswered.set(Admission.MOST_UNANSWERED - 1);
    ((Entry.Open) door.enter(to(A))).went(null);
    unanswered.set(Admission.MOST_UNANSWERED);
    assertThat(door.enter(to(A))).isInstanceOf(Entry.Full.class);
    ((Entry.Open) door.enter(to(B))).went(B);
    assertThat(a.left).isEqualTo(1);
  }
}
