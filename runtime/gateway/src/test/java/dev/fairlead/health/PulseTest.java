// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.message.LinkHealth.Kind;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.SendResult;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PulseTest {
  private static final SendResult ACCEPTED = new SendResult.Accepted("B1");
  private static final SendResult REFUSED = new SendResult.Refused("403", "no");
  private static final SendResult IN_DOUBT = new SendResult.InDoubt("reset");
  private static final SendResult NOT_SENT = new SendResult.NotSent("no route");

  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
  private final Pulse pulse = new Pulse(nanos::get);

  private void letPass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private @Nullable Reading reading(Kind kind) {
    return pulse.readings(HealthRules.DEFAULT).get(kind);
  }

  private void answered(int times, Attempt.Kind kind, SendResult result) {
    for (int i = 0; i < times; i++) {
      pulse.answered(kind, Duration.ofMillis(20).toNanos(), result);
    }
  }

  @Test
  void countsRequestsWithoutACertainAnswer() {
    assertThat(reading(Kind.ERRORS)).isNull();
    answered(6, Attempt.Kind.PLACE, ACCEPTED);
    answered(1, Attempt.Kind.PLACE, REFUSED);
    answered(1, Attempt.Kind.QUERY, IN_DOUBT);
    answered(1, Attempt.Kind.PLACE, NOT_SENT);
    answered(1, Attempt.Kind.CANCEL, ACCEPTED);
    assertThat(reading(Kind.ERRORS)).isEqualTo(new Reading(20, 10));
  }

  @Test
  void aCancelThatWasNotSentIsNoFailureOfTheLink() {
    answered(9, Attempt.Kind.CANCEL, NOT_SENT);
    assertThat(reading(Kind.ERRORS)).isNull();
    assertThat(pulse.inARow()).isZero();
  }

  @Test
  void countsFailuresInARowUntilOneIsAnswered() {
    answered(4, Attempt.Kind.PLACE, IN_DOUBT);
    answered(1, Attempt.Kind.CANCEL, IN_DOUBT);
    assertThat(pulse.inARow()).isEqualTo(5);
    answered(1, Attempt.Kind.QUERY, REFUSED);
    assertThat(pulse.inARow()).isZero();
  }

  @Test
  void whatIsOlderCountsLessAndThenNothing() {
    answered(10, Attempt.Kind.PLACE, IN_DOUBT);
    letPass(Duration.ofSeconds(45));
    answered(10, Attempt.Kind.PLACE, ACCEPTED);
    // A quarter of its window is left to each failure, all of it to each success.
    assertThat(reading(Kind.ERRORS)).isEqualTo(new Reading(20, 20));
    letPass(Duration.ofSeconds(15));
    assertThat(reading(Kind.ERRORS)).isEqualTo(new Reading(0, 20));
    letPass(Duration.ofNanos(1));
    assertThat(reading(Kind.ERRORS)).isEqualTo(new Reading(0, 10));
    letPass(Duration.ofMinutes(1));
    assertThat(reading(Kind.ERRORS)).isNull();
  }

  @Test
  void tellsHowLongNineOfTenPlacingsTook() {
    for (int i = 1; i <= 20; i++) {
      pulse.answered(Attempt.Kind.PLACE, Duration.ofMillis(i * 100L).toNanos(), ACCEPTED);
      pulse.answered(Attempt.Kind.QUERY, Duration.ofSeconds(90).toNanos(), ACCEPTED);
    }
    assertThat(reading(Kind.LATENCY)).isEqualTo(new Reading(1_800, 20));
  }

  @Test
  @DisplayName("R-25 counts refusals among the last 20 placings, also those told later")
  void countsRefusalsAmongTheLastTwenty() {
    answered(30, Attempt.Kind.PLACE, REFUSED);
    answered(15, Attempt.Kind.PLACE, ACCEPTED);
    assertThat(reading(Kind.REJECTS)).isEqualTo(new Reading(25, 20));
    answered(9, Attempt.Kind.CANCEL, REFUSED);
    assertThat(reading(Kind.REJECTS)).isEqualTo(new Reading(25, 20));
    pulse.rejected();
    pulse.rejected();
    assertThat(reading(Kind.REJECTS)).isEqualTo(new Reading(25, 20));
    letPass(Duration.ofMinutes(10).plusNanos(1));
    assertThat(reading(Kind.REJECTS)).isNull();
  }

  @Test
  @DisplayName("F-B39 tells the stream that was silent for longest")
  void tellsTheAgeOfTheStreamThatIsSilent() {
    assertThat(reading(Kind.FEED)).isNull();
    pulse.signaled(new LinkSignal.Connected(Channel.REQUESTS));
    letPass(Duration.ofMinutes(5));
    assertThat(reading(Kind.FEED)).as("requests are not silent but not asked").isNull();
    pulse.signaled(new LinkSignal.Connected(Channel.ORDER_STREAM));
    pulse.signaled(new LinkSignal.Connected(Channel.MARKET_STREAM));
    letPass(Duration.ofSeconds(40));
    pulse.signaled(new LinkSignal.Heard(Channel.MARKET_STREAM));
    letPass(Duration.ofSeconds(2));
    assertThat(reading(Kind.FEED)).isEqualTo(new Reading(42_000, 1));
    pulse.signaled(new LinkSignal.Heard(Channel.ORDER_STREAM));
    assertThat(reading(Kind.FEED)).isEqualTo(new Reading(2_000, 1));
    pulse.signaled(new LinkSignal.Disconnected(Channel.REQUESTS, "refused"));
    assertThat(reading(Kind.FEED)).isEqualTo(new Reading(342_000, 1));
    pulse.signaled(new LinkSignal.Connected(Channel.REQUESTS));
    assertThat(reading(Kind.FEED)).isEqualTo(new Reading(2_000, 1));
  }

  @Test
  @DisplayName("F-B23 tells what is left of the budget, until its window is over")
  void tellsWhatIsLeftOfTheBudget() {
    assertThat(reading(Kind.BUDGET)).isNull();
    pulse.signaled(new LinkSignal.Budget(Channel.REQUESTS, 15, 200, Duration.ofSeconds(30)));
    assertThat(reading(Kind.BUDGET)).isEqualTo(new Reading(7, 1));
    letPass(Duration.ofSeconds(30));
    assertThat(reading(Kind.BUDGET)).isNull();
  }

  @Test
  void countsLossesOfTheLinkAndWhatDoesNotFit() {
    assertThat(reading(Kind.SESSION)).isEqualTo(new Reading(0, 1));
    pulse.wentDown();
    pulse.wentDown();
    pulse.odd();
    assertThat(reading(Kind.SESSION)).isEqualTo(new Reading(2, 1));
    assertThat(reading(Kind.DRIFT)).isEqualTo(new Reading(1, 1));
    letPass(Duration.ofMinutes(11));
    assertThat(reading(Kind.SESSION)).isEqualTo(new Reading(0, 1));
    assertThat(reading(Kind.DRIFT)).isEqualTo(new Reading(0, 1));
  }

  @Test
  void forgivesWhatFailedButNotWhatIsStillSo() {
    answered(20, Attempt.Kind.PLACE, IN_DOUBT);
    answered(20, Attempt.Kind.PLACE, REFUSED);
    pulse.odd();
    pulse.forgive();
    assertThat(reading(Kind.ERRORS)).isNull();
    assertThat(reading(Kind.REJECTS)).isNull();
    assertThat(pulse.inARow()).isZero();
    assertThat(reading(Kind.DRIFT)).isEqualTo(new Reading(1, 1));
  }

  @Test
  void saysAtOnceThatSomethingFailed() {
    AtomicInteger calls = new AtomicInteger();
    pulse.whenTroubled(calls::incrementAndGet);
    answered(3, Attempt.Kind.PLACE, ACCEPTED);
    assertThat(calls).hasValue(0);
    answered(1, Attempt.Kind.PLACE, IN_DOUBT);
    assertThat(calls).hasValue(1);
    answered(1, Attempt.Kind.PLACE, NOT_SENT);
    assertThat(calls).hasValue(2);
  }
}
