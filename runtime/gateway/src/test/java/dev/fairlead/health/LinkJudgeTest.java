// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.LinkHealth.Cause;
import dev.fairlead.message.LinkHealth.Kind;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.SendResult;
import dev.fairlead.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LinkJudgeTest {
  private final AtomicLong nanos = new AtomicLong(7);
  private final Pulse pulse = new Pulse(nanos::get);
  private LinkJudge judge = judge(LinkHealth.unjudged(Samples.ACCOUNT));

  private LinkJudge judge(LinkHealth known) {
    return new LinkJudge(HealthRules.DEFAULT, pulse, known, nanos.get());
  }

  private Optional<LinkHealth> look() {
    return judge.look(true, 0, nanos.get());
  }

  private void letPass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void answered(int times, SendResult result) {
    for (int i = 0; i < times; i++) {
      pulse.answered(Attempt.Kind.PLACE, 1_000_000, result);
    }
  }

  private static final SendResult ACCEPTED = new SendResult.Accepted("B1");
  private static final SendResult IN_DOUBT = new SendResult.InDoubt("reset");

  @Test
  void tellsNothingOfALinkThatWorks() {
    answered(100, ACCEPTED);
    assertThat(look()).isEmpty();
    assertThat(judge.now()).isEqualTo(LinkHealth.unjudged(Samples.ACCOUNT));
  }

  @Test
  void tellsAScoreThatMovedByMoreThanALittle() {
    pulse.odd();
    assertThat(look()).as("3 points").isEmpty();
    assertThat(judge.now().score()).isEqualTo(97);
    for (int i = 0; i < 3; i++) {
      pulse.odd();
    }
    LinkHealth told = look().orElseThrow();
    assertThat(told.score()).isEqualTo(88);
    assertThat(told.breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(told.causes()).containsExactly(new Cause(Kind.DRIFT, 12, 4, 0));
    assertThat(look()).as("told once").isEmpty();
  }

  @Test
  void tellsNoMoreThanOneScoreASecond() {
    for (int i = 0; i < 4; i++) {
      pulse.odd();
    }
    assertThat(look()).isPresent();
    for (int i = 0; i < 4; i++) {
      pulse.odd();
    }
    letPass(Duration.ofMillis(999));
    assertThat(look()).isEmpty();
    letPass(Duration.ofMillis(1));
    assertThat(look()).map(LinkHealth::score).hasValue(76);
  }

  @Test
  void tellsThatAllIsWellAgain() {
    answered(10, ACCEPTED);
    answered(2, IN_DOUBT);
    assertThat(look()).map(LinkHealth::score).hasValueSatisfying(s -> assertThat(s).isLessThan(90));
    answered(150, ACCEPTED);
    letPass(Duration.ofSeconds(1));
    assertThat(look()).hasValue(LinkHealth.unjudged(Samples.ACCOUNT));
  }

  @Test
  void tellsABreakerAtOnceAndForgivesWhenItIsTried() {
    answered(5, IN_DOUBT);
    LinkHealth open = look().orElseThrow();
    assertThat(open.breaker()).isEqualTo(Breaker.OPEN);
    assertThat(open.score()).isEqualTo(30);
    assertThat(open.causes()).containsExactly(new Cause(Kind.ERRORS, 70, 100, 5));
    letPass(Duration.ofSeconds(5));
    assertThat(look()).map(LinkHealth::breaker).hasValue(Breaker.HALF_OPEN);
    for (int i = 0; i < 3; i++) {
      assertThat(judge.wantsProbe(nanos.get())).isTrue();
      judge.probed(true, nanos.get());
      letPass(Duration.ofSeconds(1));
    }
    assertThat(look()).hasValue(LinkHealth.unjudged(Samples.ACCOUNT));
  }

  @Test
  void aProbeThatFailsIsACause() {
    answered(5, IN_DOUBT);
    look();
    letPass(Duration.ofSeconds(5));
    look();
    judge.probed(false, nanos.get());
    assertThat(look().orElseThrow())
        .isEqualTo(
            new LinkHealth(
                Samples.ACCOUNT, 90, Breaker.OPEN, List.of(new Cause(Kind.PROBES, 10, 1, 0))));
  }

  @Test
  void whatTheBookAndTheBrokerDifferInIsACause() {
    pulse.odd();
    LinkHealth told = judge.look(true, 4, nanos.get()).orElseThrow();
    assertThat(told.score()).isEqualTo(85);
    assertThat(told.causes()).containsExactly(new Cause(Kind.DRIFT, 15, 5, 0));
  }

  @Test
  void thatALinkIsDownTheEngineKnows() {
    pulse.wentDown();
    assertThat(judge.look(false, 0, nanos.get())).isEmpty();
    assertThat(judge.now().score()).isZero();
    assertThat(judge.now().causes()).containsExactly(new Cause(Kind.SESSION, 100, 1, 0));
    assertThat(look()).as("once is no habit").isEmpty();
  }

  @Test
  void aBreakerThatWasOpenStaysSoOverARestart() {
    judge = judge(new LinkHealth(Samples.ACCOUNT, 20, Breaker.HALF_OPEN, List.of()));
    assertThat(look()).map(LinkHealth::breaker).hasValue(Breaker.OPEN);
    letPass(Duration.ofSeconds(5));
    assertThat(look()).map(LinkHealth::breaker).hasValue(Breaker.HALF_OPEN);
  }
}
