// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The stable names of refusals, and what they say: programs and people rely on both. */
final class DenialTest {
  private static final OrderId ORDER = new OrderId(new UUID(0, 1));
  private static final PlacementId PLACEMENT = PlacementId.of(7, 1, 1);
  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("paper:b");
  private static final Symbol AAPL = new Symbol("AAPL");

  static Stream<Arguments> denials() {
    return Stream.concat(ofRequestAndAccount(), ofTheOrderAsItStands());
  }

  private static Stream<Arguments> ofRequestAndAccount() {
    Fault qty = new Fault("qty", "-1", "positive", "must be more than 0");
    Fault side = new Fault("side", "", "required", "one of buy, sell");
    return Stream.of(
        Arguments.of(
            new Denial.Invalid(List.of(qty, side)),
            "INVALID_ORDER",
            "qty '-1' breaks rule positive: must be more than 0;"
                + " side is required: one of buy, sell"),
        Arguments.of(
            new Denial.NotAllowed(
                List.of(new Fault("symbol", "MSFT", "key-symbols", "this key trades only AAPL"))),
            "NOT_ALLOWED",
            "symbol 'MSFT' breaks rule key-symbols: this key trades only AAPL"),
        Arguments.of(
            new Denial.ClientOrderIdTaken("mine", ORDER),
            "CLIENT_ORDER_ID_TAKEN",
            "client_order_id must be unique"),
        Arguments.of(new Denial.UnknownOrder("x"), "UNKNOWN_ORDER", "order not found for x"),
        Arguments.of(
            new Denial.UnknownPosition(AAPL), "UNKNOWN_POSITION", "position does not exist"),
        Arguments.of(
            new Denial.NoBrokerReady("the link is down"),
            "NO_BROKER_READY",
            "no broker is ready: the link is down"),
        Arguments.of(
            new Denial.NotCleared(
                new BrokerReport.Clearance(
                    BrokerAccount.parse("paper:b"),
                    BrokerReport.Clearance.Standing.STALE,
                    "look at it")),
            "NOT_RECONCILED",
            "paper:b takes no new orders: look at it"),
        Arguments.of(
            new Denial.InsufficientBuyingPower(AAPL, usd("100.5"), usd("-3")),
            "INSUFFICIENT_BUYING_POWER",
            "insufficient buying power (needed: 100.5 USD, available: -3 USD)"),
        Arguments.of(
            new Denial.InsufficientQuantity(
                AAPL, Quantity.of(9), Quantity.parse("2.5"), Quantity.of(5)),
            "INSUFFICIENT_QUANTITY",
            "insufficient qty available for order (requested: 9, available: 2.5)"),
        Arguments.of(
            new Denial.ShortNotAllowed(AAPL, "only whole units can be sold short"),
            "SHORT_NOT_ALLOWED",
            "AAPL cannot be sold short: only whole units can be sold short"),
        Arguments.of(
            new Denial.FractionalNotAllowed(AAPL),
            "FRACTIONAL_NOT_ALLOWED",
            "account is not allowed to trade fractions of AAPL: fractional_trading is off in its"
                + " configurations"),
        Arguments.of(
            new Denial.TradingSuspended(),
            "TRADING_SUSPENDED",
            "new orders are rejected by user request: suspend_trade is on in the configurations"));
  }

  private static Stream<Arguments> ofTheOrderAsItStands() {
    return Stream.of(
        Arguments.of(
            new Denial.NoReferencePrice(AAPL),
            "NO_REFERENCE_PRICE",
            "no quote for AAPL to value a market order by; send a limit order"),
        Arguments.of(
            new Denial.NotCancelable(ORDER, OrderStatus.FILLED),
            "NOT_CANCELABLE",
            "order is not cancelable: order is already in \"filled\" state"),
        Arguments.of(
            new Denial.NotReplaceable(ORDER, OrderStatus.FILLED, "order pending cancel"),
            "NOT_REPLACEABLE",
            "unable to replace order, order pending cancel"),
        Arguments.of(
            new Denial.NothingToChange(ORDER),
            "NOTHING_TO_CHANGE",
            "order parameters are not changed"),
        Arguments.of(
            new Denial.NotPromotable(ACCOUNT, "its link is down"),
            "NOT_PROMOTABLE",
            "paper:b cannot be the acting account: its link is down"),
        Arguments.of(
            new Denial.ReduceOnly(ACCOUNT, "it was caught"),
            "REDUCE_ONLY",
            "paper:b takes only orders that make a position smaller: it was caught"),
        Arguments.of(
            new Denial.TwinUnanswered(ACCOUNT, ORDER),
            "TWIN_UNANSWERED",
            "order "
                + ORDER
                + " is just like it and without an answer from paper:b, which could not tell them"
                + " apart"),
        Arguments.of(
            new Denial.UnknownDoubt("x"), "UNKNOWN_DOUBT", "nothing that is called x is in doubt"),
        Arguments.of(
            new Denial.DoubtContradicted(PLACEMENT, "the broker has it"),
            "DOUBT_CONTRADICTED",
            "the broker has it"),
        Arguments.of(
            new Denial.NothingToRestore(ACCOUNT),
            "NOTHING_TO_RESTORE",
            "paper:b is believed already"));
  }

  @ParameterizedTest
  @MethodSource("denials")
  void aRefusalHasANameAndASentence(Denial denial, String code, String sentence) {
    assertThat(denial.code()).isEqualTo(code);
    assertThat(denial.sentence()).isEqualTo(sentence);
  }

  @Test
  void everyRefusalIsInTheTable() {
    List<String> told =
        denials().map(row -> Objects.requireNonNull(row.get()[0]).getClass().getName()).toList();
    List<String> all =
        Stream.of(Denial.class.getPermittedSubclasses()).map(Class::getName).toList();
    assertThat(told).isEqualTo(all);
  }

  @Test
  void sentencesDoNotDependOnTheMachinesLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(new Denial.NotCancelable(ORDER, OrderStatus.PENDING_CANCEL).sentence())
          .isEqualTo("order pending cancel");
      assertThat(new Denial.NotCancelable(ORDER, OrderStatus.FILLED).sentence())
          .isEqualTo("order is not cancelable: order is already in \"filled\" state");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Money usd(String amount) {
    return Money.parse(amount, Currency.USD);
  }
}
