// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SyntheticMarketTest {
  private static final Instant START = Instant.parse("2026-03-02T15:00:00Z");
  private static final Symbol AAPL = new Symbol("AAPL");

  private final SyntheticMarket market = new SyntheticMarket(7);

  @Test
  void theSameSeedAndInstantGiveTheSameQuote() {
    SyntheticMarket again = new SyntheticMarket(7);
    for (Instrument instrument : market.instruments()) {
      Instant at = START.plusMillis(instrument.symbol().text().hashCode());
      assertThat(again.quote(instrument.symbol(), at))
          .isEqualTo(market.quote(instrument.symbol(), at));
    }
  }

  @Test
  @DisplayName("I-04 seed 7 shows the same quote on every machine")
  void aSeedIsTheSameMarketOnEveryMachine() {
    Quote quote =
        new Quote(
            AAPL,
            Price.parse("216.08"),
            Quantity.of(1900),
            Price.parse("216.1"),
            Quantity.of(600),
            Instant.parse("2026-03-02T14:59:59.396Z"));
    assertThat(market.quote(AAPL, START)).contains(quote);
  }

  @Test
  void anotherSeedIsAnotherMarket() {
    assertThat(new SyntheticMarket(8).quote(AAPL, START)).isNotEqualTo(market.quote(AAPL, START));
  }

  @Test
  void quotesAreSound() {
    for (Instrument instrument : market.instruments()) {
      Instant at = START;
      for (int i = 0; i < 2000; i++) {
        Quote quote = market.quote(instrument.symbol(), at).orElseThrow();
        assertThat(quote.bid().isPositive()).as("%s", quote).isTrue();
        assertThat(quote.bid()).as("%s", quote).isLessThan(quote.ask());
        assertThat(instrument.ticks().allows(quote.bid())).as("%s", quote).isTrue();
        assertThat(instrument.ticks().allows(quote.ask())).as("%s", quote).isTrue();
        assertThat(quote.bidSize().isPositive()).as("%s", quote).isTrue();
        assertThat(quote.askSize().isPositive()).as("%s", quote).isTrue();
        assertThat(quote.bidSize().isMultipleOf(instrument.lot())).as("%s", quote).isTrue();
        assertThat(quote.at()).isBeforeOrEqualTo(at);
        at = at.plusSeconds(997L * (1 + i % 40));
      }
    }
  }

  @Test
  void aQuoteHoldsUntilTheNextChange() {
    Instant at = START;
    for (int i = 0; i < 500; i++) {
      Quote quote = market.quote(AAPL, at).orElseThrow();
      Instant next = market.nextChange(AAPL, at).orElseThrow();
      assertThat(next).isAfter(at);
      assertThat(market.quote(AAPL, next.minusMillis(1))).contains(quote);
      assertThat(market.quote(AAPL, next).orElseThrow().at()).isEqualTo(next);
      at = next;
    }
  }

  @Test
  void aQuoteChangesTwoToFiveTimesASecondAtIrregularInstants() {
    for (Instrument instrument : market.instruments()) {
      Set<Long> gaps = new HashSet<>();
      int changes = 0;
      Instant end = START.plusSeconds(600);
      for (Instant at = START; at.isBefore(end); changes++) {
        Instant next = market.nextChange(instrument.symbol(), at).orElseThrow();
        gaps.add(Duration.between(at, next).toMillis());
        at = next;
      }
      assertThat(changes).as("%s", instrument.symbol()).isBetween(1190, 3010);
      assertThat(gaps.size()).as("%s", instrument.symbol()).isGreaterThan(100);
    }
  }

  @Test
  void thePathIsContinuous() {
    for (Listing listing : Listings.ALL) {
      Symbol symbol = listing.instrument().symbol();
      long spread = 4 * listing.spreadTicks();
      Instant at = START;
      Price before = market.quote(symbol, at).orElseThrow().mid();
      for (int i = 0; i < 2000; i++) {
        at = market.nextChange(symbol, at).orElseThrow();
        Price mid = market.quote(symbol, at).orElseThrow().mid();
        long step = Math.abs(mid.nanos() - before.nanos());
        long tick = listing.instrument().ticks().incrementAt(mid).nanos();
        assertThat(step).as("%s %s", symbol, at).isLessThan(mid.nanos() / 500 + spread * tick);
        before = mid;
      }
    }
  }

  @Test
  void pricesMoveFromDayToDayButStayBelievable() {
    for (Listing listing : Listings.ALL) {
      List<Long> mids = new ArrayList<>();
      for (int day = 0; day < 200; day++) {
        mids.add(
            market
                .quote(listing.instrument().symbol(), START.plus(Duration.ofDays(day)))
                .orElseThrow()
                .mid()
                .nanos());
      }
      long base = listing.base().nanos();
      assertThat(mids).allMatch(mid -> mid > base / 3 && mid < 2 * base);
      double moves = 0;
      for (int day = 1; day < mids.size(); day++) {
        moves += Math.abs(mids.get(day) - mids.get(day - 1)) / (double) base;
      }
      double expected = listing.dailyVolatility() / (double) Noise.DEVIATION_UNIT;
      assertThat(moves / 199)
          .as("mean daily move of %s", listing.instrument().symbol())
          .isBetween(expected / 4, expected * 3);
    }
  }

  @Test
  void listsWhatShowsEveryRule() {
    List<Instrument> listed = market.instruments();
    assertThat(listed).anyMatch(instrument -> !instrument.tradable());
    assertThat(listed).anyMatch(i -> i.tradable() && !i.shortable() && !i.fractionable());
    assertThat(listed).extracting(i -> i.currency().code()).contains("USD", "INR");
    assertThat(listed)
        .extracting(i -> i.symbol().text())
        .contains("AAPL", "BRK.B", "NSE:RELIANCE", "BTC/USD", "PENY")
        .doesNotHaveDuplicates();
    assertThat(market.quote(new Symbol("PENY"), START).orElseThrow().ask())
        .isLessThan(Price.parse("1"));
  }

  @Test
  void assetIdsAreStableAndLookRandom() {
    assertThat(Listings.assetId(AAPL))
        .isEqualTo(UUID.fromString("7a531129-b2d7-4b52-af18-25e78860b867"));
    assertThat(market.instruments())
        .allMatch(i -> i.assetId().version() == 4 && i.assetId().variant() == 2);
    assertThat(market.instruments()).extracting(Instrument::assetId).doesNotHaveDuplicates();
  }

  @Test
  void unknownSymbolsHaveNoQuote() {
    assertThat(market.quote(new Symbol("NOPE"), START)).isEmpty();
    assertThat(market.nextChange(new Symbol("NOPE"), START)).isEmpty();
  }
}
