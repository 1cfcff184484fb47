// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class OverdueTest {
  private final Heard<String> late = new Heard<>();

  private Overdue.Debt debt(String name, AtomicBoolean paid) {
    return new Overdue.Debt() {
      @Override
      public boolean isPaid() {
        return paid.get();
      }

      @Override
      public void late() {
        late.accept(name);
      }
    };
  }

  @Test
  void whatIsNotPaidInTimeIsLateInTheOrderInWhichItWasOwed() {
    try (Overdue overdue = new Overdue(Duration.ofMillis(20))) {
      overdue.owe(debt("a", new AtomicBoolean()));
      overdue.owe(debt("b", new AtomicBoolean()));
      Await.until("both are late", () -> late.size() == 2);
      overdue.owe(debt("c", new AtomicBoolean()));
      Await.until("the next is late", () -> late.size() == 3);
      assertThat(late.all()).containsExactly("a", "b", "c");
    }
  }

  @Test
  void whatIsPaidIsNeverLate() {
    try (Overdue overdue = new Overdue(Duration.ofMillis(20))) {
      AtomicBoolean paid = new AtomicBoolean();
      overdue.owe(debt("paid", paid));
      paid.set(true);
      overdue.owe(debt("unpaid", new AtomicBoolean()));
      Await.until("the other is late", () -> late.size() > 0);
      assertThat(late.all()).containsExactly("unpaid");
    }
  }

  @Test
  void afterItIsClosedNothingIsLate() {
    Overdue closed = new Overdue(Duration.ofMillis(1));
    closed.owe(debt("closed", new AtomicBoolean()));
    closed.close();
    late.clear();
    closed.owe(debt("closed", new AtomicBoolean()));
    try (Overdue open = new Overdue(Duration.ofMillis(50))) {
      open.owe(debt("open", new AtomicBoolean()));
      Await.until("what was owed later is late", () -> late.size() > 0);
      assertThat(late.all()).containsExactly("open");
    }
  }
}
