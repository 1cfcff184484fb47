// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WaitersTest {
  private static final Duration SHORT = Duration.ofMillis(40);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long TEST_LIMIT_SECONDS = 20;

  private static Waiters waiters(Duration limit) {
    return new Waiters(new Intake(1), limit, () -> {});
  }

  private static <T> FutureTask<T> begin(boolean virtual, Callable<T> wait) {
    FutureTask<T> task = new FutureTask<>(wait);
    Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    builder.start(task);
    return task;
  }

  private static <T> T result(FutureTask<T> wait) throws Exception {
    return wait.get(TEST_LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWaitThatNobodyEndsIsEndedByTheLimit(boolean virtual) {
    Waiters waiters = waiters(SHORT);
    long begun = System.nanoTime();
    FutureTask<String> wait = begin(virtual, () -> waiters.await(new Pending<>()));
    assertThatThrownBy(() -> result(wait))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(GatewayUnavailable.class)
        .hasMessage("no answer within 40 ms; the command may still be done");
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(SHORT.toNanos());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerEndsEveryWait(boolean virtual) throws Exception {
    Waiters waiters = waiters(LONG);
    List<Pending<Integer>> pending = new ArrayList<>();
    List<FutureTask<Integer>> waits = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Pending<Integer> each = new Pending<>();
      pending.add(each);
      waits.add(begin(virtual, () -> waiters.await(each)));
    }
    for (int i = 0; i < 100; i++) {
      pending.get(i).complete(i);
      assertThat(result(waits.get(i))).isEqualTo(i);
    }
  }

  @Test
  void waitsOneAfterAnotherAreAllLookedAfter() {
    Waiters waiters = waiters(Duration.ofMillis(1));
    for (int i = 0; i < 200; i++) {
      FutureTask<String> wait = begin(true, () -> waiters.await(new Pending<>()));
      assertThatThrownBy(() -> result(wait)).cause().isInstanceOf(GatewayUnavailable.class);
    }
  }

  @Test
  void anAnswerThatIsBeingMadeIsWaitedForOnceMore() throws Exception {
    Waiters waiters = waiters(Duration.ofMillis(200));
    Pending<String> pending = new Pending<>();
    CountDownLatch making = new CountDownLatch(1);
    CountDownLatch late = new CountDownLatch(1);
    FutureTask<Void> maker =
        begin(
            true,
            () -> {
              pending.completeWith(() -> {
                making.countDown();
                await(late);
                return "made";
              });
              return null;
            });
    making.await();
    FutureTask<String> wait = begin(true, () -> waiters.await(pending));
    pending.expire();
    late.countDown();
    assertThat(result(wait)).isEqualTo("made");
    result(maker);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anInterruptEndsAWait() {
    Waiters waiters = waiters(LONG);
    FutureTask<String> wait = new FutureTask<>(() -> waiters.await(new Pending<>()));
    Thread thread = Thread.ofVirtual().start(wait);
    thread.interrupt();
    assertThatThrownBy(() -> result(wait))
        .cause()
        .hasMessage("interrupted while waiting; the command may still be done");
  }
}
