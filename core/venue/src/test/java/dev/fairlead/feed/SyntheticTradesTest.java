// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.calendar.Session;
import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.calendar.TradingHours;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SyntheticTradesTest {
  private static final Instant START = Instant.parse("2026-03-02T15:00:00Z");
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Symbol SPY = new Symbol("SPY");

  private final SyntheticMarket market = new SyntheticMarket(7);

  private static List<Trade> between(Market market, Symbol symbol, Instant from, Instant until) {
    Series<Trade> series = market.trades(symbol);
    List<Trade> trades = new ArrayList<>();
    for (long n = series.from(from); n != Series.END && series.at(n).isBefore(until); ) {
      trades.add(series.get(n));
      n = series.after(n);
    }
    return trades;
  }

  @Test
  @DisplayName("I-04 seed 7 trades the same on every machine")
  void aSeedTradesTheSameOnEveryMachine() {
    Series<Trade> trades = market.trades(AAPL);
    Trade last =
        new Trade(
            AAPL,
            3_222_661_088L,
            Price.parse("216.08"),
            Quantity.of(71),
            Side.SELL,
            Instant.parse("2026-03-02T14:59:59.878Z"));
    assertThat(trades.get(trades.latest(START))).isEqualTo(last);
  }

  @Test
  void aTradeIsTheSameHoweverItIsReached() {
    List<Trade> onwards = between(market, AAPL, START, START.plusSeconds(600));
    Series<Trade> backwards = new SyntheticMarket(7).trades(AAPL);
    long number = backwards.latest(START.plusSeconds(600).minusMillis(1));
    for (Trade trade : onwards.reversed()) {
      assertThat(backwards.get(number)).isEqualTo(trade);
      assertThat(market.trades(AAPL).get(number)).isEqualTo(trade);
      number = backwards.before(number);
    }
    assertThat(backwards.at(number)).isBefore(START);
    // Whoever comes takes from one to four.
    assertThat(
            onwards.stream()
                .collect(Collectors.groupingBy(Trade::at, Collectors.counting()))
                .values())
        .contains(1L, 2L, 3L)
        .allMatch(count -> count <= 4);
  }

  @Test
  void everyTradeIsAtAPriceThatTheQuoteInForceAllows() {
    for (Instrument instrument : market.instruments()) {
      Symbol symbol = instrument.symbol();
      boolean between = false;
      for (Trade trade : between(market, symbol, START, START.plusSeconds(900))) {
        Quote quote = market.quote(symbol, trade.at()).orElseThrow();
        assertThat(trade.price()).as("%s", trade).isBetween(quote.bid(), quote.ask());
        assertThat(instrument.ticks().allows(trade.price())).as("%s", trade).isTrue();
        between |= trade.price().compareTo(quote.bid()) > 0 && !trade.price().equals(quote.ask());
        if (trade.price().equals(quote.bid())) {
          assertThat(trade.taker()).as("%s", trade).isEqualTo(Side.SELL);
        }
        if (trade.price().equals(quote.ask())) {
          assertThat(trade.taker()).as("%s", trade).isEqualTo(Side.BUY);
        }
        assertThat(trade.size().isPositive()).as("%s", trade).isTrue();
        assertThat(trade.size().isMultipleOf(instrument.lot())).as("%s", trade).isTrue();
      }
      if (symbol.text().equals("TSLA")) {
        assertThat(between).as("some trade inside the spread").isTrue();
      }
    }
  }

  @Test
  void idsAndInstantsRise() {
    for (Instrument instrument : market.instruments()) {
      Trade before = null;
      for (Trade trade : between(market, instrument.symbol(), START, START.plusSeconds(900))) {
        assertThat(trade.id()).isPositive().isLessThan(1L << 53);
        if (before != null) {
          assertThat(trade.id()).isGreaterThan(before.id());
          assertThat(trade.at()).isAfterOrEqualTo(before.at());
        }
        before = trade;
      }
    }
  }

  @Test
  void listedSharesTradeFromSeveralTimesAMinuteToOnceASecond() {
    for (Instrument instrument : market.instruments()) {
      int trades = between(market, instrument.symbol(), START, START.plusSeconds(3600)).size();
      if (instrument.tradable()) {
        assertThat(trades).as("%s an hour", instrument.symbol()).isBetween(360, 4000);
      } else {
        assertThat(trades).as("%s is delisted", instrument.symbol()).isZero();
      }
    }
  }

  @Test
  void aYearOfVolumeIsLessThanAQuantityHolds() {
    for (Instrument instrument : market.instruments()) {
      long hour =
          between(market, instrument.symbol(), START, START.plusSeconds(3600)).stream()
              .mapToLong(trade -> trade.size().nanos())
              .sum();
      assertThat(hour)
          .as("%s", instrument.symbol())
          .isLessThan(Long.MAX_VALUE / (24 * 366 * 3 / 2));
    }
  }

  @Test
  void atTheExchangesHoursNothingHappensWhileItIsClosed() {
    SyntheticMarket exchange = new SyntheticMarket(7, TradingHours.EXCHANGE);
    // From a Friday's regular session over the weekend to the Tuesday.
    Instant from = Instant.parse("2026-03-06T20:59:00Z");
    Instant until = Instant.parse("2026-03-10T12:00:00Z");
    List<Trade> trades = between(exchange, SPY, from, until);
    assertThat(trades)
        .allMatch(trade ->
            TradingCalendar.US_EQUITIES.sessionAt(trade.at()).kind() != Session.Kind.CLOSED);
    Instant friday = Instant.parse("2026-03-07T01:00:00Z");
    Instant monday = Instant.parse("2026-03-09T08:00:00Z");
    assertThat(between(exchange, SPY, friday, monday)).isEmpty();
    assertThat(between(exchange, SPY, friday.minusSeconds(60), friday)).isNotEmpty();
    assertThat(between(exchange, SPY, monday, monday.plusSeconds(60))).isNotEmpty();
    Quote last = exchange.quote(SPY, friday.minusMillis(1)).orElseThrow();
    assertThat(exchange.quote(SPY, friday.plus(Duration.ofHours(30)))).contains(last);
    assertThat(exchange.nextChange(SPY, friday).orElseThrow())
        .isBetween(monday, monday.plusSeconds(1));
    assertThat(exchange.quotes(SPY).from(friday))
        .isEqualTo(exchange.quotes(SPY).after(exchange.quotes(SPY).latest(friday)));
    assertThat(between(exchange, new Symbol("BTC/USD"), friday, monday)).isNotEmpty();
    // The hours leave things out, and change nothing.
    Set<Trade> always = new HashSet<>(between(new SyntheticMarket(7), SPY, from, friday));
    assertThat(always).hasSameElementsAs(between(exchange, SPY, from, friday));
  }

  @Test
  void walkingThePathIsTheSameAsJumpingToIt() {
    Noise noise = new Noise(3, AAPL, 1_600_000);
    LongUnaryOperator walk = noise.walk();
    Random random = new Random(11);
    long at = -5_000_000;
    for (int i = 0; i < 20_000; i++) {
      at += random.nextInt(10) == 0 ? random.nextLong(-40_000_000L, 4_000_000_000L) : 350;
      assertThat(walk.applyAsLong(at)).as("seed 11").isEqualTo(noise.deviation(at));
    }
  }

  @Test
  void historyReachesBackToTheYearBefore() {
    assertThat(market.historyStart(START)).isEqualTo("2025-01-01T05:00:00Z");
    assertThat(market.historyStart(Instant.parse("2026-01-01T04:59:59Z")))
        .isEqualTo("2024-01-01T05:00:00Z");
  }

  @Test
  void whatIsNotListedHasNoHistory() {
    Symbol unknown = new Symbol("NOPE");
    assertThat(market.trades(unknown).latest(START)).isEqualTo(Series.NONE);
    assertThat(market.quotes(unknown).from(START)).isEqualTo(Series.END);
  }

  @Test
  void theSeriesOfQuotesIsWhatTheMarketShows() {
    Series<Quote> quotes = market.quotes(AAPL);
    long number = quotes.from(START);
    for (int i = 0; i < 500; i++) {
      Instant at = quotes.at(number);
      assertThat(market.quote(AAPL, at)).contains(quotes.get(number));
      assertThat(quotes.get(number).at()).isEqualTo(at);
      number = quotes.after(number);
      assertThat(market.nextChange(AAPL, at)).contains(quotes.at(number));
    }
  }
}
