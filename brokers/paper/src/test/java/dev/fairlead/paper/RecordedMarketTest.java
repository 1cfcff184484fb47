// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fairlead.broker.Known;
import dev.fairlead.calendar.TradingHours;
import dev.fairlead.feed.Recording;
import dev.fairlead.feed.ReplayMarket;
import dev.fairlead.feed.Series;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.paper.PaperConfig.Source;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plays real recordings, from the repository's neighbour; skipped, and said so, without them. */
class RecordedMarketTest {
  private static final Path DATA = Path.of("../../../shared/data/market");
  private static final Symbol SPY = new Symbol("SPY");

  private static Recording recording = new Recording(List.of(), List.of());

  private final ManualClock clock = new ManualClock("2026-01-05T00:00:00Z");

  @BeforeAll
  static void read() {
    assumeThat(Files.exists(DATA)).as("recordings in " + DATA).isTrue();
    recording = new LeanFolder(DATA).read();
  }

  private ReplayMarket market() {
    return new ReplayMarket(recording, clock.instant(), BigDecimal.ONE);
  }

  @Test
  void playsEveryDayInTurn() {
    ReplayMarket market = market();
    assertThat(market.instruments())
        .extracting(instrument -> instrument.symbol().text())
        .containsExactly("AAPL", "AIG", "IBM", "SPY");
    assertThat(market.marketTime(clock.instant())).isEqualTo("2013-10-04T08:00:00Z");
    Instant end = market.end().orElseThrow();
    assertThat(market.marketTime(end))
        .isBetween(Instant.parse("2023-08-03T23:59:00Z"), Instant.parse("2023-08-04T00:02:00Z"));
    // Ten recorded days of sixteen hours.
    assertThat(Duration.between(clock.instant(), end)).isBetween(hours(159), hours(161));
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  @Test
  void everyQuoteIsSound() {
    ReplayMarket market = market();
    int quotes = 0;
    Instant at = market.nextChange(SPY, clock.instant()).orElseThrow();
    while (market.nextChange(SPY, at).isPresent()) {
      Quote quote = market.quote(SPY, at).orElseThrow();
      assertThat(quote.bid()).isLessThan(quote.ask());
      at = market.nextChange(SPY, at).orElseThrow();
      quotes++;
    }
    assertThat(quotes).isGreaterThan(15_000);
  }

  @Test
  void barsOfTheTradesAreTheRecordedBars() {
    // The clock begins with a minute, and so does what is played; the first trades come at 04:06.
    History history = new History(market());
    Instant now = clock.instant().plus(Duration.ofDays(1));
    Range day = new Range(clock.instant(), now, Range.MAX_LIMIT, false);
    List<Bar> bars = history.bars(SPY, BarSpan.MINUTE, day, now);
    assertThat(bars.getFirst())
        .isEqualTo(
            new Bar(
                SPY,
                clock.instant().plusSeconds(6 * 60),
                Price.parse("167.65"),
                Price.parse("167.65"),
                Price.parse("167.65"),
                Price.parse("167.65"),
                Quantity.of(20_000),
                1,
                Price.parse("167.65")));
    assertThat(bars.size()).isGreaterThan(400);
    assertThat(history.bars(SPY, BarSpan.MINUTE, day, now.minus(Duration.ofHours(20))))
        .as("nothing that has not been played")
        .hasSizeLessThan(bars.size() / 2);
  }

  @Test
  void theTradesOfADayOfTicksAreAllPlayed() {
    ReplayMarket market = market();
    Series<Trade> trades = market.trades(new Symbol("AIG"));
    int played = 0;
    long before = 0;
    for (long n = trades.from(clock.instant()); n != Series.END; n = trades.after(n)) {
      assertThat(trades.get(n).id()).isGreaterThan(before);
      before = trades.get(n).id();
      played++;
    }
    assertThat(played).as("rows in the file, none of them suspicious").isEqualTo(25_351);
  }

  @Test
  void ordersTradeInTheRecordedSession() {
    TestBook book = new TestBook();
    PaperConfig config = PaperConfig.DEFAULT.during(TradingHours.EXCHANGE);
    PaperLink link = new PaperLink(TestBook.ACCOUNT, market(), config, clock, book);
    link.open(Known.NOTHING);
    // 04:00 in New York on the fourth of October 2013: too early for this one.
    SendResult early =
        book.send(
            link,
            book.place("A", OrderRequest.buy("SPY", "10"), Price.parse("200"), clock.instant()));
    assertThat(early).isInstanceOf(SendResult.Accepted.class);
    clock.pass(Duration.ofHours(5).plusMinutes(29));
    link.step();
    assertThat(book.held("SPY")).isEqualTo(Quantity.ZERO);
    clock.pass(Duration.ofMinutes(1));
    link.step();
    assertThat(book.held("SPY")).isEqualTo(Quantity.of(10));
    Price paid = book.known().positions().getFirst().averagePrice();
    assertThat(paid).isBetween(Price.parse("166"), Price.parse("170"));
    OrderRequest cheap = OrderRequest.buy("SPY", "1").limit("1");
    book.send(link, book.place("B", cheap, paid, clock.instant()));
    clock.pass(Duration.ofHours(7));
    link.step();
    assertThat(book.placement("B").status()).isEqualTo(PlacementStatus.EXPIRED);
  }

  @Test
  void aBrokerPlaysAFolder() {
    Source replay = new Source.Replay(DATA, BigDecimal.valueOf(60));
    try (PaperBroker broker = new PaperBroker(PaperConfig.DEFAULT.trading(replay), clock);
        var link = broker.connect(TestBook.ACCOUNT, Known.NOTHING, new TestBook())) {
      assertThat(link.quote(SPY)).isPresent();
      assertThat(link.quote(new Symbol("AAPL"))).isEmpty();
    }
  }
}
