// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.gateway.GatewayUnavailable;
import dev.fairlead.gateway.GatewayUnavailable.Category;
import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.message.BrokerReport.Clearance.Standing;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Fault;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import dev.fairlead.wire.ApiError;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RefusalsTest {
  private static final BrokerAccount MAIN = BrokerAccount.parse("paper:main");
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final OrderId ID = OrderId.parse("5e2a8f1a-9c10-4d3a-8c64-7f59c1d18c11");

  private static Denial uncleared(Standing standing) {
    BrokerAccount account = BrokerAccount.parse("alpaca:main");
    return new Denial.NotCleared(new Clearance(account, standing, "look at it"));
  }

  record Row(Denial denial, int status, int code, String body) {}

  static Stream<Row> table() {
    return Stream.of(mistakes(), limits(), ofTheOrderAsItStands()).flatMap(rows -> rows);
  }

  /** What is wrong whoever asks. */
  private static Stream<Row> mistakes() {
    return Stream.of(
        new Row(
            new Denial.Invalid(List.of(new Fault("qty", "-1", "positive", "more than 0"))),
            422,
            42210000,
            "\"faults\":[{\"field\":\"qty\",\"value\":\"-1\",\"rule\":\"positive\","
                + "\"limit\":\"more than 0\"}]"),
        new Row(
            new Denial.Invalid(List.of(new Fault("qty", "", "required", "give qty or notional"))),
            422,
            40010001,
            "give qty or notional"),
        new Row(
            new Denial.NotAllowed(
                List.of(new Fault("symbol", "MSFT", "key-symbols", "this key trades only AAPL"))),
            403,
            40310000,
            "\"faults\":[{\"field\":\"symbol\",\"value\":\"MSFT\",\"rule\":\"key-symbols\","
                + "\"limit\":\"this key trades only AAPL\"}]"),
        new Row(
            new Denial.ClientOrderIdTaken("mine", ID),
            422,
            40010001,
            "\"message\":\"client_order_id must be unique\",\"existing_order_id\":\"" + ID + "\""),
        new Row(
            new Denial.UnknownOrder("x"), 404, 40410000, "\"message\":\"order not found for x\""),
        new Row(
            new Denial.UnknownPosition(AAPL),
            404,
            40410000,
            "\"message\":\"position does not exist\""));
  }

  /** What is not for this key, this account or this moment. */
  private static Stream<Row> limits() {
    return Stream.of(
        new Row(new Denial.NoBrokerReady("it is down"), 503, 50310000, "it is down"),
        new Row(uncleared(Standing.STARTING), 503, 50310000, "\"denial\":\"STARTING\""),
        new Row(uncleared(Standing.STALE), 503, 50310000, "\"denial\":\"NOT_RECONCILED\""),
        new Row(
            new Denial.InsufficientBuyingPower(AAPL, usd("1900.5"), usd("12")),
            403,
            40310000,
            "\"buying_power\":\"12\",\"cost_basis\":\"1900.5\",\"symbol\":\"AAPL\""),
        new Row(
            new Denial.InsufficientQuantity(AAPL, Quantity.of(5), Quantity.of(3), Quantity.of(7)),
            403,
            40310000,
            "\"available\":\"3\",\"existing_qty\":\"10\",\"held_for_orders\":\"7\","
                + "\"symbol\":\"AAPL\""),
        new Row(
            new Denial.ShortNotAllowed(AAPL, "it cannot be borrowed"),
            403,
            40310000,
            "\"symbol\":\"AAPL\""),
        new Row(new Denial.FractionalNotAllowed(AAPL), 403, 40310000, "\"symbol\":\"AAPL\""),
        new Row(
            new Denial.TradingSuspended(),
            403,
            40310000,
            "new orders are rejected by user request"));
  }

  private static Stream<Row> ofTheOrderAsItStands() {
    return Stream.of(
        new Row(new Denial.NoReferencePrice(AAPL), 422, 42210000, "\"symbol\":\"AAPL\""),
        new Row(
            new Denial.NotCancelable(ID, OrderStatus.FILLED),
            422,
            42210000,
            "order is not cancelable"),
        new Row(
            new Denial.NotReplaceable(ID, OrderStatus.ACCEPTED, "it is not working yet"),
            422,
            42210000,
            "unable to replace order"),
        new Row(
            new Denial.NotPromotable(BrokerAccount.parse("paper:b"), "its link is down"),
            422,
            42210000,
            "its link is down"),
        new Row(
            new Denial.ReduceOnly(MAIN, "it was caught"),
            403,
            40310000,
            "paper:main takes only orders that make a position smaller: it was caught"),
        new Row(
            new Denial.TwinUnanswered(MAIN, ID), 403, 40310000, "\"existing_order_id\":\"" + ID),
        new Row(new Denial.UnknownDoubt("x"), 404, 40410000, "nothing that is called x"),
        new Row(
            new Denial.DoubtContradicted(new PlacementId("p"), "it is filled"),
            422,
            42210000,
            "it is filled"),
        new Row(new Denial.NothingToRestore(MAIN), 422, 42210000, "is believed already"),
        new Row(
            new Denial.NothingToChange(ID),
            403,
            40310000,
            "\"message\":\"order parameters are not changed\""));
  }

  private static Money usd(String amount) {
    return Money.parse(amount, Currency.USD);
  }

  @ParameterizedTest
  @MethodSource("table")
  void everyDenialHasItsStatusCodeAndNumbers(Row row) {
    ApiError error = Refusals.of(row.denial());
    assertThat(error.status()).isEqualTo(row.status());
    assertThat(error.code()).isEqualTo(row.code());
    assertThat(error.body().toString())
        .startsWith("{\"code\":" + row.code() + ",\"message\":")
        .contains(row.body())
        .contains("\"denial\":\"" + row.denial().code() + "\"");
  }

  @Test
  void theTableHasEveryDenial() {
    Set<Class<?>> tried =
        table().map(row -> row.denial().getClass()).collect(java.util.stream.Collectors.toSet());
    assertThat(tried).containsExactlyInAnyOrder(Denial.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "D-01 what was not taken may be sent again, so its status may be one that SDKs repeat")
  void whatWasNotTakenMayBeSentAgain(Category category) {
    int status = Refusals.of(new GatewayUnavailable(category, "because")).status();
    assertThat(status).isEqualTo(category == Category.OVERLOADED ? 429 : 503);
  }

  @Test
  void overloadIsAlpacasRateLimit() {
    ApiError error = Refusals.of(new GatewayUnavailable(Category.OVERLOADED, "too many"));
    assertThat(error.status()).isEqualTo(429);
    assertThat(error.code()).isEqualTo(42910000);
  }
}
