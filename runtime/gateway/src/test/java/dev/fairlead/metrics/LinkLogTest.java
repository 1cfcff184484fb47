// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.LinkChange;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.testkit.Samples;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LinkLogTest {
  private static final PlacementId PLACEMENT = PlacementId.of(1, 1, 1);

  private final AtomicLong nanos = new AtomicLong();
  private final LinkLog log = new LinkLog(Samples.ACCOUNT, nanos::get);

  private static LogLines listening(Level level) {
    return LogLines.of("dev.fairlead.gateway.Link", level);
  }

  private void answer(SendResult result) {
    BrokerCommand command =
        new BrokerCommand(Samples.ACCOUNT, PLACEMENT, 2, "", new BrokerCommand.Ask.Cancel());
    log.answered(command, Attempt.Kind.CANCEL, result, 12_999_999);
  }

  @Test
  void everyRequestIsALineAndOnlyUncertainOnesAreWarnings() {
    try (LogLines lines = listening(Level.FINE)) {
      answer(new SendResult.Accepted("B1"));
      answer(new SendResult.Refused("42210000", "not cancelable"));
      answer(new SendResult.NotSent("no route"));
      answer(new SendResult.InDoubt("reset"));
      String fields =
          " account=paper:main placement=" + PLACEMENT + " attempt=2 kind=cancel millis=12 ";
      assertThat(lines.lines())
          .containsExactly(
              "FINE request accepted" + fields + "broker_order_id=B1",
              "FINE request refused" + fields + "reason=42210000 not cancelable",
              "WARNING request not sent" + fields + "reason=no route",
              "WARNING request in doubt" + fields + "reason=reset");
    }
  }

  @Test
  void linksAndChannelsThatComeAndGoAreTold() {
    LinkChange up = new LinkChange.Up(Samples.ACCOUNT, Samples.takesAll());
    LinkSignal connected = new LinkSignal.Connected(Channel.ORDER_STREAM);
    try (LogLines lines = listening(Level.FINE)) {
      log.changed(up);
      log.changed(new LinkChange.Down(Samples.ACCOUNT, "stream dead"));
      log.changed(up);
      log.signaled(connected);
      log.signaled(new LinkSignal.Disconnected(Channel.ORDER_STREAM, "reset"));
      log.signaled(connected);
      log.signaled(new LinkSignal.Heard(Channel.ORDER_STREAM));
      log.signaled(new LinkSignal.Budget(Channel.REQUESTS, 1, 200, Duration.ofSeconds(1)));
      log.signaled(new LinkSignal.Budget(Channel.REQUESTS, 0, 200, Duration.ofSeconds(1)));
      assertThat(lines.lines())
          .containsExactly(
              "FINE link up account=paper:main",
              "WARNING link down account=paper:main reason=stream dead",
              "INFO link up account=paper:main",
              "FINE channel connected account=paper:main channel=order_stream",
              "WARNING channel disconnected account=paper:main channel=order_stream code="
                  + " reason=reset repeated=0",
              "INFO channel connected account=paper:main channel=order_stream",
              "WARNING request budget spent account=paper:main channel=requests code="
                  + " reason=all 200 requests are spent, more in PT1S repeated=0");
    }
  }

  @Test
  @DisplayName("F-C02 clocks that are certainly apart are told, and those that may not be are not")
  void clocksThatDifferAreTold() {
    try (LogLines lines = listening(Level.FINE)) {
      Duration second = Duration.ofSeconds(1);
      log.signaled(new LinkSignal.ClockOffset(Channel.REQUESTS, second, second));
      Duration behind = Duration.ofMillis(-1_200);
      log.signaled(new LinkSignal.ClockOffset(Channel.REQUESTS, behind, Duration.ofMillis(20)));
      assertThat(lines.lines())
          .containsExactly(
              "WARNING clocks differ account=paper:main channel=requests code= reason=our clock is"
                  + " 1200 ms behind the broker's, give or take 20 ms; is it kept by NTP?"
                  + " repeated=0");
    }
  }

  @Test
  void aTroubleThatRepeatsIsALineAMinute() {
    LinkSignal refused = new LinkSignal.ApiError(Channel.REQUESTS, "429", "too many");
    try (LogLines lines = listening(Level.INFO)) {
      for (int i = 0; i < 1_000; i++) {
        log.signaled(refused);
      }
      log.signaled(new LinkSignal.ApiError(Channel.REQUESTS, "500", "oops"));
      nanos.addAndGet(Repeats.QUIET.toNanos());
      log.signaled(refused);
      assertThat(lines.lines())
          .containsExactly(
              "WARNING broker answered an error account=paper:main channel=requests code=429"
                  + " reason=too many repeated=0",
              "WARNING broker answered an error account=paper:main channel=requests code=500"
                  + " reason=oops repeated=0",
              "WARNING broker answered an error account=paper:main channel=requests code=429"
                  + " reason=too many repeated=999");
    }
  }
}
