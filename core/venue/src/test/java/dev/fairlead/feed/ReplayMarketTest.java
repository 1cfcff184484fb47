// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.market.Trade;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.venue.Receipt;
import dev.fairlead.venue.Venue;
import dev.fairlead.venue.VenueModels;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayMarketTest {
  private static final Symbol SPY = new Symbol("SPY");
  private static final Symbol ABC = new Symbol("ABC");
  private static final Instant STARTED = Instant.parse("2026-06-01T10:00:00Z");

  /** Two days of SPY, the weekend between them; ABC only on the second. */
  private static List<QuoteTape> tapes() {
    QuoteTape spy =
        quote(
                quote(
                    quote(new QuoteTape.Builder(SPY), "2013-10-04T19:58:00Z", "169.00"),
                    "2013-10-04T19:59:00Z",
                    "169.10"),
                "2013-10-07T13:30:00Z",
                "167.50")
            .build();
    QuoteTape abc = quote(new QuoteTape.Builder(ABC), "2013-10-07T13:31:00Z", "10.00").build();
    return List.of(spy, abc);
  }

  private static QuoteTape.Builder quote(QuoteTape.Builder tape, String at, String bid) {
    Price price = Price.parse(bid);
    return tape.add(
        Instant.parse(at).toEpochMilli(),
        price,
        Quantity.of(100),
        price.plus(Price.parse("0.01")),
        Quantity.of(200));
  }

  private static ReplayMarket market(String speed) {
    return new ReplayMarket(new Recording(tapes(), List.of()), STARTED, new BigDecimal(speed));
  }

  @Test
  void startsAtTheFirstRecordedInstant() {
    ReplayMarket market = market("1");
    assertThat(market.marketTime(STARTED)).isEqualTo("2013-10-04T19:58:00Z");
    assertThat(market.quote(SPY, STARTED).orElseThrow().bid()).isEqualTo(Price.parse("169"));
    assertThat(market.quote(SPY, STARTED).orElseThrow().at()).isEqualTo(STARTED);
    assertThat(market.quote(ABC, STARTED)).isEmpty();
    assertThat(market.nextChange(SPY, STARTED)).contains(STARTED.plusSeconds(60));
  }

  @Test
  void stepsOverSilence() {
    ReplayMarket market = market("1");
    Instant monday = STARTED.plusSeconds(120);
    assertThat(market.marketTime(monday.minusMillis(1))).isEqualTo("2013-10-04T19:59:59.999Z");
    assertThat(market.marketTime(monday)).isEqualTo("2013-10-07T13:30:00Z");
    assertThat(market.nextChange(SPY, STARTED.plusSeconds(60))).contains(monday);
    assertThat(market.reached(Instant.parse("2013-10-05T12:00:00Z"))).contains(monday);
  }

  @Test
  void speedMultipliesTime() {
    ReplayMarket market = market("7");
    Instant change = market.nextChange(SPY, STARTED).orElseThrow();
    assertThat(Duration.between(STARTED, change))
        .isBetween(sevenths(60), sevenths(60).plusNanos(1));
    assertThat(market.quote(SPY, change).orElseThrow().bid()).isEqualTo(Price.parse("169.1"));
    assertThat(market.quote(SPY, change.minusNanos(1)).orElseThrow().bid())
        .isEqualTo(Price.parse("169"));
  }

  @Test
  void aReplayMayBeSlow() {
    ReplayMarket market = market("0.5");
    assertThat(market.nextChange(SPY, STARTED)).contains(STARTED.plusSeconds(120));
    assertThat(market.marketTime(STARTED.plusSeconds(2))).isEqualTo("2013-10-04T19:58:01Z");
  }

  private static Duration sevenths(long seconds) {
    return Duration.ofSeconds(seconds).dividedBy(7);
  }

  @Test
  void theLastQuotesStayWhenTheRecordingHasEnded() {
    ReplayMarket market = market("1");
    Instant end = market.end().orElseThrow();
    assertThat(end).isEqualTo(STARTED.plusSeconds(120 + 120));
    Instant later = end.plus(Duration.ofDays(4000));
    assertThat(market.quote(SPY, later).orElseThrow().bid()).isEqualTo(Price.parse("167.5"));
    assertThat(market.nextChange(SPY, later)).isEmpty();
    assertThat(market.reached(Instant.parse("2013-10-08T13:30:00Z"))).isEmpty();
  }

  @Test
  void aVenueTradesByRecordedTimeAndRefusesWhenItHasEnded() {
    ReplayMarket market = market("1");
    BrokerAccount account = BrokerAccount.parse("paper:main");
    List<OrderNews> news = new ArrayList<>();
    Venue venue =
        new Venue(
            account, market, TradingHours.EXCHANGE, VenueModels.PLAIN, r -> news.add(r.news()));
    venue.resume(Balance.opening(account, Money.parse("100000", Currency.USD), 2));
    PlacementId first = new PlacementId("A");
    assertThat(venue.place(first, OrderRequest.buy("SPY", "1").limit("160"), STARTED))
        .isEqualTo(new Receipt.Taken("paper-A"));
    PlacementId second = new PlacementId("B");
    assertThat(venue.place(second, OrderRequest.buy("SPY", "300").limit("169.01"), STARTED))
        .isEqualTo(new Receipt.Taken("paper-B"));
    assertThat(venue.nextAt()).contains(STARTED.plusSeconds(60));
    venue.advance(STARTED.plusSeconds(119));
    assertThat(news).singleElement().isInstanceOf(OrderNews.Executed.class);
    // 16:00 in New York, two minutes after the recording began.
    venue.advance(STARTED.plusSeconds(120));
    assertThat(news.subList(1, 3)).containsOnly(new OrderNews.Expired());
    PlacementId open = new PlacementId("C");
    venue.place(open, OrderRequest.buy("SPY", "1").limit("160"), STARTED.plusSeconds(121));
    Instant ended = market.end().orElseThrow();
    venue.advance(ended.plusSeconds(1));
    assertThat(venue.nextAt()).isEmpty();
    assertThat(venue.place(new PlacementId("D"), OrderRequest.buy("SPY", "1"), ended))
        .isEqualTo(
            new Receipt.Refused(
                Receipt.Refused.MARKET_ENDED, "the recorded market has ended: nothing trades"));
    assertThat(venue.cancel(open, ended)).isInstanceOf(Receipt.Taken.class);
  }

  @Test
  void listsWhatWasRecorded() {
    assertThat(market("1").instruments())
        .extracting(instrument -> instrument.symbol().text() + " " + instrument.name())
        .containsExactly("ABC ABC (recorded)", "SPY SPDR S&P 500 ETF Trust");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.0005", "1.0001", "10001", "1e99"})
  void refusesASpeedOutOfRange(String speed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> market(speed))
        .withMessageContaining("must be 0.001 to 10000 in steps of 0.001");
  }

  @Test
  void refusesARecordingWithoutQuotes() {
    Recording silent = new Recording(List.of(new QuoteTape.Builder(SPY).build()), List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReplayMarket(silent, STARTED, BigDecimal.ONE));
  }

  @Test
  void repeatsTheTradesThatWereRecordedWhileItPlays() {
    TradeTape.Builder tape = new TradeTape.Builder(SPY);
    trade(tape, "2013-10-04T19:57:59Z", "168", 1); // Before the first quote: not played.
    trade(tape, "2013-10-04T19:58:00Z", "169.01", 10);
    trade(tape, "2013-10-04T19:58:30Z", "169", 20);
    trade(tape, "2013-10-04T19:59:00Z", "169.105", 30);
    trade(tape, "2013-10-04T19:59:00Z", "169.105", 31);
    trade(tape, "2013-10-05T12:00:00Z", "170", 1); // In a silence: not played.
    trade(tape, "2013-10-07T13:30:01Z", "167.50", 40);
    ReplayMarket market =
        new ReplayMarket(new Recording(tapes(), List.of(tape.build())), STARTED, BigDecimal.TWO);
    Series<Trade> trades = market.trades(SPY);
    List<String> played = new ArrayList<>();
    for (long n = trades.from(STARTED); n != Series.END; n = trades.after(n)) {
      Trade trade = trades.get(n);
      assertThat(trades.at(n)).isEqualTo(trade.at());
      assertThat(trades.latest(trade.at().minusNanos(1))).isLessThan(n);
      assertThat(trades.latest(trade.at())).isGreaterThanOrEqualTo(n);
      played.add(
          Duration.between(STARTED, trade.at()).toMillis()
              + " "
              + trade.id()
              + " "
              + trade.taker()
              + " "
              + trade.size()
              + " at "
              + trade.price());
    }
    // At twice the speed. 169.105 is the middle: it went up to it, then stayed.
    assertThat(played)
        .containsExactly(
            "0 1 BUY 10 at 169.01",
            "15000 2 SELL 20 at 169",
            "30000 3 BUY 30 at 169.105",
            "30000 4 BUY 31 at 169.105",
            "60500 5 SELL 40 at 167.5");
    assertThat(trades.latest(STARTED.minusNanos(1))).isEqualTo(Series.NONE);
    assertThat(trades.before(1)).isEqualTo(Series.NONE);
    assertThat(market.trades(ABC).from(STARTED)).isEqualTo(Series.END);
  }

  private static void trade(TradeTape.Builder tape, String at, String price, long size) {
    tape.add(Instant.parse(at).toEpochMilli(), Price.parse(price), Quantity.of(size));
  }

  @Test
  void theSeriesOfQuotesIsWhatTheMarketShows() {
    ReplayMarket market = market("3");
    Series<Quote> quotes = market.quotes(SPY);
    List<Instant> changes = new ArrayList<>();
    for (long n = quotes.from(Instant.EPOCH); n != Series.END; n = quotes.after(n)) {
      changes.add(quotes.at(n));
      assertThat(market.quote(SPY, quotes.at(n))).contains(quotes.get(n));
      assertThat(market.quote(SPY, quotes.at(n).minusNanos(1))).isNotEqualTo(quotes.get(n));
    }
    assertThat(changes).containsExactly(STARTED, STARTED.plusSeconds(20), STARTED.plusSeconds(40));
  }

  @Test
  void aTapeLeavesOutWhatNoMarketShows() {
    Quantity size = Quantity.of(100);
    Price low = Price.parse("10");
    Price high = Price.parse("10.01");
    QuoteTape tape =
        new QuoteTape.Builder(SPY)
            .add(1, low, size, high, size)
            .add(2, low, size, high, size)
            .add(3, high, size, low, size)
            .add(4, low, Quantity.ZERO, high, size)
            .add(5, Price.ZERO, size, high, size)
            .add(6, low, size, high, Quantity.of(1))
            .add(6, low, size, high, Quantity.of(2))
            .build();
    assertThat(tape.size()).isEqualTo(2);
    assertThat(tape.quote(1, STARTED).askSize()).isEqualTo(Quantity.of(2));
    assertThat(tape.latest(Instant.ofEpochMilli(0))).isEqualTo(-1);
    assertThat(tape.latest(Instant.ofEpochMilli(5))).isZero();
    assertThat(tape.latest(Instant.ofEpochMilli(7))).isEqualTo(1);
  }

  @Test
  void aTradeTapeLeavesOutWhatIsNoTrade() {
    TradeTape.Builder tape = new TradeTape.Builder(SPY);
    trade(tape, "2013-10-04T19:58:00Z", "0", 1);
    trade(tape, "2013-10-04T19:58:00Z", "1", 0);
    trade(tape, "2013-10-04T19:58:00Z", "1", 1);
    assertThat(tape.size()).isOne();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trade(tape, "2013-10-04T19:57:59Z", "1", 1));
  }

  @Test
  void aTapeRunsForward() {
    QuoteTape.Builder tape = quote(new QuoteTape.Builder(SPY), "2013-10-04T19:58:00Z", "169");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> quote(tape, "2013-10-04T19:57:59Z", "169"));
  }
}
