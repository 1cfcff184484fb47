// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VenueModelsTest {
  private static final Quote QUOTE =
      new Quote(
          new Symbol("AAPL"),
          Price.parse("100"),
          Quantity.of(100),
          Price.parse("100.04"),
          Quantity.of(100),
          Instant.EPOCH);

  @ParameterizedTest
  @CsvSource({
    "none, BUY, 100.04",
    "none, SELL, 100",
    "midpoint-half, BUY, 100.03",
    "midpoint-half, SELL, 100.01",
    "midpoint, BUY, 100.02",
    "midpoint, SELL, 100.02"
  })
  void improvesThePrice(String model, Side side, String price) {
    PriceImprovement improvement = PriceImprovement.parse(model);
    assertThat(improvement.price(side, QUOTE)).isEqualTo(Price.parse(price));
    assertThat(improvement).hasToString(model);
  }

  @ParameterizedTest
  @CsvSource({"none, BUY, 200", "bps:50, BUY, 201", "bps:50, SELL, 199", "bps:1000, SELL, 180"})
  void slips(String model, Side side, String price) {
    Slippage slippage = Slippage.parse(model);
    assertThat(slippage.worsen(side, Price.parse("200"))).isEqualTo(Price.parse(price));
    assertThat(slippage).hasToString(model);
  }

  @ParameterizedTest
  @CsvSource({
    "none, 0",
    "per-share:0.005, 0.0515",
    "bps:25, 2.575",
    "bps:1, 0.103",
  })
  void charges(String model, String fee) {
    Fees fees = Fees.parse(model);
    assertThat(fees.of(Price.parse("100"), Quantity.parse("10.3"), Currency.USD))
        .isEqualTo(Money.parse(fee, Currency.USD));
    assertThat(fees).hasToString(model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bps", "bps:", "bps:0", "bps:1001", "bps:-1", "BPS:5", "per-share:0"})
  void refusesUnknownNamesAndNumbers(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Fees.parse(text));
    assertThatIllegalArgumentException().isThrownBy(() -> Slippage.parse(text));
    assertThatIllegalArgumentException().isThrownBy(() -> PriceImprovement.parse(text));
  }

  @Test
  void aRefusalSaysWhatIsAllowed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PriceImprovement.parse("mid"))
        .withMessage("price improvement 'mid' must be one of none, midpoint-half, midpoint");
  }

  @Test
  void slippageStopsAtTheLimit() {
    VenueModels models =
        new VenueModels(
            PriceImprovement.NONE, new Slippage.BasisPoints(100), new Fees.None(), new Fees.None());
    Optional<Price> limit = Optional.of(Price.parse("100.05"));
    assertThat(models.price(Side.BUY, QUOTE, limit)).isEqualTo(Price.parse("100.05"));
    assertThat(models.price(Side.BUY, QUOTE, Optional.empty())).isEqualTo(Price.parse("101.0404"));
  }
}
