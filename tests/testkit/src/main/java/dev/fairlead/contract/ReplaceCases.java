// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.contract.Directive.Feature;
import dev.fairlead.contract.Directive.Trouble;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found.State;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.List;
import java.util.function.Consumer;

/** Orders whose terms change while they work. */
final class ReplaceCases {
  private static final Price PRICE = Price.parse("60");

  private ReplaceCases() {}

  static List<Case> all() {
    return List.of(
        of("C-221", "a replace is taken, then told as done", ReplaceCases::replaces),
        of("C-222", "the new terms are found under the same placement", ReplaceCases::findsNew)
            .shows("F-B17"),
        of("C-223", "a fill after a replace is the placement's", ReplaceCases::fillsAfter)
            .shows("F-B17"),
        of("C-224", "the new quantity is the total", ReplaceCases::total),
        of("C-225", "a replace keeps what was filled before", ReplaceCases::keepsFills),
        of("C-226", "a filled order is not replaced", ReplaceCases::tooLate).shows("F-B15"),
        of("C-227", "an order that is not known is not replaced", ReplaceCases::unknown),
        of("C-228", "a cancel after a replace leaves nothing", ReplaceCases::cancels)
            .shows("F-B17"),
        of("C-229", "replaced twice, it is still one placement", ReplaceCases::twice).shows("I-21"),
        of("C-230", "a replace is never told as an end", ReplaceCases::isNoEnd)
            .shows("F-B17", "I-21"),
        of("C-231", "a replace leaves one order at work", ReplaceCases::oneOrder)
            .shows("F-B17", "I-13")
            .needs(Feature.TRUTH),
        of("C-232", "a replace whose reply is lost is in doubt", ReplaceCases::lost)
            .shows("F-B18")
            .needs(Trouble.REPLY_LOST),
        of("C-233", "after a lost replace a query finds the terms", ReplaceCases::lostThenFound)
            .shows("F-B18")
            .needs(Trouble.REPLY_LOST),
        of("C-234", "a replace is asked for once, whatever it meets", ReplaceCases::once)
            .shows("D-03", "F-N04")
            .needs(Feature.TRUTH, Trouble.SERVER_ERROR, Trouble.GATEWAY_TIMEOUT),
        of("C-235", "a replaced order goes on after a restart", ReplaceCases::restart)
            .shows("F-B17", "F-N12"));
  }

  private static Case of(String id, String claim, Consumer<Stage> body) {
    return Case.of(id, claim, body).when("changes orders", Capabilities::canReplace);
  }

  private static OrderRequest at(OrderRequest request, String quantity) {
    return request.limit(PRICE.toString()).with(new OrderSize.Units(Quantity.parse(quantity)));
  }

  /** Ten that rest, and can be changed: what is taken only is not yet (facts 3.6). */
  private static PlacementId working(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().awaitWorking(id);
    return id;
  }

  /** Places ten that rest, and changes them. */
  private static PlacementId replaced(Stage stage, String quantity) {
    PlacementId id = working(stage);
    replace(stage, id, at(stage.resting("10"), quantity));
    return id;
  }

  private static void replace(Stage stage, PlacementId id, OrderRequest request) {
    int before = stage.book().news(id, OrderNews.Replaced.class).size();
    assertThat(stage.replace(id, request)).isInstanceOf(SendResult.Accepted.class);
    stage.await(
        "news of the replace",
        () -> stage.book().news(id, OrderNews.Replaced.class).size() > before);
  }

  private static void replaces(Stage stage) {
    PlacementId id = replaced(stage, "10");
    assertThat(stage.book().news(id, OrderNews.Replaced.class))
        .singleElement()
        .satisfies(news -> assertThat(news.brokerOrderId()).isNotBlank());
  }

  private static void findsNew(Stage stage) {
    PlacementId id = replaced(stage, "8");
    OrderNews.Found found = stage.found(id);
    assertThat(found.state()).isEqualTo(State.WORKING);
    assertThat(found.request()).isEqualTo(at(stage.resting("10"), "8"));
    assertThat(found.brokerOrderId()).isEqualTo(stage.book().placement(id).brokerOrderId());
  }

  private static void fillsAfter(Stage stage) {
    PlacementId id = replaced(stage, "10");
    stage.far().fill(id, Quantity.of(10), PRICE);
    stage.awaitFilled(id, "10");
    assertThat(stage.found(id).state()).isEqualTo(State.FILLED);
  }

  private static void total(Stage stage) {
    PlacementId id = working(stage);
    stage.far().fill(id, Quantity.of(3), Stage.LOW);
    stage.awaitFilled(id, "3");
    replace(stage, id, at(stage.resting("10"), "8"));
    stage.far().fill(id, Quantity.of(5), PRICE);
    stage.awaitFilled(id, "8");
    assertThat(stage.found(id).state()).isEqualTo(State.FILLED);
    assertThat(stage.book().filled(id)).isEqualTo(Quantity.of(8));
  }

