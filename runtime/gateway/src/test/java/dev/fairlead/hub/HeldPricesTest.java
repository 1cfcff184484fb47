// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Quantity;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HeldPricesTest {
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Symbol SPY = new Symbol("SPY");
  private static final Duration SOON = HeldPrices.EVERY.dividedBy(2);

  private final TestSource source = new TestSource("1", "AAPL", "SPY").goUp();
  private final MarketHub hub = new MarketHub(List.of(source));
  private final List<Position> held = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    hub.close();
  }

  private static Position position(Symbol symbol, int quantity) {
    return new Position(
        Samples.ACCOUNT, symbol, Currency.USD, Quantity.of(quantity), Notional.ZERO, Notional.ZERO);
  }

  @Test
  void whatIsHeldIsLookedAtFromTheStartAndWhatIsFlatIsNot() {
    held.add(position(AAPL, 0));
    held.add(position(SPY, -5));
    hub.keepKnown(() -> held);
    Await.until("looked at", SOON, () -> source.looked.contains(SPY));
    assertThat(source.looked).doesNotContain(AAPL);
  }

  @Test
  void aLinkThatComesUpIsLookedAtAtOnce() {
    hub.keepKnown(() -> held);
    held.add(position(SPY, 5));
    hub.linksChanged();
    Await.until("looked at", SOON, () -> source.looked.contains(SPY));
  }

  @Test
  void itGoesOnAndOutlastsAGatewayThatCannotAnswer() {
    held.add(position(SPY, 5));
    hub.keepKnown(() -> {
      if (source.looked.size() < 1) {
        source.looked.add(AAPL);
        throw new IllegalStateException("planted");
      }
      return held;
    });
    Await.until("looked at twice", () -> source.looked.stream().filter(SPY::equals).count() > 1);
    hub.close();
    int before = source.looked.size();
    hub.linksChanged();
    assertThat(source.looked).hasSize(before);
  }
}
