// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.LinkListener;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.LinkChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StreamTest {
  private static final Duration MOMENT = Duration.ofMillis(5);

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Stream stream =
      new Stream(
          new LinkListener() {
            @Override
            public void onReport(BrokerReport report) {
              heard.add("a report");
            }

            @Override
            public void onChange(LinkChange change) {
              heard.add(change.toString());
            }
          });

  private void say(String reason) {
    stream.change(new LinkChange.Down(TestBook.ACCOUNT, reason));
  }

  private void assertHeard(String... reasons) {
    assertThat(heard)
        .containsExactlyElementsOf(
            java.util.stream.Stream.of(reasons)
                .map(reason -> new LinkChange.Down(TestBook.ACCOUNT, reason).toString())
                .toList());
  }

  @Test
  void whatIsHeldBackIsToldWhenTheHoldEnds() {
    say("before");
    try (Stream.Hold hold = stream.hold()) {
      hold.begin();
      say("behind");
      stream.tell();
      assertHeard("before");
    }
    assertHeard("before", "behind");
  }

  @Test
  void aHoldThatEndsFirstWaitsForTheOneAheadOfIt() {
    try (Stream.Hold first = stream.hold()) {
      first.begin();
      say("one");
      try (Stream.Hold second = stream.hold()) {
        second.begin();
        say("two");
      }
      assertHeard();
    }
    assertHeard("one", "two");
  }

  @Test
  void aHoldThatNeverBeganHoldsNothing() {
    try (Stream.Hold hold = stream.hold()) {
      say("one");
      stream.tell();
      assertHeard("one");
      assertThat(hold).isNotNull();
    }
  }

  @Test
  void sayingThatAllIsToldWaitsForAHoldAndNoLongerThanItsLimit() {
    try (Stream.Hold hold = stream.hold()) {
      hold.begin();
      say("one");
      assertThat(stream.tellWithin(MOMENT)).isFalse();
      assertHeard();
    }
    assertThat(stream.tellWithin(MOMENT)).isTrue();
    assertHeard("one");
  }

  @Test
  void aClosedStreamTellsNothingMore() {
    say("one");
    stream.close(MOMENT);
    stream.tell();
    assertThat(stream.tellWithin(MOMENT)).isFalse();
    assertHeard();
  }
}