  private static void keepsFills(Stage stage) {
    PlacementId id = working(stage);
    stage.far().fill(id, Quantity.of(3), Stage.LOW);
    stage.awaitFilled(id, "3");
    replace(stage, id, at(stage.resting("10"), "10"));
    assertThat(stage.found(id).state()).isEqualTo(State.WORKING);
    assertThat(stage.book().filled(id)).isEqualTo(Quantity.of(3));
  }

  private static void tooLate(Stage stage) {
    PlacementId id = stage.bought("10");
    assertThat(stage.replace(id, at(stage.resting("10"), "12")))
        .isInstanceOf(SendResult.Refused.class);
    assertThat(stage.found(id).state()).isEqualTo(State.FILLED);
  }

  private static void unknown(Stage stage) {
    PlacementId id = stage.note(stage.resting("10"));
    assertThat(stage.replace(id, at(stage.resting("10"), "12")))
        .isNotInstanceOf(SendResult.Accepted.class);
  }

  private static void cancels(Stage stage) {
    PlacementId id = replaced(stage, "10");
    assertThat(stage.cancel(id)).isInstanceOf(SendResult.Accepted.class);
    stage.awaitNews(id, OrderNews.Canceled.class);
    assertThat(stage.found(id).state()).isEqualTo(State.CANCELED);
    if (stage.far().can(Feature.TRUTH)) {
      assertThat(stage.far().orders()).noneMatch(FarSide.Truth::isOpen);
    }
  }

  private static void twice(Stage stage) {
    PlacementId id = replaced(stage, "10");
    OrderRequest last = stage.resting("10").limit("61");
    replace(stage, id, last);
    assertThat(stage.found(id).request()).isEqualTo(last);
    stage.far().fill(id, Quantity.of(10), Price.parse("61"));
    stage.awaitFilled(id, "10");
  }

  private static void isNoEnd(Stage stage) {
    PlacementId id = replaced(stage, "10");
    assertThat(stage.found(id).state()).isEqualTo(State.WORKING);
    assertThat(stage.book().news(id))
        .noneMatch(OrderNews.Canceled.class::isInstance)
        .noneMatch(OrderNews.Expired.class::isInstance)
        .noneMatch(OrderNews.Rejected.class::isInstance);
  }

  private static void oneOrder(Stage stage) {
    replaced(stage, "10");
    assertThat(stage.far().orders()).filteredOn(FarSide.Truth::isOpen).hasSize(1);
  }

  private static PlacementId lostReplace(Stage stage) {
    PlacementId id = working(stage);
    stage.far().meet(Attempt.Kind.REPLACE, Trouble.REPLY_LOST);
    assertThat(stage.replace(id, at(stage.resting("10"), "8")))
        .isInstanceOf(SendResult.InDoubt.class);
    return id;
  }

  private static void lost(Stage stage) {
    PlacementId id = lostReplace(stage);
    assertThat(stage.book().news(id))
        .noneMatch(OrderNews.ReplaceRefused.class::isInstance)
        .noneMatch(OrderNews.Canceled.class::isInstance);
  }

  private static void lostThenFound(Stage stage) {
    PlacementId id = lostReplace(stage);
    OrderNews.Found found = stage.found(id);
    assertThat(found.state()).isEqualTo(State.WORKING);
    assertThat(found.request()).isEqualTo(at(stage.resting("10"), "8"));
  }

  private static void once(Stage stage) {
    PlacementId id = working(stage);
    stage.far().meet(Attempt.Kind.REPLACE, Trouble.SERVER_ERROR);
    assertThat(stage.replace(id, at(stage.resting("10"), "8")))
        .isInstanceOf(SendResult.InDoubt.class);
    PlacementId other = working(stage);
    stage.far().meet(Attempt.Kind.REPLACE, Trouble.GATEWAY_TIMEOUT);
    assertThat(stage.replace(other, at(stage.resting("10"), "8")))
        .isInstanceOf(SendResult.InDoubt.class);
    assertThat(stage.far().requests(Attempt.Kind.REPLACE)).isEqualTo(2);
  }

  private static void restart(Stage stage) {
    PlacementId id = replaced(stage, "10");
    stage.reopen();
    stage.far().fill(id, Quantity.of(10), PRICE);
    stage.awaitFilled(id, "10");
    List<OrderNews> news = stage.book().news(id);
    assertThat(news).noneMatch(OrderNews.Canceled.class::isInstance);
  }
}
