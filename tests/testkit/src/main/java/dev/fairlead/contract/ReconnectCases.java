// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.contract.Directive.Feature;
import dev.fairlead.contract.Directive.Happening;
import dev.fairlead.contract.Directive.Trouble;
import dev.fairlead.contract.Directive.Weather;
import dev.fairlead.message.BrokerReport.Funded;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found.State;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Quantity;
import dev.fairlead.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Sessions that end and begin again, by our doing and by the network's. */
final class ReconnectCases {
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  /** More connections than that within {@link #A_WHILE} are a storm. */
  private static final int STORM = 20;

  private ReconnectCases() {}

  static List<Case> all() {
    return List.of(
        Case.of("C-321", "an open order goes on in the next session", ReconnectCases::goesOn)
            .shows("F-N12"),
        Case.of("C-322", "what was filled meanwhile is told", meanwhile("10"))
            .shows("F-B06", "F-N12", "F-B43")
            .needs(Happening.FILL, Feature.MEMORY),
        Case.of("C-323", "what was filled in part meanwhile is told", meanwhile("4"))
            .shows("F-B06", "F-N12")
            .needs(Happening.FILL, Feature.MEMORY),
        Case.of("C-324", "what was cancelled meanwhile is told", meanwhile(Happening.CANCEL))
            .shows("F-N12")
            .needs(Happening.CANCEL, Feature.MEMORY),
        Case.of("C-325", "what expired meanwhile is told", meanwhile(Happening.EXPIRE))
            .shows("F-N12", "F-B26")
            .needs(Happening.EXPIRE, Feature.MEMORY),
        Case.of("C-326", "what was refused meanwhile is told", meanwhile(Happening.REJECT))
            .shows("F-N12", "F-B04")
            .needs(Happening.REJECT, Feature.MEMORY),
        Case.of("C-327", "a doubt of the last session is looked up", ReconnectCases::doubtLives)
            .shows("F-B01", "I-15")
            .needs(Trouble.REPLY_LOST, Feature.MEMORY),
        Case.of("C-328", "a stream that is cut comes back", ReconnectCases::comesBack)
            .shows("F-N12")
            .needs(Weather.CUT, Happening.FILL),
        Case.of("C-329", "a fill of the gap is told once", ReconnectCases::gap)
            .shows("F-B06", "F-B09", "F-N12", "I-09")
            .needs(Weather.REFUSED, Weather.CLEAR, Happening.FILL),
        Case.of("C-330", "a cancel of the gap is told", ReconnectCases::gapCancel)
            .shows("F-N12")
            .needs(Weather.REFUSED, Weather.CLEAR, Happening.CANCEL),
        Case.of("C-331", "without its stream the link is not up", ReconnectCases::goesDown)
            .shows("F-B39", "F-N08")
            .needs(Weather.REFUSED, Weather.CLEAR),
        Case.of("C-332", "a stream that only stays open is not trusted", ReconnectCases::silent)
            .shows("F-N10")
            .needs(Weather.SILENT, Weather.CLEAR, Happening.FILL),
        Case.of("C-333", "a stream that is refused is not stormed", ReconnectCases::noStorm)
            .shows("F-N11")
            .needs(Weather.REFUSED, Feature.TRUTH),
        Case.of("C-334", "a fill that the stream lost is told in the end", ReconnectCases::lostNews)
            .shows("F-B06")
            .needs(Weather.MUTE, Weather.CUT, Weather.CLEAR, Happening.FILL),
        Case.of("C-335", "nothing is Up twice without Down", ReconnectCases::alternates)
            .needs(Weather.CUT),
        Case.of(
                "C-336",
                "an opening is told once, whatever the sessions",
                ReconnectCases::opensOnce)
            .shows("I-10"),
        Case.of("C-337", "the broker that goes away comes back", ReconnectCases::farSideRestarts)
            .shows("F-B26", "F-N12")
            .needs(Weather.UNREACHABLE, Weather.CLEAR, Happening.FILL),
        Case.of("C-338", "somebody else's fill meanwhile is told", ReconnectCases::othersMeanwhile)
            .shows("I-26", "F-B29")
            .needs(Happening.FILL, Feature.OTHERS, Feature.MEMORY));
  }

  private static void goesOn(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.reopen();
    assertThat(stage.found(id).state()).isEqualTo(State.WORKING);
    assertThat(stage.cancel(id)).isInstanceOf(SendResult.Accepted.class);
    stage.awaitNews(id, OrderNews.Canceled.class);
  }

  private static Consumer<Stage> meanwhile(String quantity) {
    return stage -> {
      PlacementId id = stage.place(stage.resting("10"));
      stage.disconnect();
      stage.far().fill(id, Quantity.parse(quantity), Stage.LOW);
      stage.reopen();
      stage.awaitFilled(id, quantity);
      assertThat(stage.book().fills(id)).hasSize(1);
      assertThat(stage.book().filled(id)).isEqualTo(Quantity.parse(quantity));
    };
  }

