// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Instant START = Instant.parse("2026-03-11T15:00:00Z");

  private static Trade trade(String price, String size) {
    return new Trade(AAPL, 1, Price.parse(price), Quantity.parse(size), Side.BUY, START);
  }

  private static Tally of(List<Trade> trades) {
    Tally tally = new Tally();
    trades.forEach(tally::add);
    return tally;
  }

  @Test
  void aBarSumsUpItsTrades() {
    Tally tally =
        of(List.of(trade("10", "1"), trade("12", "2"), trade("9.5", "0.5"), trade("11", "1")));
    assertThat(tally.bar(AAPL, START))
        .contains(
            new Bar(
                AAPL,
                START,
                Price.parse("10"),
                Price.parse("12"),
                Price.parse("9.5"),
                Price.parse("11"),
                Quantity.parse("4.5"),
                4,
                Price.parse("11.055555556")));
  }

  @Test
  void whereNothingIsTradedThereIsNoBar() {
    Tally empty = new Tally();
    empty.add(new Tally());
    assertThat(empty.bar(AAPL, START)).isEmpty();
    assertThat(empty.trades()).isZero();
  }

  @Test
  void talliesOfPartsAddUpToThatOfTheWhole() {
    Random random = new Random(9);
    for (int i = 0; i < 500; i++) {
      List<Trade> trades = new ArrayList<>();
      for (int n = random.nextInt(20); n > 0; n--) {
        trades.add(
            trade(
                new Price(random.nextLong(1, 500_000_000_000L)).toString(),
                new Quantity(random.nextLong(1, 5_000_000_000_000L)).toString()));
      }
      int cut = random.nextInt(trades.size() + 1);
      Tally sum = new Tally();
      Tally later = of(trades.subList(cut, trades.size()));
      sum.add(of(trades.subList(0, cut)));
      sum.add(later);
      assertThat(sum.bar(AAPL, START))
          .as("seed 9, case %d", i)
          .isEqualTo(of(trades).bar(AAPL, START));
      assertThat(later.trades()).as("unchanged").isEqualTo(trades.size() - cut);
    }
  }

  @Test
  void moreThanAQuantityHoldsIsAnError() {
    Tally tally = of(List.of(trade("1", "9000000000")));
    assertThatThrownBy(() -> tally.add(trade("1", "9000000000")))
        .isInstanceOf(ArithmeticException.class);
    assertThat(tally.trades()).isOne();
  }
}
