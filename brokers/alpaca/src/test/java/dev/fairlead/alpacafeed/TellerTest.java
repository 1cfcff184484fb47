// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.GuardedListener;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.LinkSignal.Skipped;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.market.Bar;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a stream that brings more than is heard. */
final class TellerTest {
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Symbol IBM = new Symbol("IBM");
  private static final Instant START = Instant.parse("2024-05-06T14:30:00Z");
  private static final Duration NONE = Duration.ZERO;
  private static final Duration HALF_LATE = Duration.ofMillis(900);
  private static final Duration LATE = Teller.QUOTES_LATE;
  private static final Duration VERY_LATE = Teller.TRADES_LATE;

  private final Tickers tickers = new Tickers();
  private final List<LinkSignal> signals = new ArrayList<>();
  private final List<String> news = new ArrayList<>();
  private final Teller teller = new Teller(tickers, signals::add);
  private long now;
  private int second;

  @BeforeEach
  void listen() {
    MarketListener ear =
        new MarketListener() {
          @Override
          public void onQuote(Quote quote) {
            news.add("q " + quote.symbol() + " " + quote.bid());
          }

          @Override
          public void onTrade(Trade trade) {
            news.add("t " + trade.symbol() + " " + trade.price());
          }

          @Override
          public void onBar(Bar minuteBar) {
            news.add("b " + minuteBar.symbol() + " " + minuteBar.close());
          }
        };
    GuardedListener guarded = new GuardedListener(ear);
    tickers.of(AAPL).add(guarded);
    tickers.of(IBM).add(guarded);
  }

  private void message(Duration waited, Runnable content) {
    now += 1_000;
    teller.begin(now, waited.toNanos());
    content.run();
  }

  private Instant next() {
    return START.plusSeconds(second++);
  }

  private void quote(Symbol symbol, int bid) {
    Quantity size = Quantity.of(1);
    Price ask = Price.parse("99999999");
    teller.quote(new Quote(symbol, Price.parse("" + bid), size, ask, size, next()));
  }

  private void trade(Symbol symbol, int price) {
    teller.print(symbol, Price.parse("" + price), Quantity.of(1), next(), null);
  }

  private void bar(Symbol symbol, int close) {
    Price price = Price.parse("" + close);
    teller.bar(new Bar(symbol, START, price, price, price, price, Quantity.of(1), 1, price));
  }

  private static Skipped skipped(long quotes, long trades) {
    return new Skipped(LinkSignal.Channel.MARKET_STREAM, quotes, trades);
  }

  @Test
  void tellsEverythingWhileItIsNotLate() {
    for (int i = 1; i <= 3; i++) {
      int price = i;
      message(
          HALF_LATE,
          () -> {
            quote(AAPL, price);
            trade(AAPL, price);
          });
    }
    teller.caughtUp();
    assertThat(news)
        .containsExactly("q AAPL 1", "t AAPL 1", "q AAPL 2", "t AAPL 2", "q AAPL 3", "t AAPL 3");
    assertThat(signals).isEmpty();
  }

  @Test
  void theNewestQuoteIsHeardWhenNothingWaitsAnyMoreHoweverLateItCame() {
    message(
        VERY_LATE.multipliedBy(10),
        () -> {
          quote(AAPL, 1);
          quote(IBM, 7);
          quote(AAPL, 2);
          quote(AAPL, 3);
        });
    assertThat(news).isEmpty();
    assertThat(tickers.of(AAPL).quote().orElseThrow().bid()).hasToString("3");
    teller.caughtUp();
    assertThat(news).containsExactly("q AAPL 3", "q IBM 7");
    assertThat(signals).containsExactly(skipped(2, 0));
    teller.caughtUp();
    assertThat(news).hasSize(2);
  }

  @Test
  void goesOnThinningOutUntilAllHasBeenCaughtUpWith() {
    message(LATE, () -> quote(AAPL, 1));
    message(HALF_LATE, () -> quote(AAPL, 2));
    message(Teller.CAUGHT_UP, () -> quote(AAPL, 3));
    assertThat(news).isEmpty();
    message(NONE, () -> quote(AAPL, 4));
    message(HALF_LATE, () -> quote(AAPL, 5));
    assertThat(news).containsExactly("q AAPL 3", "q AAPL 4", "q AAPL 5");
    assertThat(signals).containsExactly(skipped(2, 0));
  }