  private static Consumer<Stage> meanwhile(Happening what) {
    State state =
        switch (what) {
          case CANCEL -> State.CANCELED;
          case EXPIRE -> State.EXPIRED;
          case REJECT -> State.REJECTED;
          case FILL, BUST, CORRECT, DONE_FOR_DAY, SUSPEND ->
              throw new IllegalArgumentException(what + " ends nothing");
        };
    return stage -> {
      PlacementId id = stage.place(stage.resting("10"));
      stage.disconnect();
      stage.far().happen(id, what);
      stage.reopen();
      stage.awaitEnd(id, state);
    };
  }

  private static void doubtLives(Stage stage) {
    stage.link();
    stage.far().meet(Attempt.Kind.PLACE, Trouble.REPLY_LOST);
    PlacementId id = stage.offer(stage.resting("10"));
    assertThat(stage.answer(id)).isInstanceOf(SendResult.InDoubt.class);
    stage.reopen();
    assertThat(stage.found(id).state()).isEqualTo(State.WORKING);
  }

  private static void comesBack(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    int ups = stage.ups();
    stage.far().be(Weather.CUT);
    stage.awaitUps(ups + 1);
    stage.far().fill(id, Quantity.of(10), Stage.LOW);
    stage.awaitFilled(id, "10");
  }

  private static PlacementId placedThenCutOff(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().be(Weather.REFUSED);
    stage.await("the link to go down", () -> !stage.isUp());
    return id;
  }

  private static void gap(Stage stage) {
    PlacementId id = placedThenCutOff(stage);
    stage.far().fill(id, Quantity.of(4), Stage.LOW);
    stage.far().be(Weather.CLEAR);
    stage.awaitUp();
    stage.awaitFilled(id, "4");
    stage.far().fill(id, Quantity.of(6), Stage.LOW);
    stage.awaitFilled(id, "10");
    assertThat(stage.book().fills(id)).hasSize(2);
    assertThat(stage.book().filled(id)).isEqualTo(Quantity.of(10));
  }

  private static void gapCancel(Stage stage) {
    PlacementId id = placedThenCutOff(stage);
    stage.far().happen(id, Happening.CANCEL);
    stage.far().be(Weather.CLEAR);
    stage.awaitUp();
    stage.awaitEnd(id, State.CANCELED);
  }

  private static void goesDown(Stage stage) {
    placedThenCutOff(stage);
    assertThat(stage.book().heard(LinkChange.Down.class).getLast().reason()).isNotBlank();
    stage.far().be(Weather.CLEAR);
    stage.awaitUp();
    stage.place(stage.resting("1"));
  }

  private static void silent(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().be(Weather.SILENT);
    stage.far().fill(id, Quantity.of(10), Stage.LOW);
    stage.await("the link to go down", () -> !stage.isUp());
    stage.far().be(Weather.CLEAR);
    stage.awaitFilled(id, "10");
    stage.awaitUp();
  }

  private static void noStorm(Stage stage) {
    stage.link();
    stage.far().be(Weather.REFUSED);
    stage.await("the link to go down", () -> !stage.isUp());
    int before = stage.far().streamsAsked();
    long begun = System.nanoTime();
    Await.until("a while", () -> System.nanoTime() - begun > A_WHILE.toNanos());
    assertThat(stage.far().streamsAsked() - before).isLessThan(STORM);
  }

  private static void lostNews(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().be(Weather.MUTE);
    stage.far().fill(id, Quantity.of(10), Stage.LOW);
    stage.far().be(Weather.CLEAR);
    stage.far().be(Weather.CUT);
    stage.awaitFilled(id, "10");
    assertThat(stage.book().fills(id)).hasSize(1);
  }

  private static void alternates(Stage stage) {
    stage.link();
    for (int i = 0; i < 3; i++) {
      int ups = stage.ups();
      stage.far().be(Weather.CUT);
      stage.awaitUps(ups + 1);
    }
    List<LinkChange> changes = stage.book().heard(LinkChange.class);
    for (int i = 1; i < changes.size(); i++) {
      assertThat(changes.subList(i - 1, i + 1))
          .as("two changes in a row of " + changes)
          .anyMatch(LinkChange.Down.class::isInstance);
    }
  }

  private static void opensOnce(Stage stage) {
    stage.place(stage.resting("10"));
    int funded = stage.book().heard(Funded.class).size();
    stage.reopen();
    stage.reopen();
    assertThat(stage.book().heard(Funded.class)).hasSize(funded);
  }

  private static void farSideRestarts(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    int ups = stage.ups();
    stage.far().be(Weather.UNREACHABLE);
    stage.await("the link to go down", () -> !stage.isUp());
    stage.far().fill(id, Quantity.of(4), Stage.LOW);
    stage.far().be(Weather.CLEAR);
    stage.awaitUps(ups + 1);
    stage.awaitFilled(id, "4");
    stage.far().fill(id, Quantity.of(6), Stage.LOW);
    stage.awaitFilled(id, "10");
    assertThat(stage.book().fills(id)).hasSize(2);
  }

  private static void othersMeanwhile(Stage stage) {
    stage.link();
    stage.disconnect();
    PlacementId theirs = stage.far().placeElsewhere(stage.resting("10"));
    stage.far().fill(theirs, Quantity.of(10), Stage.LOW);
    stage.reopen();
    stage.await("their fill", () -> stage.book().filled(theirs).equals(Quantity.of(10)));
  }
}
