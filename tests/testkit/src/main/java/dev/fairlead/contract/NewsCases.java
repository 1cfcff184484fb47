// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.contract.Directive.Feature;
import dev.fairlead.contract.Directive.Happening;
import dev.fairlead.contract.Directive.Weather;
import dev.fairlead.contract.FarSide.Nonsense;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Included;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found.State;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.List;

/** News that no request of ours has caused, and news that nobody understands. */
final class NewsCases {
  private NewsCases() {}

  static List<Case> all() {
    return List.of(
        Case.of("C-301", "an order may be refused after it was taken", NewsCases::lateReject)
            .shows("F-B04")
            .needs(Happening.REJECT),
        Case.of("C-302", "an order that nobody cancelled here is cancelled", NewsCases::canceled)
            .shows("F-B29")
            .needs(Happening.CANCEL),
        Case.of("C-303", "an order's time ends", NewsCases::expired).needs(Happening.EXPIRE),
        Case.of("C-304", "a void execution is told as void", NewsCases::bust)
            .shows("F-B13", "I-23")
            .needs(Happening.FILL, Happening.BUST),
        Case.of("C-305", "a corrected execution keeps its id", NewsCases::correct)
            .shows("F-B13", "I-23")
            .needs(Happening.FILL, Happening.CORRECT),
        Case.of("C-306", "done for the day is no end", NewsCases::doneForDay)
            .shows("F-B36")
            .needs(Happening.DONE_FOR_DAY),
        Case.of("C-307", "a halt is no end", NewsCases::suspended)
            .shows("F-B36")
            .needs(Happening.SUSPEND),
        Case.of("C-308", "an event of an unknown name is kept raw", NewsCases::unknownEvent)
            .shows("F-B33")
            .needs(Feature.NONSENSE),
        Case.of("C-309", "what is no message harms no other", NewsCases::noMessage)
            .shows("F-B33")
            .needs(Feature.NONSENSE, Happening.FILL),
        Case.of("C-310", "a channel that nobody asked for harms nothing", NewsCases::channel)
            .shows("F-B33")
            .needs(Feature.NONSENSE, Happening.FILL),
        Case.of("C-311", "somebody else's order is told as theirs", NewsCases::others)
            .shows("I-26")
            .needs(Feature.OTHERS, Happening.CANCEL),
        Case.of("C-312", "an end that is told twice is one end", NewsCases::endsOnce)
            .shows("F-B09")
            .needs(Happening.CANCEL, Weather.DOUBLED),
        Case.of("C-313", "fills before a cancel by others are kept", NewsCases::partThenCanceled)
            .shows("F-B11")
            .needs(Happening.FILL, Happening.CANCEL),
        Case.of("C-314", "an expired order keeps its fills", NewsCases::partThenExpired)
            .needs(Happening.FILL, Happening.EXPIRE),
        Case.of("C-315", "money that comes is told under an id of its own", NewsCases::money)
            .shows("I-09", "I-10")
            .needs(Feature.MOVEMENTS),
        Case.of("C-316", "money that an opening has in it is told as such", NewsCases::moneyBefore)
            .shows("I-09", "I-10")
            .needs(Feature.MOVEMENTS));
  }

  private static PlacementId resting(Stage stage) {
    return stage.place(stage.resting("10"));
  }

  private static void lateReject(Stage stage) {
    PlacementId id = resting(stage);
    stage.far().happen(id, Happening.REJECT);
    stage.awaitEnd(id, State.REJECTED);
    assertThat(stage.found(id).state()).isEqualTo(State.REJECTED);
  }

  private static void canceled(Stage stage) {
    PlacementId id = resting(stage);
    stage.far().happen(id, Happening.CANCEL);
    stage.awaitNews(id, OrderNews.Canceled.class);
  }

  private static void expired(Stage stage) {
    PlacementId id = resting(stage);
    stage.far().happen(id, Happening.EXPIRE);
    stage.awaitNews(id, OrderNews.Expired.class);
    assertThat(stage.found(id).state()).isEqualTo(State.EXPIRED);
  }

  private static void bust(Stage stage) {
    PlacementId id = stage.bought("10");
    stage.far().happen(id, Happening.BUST);
    assertThat(stage.awaitNews(id, OrderNews.Busted.class).executionId())
        .isEqualTo(stage.book().fills(id).getLast().executionId());
  }

  private static void correct(Stage stage) {
    PlacementId id = stage.bought("10");
    stage.far().happen(id, Happening.CORRECT);
    OrderNews.Corrected told = stage.awaitNews(id, OrderNews.Corrected.class);
    assertThat(told.fill().executionId()).isEqualTo(stage.book().fills(id).getLast().executionId());
    assertThat(told.fill().revision()).isPositive();
    assertThat(told.fill().price()).isNotEqualTo(stage.book().fills(id).getLast().price());
  }

