// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.remote.RequestBudget.Lane;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RequestBudgetTest {
  private static final Instant START = Instant.parse("2026-11-30T15:00:00Z");

  private Instant now = START;
  private final RequestBudget budget = budget(200);

  private RequestBudget budget(int perMinute) {
    return new RequestBudget(
        perMinute,
        () -> now,
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return Duration.between(START, now).toNanos();
          }

          @Override
          public boolean isWallClockBased() {
            return false;
          }
        });
  }

  private boolean take(Lane lane) throws InterruptedException {
    return budget.take(lane, Duration.ZERO);
  }

  private int takeAll(Lane lane) throws InterruptedException {
    int taken = 0;
    while (take(lane)) {
      taken++;
    }
    return taken;
  }

  @Test
  void noMinuteSeesMoreThanTheLimit() throws InterruptedException {
    int sent = takeAll(Lane.CANCELS);
    for (int second = 0; second < 60; second++) {
      now = now.plusSeconds(1);
      sent += takeAll(Lane.CANCELS);
    }
    assertThat(sent).isBetween(190, 200);
  }

  @Test
  @DisplayName("F-B23 reads leave some for orders, and orders leave some for cancels")
  void eachLaneLeavesSomeForThoseBeforeIt() throws InterruptedException {
    assertThat(takeAll(Lane.READS)).isPositive();
    assertThat(takeAll(Lane.ORDERS)).isPositive();
    assertThat(takeAll(Lane.CANCELS)).isPositive();
    assertThat(take(Lane.CANCELS)).isFalse();
  }

  @Test
  void whoCannotWaitTakesFromTheSameBudget() throws InterruptedException {
    int taken = 0;
    while (budget.takeNow(Lane.ORDERS)) {
      taken++;
    }
    assertThat(taken).isPositive();
    assertThat(take(Lane.ORDERS)).isFalse();
    assertThat(budget.takeNow(Lane.CANCELS)).isTrue();
  }

  @Test
  @DisplayName("F-B23 what the broker says is left counts, until its window ends")
  void whatTheBrokerSaysCounts() throws InterruptedException {
    budget.told(2, now.plusSeconds(30));
    assertThat(take(Lane.READS)).isFalse();
    assertThat(take(Lane.ORDERS)).isFalse();
    assertThat(take(Lane.CANCELS)).isTrue();
    assertThat(take(Lane.CANCELS)).isTrue();
    assertThat(take(Lane.CANCELS)).isFalse();
    now = now.plusSeconds(31);
    assertThat(take(Lane.READS)).isTrue();
  }

  @Test
  void answersThatOvertakeOneAnotherGiveNothingBack() throws InterruptedException {
    Instant end = now.plusSeconds(30);
    budget.told(0, end);
    budget.told(5, end);
    assertThat(take(Lane.CANCELS)).isFalse();
  }

  @Test
  @DisplayName("F-B23 after a refusal nothing goes out until the broker's window ends")
  void afterARefusalNothingGoesOut() throws InterruptedException {
    budget.refused(now.plusSeconds(20));
    now = now.plusSeconds(19);
    assertThat(take(Lane.CANCELS)).isFalse();
    now = now.plusSeconds(2);
    assertThat(take(Lane.CANCELS)).isTrue();
  }

  @Test
  @DisplayName("F-B38 a broker whose clock is wrong stops nobody for more than a minute")
  void aWrongClockStopsNobodyForLong() throws InterruptedException {
    budget.refused(now.plus(Duration.ofHours(5)));
    budget.told(0, now.plus(Duration.ofHours(5)));
    now = now.plusSeconds(61);
    assertThat(take(Lane.READS)).isTrue();
    budget.refused(now.minus(Duration.ofHours(5)));
    assertThat(take(Lane.CANCELS)).isFalse();
    now = now.plusSeconds(6);
    assertThat(take(Lane.CANCELS)).isTrue();
  }

  @Test
  void aRequestWaitsUntilThereIsRoom() throws InterruptedException {
    RequestBudget real = new RequestBudget(6_000, InstantSource.system());
    int sent = 0;
    while (real.take(Lane.CANCELS, Duration.ZERO)) {
      sent++;
    }
    assertThat(sent).isPositive();
    assertThat(real.take(Lane.CANCELS, Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void aLimitBelowOneIsRefused() {
    assertThatThrownBy(() -> budget(0)).hasMessageContaining("at least 1");
  }
}
