// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.contract.Directive.Feature;
import dev.fairlead.contract.Directive.Happening;
import dev.fairlead.contract.Directive.Trouble;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happens at the limits, and at the end. */
final class LimitCases {
  private static final int BURST = 300;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private LimitCases() {}

  static List<Case> all() {
    return List.of(
        Case.of("C-381", "a burst is answered whole: taken, or not sent", LimitCases::burst)
            .shows("F-B23", "F-K04")
            .needs(Feature.TRUTH),
        Case.of("C-382", "a cancel gets through behind a burst", LimitCases::cancelInBurst)
            .shows("F-B23"),
        Case.of("C-383", "a link that is closed says nothing more", LimitCases::saysNothing)
            .needs(Happening.FILL),
        Case.of("C-384", "on a link that is closed nothing is sent", LimitCases::sendsNothing),
        Case.of("C-385", "closing again is free", LimitCases::closesAgain),
        Case.of("C-386", "closing does not wait for a slow answer", LimitCases::closesInTime)
            .shows("F-N07")
            .needs(Trouble.REPLY_LATE),
        Case.of("C-387", "two sessions in a row do not disturb each other", LimitCases::inARow));
  }

  private static List<Stage.Sent> burst(Stage stage, int size) {
    List<Stage.Sent> sent = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      PlacementId id = stage.note(stage.resting("1"));
      sent.add(stage.send(id, new Ask.Place(stage.resting("1"))));
    }
    return sent;
  }

  private static void burst(Stage stage) {
    long taken =
        burst(stage, BURST).stream()
            .map(Stage.Sent::answer)
            .peek(answer ->
                assertThat(answer)
                    .isInstanceOfAny(SendResult.Accepted.class, SendResult.NotSent.class))
            .filter(SendResult.Accepted.class::isInstance)
            .count();
    assertThat(taken).isPositive();
    assertThat(stage.far().orders()).hasSize(Math.toIntExact(taken));
    assertThat(stage.far().requests(Attempt.Kind.PLACE)).isEqualTo(Math.toIntExact(taken));
  }

  private static void cancelInBurst(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    burst(stage, BURST);
    assertThat(stage.cancel(id)).isInstanceOf(SendResult.Accepted.class);
    stage.awaitNews(id, OrderNews.Canceled.class);
  }

  private static void saysNothing(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.disconnect();
    int heard = stage.book().heard().size();
    if (stage.far().can(Feature.MEMORY)) {
      stage.far().fill(id, Quantity.of(10), Stage.LOW);
    }
    assertThat(stage.book().heard()).hasSize(heard);
  }

  private static void sendsNothing(Stage stage) {
    stage.link().close();
    PlacementId id = stage.offer(stage.resting("10"));
    assertThat(stage.answer(id)).isInstanceOf(SendResult.NotSent.class);
    if (stage.far().can(Feature.TRUTH)) {
      assertThat(stage.far().requests(Attempt.Kind.PLACE)).isZero();
    }
  }

  private static void closesAgain(Stage stage) {
    stage.link().close();
    stage.link().close();
  }

  private static void closesInTime(Stage stage) {
    stage.link();
    stage.far().meet(Attempt.Kind.PLACE, Trouble.REPLY_LATE);
    stage.offer(stage.resting("10"));
    long begun = System.nanoTime();
    stage.link().close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(CLOSE_LIMIT);
  }

  private static void inARow(Stage stage) {
    List<PlacementId> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(stage.place(stage.resting("2")));
      stage.reopen();
    }
    for (PlacementId id : ids) {
      assertThat(stage.cancel(id)).isInstanceOf(SendResult.Accepted.class);
      stage.awaitNews(id, OrderNews.Canceled.class);
    }
  }
}