  private static void noEnd(Stage stage, Happening what) {
    PlacementId id = resting(stage);
    stage.far().happen(id, what);
    assertThat(stage.found(id).state()).isEqualTo(State.WORKING);
    assertThat(stage.book().placement(id).status()).isEqualTo(PlacementStatus.WORKING);
    stage.far().fill(id, Quantity.of(10), Stage.LOW);
    stage.awaitFilled(id, "10");
  }

  private static void doneForDay(Stage stage) {
    noEnd(stage, Happening.DONE_FOR_DAY);
  }

  private static void suspended(Stage stage) {
    noEnd(stage, Happening.SUSPEND);
  }

  private static void unknownEvent(Stage stage) {
    PlacementId id = resting(stage);
    stage.far().sayNonsense(Nonsense.UNKNOWN_EVENT);
    stage.await(
        "what was not understood", () -> !stage.book().heard(BrokerReport.Unread.class).isEmpty());
    assertThat(stage.book().heard(BrokerReport.Unread.class).getLast().raw()).isNotBlank();
    assertThat(stage.found(id).state()).isEqualTo(State.WORKING);
  }

  private static void goesOn(Stage stage, Nonsense nonsense) {
    PlacementId id = resting(stage);
    stage.far().sayNonsense(nonsense);
    stage.far().fill(id, Quantity.of(10), Stage.LOW);
    stage.awaitFilled(id, "10");
    stage.await("the link to be up", stage::isUp);
  }

  private static void noMessage(Stage stage) {
    goesOn(stage, Nonsense.NOT_A_MESSAGE);
  }

  private static void channel(Stage stage) {
    goesOn(stage, Nonsense.UNKNOWN_CHANNEL);
  }

  private static void others(Stage stage) {
    PlacementId ours = resting(stage);
    PlacementId theirs = stage.far().placeElsewhere(stage.resting("3"));
    stage.far().happen(theirs, Happening.CANCEL);
    stage.awaitNews(theirs, OrderNews.Canceled.class);
    assertThat(stage.book().news(ours)).noneMatch(OrderNews.Canceled.class::isInstance);
  }

  private static void endsOnce(Stage stage) {
    PlacementId id = resting(stage);
    stage.far().be(Weather.DOUBLED);
    stage.far().happen(id, Happening.CANCEL);
    stage.awaitNews(id, OrderNews.Canceled.class);
    assertThat(stage.found(id).state()).isEqualTo(State.CANCELED);
    assertThat(stage.book().news(id)).noneMatch(OrderNews.Rejected.class::isInstance);
  }

  private static PlacementId part(Stage stage) {
    PlacementId id = resting(stage);
    stage.far().fill(id, Quantity.of(4), Price.parse("50"));
    stage.awaitFilled(id, "4");
    return id;
  }

  private static void partThenCanceled(Stage stage) {
    PlacementId id = part(stage);
    stage.far().happen(id, Happening.CANCEL);
    stage.awaitNews(id, OrderNews.Canceled.class);
    assertThat(stage.book().filled(id)).isEqualTo(Quantity.of(4));
  }

  private static void partThenExpired(Stage stage) {
    PlacementId id = part(stage);
    stage.far().happen(id, Happening.EXPIRE);
    stage.awaitNews(id, OrderNews.Expired.class);
    assertThat(stage.found(id).state()).isEqualTo(State.EXPIRED);
    assertThat(stage.book().filled(id)).isEqualTo(Quantity.of(4));
  }

  private static void money(Stage stage) {
    stage.link();
    Money money = Money.parse("123.45", Currency.USD);
    stage.far().deposit(money);
    stage.reopen();
    List<Flowed> flows = stage.book().heard(Flowed.class);
    assertThat(flows).isNotEmpty().extracting(Flowed::amount).containsOnly(money);
    stage.reopen();
    assertThat(stage.book().heard(Flowed.class))
        .extracting(Flowed::id)
        .containsOnly(flows.getFirst().id());
    assertThat(flows.getFirst().id()).isNotBlank();
  }

  private static void moneyBefore(Stage stage) {
    stage.far().deposit(Money.parse("123.45", Currency.USD));
    stage.link();
    List<String> included =
        stage.book().heard(Included.class).stream().flatMap(one -> one.ids().stream()).toList();
    assertThat(included).isNotEmpty();
    stage.reopen();
    assertThat(stage.book().heard(Flowed.class)).extracting(Flowed::id).isSubsetOf(included);
  }
}
