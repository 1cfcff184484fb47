// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PositionTest {
  static final BrokerAccount ACCOUNT = BrokerAccount.parse("paper:main");
  static final Symbol SYMBOL = new Symbol("AAPL");
  private static final Position FLAT = Position.flat(ACCOUNT, SYMBOL, Currency.USD);
  private static final long SEED = 11;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          buy 10 @100                          | 10  | 1000  | 0    | 100
          buy 10 @100, buy 10 @110             | 20  | 2100  | 0    | 105
          buy 10 @100, sell 4 @120             | 6   | 600   | 80   | 100
          buy 10 @100, sell 10 @90             | 0   | 0     | -100 | 0
          sell 10 @100                         | -10 | -1000 | 0    | 100
          sell 10 @100, buy 4 @90              | -6  | -600  | 40   | 100
          buy 10 @100, sell 15 @120            | -5  | -600  | 200  | 120
          sell 10 @100, buy 15 @120            | 5   | 600   | -200 | 120
          buy 10 @100, buy 10 @110, sell 5 @105| 15  | 1575  | 0    | 105
          """)
  void fillsAddAtCostAndRealiseTheOtherWay(
      String fills, String quantity, String cost, String realized, String average) {
    Position position = after(fills);
    assertThat(position.quantity()).hasToString(quantity);
    assertThat(position.cost()).hasToString(cost);
    assertThat(position.realized()).hasToString(realized);
    assertThat(position.averagePrice()).hasToString(average);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          move 10 @90                            | 10 | 900  | 0
          buy 10 @100, move 10 @90               | 20 | 1900 | 0
          buy 10 @100, move -4 @100              | 6  | 600  | 0
          buy 10 @100, move -10 @90              | 0  | 0    | 0
          buy 10 @100, move -10 @0, move 5 @200  | 5  | 1000 | 0
          buy 10 @100, move 10 @0                | 20 | 1000 | 0
          buy 10 @100, move -9 @0                | 1  | 1000 | 0
          buy 10 @100, move -5 @300              | 5  | 0    | 0
          buy 10 @100, move -15 @60              | -5 | -300 | 0
          move -10 @90                           | -10| -900 | 0
          sell 10 @100, move 4 @100              | -6 | -600 | 0
          sell 10 @100, move 15 @60              | 5  | 300  | 0
          buy 10 @100, sell 5 @120, move -5 @1   | 0  | 0    | 100
          """)
  @DisplayName("I-10 what comes and goes without a fill takes its cost along and realises nothing")
  void movesTakeTheirCostAlong(String steps, String quantity, String cost, String realized) {
    Position position = after(steps);
    assertThat(position.quantity()).hasToString(quantity);
    assertThat(position.cost()).hasToString(cost);
    assertThat(position.realized()).hasToString(realized);
  }

  private static Position after(String fills) {
    Position position = FLAT;
    for (String text : fills.split(", ", -1)) {
      String[] words = text.split("[ @]+", -1);
      if (words[0].equals("move")) {
        Quantity change = Quantity.parse(words[1]);
        position = position.moved(change, Notional.of(Price.parse(words[2]), change));
        continue;
      }
      Side side = words[0].equals("buy") ? Side.BUY : Side.SELL;
      position = position.after(fill(side, Quantity.parse(words[1]), Price.parse(words[2])));
    }
    return position;
  }

  @Test
  @DisplayName("I-10 a position is the sum of its fills, and no money appears or vanishes")
  void aPositionIsTheSumOfItsFills() {
    for (int run = 0; run < 200; run++) {
      Random random = new Random(SEED + run);
      Position position = FLAT;
      Quantity quantity = Quantity.ZERO;
      Notional paid = Notional.ZERO;
      for (int i = 0; i < 100; i++) {
        Fill fill = random(random);
        position = position.after(fill);
        Quantity signed = fill.side().signed(fill.quantity());
        quantity = quantity.plus(signed);
        paid = paid.plus(Notional.of(fill.price(), signed));
        assertThat(position.quantity()).isEqualTo(quantity);
        assertThat(position.cost().minus(position.realized())).isEqualTo(paid);
        assertThat(position.cost().atto().signum()).isEqualTo(signum(quantity));
      }
    }
  }

  @Test
  void closingWhateverIsHeldLeavesNothingButTheResult() {
    Random random = new Random(SEED);
    for (int run = 0; run < 500; run++) {
      Position held = FLAT.after(random(random)).after(random(random)).after(random(random));
      if (!held.isFlat()) {
        Side side = held.quantity().isPositive() ? Side.SELL : Side.BUY;
        Position flat = held.after(fill(side, held.quantity().abs(), Price.parse("50")));
        assertThat(flat.isFlat()).isTrue();
        assertThat(flat.cost()).isEqualTo(Notional.ZERO);
        assertThat(flat.averagePrice()).isEqualTo(Price.ZERO);
      }
    }
  }

  @Test
  void theAveragePriceIsRoundedHalfToEven() {
    Position thirds = after("buy 1 @100, buy 2 @100.01");
    assertThat(thirds.averagePrice()).isEqualTo(Price.parse("100.006666667"));
    assertThat(thirds.cost().average(Quantity.of(3), RoundingMode.DOWN))
        .isEqualTo(Price.parse("100.006666666"));
  }

  private static int signum(Quantity quantity) {
    return Long.signum(quantity.nanos());
  }

  static Fill random(Random random) {
    return fill(
        random.nextBoolean() ? Side.BUY : Side.SELL,
        new Quantity(1 + (random.nextLong(1L << 45) >> random.nextInt(45))),
        new Price(1 + (random.nextLong(1L << 45) >> random.nextInt(45))));
  }

  static Fill fill(Side side, Quantity quantity, Price price) {
    Money fee = new Money(quantity.nanos() % 7, Currency.USD);
    return new Fill("x", 0, SYMBOL, side, quantity, price, fee, Instant.EPOCH);
  }
}
