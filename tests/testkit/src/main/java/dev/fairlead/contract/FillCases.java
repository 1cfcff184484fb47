// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.contract.Directive.Feature;
import dev.fairlead.contract.Directive.Happening;
import dev.fairlead.contract.Directive.Weather;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.Offer.Trait;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Side;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.util.List;

/** Executions: each told, each once, each exactly. */
final class FillCases {
  private static final int STORM = 60;

  private FillCases() {}

  static List<Case> all() {
    return List.of(
        Case.of("C-281", "a fill is told with all that it is", FillCases::tells)
            .needs(Happening.FILL),
        Case.of("C-282", "parts are told one by one, the last completes", FillCases::parts)
            .shows("I-09", "I-11")
            .needs(Happening.FILL),
        Case.of("C-283", "a fill's price keeps its digits", FillCases::price)
            .shows("F-B34")
            .needs(Happening.FILL),
        Case.of("C-284", "a fraction is filled exactly", FillCases::fraction)
            .shows("F-B34")
            .needs(Happening.FILL)
            .when(
                "takes fractions",
                can ->
                    can.offers()
                        .takes(
                            AssetClass.EQUITY, OrderType.LIMIT, TimeInForce.DAY, Trait.FRACTION)),
        Case.of("C-285", "an order by value is told as complete", FillCases::value)
            .needs(Happening.FILL)
            .when(
                "takes orders by value",
                can ->
                    can.offers()
                        .takes(AssetClass.EQUITY, OrderType.MARKET, TimeInForce.DAY, Trait.VALUE)),
        Case.of("C-286", "a sale is filled as a sale", FillCases::sale).needs(Happening.FILL),
        Case.of("C-287", "a fill has its instant", FillCases::instant)
            .shows("F-B38")
            .needs(Happening.FILL),
        Case.of("C-288", "what is told twice is one execution", FillCases::doubled)
            .shows("F-B09", "I-09")
            .needs(Happening.FILL, Weather.DOUBLED),
        Case.of("C-289", "a query tells an execution under the same id", FillCases::sameId)
            .shows("F-B10", "I-09")
            .needs(Happening.FILL),
        Case.of("C-290", "a new session tells it under the same id", FillCases::sameIdLater)
            .shows("F-B10", "F-N12", "I-09")
            .needs(Happening.FILL, Feature.MEMORY),
        Case.of("C-291", "many parts of one order are all told", FillCases::storm)
            .shows("F-B20")
            .needs(Happening.FILL, Feature.TRUTH),
        Case.of("C-292", "a fill of somebody else's order is theirs", FillCases::others)
            .shows("I-26", "F-B29")
            .needs(Happening.FILL, Feature.OTHERS),
        Case.of("C-293", "two orders' fills are not mixed up", FillCases::two)
            .needs(Happening.FILL),
        Case.of("C-294", "a fill follows its order's answer", FillCases::afterAnswer)
            .shows("F-B05"));
  }

  private static void tells(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().fill(id, Quantity.of(10), Stage.LOW);
    OrderNews.Executed told = stage.awaitNews(id, OrderNews.Executed.class);
    Fill fill = told.fill();
    assertThat(told.completes()).isTrue();
    assertThat(fill.executionId()).isNotBlank();
    assertThat(fill.revision()).isZero();
    assertThat(fill.symbol()).isEqualTo(stage.share());
    assertThat(fill.side()).isEqualTo(Side.BUY);
    assertThat(fill.quantity()).isEqualTo(Quantity.of(10));
    assertThat(fill.price()).isEqualTo(Stage.LOW);
    assertThat(fill.fee().currency()).isEqualTo(Currency.USD);
    assertThat(fill.fee().isNegative()).isFalse();
  }

  private static void parts(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().fill(id, Quantity.of(3), Stage.LOW);
    stage.awaitFilled(id, "3");
    stage.far().fill(id, Quantity.of(2), Stage.LOW);
    stage.awaitFilled(id, "5");
    stage.far().fill(id, Quantity.of(5), Stage.LOW);
    stage.awaitFilled(id, "10");
    assertThat(stage.book().fills(id))
        .extracting(Fill::quantity)
        .containsExactly(Quantity.of(3), Quantity.of(2), Quantity.of(5));
    assertThat(stage.book().news(id, OrderNews.Executed.class))
        .extracting(OrderNews.Executed::completes)
        .endsWith(true)
        .filteredOn(completes -> completes)
        .isNotEmpty();
    assertThat(stage.book().news(id, OrderNews.Executed.class).getFirst().completes()).isFalse();
  }

  private static void price(Stage stage) {
    Price price = Price.parse("0.1234");
    PlacementId id = stage.place(stage.resting("10").limit(price.toString()));
    stage.far().fill(id, Quantity.of(10), price);
    assertThat(stage.awaitNews(id, OrderNews.Executed.class).fill().price()).isEqualTo(price);
  }

