// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ReferencesTest {
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Symbol SPY = new Symbol("SPY");
  private static final Symbol INFY = new Symbol("NSE:INFY");
  private static final Duration LONG = Duration.ofMinutes(10);

  private final TestSource first = new TestSource("1", "AAPL", "SPY").goUp();
  private final TestSource second = new TestSource("2", "AAPL", "NSE:INFY").goUp();
  private final MarketHub hub = new MarketHub(List.of(first, second));

  ReferencesTest() {
    second.account = BrokerAccount.parse("alpaca:other");
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private static Optional<Price> price(String text) {
    return Optional.of(Price.parse(text));
  }

  private static Reference known(String text) {
    return new Reference.Known(Price.parse(text));
  }

  @Test
  void thePrimaryAccountsPriceGoesFirst() {
    second.reference = price("2");
    assertThat(hub.reference(AAPL, Side.BUY)).isEqualTo(price("2"));
    first.reference = price("1");
    assertThat(hub.reference(AAPL, Side.BUY)).isEqualTo(price("1"));
  }

  @Test
  void theFirstPriceEndsTheWait() {
    first.answersNever = true;
    second.asked = price("2");
    assertThat(hub.awaitReference(AAPL, Side.BUY, LONG)).isEqualTo(known("2"));
    assertThat(first.waiting).isEmpty();
  }

  @Test
  void oneThatHasNoneLeavesItToTheOthers() {
    first.asked = Optional.empty();
    second.asked = price("2");
    assertThat(hub.awaitReference(AAPL, Side.BUY, LONG)).isEqualTo(known("2"));
  }

  @Test
  void nobodyWaitsWhereThereIsNobodyToAsk() {
    assertThat(hub.awaitReference(new Symbol("ZZZ"), Side.BUY, LONG))
        .isEqualTo(new Reference.Nothing());
    first.goDown();
    assertThat(hub.awaitReference(SPY, Side.BUY, LONG)).isEqualTo(new Reference.Nothing());
  }

  @Test
  void theWaitHasALimit() {
    first.answersNever = true;
    assertThat(hub.awaitReference(SPY, Side.BUY, Duration.ofMillis(20)))
        .isEqualTo(new Reference.Nothing());
    assertThat(first.waiting).isEmpty();
  }

  @Test
  @DisplayName("L-11 an account that does not answer fills no other account's places")
  void aSilentAccountFillsNoOthersPlaces() {
    first.answersNever = true;
    second.asked = price("2");
    for (int i = 0; i < References.MOST_WAITING; i++) {
      Thread.ofVirtual().start(() -> hub.awaitReference(SPY, Side.BUY, LONG));
    }
    Await.until("all wait", () -> first.waiting.size() == References.MOST_WAITING);
    assertThat(hub.awaitReference(SPY, Side.BUY, LONG))
        .isEqualTo(new Reference.Crowded(References.MOST_WAITING));
    assertThat(hub.awaitReference(INFY, Side.BUY, LONG)).isEqualTo(known("2"));
    assertThat(hub.awaitReference(AAPL, Side.BUY, LONG)).isEqualTo(known("2"));
    // Who has left gives his place to the next.
    hub.close();
    Await.until("all have left", () -> first.waiting.isEmpty());
  }
}
