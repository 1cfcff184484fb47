// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.contract.Directive.Feature;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.Identity;
import dev.fairlead.message.Offer.Trait;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found.State;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.util.ArrayList;
import java.util.List;

/** Orders that are placed and taken, and those that are refused. */
final class PlacingCases {
  private PlacingCases() {}

  static List<Case> all() {
    return List.of(
        Case.of("C-020", "an order that is taken gets the broker's name", PlacingCases::named),
        Case.of("C-021", "an order that rests is found working", PlacingCases::rests),
        Case.of("C-022", "one placement is one request and one order", PlacingCases::sentOnce)
            .shows("F-N04", "D-03")
            .needs(Feature.TRUTH),
        Case.of("C-023", "the same id again makes no second order", PlacingCases::sameIdTwice)
            .shows("I-07", "F-B30", "F-B31")
            .when("takes an id once", PlacingCases::enforcesIds),
        Case.of("C-024", "an unknown symbol is refused with a reason", PlacingCases::unknownSymbol),
        Case.of("C-025", "what the money does not cover is refused", PlacingCases::tooMuch),
        Case.of("C-026", "a price off the grid is refused", PlacingCases::offTheGrid)
            .shows("F-B34"),
        Case.of("C-027", "what was refused is no order there", PlacingCases::refusedIsNothing)
            .needs(Feature.TRUTH),
        Case.of("C-028", "a fraction of a share is taken exactly", PlacingCases::fraction)
            .shows("F-B34")
            .when("takes fractions", can -> takes(can, OrderType.LIMIT, Trait.FRACTION)),
        Case.of("C-029", "an amount of money is taken exactly", PlacingCases::value)
            .when("takes orders by value", can -> takes(can, OrderType.MARKET, Trait.VALUE)),
        Case.of("C-030", "an order for extended hours is one there", PlacingCases::extended)
            .when("trades at night", can -> takes(can, OrderType.LIMIT, Trait.EXTENDED_HOURS)),
        Case.of("C-031", "a price below a dollar keeps its four digits", PlacingCases::pennies)
            .shows("F-B34"),
        Case.of("C-032", "the smallest step of a quantity arrives", PlacingCases::smallestStep)
            .shows("F-B34")
            .when("takes limit orders on crypto", PlacingCases::takesCrypto),
        Case.of("C-033", "orders that are placed at once are each answered", PlacingCases::many),
        Case.of("C-034", "a marketable order is taken, then filled", PlacingCases::marketable),
        Case.of("C-035", "a sale of what is held is taken", PlacingCases::sells),
        Case.of(
                "C-036",
                "more than is held cannot be sold where shorts are not",
                PlacingCases::over)
            .when("takes limit orders on crypto", PlacingCases::takesCrypto));
  }

  private static boolean takes(Capabilities can, OrderType type, Trait trait) {
    return can.offers().takes(AssetClass.EQUITY, type, TimeInForce.DAY, trait);
  }

  private static boolean takesCrypto(Capabilities can) {
    return can.offers().takes(AssetClass.CRYPTO, OrderType.LIMIT, TimeInForce.GTC);
  }

  private static boolean enforcesIds(Capabilities can) {
    return can.identity().kind() == Identity.Kind.ENFORCED;
  }

  private static void named(Stage stage) {
    PlacementId id = stage.place(stage.resting("1"));
    assertThat(stage.book().placement(id).brokerOrderId()).isNotBlank();
  }

  private static void rests(Stage stage) {
    OrderRequest request = stage.resting("10");
    PlacementId id = stage.place(request);
    OrderNews.Found found = stage.found(id);
    assertThat(found.state()).isEqualTo(State.WORKING);
    assertThat(found.request()).isEqualTo(request);
    assertThat(found.fills()).isEmpty();
    assertThat(found.brokerOrderId()).isEqualTo(stage.book().placement(id).brokerOrderId());
  }

  private static void sentOnce(Stage stage) {
    PlacementId id = stage.place(stage.resting("10"));
    assertThat(stage.truth(id).isOpen()).isTrue();
    assertThat(stage.far().requests(Attempt.Kind.PLACE)).isOne();
  }

  /** It is refused, in doubt, or told as the order that there is. */
  private static void sameIdTwice(Stage stage) {
    OrderRequest request = stage.resting("10");
    PlacementId id = stage.place(request);
    String name = stage.book().placement(id).brokerOrderId();
    SendResult again = stage.send(id, new Ask.Place(request)).answer();
    if (again instanceof SendResult.Accepted(String named)) {
      assertThat(named).isEqualTo(name);
    }
    OrderNews.Found found = stage.found(id);
    assertThat(found.state()).isEqualTo(State.WORKING);
    assertThat(found.brokerOrderId()).isEqualTo(name);
    if (stage.far().can(Feature.TRUTH)) {
      assertThat(stage.truths(id)).hasSize(1);
    }
  }