  @Test
  void tellsTheNewestFromTimeToTimeWhileItStaysLate() {
    message(LATE, () -> quote(AAPL, 1));
    message(LATE, () -> quote(AAPL, 2));
    now += Teller.TELL_EVERY.toNanos();
    message(LATE, () -> quote(AAPL, 3));
    assertThat(news).containsExactly("q AAPL 2");
    now += Teller.TELL_EVERY.toNanos();
    message(LATE, () -> quote(AAPL, 4));
    assertThat(news).containsExactly("q AAPL 2", "q AAPL 3");
    assertThat(signals).containsExactly(skipped(1, 0));
  }

  @Test
  void tradesAreWholeWhereOnlyQuotesAreThinnedOutAndFollowWhatWasQuotedBefore() {
    message(
        LATE,
        () -> {
          quote(AAPL, 1);
          quote(AAPL, 2);
          trade(AAPL, 2);
          quote(AAPL, 3);
          trade(AAPL, 3);
          trade(AAPL, 4);
        });
    teller.caughtUp();
    assertThat(news).containsExactly("q AAPL 2", "t AAPL 2", "q AAPL 3", "t AAPL 3", "t AAPL 4");
    assertThat(signals).containsExactly(skipped(1, 0));
  }

  @Test
  void tradesThatAreVeryLateAreCountedAndTheNewestIsTold() {
    message(
        VERY_LATE,
        () -> {
          trade(AAPL, 1);
          trade(AAPL, 2);
          quote(AAPL, 3);
          trade(IBM, 4);
        });
    teller.caughtUp();
    assertThat(news).containsExactly("t AAPL 2", "q AAPL 3", "t IBM 4");
    assertThat(signals).containsExactly(skipped(0, 1));
    message(
        LATE,
        () -> {
          trade(AAPL, 5);
          trade(AAPL, 6);
        });
    assertThat(news).endsWith("t AAPL 5", "t AAPL 6");
  }

  @Test
  void barsAreAllToldAfterTheTradesOfTheirMinute() {
    message(
        VERY_LATE,
        () -> {
          trade(AAPL, 1);
          bar(AAPL, 1);
          trade(AAPL, 2);
          bar(AAPL, 2);
          bar(IBM, 3);
        });
    assertThat(news).containsExactly("t AAPL 1", "b AAPL 1", "t AAPL 2", "b AAPL 2", "b IBM 3");
  }

  @Test
  void whatNobodyListensToIsKeptAndNotCounted() {
    Symbol other = new Symbol("MSFT");
    message(
        VERY_LATE,
        () -> {
          quote(other, 1);
          quote(other, 2);
          trade(other, 3);
          trade(other, 4);
        });
    teller.caughtUp();
    assertThat(signals).isEmpty();
    assertThat(tickers.of(other).quote().orElseThrow().bid()).hasToString("2");
    assertThat(tickers.of(other).trade().orElseThrow().price()).hasToString("4");
  }

  @Test
  void whatIsToldAndWhatIsCountedIsWhatCame() {
    for (long seed = 1; seed <= 300; seed++) {
      news.clear();
      signals.clear();
      SplittableRandom random = new SplittableRandom(seed);
      int quotes = 0;
      int trades = 0;
      for (int i = 0; i < 200; i++) {
        long waited = random.nextLong(2 * VERY_LATE.toNanos());
        now += random.nextLong(2 * Teller.TELL_EVERY.toNanos());
        teller.begin(now, random.nextInt(4) == 0 ? 0 : waited);
        Symbol symbol = random.nextBoolean() ? AAPL : IBM;
        if (random.nextBoolean()) {
          quote(symbol, ++quotes);
        } else {
          trade(symbol, ++trades);
        }
        if (random.nextInt(10) == 0) {
          teller.caughtUp();
        }
      }
      teller.caughtUp();
      assertThat(heard("q") + counted(true)).as("quotes, seed " + seed).isEqualTo(quotes);
      assertThat(heard("t") + counted(false)).as("trades, seed " + seed).isEqualTo(trades);
      assertThat(newest()).as("seed " + seed).containsExactly(newestKept(AAPL), newestKept(IBM));
    }
  }

  private long heard(String kind) {
    return news.stream().filter(each -> each.startsWith(kind)).count();
  }

  private long counted(boolean quotes) {
    return signals.stream()
        .map(Skipped.class::cast)
        .mapToLong(each -> quotes ? each.quotes() : each.trades())
        .sum();
  }

  private List<String> newest() {
    return List.of(lastOf("q AAPL"), lastOf("q IBM"));
  }

  private String lastOf(String kind) {
    return news.stream().filter(each -> each.startsWith(kind)).reduce("", (_, last) -> last);
  }

  private String newestKept(Symbol symbol) {
    return tickers.of(symbol).quote().map(quote -> "q " + symbol + " " + quote.bid()).orElse("");
  }
}
