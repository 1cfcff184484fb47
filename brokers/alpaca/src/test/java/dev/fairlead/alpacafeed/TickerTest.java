// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What of a symbol is good enough to value an order by, and for how long. */
final class TickerTest {
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Instant LAST_WEEK = Instant.parse("2024-04-26T19:59:59Z");
  private static final long START = Long.MAX_VALUE - 1_000;

  private final Ticker ticker = new Ticker(AAPL, START);

  private static Quote quote(String bid, String ask) {
    Quantity one = Quantity.of(1);
    return new Quote(AAPL, Price.parse(bid), one, Price.parse(ask), one, LAST_WEEK);
  }

  /** Nanoseconds of a clock that overflows on the way, as it may. */
  private static long after(String duration) {
    return START + Duration.parse(duration).toNanos();
  }

  private static Optional<Price> price(String text) {
    return Optional.of(Price.parse(text));
  }

  @Test
  @DisplayName("R-05 an answer is the newest for five seconds, however old the quote in it is")
  void anAnswerCountsForAWhile() {
    ticker.keep(quote("9", "10"));
    assertThat(ticker.reference(Side.BUY, false, START)).isEmpty();
    ticker.quoteAnswered(after("PT1S"));
    assertThat(ticker.reference(Side.BUY, false, after("PT5.9S"))).isEqualTo(price("10"));
    assertThat(ticker.reference(Side.SELL, false, after("PT5.9S"))).isEqualTo(price("9"));
    assertThat(ticker.reference(Side.BUY, false, after("PT6.1S"))).isEmpty();
  }

  @Test
  @DisplayName("R-05 what the stream tells is the newest for as long as it tells")
  void aStreamKeepsItNew() {
    ticker.beginToFollow(START);
    ticker.take(quote("9", "10"));
    assertThat(ticker.reference(Side.BUY, true, after("PT3H"))).isEqualTo(price("10"));
    assertThat(ticker.reference(Side.BUY, false, after("PT3H"))).isEmpty();
  }

  @Test
  @DisplayName("F-T04 what was known before a gap in the stream is not the newest after it")
  void aGapMakesItOld() {
    ticker.beginToFollow(START);
    ticker.take(quote("9", "10"));
    ticker.beginToFollow(after("PT1H"));
    assertThat(ticker.reference(Side.BUY, true, after("PT1H"))).isEmpty();
    // An answer to what was asked before the stream began may miss what came in between.
    ticker.quoteAnswered(after("PT59M59S"));
    assertThat(ticker.reference(Side.BUY, true, after("PT2H"))).isEmpty();
    ticker.quoteAnswered(after("PT1H1S"));
    assertThat(ticker.reference(Side.BUY, true, after("PT2H"))).isEqualTo(price("10"));
  }

  @Test
  void aSideThatNobodyQuotesIsValuedByTheNewestTrade() {
    ticker.keep(quote("9", "0"));
    ticker.quoteAnswered(START);
    assertThat(ticker.reference(Side.SELL, false, START)).isEqualTo(price("9"));
    assertThat(ticker.reference(Side.BUY, false, START)).isEmpty();
    ticker.keep(Price.parse("9.5"), Quantity.of(1), LAST_WEEK, null);
    assertThat(ticker.reference(Side.BUY, false, START)).isEmpty();
    ticker.tradeAnswered(START);
    assertThat(ticker.reference(Side.BUY, false, START)).isEqualTo(price("9.5"));
  }
}
