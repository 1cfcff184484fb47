// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.gateway.GatewayUnavailable.Category;
import dev.fairlead.gateway.Submission.Answer;
import dev.fairlead.gateway.Submission.ToApply;
import dev.fairlead.message.TimerFired;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Principal;
import dev.fairlead.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class IntakeTest {
  private static final int REPORT_LIMIT = 65_536;

  private final ExecutorService others = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    others.shutdownNow();
  }

  @Test
  @DisplayName("F-B20 a full report lane waits, and drops nothing")
  void aFullReportLaneWaits() throws Exception {
    Intake intake = new Intake(1);
    List<Submission> submitted = new ArrayList<>();
    for (int i = 0; i < REPORT_LIMIT; i++) {
      submitted.add(submission(i));
      assertThat(intake.report(submitted.getLast())).isTrue();
    }
    submitted.add(submission(REPORT_LIMIT));
    AtomicReference<Thread> reporter = new AtomicReference<>();
    Future<Boolean> late = reportAsync(intake, submitted.getLast(), reporter);
    awaitWaiting(reporter);
    assertThat(late).isNotDone();

    List<Submission> drained = new ArrayList<>();
    intake.drain(drained, 1, () -> {});
    assertThat(late.get(5, TimeUnit.SECONDS)).isTrue();
    intake.drain(drained, Integer.MAX_VALUE, () -> {});
    assertThat(drained).isEqualTo(submitted);
  }

  @Test
  void theReaderItselfWaitsForNoRoom() {
    Intake intake = new Intake(1);
    intake.report(submission(1_000_000));
    intake.drain(new ArrayList<>(), 1, () -> {});
    List<Submission> submitted = new ArrayList<>();
    for (int i = 0; i <= REPORT_LIMIT; i++) {
      submitted.add(submission(i));
      assertThat(intake.report(submitted.getLast())).isTrue();
    }
    List<Submission> drained = new ArrayList<>();
    intake.drain(drained, Integer.MAX_VALUE, () -> {});
    assertThat(drained).isEqualTo(submitted);
  }

  @Test
  void waitsForAsManyAsCameTheLastTime() throws Exception {
    Intake intake = afterTwoAtOnce(Duration.ofSeconds(30));

    command(intake, 2);
    Future<List<Submission>> next = others.submit(() -> drained(intake));
    command(intake, 3);
    assertThat(next.get(5, TimeUnit.SECONDS)).containsExactly(submission(2), submission(3));
  }

  @Test
  void doesNotWaitForLongForThoseWhoDoNotComeAgain() {
    Intake intake = afterTwoAtOnce(Duration.ofMillis(1));
    command(intake, 2);
    assertThat(drained(intake)).containsExactly(submission(2));
  }

  @Test
  void aCloseEndsTheWaitForMore() throws Exception {
    Intake intake = afterTwoAtOnce(Duration.ofSeconds(30));
    command(intake, 2);
    Future<List<Submission>> last = others.submit(() -> drained(intake));
    intake.close();
    assertThat(last.get(5, TimeUnit.SECONDS)).containsExactly(submission(2));
  }

  /** One whose last batch was of two commands. */
  private static Intake afterTwoAtOnce(Duration gather) {
    Intake intake = new Intake(10, gather);
    command(intake, 0, 1);
    assertThat(drained(intake)).hasSize(2);
    return intake;
  }

  private static void command(Intake intake, int... numbers) {
    for (int number : numbers) {
      intake.command(submission(number));
    }
  }

  private static List<Submission> drained(Intake intake) {
    List<Submission> batch = new ArrayList<>();
    intake.drain(batch, 100, () -> {});
    return batch;
  }

  private Future<Boolean> reportAsync(
      Intake intake, Submission submission, AtomicReference<Thread> reporter) {
    return others.submit(() -> {
      reporter.set(Thread.currentThread());
      return intake.report(submission);
    });
  }

  private static void awaitWaiting(AtomicReference<Thread> reporter) {
    Await.until(
        "the reporter waits",
        () ->
            Optional.ofNullable(reporter.get())
                .map(Thread::getState)
                .filter(Thread.State.TIMED_WAITING::equals)
                .isPresent());
  }

  @Test
  @DisplayName("L-11 a link whose reports fill its lane keeps no other one's waiting")
  void aFullLaneIsOnlyItsLinks() throws Exception {
    Intake intake = new Intake(1);
    Intake.Reports storm = intake.lane();
    for (int i = 0; i < Intake.LANE_LIMIT; i++) {
      assertThat(storm.submit(submission(i))).isTrue();
    }
    AtomicReference<Thread> reporter = new AtomicReference<>();
    Future<Boolean> late =
        others.submit(() -> {
          reporter.set(Thread.currentThread());
          return storm.submit(submission(Intake.LANE_LIMIT));
        });
    awaitWaiting(reporter);
    assertThat(intake.lane().submit(submission(1))).isTrue();
    assertThat(intake.report(submission(2))).isTrue();
    assertThat(late.isDone()).isFalse();
    assertThat(drained(intake)).isNotEmpty();
    assertThat(late.get(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @DisplayName("L-10 a client that fills the queue is refused while there is room for others")
  void aHogIsRefusedWhileThereIsRoomForOthers() {
    Intake intake = new Intake(100);
    Principal hog = new Principal("hog");
    int taken = 0;
    while (taken < 100 && isTaken(intake, hog)) {
      taken++;
    }
    // Half of the places are anybody's, and half of the other half are left.
    assertThat(taken).isBetween(70, 80);
    assertThat(isTaken(intake, new Principal("honest"))).isTrue();
    assertThat(isTaken(intake, hog)).isFalse();
    List<Submission> batch = new ArrayList<>();
    intake.drain(batch, 1_000, () -> {});
    assertThat(batch).as("what was taken is there").hasSize(taken + 1);
    assertThat(isTaken(intake, hog)).isTrue();
  }

  private static boolean isTaken(Intake intake, Principal client) {
    try {
      intake.command(submission(1), client);
      return true;
    } catch (GatewayUnavailable refused) {
      assertThat(refused.category()).isEqualTo(Category.OVERLOADED);
      return false;
    }
  }

  @Test
  void closingLetsAWaitingReporterGo() throws Exception {
    Intake intake = new Intake(1);
    for (int i = 0; i < REPORT_LIMIT; i++) {
      intake.report(submission(i));
    }
    AtomicReference<Thread> reporter = new AtomicReference<>();
    Future<Boolean> late = reportAsync(intake, submission(REPORT_LIMIT), reporter);
    awaitWaiting(reporter);
    intake.close();
    assertThat(late.get(5, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void anInterruptedReporterStillDelivers() {
    Intake intake = new Intake(1);
    Submission report = submission(1);
    Thread.currentThread().interrupt();
    assertThat(intake.report(report)).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    List<Submission> drained = new ArrayList<>();
    intake.drain(drained, 10, () -> {});
    assertThat(drained).containsExactly(report);
  }

  @Test
  void refusesCommandsBeforeItRefusesReports() {
    Intake intake = new Intake(10);
    intake.refuseCommands();
    assertThatExceptionOfType(GatewayUnavailable.class)
        .isThrownBy(() -> intake.command(submission(1)))
        .satisfies(refused -> assertThat(refused.category()).isEqualTo(Category.NOT_READY));
    assertThat(intake.report(submission(2))).isTrue();
    intake.close();
    assertThat(intake.report(submission(3))).isFalse();
  }

  /** A submission that is taken and never read would leave its client without an answer. */
  @RepeatedTest(20)
  void whatIsTakenWhileItClosesIsRead() throws Exception {
    Intake intake = new Intake(1_000_000);
    Set<Submission> taken = ConcurrentHashMap.newKeySet();
    CountDownLatch started = new CountDownLatch(4);
    List<Future<?>> clients = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      int base = thread * 1_000_000;
      clients.add(
          others.submit(() -> {
            started.countDown();
            try {
              for (int i = base; ; i++) {
                Submission submission = submission(i);
                intake.command(submission);
                taken.add(submission);
              }
            } catch (GatewayUnavailable closed) {
              return;
            }
          }));
    }
    Set<Submission> read = new HashSet<>();
    Future<?> reader =
        others.submit(() -> {
          List<Submission> batch = new ArrayList<>();
          while (intake.drain(batch, 100, () -> {})) {
            read.addAll(batch);
            batch.clear();
          }
        });
    started.await();
    intake.close();
    for (Future<?> client : clients) {
      client.get(10, TimeUnit.SECONDS);
    }
    reader.get(10, TimeUnit.SECONDS);
    assertThat(read).isEqualTo(taken);
  }

  private static Submission submission(int number) {
    return new ToApply(new TimerFired(PlacementId.of(1, 1, number)), Answer.NONE);
  }
}