  private static OrderRequest of(Symbol symbol, OrderRequest request) {
    return new OrderRequest(
        symbol,
        request.side(),
        request.size(),
        request.terms(),
        request.timeInForce(),
        request.extendedHours());
  }

  private static SendResult.Refused refused(Stage stage, OrderRequest request) {
    PlacementId id = stage.offer(request);
    SendResult answer = stage.answer(id);
    assertThat(answer).isInstanceOf(SendResult.Refused.class);
    SendResult.Refused refused = (SendResult.Refused) answer;
    assertThat(refused.code()).isNotBlank();
    assertThat(refused.reason()).isNotBlank();
    return refused;
  }

  private static void unknownSymbol(Stage stage) {
    assertThat(refused(stage, of(new Symbol("NOSUCH"), stage.resting("1"))).reason())
        .contains("NOSUCH");
  }

  private static void tooMuch(Stage stage) {
    refused(stage, stage.resting("10000000"));
  }

  private static void offTheGrid(Stage stage) {
    refused(stage, stage.resting("1").limit("50.001"));
  }

  private static void refusedIsNothing(Stage stage) {
    OrderRequest request = stage.resting("1").limit("50.001");
    PlacementId id = stage.offer(request);
    assertThat(stage.answer(id)).isInstanceOf(SendResult.Refused.class);
    assertThat(stage.truths(id)).noneMatch(FarSide.Truth::isOpen);
    assertThat(stage.far().requests(Attempt.Kind.PLACE)).isLessThanOrEqualTo(1);
  }

  private static void fraction(Stage stage) {
    OrderRequest request = stage.resting("2.123456789");
    assertThat(stage.found(stage.place(request)).request()).isEqualTo(request);
  }

  private static void value(Stage stage) {
    OrderSize value = new OrderSize.Value(Money.parse("123.45", Currency.USD));
    OrderRequest request = stage.buy("1").with(value);
    assertThat(stage.found(stage.place(request)).request()).isEqualTo(request);
  }

  private static void extended(Stage stage) {
    OrderRequest request = stage.resting("3").inExtendedHours();
    assertThat(stage.found(stage.place(request)).request()).isEqualTo(request);
  }

  private static void pennies(Stage stage) {
    OrderRequest request = stage.resting("100").limit("0.1234");
    assertThat(stage.found(stage.place(request)).request()).isEqualTo(request);
  }

  private static OrderRequest crypto(Stage stage, String quantity) {
    return of(stage.symbol(AssetClass.CRYPTO), stage.resting(quantity)).goodFor(TimeInForce.GTC);
  }

  private static void smallestStep(Stage stage) {
    stage.link();
    Symbol symbol = stage.symbol(AssetClass.CRYPTO);
    Quantity lot =
        stage.book().heard(BrokerReport.Listed.class).stream()
            .flatMap(listed -> listed.instruments().stream())
            .filter(instrument -> instrument.symbol().equals(symbol))
            .findFirst()
            .orElseThrow()
            .lot();
    OrderRequest request = crypto(stage, Quantity.of(1).plus(lot).toString());
    assertThat(stage.found(stage.place(request)).request()).isEqualTo(request);
  }

  private static void many(Stage stage) {
    List<PlacementId> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.add(stage.offer(stage.resting("1")));
    }
    assertThat(ids)
        .allSatisfy(id -> assertThat(stage.answer(id)).isInstanceOf(SendResult.Accepted.class));
    assertThat(ids)
        .extracting(id -> stage.book().placement(id).brokerOrderId())
        .doesNotHaveDuplicates();
  }

  private static void marketable(Stage stage) {
    PlacementId id = stage.place(stage.buy("10"));
    stage.fillUp(id, "10");
    assertThat(stage.found(id).state()).isEqualTo(State.FILLED);
  }

  private static void sells(Stage stage) {
    stage.bought("10");
    PlacementId sale = stage.place(stage.sell("10").with(new OrderTerms.Limit(Price.parse("90"))));
    stage.fillUp(sale, "10");
    assertThat(stage.book().filled(sale)).isEqualTo(Quantity.of(10));
  }

  private static void over(Stage stage) {
    OrderRequest buy = crypto(stage, "5").limit("120");
    refused(
        stage,
        new OrderRequest(
            buy.symbol(),
            buy.side().opposite(),
            buy.size(),
            buy.terms(),
            buy.timeInForce(),
            false));
  }
}
