// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.contract.Directive.Feature;
import dev.fairlead.contract.Directive.Trouble;
import dev.fairlead.contract.Directive.Weather;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found.State;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Requests without a certain answer, and how they are looked up. */
final class DoubtCases {
  private DoubtCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>(placing());
    cases.addAll(looking());
    return cases;
  }

  private static List<Case> placing() {
    return List.of(
        doubt("C-241", "a lost reply", Trouble.REPLY_LOST, "F-B01", "F-N02"),
        doubt("C-242", "half a reply", Trouble.REPLY_HALF, "F-N02"),
        doubt("C-243", "a reply that comes too late", Trouble.REPLY_LATE, "F-N07"),
        doubt("C-244", "a 500", Trouble.SERVER_ERROR, "F-B01", "D-01"),
        doubt("C-245", "a 502 of the edge", Trouble.BAD_GATEWAY, "F-B01", "F-N05"),
        doubt("C-246", "a 504 of the edge", Trouble.GATEWAY_TIMEOUT, "F-B01"),
        doubt("C-247", "a page instead of an answer", Trouble.NOT_JSON, "F-B33", "F-N05"),
        doubt("C-248", "an empty answer", Trouble.EMPTY, "F-B33"),
        Case.of("C-249", "an order of a status nobody knows has not ended", DoubtCases::oddStatus)
            .shows("F-B33")
            .needs(Trouble.ODD_STATUS),
        Case.of("C-250", "a request that is lost is not refused", DoubtCases::requestLost)
            .shows("F-B02")
            .needs(Trouble.REQUEST_LOST),
        Case.of("C-251", "a 503 is not refused", DoubtCases::unavailable)
            .shows("D-01")
            .needs(Trouble.UNAVAILABLE),
        Case.of("C-252", "a redirect is not followed", DoubtCases::redirect)
            .shows("F-N05")
            .needs(Trouble.REDIRECT, Feature.TRUTH),
        Case.of("C-253", "too many requests bring no further ones", DoubtCases::tooMany)
            .shows("F-B23", "F-N04")
            .needs(Trouble.TOO_MANY, Feature.TRUTH),
        Case.of("C-254", "to nobody nothing is sent, and that is proven", DoubtCases::unreachable)
            .shows("F-N01", "F-N03")
            .needs(Weather.UNREACHABLE),
        Case.of("C-255", "a placing in trouble is one request", DoubtCases::onceInTrouble)
            .shows("D-03", "F-N04")
            .needs(
                Feature.TRUTH,
                Trouble.REPLY_LOST,
                Trouble.SERVER_ERROR,
                Trouble.GATEWAY_TIMEOUT,
                Trouble.UNAVAILABLE),
        Case.of("C-256", "a fill is told though the reply was lost", DoubtCases::fillInDoubt)
            .shows("F-B05")
            .needs(Trouble.REPLY_LOST));
  }

  private static List<Case> looking() {
    return List.of(
        Case.of("C-261", "an order that was never placed is not found", DoubtCases::notFound)
            .shows("I-16"),
        Case.of("C-262", "what a query finds is told before it is answered", DoubtCases::foundFirst)
            .shows("I-15"),
        Case.of("C-263", "a query that fails has found no absence", DoubtCases::failedQuery)
            .shows("F-B21")
            .needs(Trouble.SERVER_ERROR),
        Case.of("C-264", "a query whose reply is lost has found none", DoubtCases::lostQuery)
            .shows("F-B21")
            .needs(Trouble.REPLY_LOST),
        Case.of("C-265", "somebody else's 404 is no absence", DoubtCases::stray404)
            .shows("F-B21", "F-N05")
            .needs(Trouble.STRAY_404),
        Case.of("C-266", "a page is no absence", DoubtCases::pageQuery)
            .shows("F-B33")
            .needs(Trouble.NOT_JSON),
        Case.of("C-267", "a query tells the fills too", DoubtCases::findsFills)
            .shows("F-B06", "F-B22"),
        Case.of("C-268", "an ended order is found as it ended", DoubtCases::findsEnded)
            .when("tells of ended orders", can -> can.reach().ended()),
        Case.of("C-269", "a doubt is ended by a look at the order", DoubtCases::settles)
            .shows("F-B01", "I-15")
            .needs(Trouble.REPLY_LOST, Feature.TRUTH),
        Case.of("C-270", "an order of an unknown status is not found ended", DoubtCases::oddFound)
            .shows("F-B33")
            .needs(Trouble.ODD_STATUS));
  }

  /** A placing that was done, of which no certain answer came. */
  private static Case doubt(String id, String what, Trouble trouble, String... shows) {
    return Case.of(
            id, what + " puts in doubt, and the order is found", stage -> found(stage, trouble))
        .shows(shows)
        .needs(trouble);
  }

  /** Places, and the request meets trouble. */
  private static PlacementId troubled(Stage stage, Trouble trouble) {
    stage.link();
    stage.far().meet(Attempt.Kind.PLACE, trouble);
    return stage.offer(stage.resting("10"));
  }

  private static void found(Stage stage, Trouble trouble) {
    PlacementId id = troubled(stage, trouble);
    assertThat(stage.answer(id)).isInstanceOf(SendResult.InDoubt.class);
    assertThat(stage.book().news(id))
        .noneMatch(OrderNews.Rejected.class::isInstance)
        .noneMatch(OrderNews.NotFound.class::isInstance);
    assertThat(stage.found(id).state()).isEqualTo(State.WORKING);
    if (stage.far().can(Feature.TRUTH)) {
      assertThat(stage.truth(id).isOpen()).isTrue();
    }
  }

  private static void oddStatus(Stage stage) {
    PlacementId id = troubled(stage, Trouble.ODD_STATUS);
    assertThat(stage.answer(id))
        .isInstanceOfAny(SendResult.Accepted.class, SendResult.InDoubt.class);
    assertThat(stage.book().news(id)).noneMatch(OrderNews.Rejected.class::isInstance);
  }

  private static void requestLost(Stage stage) {
    PlacementId id = troubled(stage, Trouble.REQUEST_LOST);
    assertThat(stage.answer(id))
        .isInstanceOfAny(SendResult.InDoubt.class, SendResult.NotSent.class);
    assertThat(stage.query(id)).isInstanceOf(SendResult.Accepted.class);
    assertThat(stage.book().news(id)).contains(new OrderNews.NotFound());
  }

  private static void unavailable(Stage stage) {
    assertThat(stage.answer(troubled(stage, Trouble.UNAVAILABLE)))
        .isInstanceOf(SendResult.InDoubt.class);
  }

  private static void redirect(Stage stage) {
    PlacementId id = troubled(stage, Trouble.REDIRECT);
    assertThat(stage.answer(id)).isInstanceOf(SendResult.InDoubt.class);
    assertThat(stage.truths(id)).isEmpty();
    assertThat(stage.far().requests(Attempt.Kind.PLACE)).isOne();
  }

  private static void tooMany(Stage stage) {
    PlacementId id = troubled(stage, Trouble.TOO_MANY);
    assertThat(stage.answer(id)).isNotInstanceOf(SendResult.Accepted.class);
    assertThat(stage.truths(id)).isEmpty();
    assertThat(stage.far().requests(Attempt.Kind.PLACE)).isOne();
  }

  /** A connection that was kept may break as it is used; the next request finds nobody. */
  private static void unreachable(Stage stage) {
    stage.link();
    stage.far().be(Weather.UNREACHABLE);
    List<SendResult> answers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      answers.add(stage.answer(stage.offer(stage.resting("10"))));
    }
    assertThat(answers)
        .allSatisfy(answer ->
            assertThat(answer).isInstanceOfAny(SendResult.NotSent.class, SendResult.InDoubt.class));
    assertThat(answers.getLast()).isInstanceOf(SendResult.NotSent.class);
  }

  private static void onceInTrouble(Stage stage) {
    List<Trouble> troubles =
        List.of(
            Trouble.REPLY_LOST, Trouble.SERVER_ERROR, Trouble.GATEWAY_TIMEOUT, Trouble.UNAVAILABLE);
    for (Trouble trouble : troubles) {
      stage.answer(troubled(stage, trouble));
    }
    assertThat(stage.far().requests(Attempt.Kind.PLACE)).isEqualTo(troubles.size());
  }

  private static void fillInDoubt(Stage stage) {
    PlacementId id = troubled(stage, Trouble.REPLY_LOST);
    stage.answer(id);
    stage.far().fill(id, Quantity.of(10), Stage.LOW);
    stage.awaitFilled(id, "10");
    assertThat(stage.found(id).state()).isEqualTo(State.FILLED);
  }

  private static void notFound(Stage stage) {
    PlacementId id = stage.note(stage.resting("10"));
    assertThat(stage.query(id)).isInstanceOf(SendResult.Accepted.class);
    assertThat(stage.book().news(id)).containsExactly(new OrderNews.NotFound());
  }

  private static void foundFirst(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.query(id);
    List<Object> heard = stage.book().heard();
    int answered = heard.size() - 1;
    while (!(heard.get(answered) instanceof BrokerReport.Answered)) {
      answered--;
    }
    assertThat(heard.subList(0, answered))
        .anySatisfy(before ->
            assertThat(before)
                .isInstanceOfSatisfying(
                    BrokerReport.OrderReport.class,
                    report -> assertThat(report.news()).isInstanceOf(OrderNews.Found.class)));
  }

  private static Consumer<Stage> saysNothing(Trouble trouble) {
    return stage -> {
      PlacementId id = stage.place(stage.resting("10"));
      stage.far().meet(Attempt.Kind.QUERY, trouble);
      SendResult answer = stage.query(id);
      assertThat(stage.book().news(id)).noneMatch(OrderNews.NotFound.class::isInstance);
      // A read may be asked again by itself: then it finds the order.
      if (answer instanceof SendResult.Accepted) {
        assertThat(stage.book().news(id)).hasAtLeastOneElementOfType(OrderNews.Found.class);
      }
    };
  }

  private static void failedQuery(Stage stage) {
    saysNothing(Trouble.SERVER_ERROR).accept(stage);
  }

  private static void lostQuery(Stage stage) {
    saysNothing(Trouble.REPLY_LOST).accept(stage);
  }

  private static void stray404(Stage stage) {
    saysNothing(Trouble.STRAY_404).accept(stage);
  }

  private static void pageQuery(Stage stage) {
    saysNothing(Trouble.NOT_JSON).accept(stage);
  }

  private static void findsFills(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().fill(id, Quantity.of(4), Stage.LOW);
    stage.awaitFilled(id, "4");
    OrderNews.Found found = stage.found(id);
    assertThat(found.state()).isEqualTo(State.WORKING);
    assertThat(stage.book().filled(id)).isEqualTo(Quantity.of(4));
  }

  private static void findsEnded(Stage stage) {
    PlacementId filled = stage.bought("10");
    PlacementId canceled = stage.place(stage.resting("10"));
    stage.cancel(canceled);
    stage.awaitNews(canceled, OrderNews.Canceled.class);
    assertThat(stage.found(filled).state()).isEqualTo(State.FILLED);
    assertThat(stage.found(canceled).state()).isEqualTo(State.CANCELED);
  }

  private static void settles(Stage stage) {
    PlacementId id = troubled(stage, Trouble.REPLY_LOST);
    assertThat(stage.answer(id)).isInstanceOf(SendResult.InDoubt.class);
    assertThat(stage.found(id).brokerOrderId()).isNotBlank();
    assertThat(stage.cancel(id)).isInstanceOf(SendResult.Accepted.class);
    stage.awaitNews(id, OrderNews.Canceled.class);
    assertThat(stage.truth(id).state()).isEqualTo(State.CANCELED);
  }

  private static void oddFound(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().meet(Attempt.Kind.QUERY, Trouble.ODD_STATUS);
    stage.query(id);
    assertThat(stage.book().news(id, OrderNews.Found.class))
        .allSatisfy(found -> assertThat(found.state()).isEqualTo(State.WORKING));
    assertThat(stage.book().news(id)).noneMatch(OrderNews.NotFound.class::isInstance);
  }
}
