// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PlacementTest {
  private static final OrderId ORDER = new OrderId(new UUID(0, 1));
  private static final OrderId SUCCESSOR = new OrderId(new UUID(0, 2));
  private static final Money ZERO = Money.zero(Currency.USD);
  private static final OrderRequest TEN = OrderRequest.buy("AAPL", "10").limit("100");

  private OrderRequest request = TEN;
  private String reserve = "100";
  private PlacementStatus status = PlacementStatus.WORKING;
  private String filled = "0";
  private String name = "B1";
  private @Nullable Replacement replacement;
  private List<Attempt> attempts = List.of();

  @Test
  void whatIsLeftMayStillExecuteAndIsReserved() {
    filled = "3.5";
    assertThat(placement().leaves()).contains(Quantity.parse("6.5"));
    assertThat(placement().exposure()).isEqualTo(Quantity.parse("6.5"));
    assertThat(placement().reservation(ZERO)).hasToString("650 USD");
  }

  @Test
  @DisplayName("I-30 nothing is reserved for what has ended")
  void nothingIsReservedForWhatHasEnded() {
    for (PlacementStatus each : PlacementStatus.values()) {
      status = each;
      assertThat(placement().exposure().isPositive()).as("%s", each).isEqualTo(each.isLive());
      assertThat(placement().reservation(ZERO).isPositive()).isEqualTo(each.isLive());
      assertThat(placement().leaves().orElseThrow().isPositive()).isEqualTo(each.isLive());
    }
  }

  @Test
  void aClosingOrderReservesNoMoney() {
    reserve = "0";
    assertThat(placement().exposure()).isEqualTo(Quantity.of(10));
    assertThat(placement().reservation(ZERO)).isEqualTo(ZERO);
  }

  @Test
  void reservationsAreRoundedUp() {
    request = OrderRequest.buy("AAPL", "0.000000001").limit("100");
    assertThat(placement().reservation(ZERO)).hasToString("0.000001 USD");
  }

  @ParameterizedTest
  @CsvSource({"4,100,0,1000", "15,100,0,1500", "15,50,0,1000", "15,100,8,700", "4,100,8,200"})
  @DisplayName("I-21 while a replace is pending, the larger of old and new counts")
  void theLargerOfOldAndNewCounts(String quantity, String price, String executed, String reserved) {
    OrderRequest changed = OrderRequest.buy("AAPL", quantity).limit(price);
    replacement = new Replacement(SUCCESSOR, changed, Price.parse(price));
    status = PlacementStatus.PENDING_REPLACE;
    filled = executed;
    Quantity most = Quantity.max(Quantity.of(10), Quantity.parse(quantity));
    assertThat(placement().exposure()).isEqualTo(most.minus(Quantity.parse(executed)));
    assertThat(placement().reservation(ZERO)).isEqualTo(Money.parse(reserved, Currency.USD));
  }

  @ParameterizedTest
  @CsvSource({"0,500", "1.5,350", "5,0", "7,0"})
  void anOrderByValueReservesWhatIsNotSpent(String executed, String reserved) {
    request = TEN.with(new OrderSize.Value(Money.parse("500", Currency.USD)));
    filled = executed;
    assertThat(placement().exposure()).isEqualTo(Quantity.ZERO);
    assertThat(placement().leaves()).isEmpty();
    assertThat(placement().reservation(ZERO)).isEqualTo(Money.parse(reserved, Currency.USD));
    assertThat(placement().isComplete()).isFalse();
    assertThat(placement().isOverfilled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"9.999999999,false,false", "10,true,false", "10.000000001,true,true"})
  void itIsCompleteAtItsQuantityAndOverfilledBeyond(
      String executed, boolean complete, boolean over) {
    filled = executed;
    assertThat(placement().isComplete()).isEqualTo(complete);
    assertThat(placement().isOverfilled()).isEqualTo(over);
  }

  @ParameterizedTest
  @CsvSource({"10,12,false,false", "12,12,true,false", "13,12,true,true", "9,8,false,false"})
  @DisplayName("I-21 the old quantity does not complete what a pending replace would enlarge")
  void aPendingReplaceCountsForCompleteness(
      String executed, String wanted, boolean complete, boolean over) {
    OrderRequest changed = OrderRequest.buy("AAPL", wanted).limit("100");
    replacement = new Replacement(SUCCESSOR, changed, Price.parse("100"));
    status = PlacementStatus.PENDING_REPLACE;
    filled = executed;
    assertThat(placement().isComplete()).isEqualTo(complete);
    assertThat(placement().isOverfilled()).isEqualTo(over);
  }

  @ParameterizedTest
  @CsvSource({
    "0,,,SENT",
    "0,,in doubt,IN_DOUBT",
    "0,,accepted,WORKING",
    "0,B1,in doubt,WORKING",
    "4,,in doubt,PARTIALLY_FILLED",
    "10,B1,accepted,FILLED"
  })
  void whatIsKnownSaysWhereItRests(
      String executed,
      @Nullable String brokerOrderId,
      @Nullable String answer,
      PlacementStatus rests) {
    filled = executed;
    name = brokerOrderId == null ? "" : brokerOrderId;
    attempts = List.of(new Attempt(1, Attempt.Kind.PLACE, Instant.EPOCH, result(answer)));
    assertThat(placement().restingStatus()).isEqualTo(rests);
  }

  private static @Nullable SendResult result(@Nullable String answer) {
    if (answer == null) {
      return null;
    }
    return answer.equals("accepted") ? new SendResult.Accepted("") : new SendResult.InDoubt("slow");
  }

  @Test
  void attemptsAreFoundByNumberAndByKind() {
    attempts =
        List.of(
            new Attempt(1, Attempt.Kind.PLACE, Instant.EPOCH, null),
            new Attempt(7, Attempt.Kind.QUERY, Instant.EPOCH, null),
            new Attempt(8, Attempt.Kind.QUERY, Instant.EPOCH, null));
    assertThat(placement().attempt(7)).map(Attempt::number).contains(7);
    assertThat(placement().attempt(2)).isEmpty();
    assertThat(placement().latest(Attempt.Kind.QUERY)).map(Attempt::number).contains(8);
    assertThat(placement().latest(Attempt.Kind.CANCEL)).isEmpty();
    assertThat(placement().lastAttempt()).isEqualTo(8);
  }

  @ParameterizedTest
  @EnumSource
  void anOrderIsOpenExactlyWhileItMayStillExecute(PlacementStatus each) {
    // Orders know two states that placements do not, and the reverse.
    boolean named =
        List.of(OrderStatus.values()).stream().anyMatch(s -> s.name().equals(each.name()));
    if (named) {
      assertThat(OrderStatus.valueOf(each.name()).isOpen()).isEqualTo(each.isLive());
    } else {
      assertThat(each).isIn(PlacementStatus.SENT, PlacementStatus.NOT_PLACED);
    }
  }

  private Placement placement() {
    Quantity executed = Quantity.parse(filled);
    return new Placement(
        PlacementId.of(1, 1, 1),
        ORDER,
        BrokerAccount.parse("paper:main"),
        request,
        Price.parse(reserve),
        status,
        executed,
        Notional.of(Price.parse("100"), executed),
        executed.isZero() ? 0 : 1,
        name,
        false,
        replacement,
        null,
        0,
        attempts);
  }
}
