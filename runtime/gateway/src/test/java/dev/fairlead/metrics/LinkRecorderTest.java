// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.LinkChange;
import dev.fairlead.metrics.ChannelMetrics.Budget;
import dev.fairlead.metrics.ChannelMetrics.Trouble;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.observe.HopClock;
import dev.fairlead.state.AccountTotals;
import dev.fairlead.testkit.ManualTime;
import dev.fairlead.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LinkRecorderTest {
  private static final Instant START = Samples.START;
  private static final SendResult ACCEPTED = new SendResult.Accepted("B1");
  private static final SendResult REFUSED = new SendResult.Refused("403", "no");
  private static final SendResult IN_DOUBT = new SendResult.InDoubt("reset");
  private static final SendResult.NotSent NOT_SENT = new SendResult.NotSent("no route");

  private final ManualTime clock = new ManualTime(START);
  private final AtomicLong nanos = new AtomicLong(-3_000_000);
  private final LinkRecorder recorder = recorder();

  private LinkRecorder recorder() {
    return new LinkRecorder(Samples.ACCOUNT, clock, nanos::get, new HopClock());
  }

  private BrokerMetrics metrics() {
    return recorder.metrics(START, AccountTotals.none(Samples.ACCOUNT), START);
  }

  private ChannelMetrics channel(Channel channel) {
    return Objects.requireNonNull(metrics().channels().get(channel));
  }

  private static BrokerCommand command(Ask ask) {
    return new BrokerCommand(Samples.ACCOUNT, PlacementId.of(1, 1, 1), 1, "", ask);
  }

  /** One that was taken, handed to the adapter after {@code wait}, and answered after both. */
  private void request(Ask ask, Duration wait, Duration then, SendResult result) {
    BrokerCommand command = command(ask);
    long taken = recorder.taken(command);
    nanos.addAndGet(wait.toNanos());
    long handed = nanos.get();
    recorder.handed(command, HopClock.NEVER, taken, handed);
    nanos.addAndGet(then.toNanos());
    recorder.answered(command, taken, handed, result);
  }

  private void request(Ask ask, SendResult result) {
    request(ask, Duration.ZERO, Duration.ofMillis(2), result);
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(new Ask.Place(Samples.resting("1")), Attempt.Kind.PLACE),
        Arguments.of(new Ask.Cancel(), Attempt.Kind.CANCEL),
        Arguments.of(new Ask.Replace(Samples.resting("1")), Attempt.Kind.REPLACE),
        Arguments.of(new Ask.Query(), Attempt.Kind.QUERY));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aResultCountsOnceAndForItsKindOnly(Ask ask, Attempt.Kind kind) {
    Map<SendResult, RequestMetrics> expected =
        Map.of(
            ACCEPTED, new RequestMetrics(1, 1, 0, 0, 0, Latency.NONE),
            REFUSED, new RequestMetrics(1, 0, 1, 0, 0, Latency.NONE),
            NOT_SENT, new RequestMetrics(1, 0, 0, 1, 0, Latency.NONE),
            IN_DOUBT, new RequestMetrics(1, 0, 0, 0, 1, Latency.NONE));
    expected.forEach((result, counts) -> {
      LinkRecorder fresh = recorder();
      long taken = fresh.taken(command(ask));
      fresh.answered(command(ask), taken, HopClock.NEVER, result);
      BrokerMetrics read = fresh.metrics(START, AccountTotals.none(Samples.ACCOUNT), START);
      Map<Attempt.Kind, RequestMetrics> requests = new EnumMap<>(Attempt.Kind.class);
      read.requests().forEach((other, each) -> requests.put(other, withoutLatency(each)));
      for (Attempt.Kind other : Attempt.Kind.values()) {
        assertThat(requests.get(other))
            .as("%s %s", result, other)
            .isEqualTo(other == kind ? counts : RequestMetrics.NONE);
      }
      assertThat(read.requests(kind).latency().count()).isOne();
    });
  }

  private static RequestMetrics withoutLatency(RequestMetrics requests) {
    return new RequestMetrics(
        requests.sent(),
        requests.accepted(),
        requests.refused(),
        requests.notSent(),
        requests.inDoubt(),
        Latency.NONE);
  }

  @Test
  void aRequestThatWaitsForItsAnswerHasNotEnded() {
    recorder.taken(command(new Ask.Cancel()));
    RequestMetrics cancels = metrics().requests(Attempt.Kind.CANCEL);
    assertThat(cancels.sent()).isOne();
    assertThat(cancels.ended()).isZero();
    assertThat(cancels.waiting()).isOne();
    assertThat(cancels.successRate()).isEmpty();
    assertThat(metrics().successRate()).isEmpty();
  }

  @Test
  void oneThatFoundNoRoomEndsWithoutALatency() {
    recorder.taken(command(new Ask.Cancel()));
    recorder.turnedAway(command(new Ask.Cancel()), NOT_SENT);
    RequestMetrics cancels = metrics().requests(Attempt.Kind.CANCEL);
    assertThat(cancels).isEqualTo(new RequestMetrics(1, 0, 0, 1, 0, Latency.NONE));
    assertThat(metrics().lastHeard()).isEmpty();
  }

  @Test
  void theSuccessRateIsWhatTheBrokerTookOfAllThatEnded() {
    Ask place = new Ask.Place(Samples.resting("1"));
    request(place, ACCEPTED);
    request(place, ACCEPTED);
    request(place, ACCEPTED);
    request(place, REFUSED);
    request(new Ask.Query(), IN_DOUBT);
    recorder.taken(command(place));
    assertThat(metrics().requests(Attempt.Kind.PLACE).successRate()).hasValue(0.75);
    assertThat(metrics().successRate()).hasValue(0.6);
  }

  @Test
  void aLatencyIsFromTheTakingToTheAnswerAndTheWaitIsAPartOfIt() {
    request(new Ask.Cancel(), Duration.ofMillis(3), Duration.ofMillis(7), ACCEPTED);
    request(new Ask.Cancel(), Duration.ofMillis(1), Duration.ofMillis(29), REFUSED);
    Latency latency = metrics().requests(Attempt.Kind.CANCEL).latency();
    assertThat(latency.average()).isEqualTo(Duration.ofMillis(20));
    assertThat(latency.newest().p50()).isEqualTo(Duration.ofMillis(10));
    assertThat(latency.newest().p99()).isEqualTo(Duration.ofMillis(30));
    assertThat(metrics().waiting().total()).isEqualTo(Duration.ofMillis(4));
  }

  @Test
  void onlyWhatTheBrokerSaidIsHeard() {
    request(new Ask.Query(), NOT_SENT);
    request(new Ask.Query(), IN_DOUBT);
    assertThat(metrics().lastHeard()).isEmpty();
    clock.move(Duration.ofSeconds(5));
    request(new Ask.Query(), REFUSED);
    assertThat(metrics().lastHeard()).contains(START.plusSeconds(5));
    clock.move(Duration.ofSeconds(5));
    recorder.signaled(new LinkSignal.Heard(Channel.ORDER_STREAM));
    assertThat(metrics().lastHeard()).contains(START.plusSeconds(10));
    clock.move(Duration.ofSeconds(5));
    recorder.heard();
    assertThat(metrics().lastHeard()).contains(START.plusSeconds(15));
    assertThat(channel(Channel.ORDER_STREAM).lastHeard()).contains(START.plusSeconds(10));
  }

  @Test
  void uptimeIsTheSumOfTheTimesThatTheLinkWasUp() {
    LinkChange up = new LinkChange.Up(Samples.ACCOUNT, Samples.takesAll());
    LinkChange down = new LinkChange.Down(Samples.ACCOUNT, "planted");
    assertThat(metrics().link()).isEqualTo(new LinkMetrics(Optional.empty(), Duration.ZERO, 0, 0));
    recorder.changed(up, START);
    recorder.changed(down, START.plusSeconds(10));
    recorder.changed(down, START.plusSeconds(11));
    recorder.changed(up, START.plusSeconds(30));
    clock.move(Duration.ofSeconds(35));
    LinkMetrics link = metrics().link();
    assertThat(link.upTime()).isEqualTo(Duration.ofSeconds(15));
    assertThat(link.upSince()).contains(START.plusSeconds(30));
    assertThat(link.ups()).isEqualTo(2);
    assertThat(link.reconnects()).isEqualTo(1);
    assertThat(link.downs()).isEqualTo(2);
    assertThat(metrics().uptime()).isEqualTo(Duration.ofSeconds(5));
    clock.move(Duration.ofSeconds(-20));
    assertThat(metrics().uptime()).isZero();
    assertThat(metrics().link().upTime()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void channelsThatTellNothingAreNotThere() {
    assertThat(metrics().channels()).isEmpty();
    recorder.signaled(new LinkSignal.Connected(Channel.MARKET_STREAM));
    assertThat(metrics().channels()).containsOnlyKeys(Channel.MARKET_STREAM);
  }

  @Test
  void aChannelCountsItsConnectionsAndErrorsAndKeepsTheNewestTrouble() {
    Channel stream = Channel.ORDER_STREAM;
    recorder.signaled(new LinkSignal.Connected(stream));
    assertThat(channel(stream).connectedSince()).contains(START);
    clock.move(Duration.ofSeconds(1));
    recorder.signaled(new LinkSignal.Disconnected(stream, "reset"));
    assertThat(channel(stream).isConnected()).isFalse();
    assertThat(channel(stream).lastError()).contains(new Trouble(START.plusSeconds(1), "reset"));
    recorder.signaled(new LinkSignal.ConnectionError(stream, "refused"));
    recorder.signaled(new LinkSignal.ConnectionError(stream, "refused"));
    clock.move(Duration.ofSeconds(1));
    recorder.signaled(new LinkSignal.Connected(stream));
    ChannelMetrics told = channel(stream);
    assertThat(told.connects()).isEqualTo(2);
    assertThat(told.reconnects()).isEqualTo(1);
    assertThat(told.disconnects()).isEqualTo(1);
    assertThat(told.connectionErrors()).isEqualTo(2);
    assertThat(told.apiErrors()).isZero();
    assertThat(told.lastError()).contains(new Trouble(START.plusSeconds(1), "refused"));
    assertThat(metrics().connectionErrors()).isEqualTo(2);
  }

  @Test
  void apiErrorsAreCountedByCodeAndTheirNumberIsBounded() {
    for (int i = 0; i < 3 * ChannelMetrics.MOST_CODES; i++) {
      recorder.signaled(new LinkSignal.ApiError(Channel.REQUESTS, "c" + i, "made up"));
    }
    recorder.signaled(new LinkSignal.ApiError(Channel.REQUESTS, "c0", "again"));
    ChannelMetrics requests = channel(Channel.REQUESTS);
    assertThat(requests.apiErrors()).isEqualTo(3 * ChannelMetrics.MOST_CODES + 1);
    assertThat(requests.apiErrorsByCode())
        .hasSize(ChannelMetrics.MOST_CODES + 1)
        .containsEntry("c0", 2L)
        .containsEntry(ChannelMetrics.OTHER_CODES, 2L * ChannelMetrics.MOST_CODES);
    assertThat(metrics().apiErrors()).isEqualTo(requests.apiErrors());
  }

  @Test
  void whatWasPassedOverIsAddedUpAndIsNoTrouble() {
    recorder.signaled(new LinkSignal.Skipped(Channel.MARKET_STREAM, 5, 0));
    recorder.signaled(new LinkSignal.Skipped(Channel.MARKET_STREAM, 2, 1));
    ChannelMetrics told = channel(Channel.MARKET_STREAM);
    assertThat(told.skippedQuotes()).isEqualTo(7);
    assertThat(told.skippedTrades()).isEqualTo(1);
    assertThat(told.lastError()).isEmpty();
    assertThat(metrics().connectionErrors() + metrics().apiErrors()).isZero();
  }

  @Test
  void theBudgetIsWhatTheBrokerToldLast() {
    recorder.signaled(new LinkSignal.Budget(Channel.REQUESTS, 199, 200, Duration.ofSeconds(60)));
    clock.move(Duration.ofSeconds(3));
    recorder.signaled(new LinkSignal.Budget(Channel.REQUESTS, 0, 200, Duration.ofSeconds(57)));
    assertThat(channel(Channel.REQUESTS).budget())
        .contains(new Budget(0, 200, START.plusSeconds(3), START.plusSeconds(60)));
  }
}
