// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.paper.PaperConfig.Opening;
import dev.fairlead.paper.PaperConfig.Source;
import dev.fairlead.venue.Fees;
import dev.fairlead.venue.PriceImprovement;
import dev.fairlead.venue.Slippage;
import dev.fairlead.venue.VenueModels;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaperConfigTest {
  private static final Money DOLLARS = Money.parse("100000", Currency.USD);

  @Test
  void hasTheseDefaults() {
    assertThat(PaperConfig.DEFAULT)
        .isEqualTo(
            new PaperConfig(
                new Source.Synthetic(1),
                TradingHours.ALWAYS,
                new VenueModels(
                    PriceImprovement.NONE, new Slippage.None(), new Fees.None(), new Fees.None()),
                List.of(
                    new Opening(DOLLARS, 2),
                    new Opening(Money.parse("1000000", Currency.INR), 1))));
  }

  @Test
  void changesOneThingAtATime() {
    Source replay = new Source.Replay(Path.of("data"), BigDecimal.TEN);
    assertThat(PaperConfig.DEFAULT.trading(replay).during(TradingHours.EXCHANGE))
        .isEqualTo(
            new PaperConfig(
                replay,
                TradingHours.EXCHANGE,
                PaperConfig.DEFAULT.models(),
                PaperConfig.DEFAULT.openings()));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Opening(Money.zero(Currency.USD), 2))
        .withMessage("opening balance 0 USD must be positive");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Opening(DOLLARS, 5))
        .withMessage("multiplier 5 must be 1 to 4");
    assertThatIllegalArgumentException().isThrownBy(() -> openings(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> openings(List.of(new Opening(DOLLARS, 1), new Opening(DOLLARS, 2))))
        .withMessage("openings must be one or more, one for each currency");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Source.Replay(Path.of("data"), BigDecimal.ZERO))
        .withMessage("speed 0 must be 0.001 to 10000 in steps of 0.001");
  }

  private static PaperConfig openings(List<Opening> openings) {
    return new PaperConfig(
        new Source.Synthetic(1), TradingHours.ALWAYS, VenueModels.PLAIN, openings);
  }
}
