// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RecentTest {
  private final Recent recent = new Recent(100);

  @Test
  void reachesBackToWhereItBegan() {
    hear(101, 103);
    assertThat(recent.reachesBackTo(100)).isTrue();
    assertThat(recent.reachesBackTo(99)).isFalse();
    assertThat(after(100)).containsExactly(101L, 102L, 103L);
    assertThat(after(102)).containsExactly(103L);
    assertThat(after(103)).isEmpty();
  }

  @Test
  void forgetsTheOldestBeyondItsLimit() {
    hear(101, 100 + Recent.LIMIT);
    assertThat(recent.reachesBackTo(100)).isTrue();
    hear(101 + Recent.LIMIT, 102 + Recent.LIMIT);
    assertThat(recent.reachesBackTo(101)).isFalse();
    assertThat(recent.reachesBackTo(102)).isTrue();
    assertThat(after(102)).hasSize(Recent.LIMIT).startsWith(103L);
  }

  private void hear(long first, long last) {
    LongStream.rangeClosed(first, last)
        .mapToObj(sequence -> new Outcome(sequence, Instant.EPOCH, null, List.of(), List.of()))
        .forEach(recent::onOutcome);
  }

  private List<Long> after(long sequence) {
    List<Long> told = new ArrayList<>();
    recent.tellAfter(sequence, outcome -> told.add(outcome.sequence()));
    return told;
  }
}