  private static void fraction(Stage stage) {
    PlacementId id = stage.place(stage.resting("2.123456789"));
    stage.far().fill(id, Quantity.parse("2.123456789"), Stage.LOW);
    stage.awaitFilled(id, "2.123456789");
    assertThat(stage.book().filled(id)).isEqualTo(Quantity.parse("2.123456789"));
  }

  private static void value(Stage stage) {
    OrderSize value = new OrderSize.Value(Money.parse("500", Currency.USD));
    PlacementId id = stage.place(stage.buy("1").with(value));
    if (stage.book().fills(id).isEmpty()) {
      stage.far().fill(id, Quantity.of(5), Price.parse("100"));
    }
    stage.await(
        "that it is complete",
        () ->
            stage.book().news(id, OrderNews.Executed.class).stream()
                .anyMatch(OrderNews.Executed::completes));
    assertThat(stage.book().filled(id)).isBetween(Quantity.parse("4.9"), Quantity.parse("5.1"));
  }

  private static void sale(Stage stage) {
    stage.bought("10");
    PlacementId id = stage.place(stage.sell("4").with(new OrderTerms.Limit(Price.parse("150"))));
    stage.far().fill(id, Quantity.of(4), Price.parse("150"));
    stage.awaitFilled(id, "4");
    assertThat(stage.book().fills(id)).extracting(Fill::side).containsOnly(Side.SELL);
  }

  private static void instant(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().fill(id, Quantity.of(10), Stage.LOW);
    Fill fill = stage.awaitNews(id, OrderNews.Executed.class).fill();
    Duration away = Duration.between(fill.at(), stage.far().clock().instant()).abs();
    assertThat(away).isLessThan(Duration.ofMinutes(1));
  }

  private static void doubled(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().be(Weather.DOUBLED);
    stage.far().fill(id, Quantity.of(4), Stage.LOW);
    stage.far().fill(id, Quantity.of(6), Stage.LOW);
    stage.awaitFilled(id, "10");
    assertThat(stage.book().fills(id)).hasSize(2);
    assertThat(stage.book().filled(id)).isEqualTo(Quantity.of(10));
  }

  private static void sameId(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().fill(id, Quantity.of(4), Stage.LOW);
    stage.awaitFilled(id, "4");
    stage.found(id);
    assertThat(stage.book().fills(id)).hasSize(1);
    assertThat(stage.book().filled(id)).isEqualTo(Quantity.of(4));
  }

  private static void sameIdLater(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    stage.far().fill(id, Quantity.of(4), Stage.LOW);
    stage.awaitFilled(id, "4");
    stage.reopen();
    stage.far().fill(id, Quantity.of(6), Stage.LOW);
    stage.awaitFilled(id, "10");
    assertThat(stage.book().fills(id)).hasSize(2);
    assertThat(stage.book().filled(id)).isEqualTo(Quantity.of(10));
  }

  private static void storm(Stage stage) {
    PlacementId id = stage.place(stage.resting(String.valueOf(STORM)));
    for (int i = 0; i < STORM; i++) {
      stage.far().fill(id, Quantity.of(1), Stage.LOW);
    }
    stage.awaitFilled(id, String.valueOf(STORM));
    assertThat(stage.book().fills(id)).hasSize(STORM);
  }

  private static void others(Stage stage) {
    stage.link();
    PlacementId theirs = stage.far().placeElsewhere(stage.resting("10"));
    stage.far().fill(theirs, Quantity.of(10), Stage.LOW);
    stage.await("their fill", () -> !stage.book().fills(theirs).isEmpty());
    assertThat(stage.book().heard(BrokerReport.OrderReport.class))
        .extracting(BrokerReport.OrderReport::placement)
        .containsOnly(theirs);
  }

  private static void two(Stage stage) {
    PlacementId one = stage.place(stage.resting("10"));
    PlacementId other = stage.place(stage.resting("10").limit("55"));
    stage.far().fill(other, Quantity.of(10), Price.parse("55"));
    stage.awaitFilled(other, "10");
    assertThat(stage.book().fills(one)).isEmpty();
  }

  private static void afterAnswer(Stage stage) {
    PlacementId id = stage.bought("10");
    List<Object> heard = stage.book().heard();
    int answered = -1;
    int executed = -1;
    for (int i = heard.size() - 1; i >= 0; i--) {
      if (heard.get(i) instanceof BrokerReport.Answered) {
        answered = i;
      }
      if (heard.get(i) instanceof BrokerReport.OrderReport(var _, var of, var news)
          && of.equals(id)
          && news instanceof OrderNews.Executed) {
        executed = i;
      }
    }
    assertThat(answered).isNotNegative();
    assertThat(executed).isGreaterThan(answered);
  }
}
