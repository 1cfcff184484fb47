// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TestMarketTest {
  private static final Instant NOW = Instant.parse("2026-08-16T12:00:30.25Z");
  private static final Symbol SYMBOL = TestMarket.FAKEPACA.symbol();

  private final TestMarket market = new TestMarket(InstantSource.fixed(NOW));

  private static Range lastMinutes(int minutes, boolean newestFirst) {
    return new Range(NOW.minusSeconds(60L * minutes), NOW, 1_000, newestFirst);
  }

  @Test
  void aBarIsTheSumOfItsTrades() {
    Bar bar = market.bars(SYMBOL, BarSpan.MINUTE, lastMinutes(1, false)).getFirst();
    Instant start = Instant.parse("2026-08-16T12:00:00Z");
    assertThat(bar.start()).isEqualTo(start);
    List<Trade> all = market.trades(SYMBOL, new Range(start, NOW, 100, false));
    assertThat(bar.open()).isEqualTo(all.getFirst().price());
    assertThat(bar.trades()).isBetween((long) all.size(), all.size() + 1L);
    Bar whole = market.bars(SYMBOL, BarSpan.MINUTE, lastMinutes(2, false)).getFirst();
    List<Trade> minute =
        market.trades(SYMBOL, new Range(whole.start(), whole.start().plusSeconds(59), 60, false));
    assertThat(whole.trades()).isEqualTo(60);
    assertThat(whole.high())
        .isEqualTo(minute.stream().map(Trade::price).max(Comparator.naturalOrder()).orElseThrow());
    assertThat(whole.vwap()).isBetween(whole.low(), whole.high());
  }

  @Test
  void bothOrdersAreTheSameHistory() {
    assertThat(market.trades(SYMBOL, lastMinutes(3, true)))
        .isEqualTo(market.trades(SYMBOL, lastMinutes(3, false)).reversed());
    assertThat(market.bars(SYMBOL, BarSpan.MINUTE, lastMinutes(3, true)))
        .isEqualTo(market.bars(SYMBOL, BarSpan.MINUTE, lastMinutes(3, false)).reversed());
  }

  @Test
  void thePriceIsInsideOfTheQuote() {
    assertThat(market.quote(SYMBOL).orElseThrow().bid()).isLessThan(Price.parse("131"));
    assertThat(market.quotes(SYMBOL, lastMinutes(1, false)))
        .allSatisfy(quote -> assertThat(quote.bid()).isLessThan(quote.ask()));
    assertThat(market.quote(new Symbol("AAPL"))).isEmpty();
  }
}
