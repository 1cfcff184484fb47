// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import static dev.fairlead.model.PositionTest.ACCOUNT;
import static dev.fairlead.model.PositionTest.SYMBOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BalanceTest {
  private static final Position FLAT = Position.flat(ACCOUNT, SYMBOL, Currency.USD);
  private static final Money MOST = new Money(Long.MAX_VALUE, Currency.USD);
  private static final Money LEAST = new Money(Long.MIN_VALUE, Currency.USD);
  private static final long SEED = 12;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # cash | long | short | reserved | multiplier | equity | buying power | not marginable
          1000   | 0    | 0     | 0        | 1          | 1000   | 1000         | 1000
          1000   | 0    | 0     | 0        | 2          | 1000   | 2000         | 1000
          400    | 600  | 0     | 0        | 1          | 1000   | 400          | 400
          400    | 600  | 0     | 0        | 2          | 1000   | 1400         | 400
          -500   | 1500 | 0     | 0        | 2          | 1000   | 500          | -500
          1600   | 0    | 600   | 0        | 2          | 1000   | 1400         | 1000
          1000   | 0    | 0     | 250.5    | 2          | 1000   | 1749.5       | 749.5
          100    | 0    | 0     | 250.5    | 1          | 100    | -150.5       | -150.5
          """)
  void buyingPowerIsTheLeveragedEquityLessWhatIsBound(
      String cash,
      String longs,
      String shorts,
      String reserved,
      int multiplier,
      String equity,
      String power,
      String notMarginable) {
    Balance balance =
        new Balance(ACCOUNT, money(cash), money(longs), money(shorts), money(reserved), multiplier);
    assertThat(balance.equityAtCost()).isEqualTo(money(equity));
    assertThat(balance.buyingPower()).isEqualTo(money(power));
    assertThat(balance.nonMarginableBuyingPower()).isEqualTo(money(notMarginable));
  }

  @Test
  void figuresBeyondWhatMoneyHoldsAreTheLastThatItDoes() {
    Money zero = Money.zero(Currency.USD);
    Balance rich = new Balance(ACCOUNT, MOST, zero, zero, zero, 4);
    assertThat(rich.equityAtCost()).isEqualTo(MOST);
    assertThat(rich.buyingPower()).isEqualTo(MOST);
    Balance bound = new Balance(ACCOUNT, MOST, zero, zero, MOST, 4);
    assertThat(bound.buyingPower()).isEqualTo(MOST);
    assertThat(bound.nonMarginableBuyingPower()).isEqualTo(zero);
    Balance poor = new Balance(ACCOUNT, LEAST, zero, MOST, MOST, Integer.MAX_VALUE);
    assertThat(poor.equityAtCost()).isEqualTo(LEAST);
    assertThat(poor.buyingPower()).isEqualTo(LEAST);
    assertThat(poor.nonMarginableBuyingPower()).isEqualTo(LEAST);
  }

  @Test
  @DisplayName("I-10 cash is what it was less what fills cost and brokers took")
  void cashIsConserved() {
    Random random = new Random(SEED);
    Balance balance = Balance.opening(ACCOUNT, money("1000000"), 2);
    Money cash = balance.cash();
    Position position = FLAT;
    for (int i = 0; i < 2_000; i++) {
      Fill fill = PositionTest.random(random);
      Position after = position.after(fill);
      balance = balance.after(fill, position, after);
      position = after;
      Money value = fill.value().toMoney(Currency.USD, RoundingMode.HALF_EVEN);
      cash = cash.minus(fill.side() == Side.BUY ? value : value.negate()).minus(fill.fee());
      assertThat(balance.cash()).isEqualTo(cash);
      Notional cost = position.cost();
      boolean isLong = position.quantity().isPositive();
      assertThat(balance.longCost()).isEqualTo(isLong ? rounded(cost) : money("0"));
      assertThat(balance.shortCost()).isEqualTo(isLong ? money("0") : rounded(cost.negate()));
    }
  }

  private static Money rounded(Notional cost) {
    return cost.toMoney(Currency.USD, RoundingMode.HALF_EVEN);
  }

  @Test
  @DisplayName("I-23 taking a fill back is the inverse of booking it")
  void takingBackIsTheInverseOfBooking() {
    Random random = new Random(SEED);
    Balance balance = Balance.opening(ACCOUNT, money("1000000"), 2);
    Position position = FLAT;
    for (int i = 0; i < 2_000; i++) {
      Fill fill = PositionTest.random(random);
      Position after = position.after(fill);
      Balance booked = balance.after(fill, position, after);
      assertThat(booked.without(fill, after, position)).isEqualTo(balance);
      balance = booked;
      position = after;
    }
  }

  @Test
  void depositsAndReservationsChangeNothingElse() {
    Balance balance = Balance.opening(ACCOUNT, money("100"), 1);
    assertThat(balance.adjusted(money("-30")).cash()).isEqualTo(money("70"));
    Balance reserving = balance.reserving(money("40"));
    assertThat(reserving.cash()).isEqualTo(money("100"));
    assertThat(reserving.buyingPower()).isEqualTo(money("60"));
    assertThat(reserving.reserving(money("-40"))).isEqualTo(balance);
  }

  @Test
  void feesComeOutOfCash() {
    Fill fill = PositionTest.fill(Side.BUY, Quantity.parse("0.000000003"), Price.parse("1"));
    Balance after = Balance.opening(ACCOUNT, money("1"), 1).after(fill, FLAT, FLAT.after(fill));
    assertThat(after.cash()).isEqualTo(money("0.999997"));
  }

  private static Money money(String amount) {
    return Money.parse(amount, Currency.USD);
  }
}
