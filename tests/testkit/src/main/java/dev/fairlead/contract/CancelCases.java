// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.contract.Directive.Feature;
import dev.fairlead.contract.Directive.Trouble;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found.State;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Quantity;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Orders that are cancelled, in time and too late. */
final class CancelCases {
  private CancelCases() {}

  static List<Case> all() {
    return List.of(
        Case.of("C-201", "a cancel is taken, then told as done", CancelCases::cancels),
        Case.of("C-202", "a filled order is not cancelled", CancelCases::tooLate).shows("F-B15"),
        Case.of("C-203", "an order that is not known is not cancelled", CancelCases::unknown),
        Case.of("C-204", "cancelled twice, it ends once", CancelCases::twice),
        Case.of("C-205", "a cancel keeps what was filled before", CancelCases::keepsFills)
            .shows("F-B11"),
        Case.of("C-206", "a cancel needs no name but ours", CancelCases::byOurId)
            .shows("F-B01")
            .when(
                "cancels by our id or finds by it",
                can -> can.identity().cancels() || can.identity().finds()),
        Case.of("C-207", "a cancel whose reply is lost is in doubt, and told", CancelCases::lost)
            .shows("F-N02")
            .needs(Trouble.REPLY_LOST),
        Case.of("C-208", "a cancel that is lost leaves the order working", CancelCases::neverCame)
            .shows("F-N02")
            .needs(Trouble.REQUEST_LOST, Feature.TRUTH),
        Case.of("C-209", "a cancel that meets an error is no refusal", CancelCases::serverError)
            .shows("D-01")
            .needs(Trouble.SERVER_ERROR),
        Case.of("C-210", "a cancel does not wait for another order's reply", CancelCases::overtakes)
            .shows("F-N07")
            .needs(Trouble.REPLY_LATE),
        Case.of("C-211", "after a cancel nothing works there", CancelCases::nothingLeft)
            .needs(Feature.TRUTH),
        Case.of("C-212", "cancelled orders are each told as cancelled", CancelCases::many));
  }

  private static void cancels(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    assertThat(stage.cancel(id)).isInstanceOf(SendResult.Accepted.class);
    stage.awaitNews(id, OrderNews.Canceled.class);
    assertThat(stage.found(id).state()).isEqualTo(State.CANCELED);
  }

  private static void tooLate(Stage stage) {
    PlacementId id = stage.bought("10");
    assertThat(stage.cancel(id)).isInstanceOf(SendResult.Refused.class);
    assertThat(stage.book().news(id, OrderNews.Canceled.class)).isEmpty();
    assertThat(stage.found(id).state()).isEqualTo(State.FILLED);
  }

  private static void unknown(Stage stage) {
    PlacementId id = stage.note(stage.resting("10"));
    assertThat(stage.cancel(id)).isNotInstanceOf(SendResult.Accepted.class);
    assertThat(stage.book().news(id, OrderNews.Canceled.class)).isEmpty();
  }

  private static void twice(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    assertThat(stage.cancel(id)).isInstanceOf(SendResult.Accepted.class);
    stage.awaitNews(id, OrderNews.Canceled.class);
    stage.cancel(id);
    assertThat(stage.found(id).state()).isEqualTo(State.CANCELED);
    assertThat(stage.book().news(id, OrderNews.Canceled.class)).hasSize(1);
  }

  private static void keepsFills(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().fill(id, Quantity.of(4), Stage.LOW);
    stage.awaitFilled(id, "4");
    assertThat(stage.cancel(id)).isInstanceOf(SendResult.Accepted.class);
    stage.awaitNews(id, OrderNews.Canceled.class);
    OrderNews.Found found = stage.found(id);
    assertThat(found.state()).isEqualTo(State.CANCELED);
    assertThat(stage.book().filled(id)).isEqualTo(Quantity.of(4));
  }

  private static void byOurId(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    BrokerCommand command = new BrokerCommand(stage.far().account(), id, 2, "", new Ask.Cancel());
    CompletableFuture<SendResult> answer = new CompletableFuture<>();
    stage.link().send(command, answer::complete);
    assertThat(answer.orTimeout(stage.far().answerLimit().toMillis(), TimeUnit.MILLISECONDS).join())
        .isInstanceOf(SendResult.Accepted.class);
    stage.awaitNews(id, OrderNews.Canceled.class);
  }

  private static void lost(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().meet(Attempt.Kind.CANCEL, Trouble.REPLY_LOST);
    assertThat(stage.cancel(id)).isInstanceOf(SendResult.InDoubt.class);
    stage.awaitEnd(id, State.CANCELED);
  }

  private static void neverCame(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().meet(Attempt.Kind.CANCEL, Trouble.REQUEST_LOST);
    assertThat(stage.cancel(id))
        .isInstanceOfAny(SendResult.InDoubt.class, SendResult.NotSent.class);
    assertThat(stage.truth(id).isOpen()).isTrue();
    assertThat(stage.found(id).state()).isEqualTo(State.WORKING);
    assertThat(stage.cancel(id)).isInstanceOf(SendResult.Accepted.class);
    stage.awaitNews(id, OrderNews.Canceled.class);
  }

  private static void serverError(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().meet(Attempt.Kind.CANCEL, Trouble.SERVER_ERROR);
    assertThat(stage.cancel(id)).isInstanceOf(SendResult.InDoubt.class);
  }

  private static void overtakes(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().meet(Attempt.Kind.PLACE, Trouble.REPLY_LATE);
    PlacementId slow = stage.note(stage.resting("1"));
    Stage.Sent waiting = stage.send(slow, new Ask.Place(stage.resting("1")));
    assertThat(stage.cancel(id)).isInstanceOf(SendResult.Accepted.class);
    assertThat(waiting.isAnswered()).isFalse();
    assertThat(waiting.answer()).isInstanceOf(SendResult.InDoubt.class);
  }

  private static void nothingLeft(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.cancel(id);
    stage.awaitNews(id, OrderNews.Canceled.class);
    assertThat(stage.truth(id).state()).isEqualTo(State.CANCELED);
  }

  private static void many(Stage stage) {
    List<PlacementId> ids =
        IntStream.range(0, 12).mapToObj(_ -> stage.place(stage.resting("1"))).toList();
    List<Stage.Sent> cancels = ids.stream().map(id -> stage.send(id, new Ask.Cancel())).toList();
    assertThat(cancels)
        .allSatisfy(sent -> assertThat(sent.answer()).isInstanceOf(SendResult.Accepted.class));
    ids.forEach(id -> stage.awaitNews(id, OrderNews.Canceled.class));
  }
}
