// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.desk.Inside.JournalState;
import dev.fairlead.gateway.LinkState.Standing;
import dev.fairlead.health.BrokerHealth;
import dev.fairlead.journal.Journal;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.observe.Observations.Disk;
import dev.fairlead.observe.OpenDoubt;
import dev.fairlead.observe.Queue;
import dev.fairlead.testkit.Samples;
import dev.fairlead.vitals.Finding.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each part of a gateway at the limits of what is found of it. */
final class ChecksTest {
  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("test:main");
  private static final Instant NOW = Instant.parse("2026-01-02T15:00:00Z");

  private static void assertFound(Finding finding, State state, String code) {
    assertThat(finding.state()).as(finding.toString()).isEqualTo(state);
    assertThat(finding.code()).as(finding.toString()).isEqualTo(code);
    assertThat(finding.reason().isEmpty()).as(finding.toString()).isEqualTo(state == State.OK);
  }

  @Test
  void aJournalThatFailedHasStopped() {
    assertFound(Checks.journal(Optional.empty()), State.OK, "OK");
    assertFound(Checks.journal(Optional.of("disk full")), State.FAILED, "STOPPED");
  }

  @ParameterizedTest
  @CsvSource({"0, OK, OK", "79, OK, OK", "80, DEGRADED, NEARLY_FULL", "100, DEGRADED, NEARLY_FULL"})
  void theFullestQueueCounts(int waiting, State state, String code) {
    Queue empty = new Queue("reports", Optional.empty(), 10, 1_000, 0);
    Queue full = new Queue("requests", Optional.of(ACCOUNT), waiting, 100, 3);
    assertFound(Checks.queue(List.of(empty, full)), state, code);
    assertFound(Checks.queue(List.of(full, empty)), state, code);
  }

  @ParameterizedTest
  @CsvSource({
    "1073741824, OK, OK",
    "1073741823, DEGRADED, LOW",
    "134217728, DEGRADED, LOW",
    "134217727, FAILED, FULL",
    "0, FAILED, FULL"
  })
  void aDiskIsJudgedByWhatIsLeft(long usable, State state, String code) {
    assertFound(Checks.disk(Optional.of(new Disk(usable, 1L << 40))), state, code);
  }

  @Test
  void aDiskThatNobodyKnowsIsNoGoodNews() {
    assertFound(Checks.disk(Optional.empty()), State.DEGRADED, "UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({"20000, OK, OK", "20001, DEGRADED, BEHIND"})
  void aStoreMayBeABatchBehind(long durable, State state, String code) {
    Journal.Position position = new Journal.Position(durable, "", 0);
    assertFound(Checks.store(new JournalState(position, durable, 10_000)), state, code);
  }

  @Test
  void aLinkIsAsItStandsAndAsItsBreakerSays() {
    Standing down = new Standing.Down(NOW, "no route");
    assertFound(
        Checks.link(new Standing.Connecting(), Optional.empty()), State.FAILED, "CONNECTING");
    assertFound(Checks.link(down, Optional.of(health(Breaker.CLOSED))), State.FAILED, "DOWN");
    Standing up = new Standing.Up(NOW, Samples.takesAll());
    assertFound(Checks.link(up, Optional.empty()), State.OK, "OK");
    assertFound(Checks.link(up, Optional.of(health(Breaker.CLOSED))), State.OK, "OK");
    assertFound(Checks.link(up, Optional.of(health(Breaker.OPEN))), State.FAILED, "BREAKER_OPEN");
    assertFound(
        Checks.link(up, Optional.of(health(Breaker.HALF_OPEN))), State.FAILED, "BREAKER_HALF_OPEN");
  }

  private static BrokerHealth health(Breaker breaker) {
    return new BrokerHealth(ACCOUNT, 40, breaker, NOW, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "0, DEGRADED, OPEN",
    "59, DEGRADED, OPEN",
    "60, DEGRADED, LASTING",
    "599, DEGRADED, LASTING",
    "600, FAILED, OLD"
  })
  void theOldestDoubtCounts(long seconds, State state, String code) {
    List<OpenDoubt> doubts = List.of(doubt(0), doubt(seconds));
    assertFound(Checks.doubts(doubts, NOW), state, code);
    assertFound(Checks.doubts(doubts.reversed(), NOW), state, code);
  }

  @Test
  void noDoubtIsWell() {
    assertFound(Checks.doubts(List.of(), NOW), State.OK, "OK");
  }

  private static OpenDoubt doubt(long seconds) {
    return new OpenDoubt(
        ACCOUNT,
        PlacementId.of(1, 1, seconds),
        Attempt.Kind.PLACE,
        NOW.minus(Duration.ofSeconds(seconds)));
  }
}
