// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LanesTest {
  private final Lanes<String> lanes = new Lanes<>("test", 100);
  private final Heard<String> heard = new Heard<>();

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void tasksOfOneKeyRunInTheirOrder() {
    IntStream.range(0, 50).forEach(i -> lanes.run("a", () -> heard.accept("a" + i)));
    Await.until("all ran", () -> heard.size() == 50);
    assertThat(heard.all()).isEqualTo(IntStream.range(0, 50).mapToObj(i -> "a" + i).toList());
  }

  @Test
  void whatWaitsForOneKeyHoldsNoOther() {
    CountDownLatch answer = new CountDownLatch(1);
    lanes.run("slow", () -> await(answer));
    lanes.run("quick", () -> heard.accept("quick"));
    Await.until("the other ran", () -> heard.size() == 1);
    answer.countDown();
  }

  @Test
  void whatFollowsRunsAfterWhatIsUnderWay() {
    CountDownLatch answer = new CountDownLatch(1);
    lanes.run(
        "a",
        () -> {
          await(answer);
          heard.accept("answer");
        });
    lanes.follow("a", () -> heard.accept("news"));
    assertThat(heard.all()).isEmpty();
    answer.countDown();
    Await.until("both ran", () -> heard.size() == 2);
    assertThat(heard.all()).containsExactly("answer", "news");
  }

  @Test
  void whatFollowsNothingRunsAtOnce() {
    lanes.follow("a", () -> heard.accept(Thread.currentThread().toString()));
    assertThat(heard.all()).containsExactly(Thread.currentThread().toString());
  }

  @Test
  void whatIsBegunElsewhereHoldsItsKeyUntilItsRestHasRun() {
    assertThat(lanes.enter("a")).isTrue();
    assertThat(lanes.enter("a")).as("it is taken").isFalse();
    lanes.run("a", () -> heard.accept("next"));
    lanes.follow("a", () -> heard.accept("news"));
    lanes.run("b", () -> heard.accept("other"));
    Await.until("the other ran", () -> heard.size() == 1);

    lanes.leave("a", () -> heard.accept("rest"));
    Await.until("all ran", () -> heard.size() == 4);
    assertThat(heard.all()).containsExactly("other", "rest", "next", "news");
  }

  @Test
  void whatRunsForAKeyLetsNobodyBeginElsewhere() throws InterruptedException {
    CountDownLatch answer = new CountDownLatch(1);
    lanes.run("a", () -> await(answer));
    assertThat(lanes.enter("a")).isFalse();
    answer.countDown();
    assertThat(lanes.drain(Duration.ofSeconds(20))).isTrue();
    assertThat(lanes.enter("a")).isTrue();
    assertThat(lanes.drain(Duration.ofMillis(20))).as("it is under way").isFalse();
    lanes.leave("a", () -> {});
    assertThat(lanes.drain(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void tooMuchIsRefusedButNeverNews() {
    CountDownLatch answer = new CountDownLatch(1);
    IntStream.range(0, 100)
        .forEach(i -> assertThat(lanes.run("k" + i, () -> await(answer))).isTrue());
    assertThat(lanes.run("one more", () -> {})).isFalse();
    assertThat(lanes.enter("one more")).isFalse();
    lanes.follow("k1", () -> heard.accept("news"));
    answer.countDown();
    Await.until("news came", () -> heard.size() == 1);
  }

  @Test
  void aTaskThatBreaksStopsNoOther() {
    lanes.run(
        "a",
        () -> {
          throw new IllegalStateException("planted");
        });
    lanes.run("a", () -> heard.accept("next"));
    Await.until("the next ran", () -> heard.size() == 1);
  }

  @Test
  void drainingWaitsForAllOrSaysThatItDidNot() throws InterruptedException {
    CountDownLatch answer = new CountDownLatch(1);
    lanes.run("a", () -> await(answer));
    assertThat(lanes.drain(Duration.ofMillis(20))).isFalse();
    answer.countDown();
    assertThat(lanes.drain(Duration.ofSeconds(20))).isTrue();
  }
}
