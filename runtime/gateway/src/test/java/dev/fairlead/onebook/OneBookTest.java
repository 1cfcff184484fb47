// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.onebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Position;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.onebook.Consolidated.InBase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The figures of one book of two accounts, A and B, in dollars, rupees and tethers. */
final class OneBookTest {
  private static final BrokerAccount A = BrokerAccount.parse("paper:a");
  private static final BrokerAccount B = BrokerAccount.parse("paper:b");
  private static final Instant NOW = Instant.parse("2026-11-27T15:00:00Z");
  private static final Currency USDT = new Currency("USDT");

  private final List<Position> positions = new ArrayList<>();
  private final List<Balance> balances = new ArrayList<>();
  private final Map<Symbol, Quote> quotes = new HashMap<>();
  private int fills;

  private static Money usd(String amount) {
    return Money.parse(amount, Currency.USD);
  }

  private void quote(String symbol, String bid, String ask, Instant at) {
    Quantity size = Quantity.of(1);
    quotes.put(
        new Symbol(symbol),
        new Quote(new Symbol(symbol), Price.parse(bid), size, Price.parse(ask), size, at));
  }

  /** A position after trades such as {@code buy 10 100} of that account. */
  private void held(BrokerAccount account, String symbol, Currency currency, String... trades) {
    Position position = Position.flat(account, new Symbol(symbol), currency);
    for (String trade : trades) {
      String[] words = trade.split(" ", -1);
      position =
          position.after(
              new Fill(
                  "x" + ++fills,
                  0,
                  new Symbol(symbol),
                  words[0].equals("buy") ? Side.BUY : Side.SELL,
                  Quantity.parse(words[1]),
                  Price.parse(words[2]),
                  Money.zero(currency),
                  NOW));
    }
    positions.add(position);
  }

  private void cash(BrokerAccount account, String amount, Currency currency) {
    balances.add(Balance.opening(account, Money.parse(amount, currency), 2));
  }

  private OneBook book(Valuing valuing) {
    return new OneBook(
        List.of(A, B),
        positions,
        balances,
        symbol -> Optional.ofNullable(quotes.get(symbol)).map(q -> new Mark(q.mid(), q.at())),
        symbol -> Optional.ofNullable(quotes.get(symbol)),
        valuing);
  }

  private OneBook book() {
    return book(Valuing.APART);
  }

  @Test
  void eachAccountHoldsItsOwnAtTheSamePrice() {
    held(A, "AAPL", Currency.USD, "buy 10 100");
    held(B, "AAPL", Currency.USD, "buy 30 120", "sell 10 150");
    quote("AAPL", "139", "141", NOW);
    List<Holding> holdings = book().holdings();
    assertThat(holdings)
        .extracting(each -> each.account() + " " + each.quantity() + " @ " + each.averageEntry())
        .containsExactly("paper:a 10 @ 100", "paper:b 20 @ 120");
    assertThat(holdings)
        .extracting(each -> each.value().orElseThrow())
        .containsExactly(usd("1400"), usd("2800"));
    assertThat(holdings)
        .extracting(each -> each.unrealized().orElseThrow())
        .containsExactly(usd("400"), usd("400"));
    assertThat(holdings).extracting(Holding::realized).containsExactly(usd("0"), usd("300"));
  }

  @Test
  void accountsOnTheSameSideAreAddedUp() {
    held(A, "AAPL", Currency.USD, "buy 10 100");
    held(B, "AAPL", Currency.USD, "buy 30 120");
    quote("AAPL", "139", "141", NOW);
    NetHolding net = book().net().getFirst();
    assertThat(net.quantity()).isEqualTo(Quantity.of(40));
    assertThat(net.offset()).isEqualTo(Quantity.ZERO);
    assertThat(net.averageEntry()).isEqualTo(Price.parse("115"));
    assertThat(net.unrealized()).contains(usd("1000"));
    assertThat(net.holdings()).hasSize(2);
  }

  @Test
  void whereOneIsLongAndAnotherShortTheEntryIsThatOfTheSideThatIsLeft() {
    held(A, "AAPL", Currency.USD, "buy 10 100");
    held(B, "AAPL", Currency.USD, "sell 4 110");
    quote("AAPL", "120", "120", NOW);
    NetHolding net = book().net().getFirst();
    assertThat(net.quantity()).isEqualTo(Quantity.of(6));
    assertThat(net.offset()).isEqualTo(Quantity.of(4));
    assertThat(net.averageEntry()).isEqualTo(Price.parse("100"));
    // 10 * 20 won, 4 * 10 lost.
    assertThat(net.unrealized()).contains(usd("160"));
  }

  @Test
  void whatIsOffsetWhollyIsFlatAndStillOpen() {
    held(A, "AAPL", Currency.USD, "buy 10 100");
    held(B, "AAPL", Currency.USD, "sell 10 130");
    NetHolding net = book().net().getFirst();
    assertThat(net.quantity()).isEqualTo(Quantity.ZERO);
    assertThat(net.offset()).isEqualTo(Quantity.of(10));
    assertThat(net.averageEntry()).isEqualTo(Price.ZERO);
    assertThat(net.mark()).isEmpty();
    assertThat(net.unrealized()).isEmpty();
    quote("AAPL", "500", "500", NOW);
    assertThat(book().net().getFirst().unrealized()).contains(usd("300"));
  }

  @Test
  void theSameSymbolInAnotherCurrencyStaysApart() {
    held(A, "BTC", Currency.USD, "buy 1 100");
    held(B, "BTC", Currency.INR, "buy 2 9000");
    assertThat(book().net())
        .extracting(net -> net.symbol() + " " + net.currency() + " " + net.quantity())
        .containsExactly("BTC INR 2", "BTC USD 1");
    assertThat(book().gains())
        .extracting(Gain::currency)
        .containsExactly(Currency.INR, Currency.USD);
  }

  @Test
  void whatHasNoPriceIsCountedAndAddedToNoGain() {
    held(A, "AAPL", Currency.USD, "buy 10 100");
    held(A, "MSFT", Currency.USD, "buy 10 50");
    held(B, "TSLA", Currency.USD, "buy 10 50", "sell 10 60");
    cash(A, "1000", Currency.USD);
    quote("MSFT", "60", "60", NOW);
    assertThat(book().gains())
        .containsExactly(new Gain(Currency.USD, usd("600"), usd("100"), usd("100"), 1));
    assertThat(book().gains(B))
        .containsExactly(new Gain(Currency.USD, usd("0"), usd("0"), usd("100"), 0));
    assertThat(book().holdings()).hasSize(2);
    Funds funds = book().account().byCurrency().getFirst();
    assertThat(funds.unpriced()).isEqualTo(1);
    assertThat(funds.equity()).as("unpriced at cost").isEqualTo(usd("2600"));
  }

  @Test
  void moneyIsAddedUpByCurrencyAndOneOrderMayCostWhatOneAccountHas() {
    cash(A, "1000", Currency.USD);
    cash(B, "3000", Currency.USD);
    cash(B, "500", Currency.INR);
    Consolidated all = book().account();
    assertThat(all.accounts())
        .extracting(each -> each.account() + " " + each.funds().size())
        .containsExactly("paper:a 1", "paper:b 2");
    assertThat(all.base()).isEmpty();
    Funds dollars = all.byCurrency().getLast();
    assertThat(dollars.equity()).isEqualTo(usd("4000"));
    assertThat(dollars.buyingPower()).isEqualTo(usd("8000"));
    assertThat(dollars.mostForOneOrder()).isEqualTo(usd("6000"));
  }

  @Test
  void whatHasARateIsAddedUpInTheBaseCurrencyAndWhatHasNoneStandsApart() {
    cash(A, "1000", Currency.USD);
    cash(A, "100000", Currency.INR);
    cash(B, "500", USDT);
    quote("USDT/USD", "0.998", "1", NOW);
    InBase base = book(Valuing.in(Currency.USD)).account().base().orElseThrow();
    assertThat(base.total().cash()).isEqualTo(usd("1499.5"));
    assertThat(base.rates())
        .extracting(rate -> rate.from() + " " + rate.value() + " " + rate.source() + rate.at())
        .containsExactly("USDT 0.999 USDT/USD" + Optional.of(NOW));
    assertThat(base.apart()).extracting(Funds::currency).containsExactly(Currency.INR);
    InBase stated =
        book(Valuing.in(Currency.USD).stating(Currency.INR, "0.012", Optional.empty()))
            .account()
            .base()
            .orElseThrow();
    assertThat(stated.total().cash()).isEqualTo(usd("2699.5"));
    assertThat(stated.apart()).isEmpty();
  }

  @Test
  void theNewestRateHolds() {
    cash(A, "100", USDT);
    Valuing stated = Valuing.in(Currency.USD).stating(USDT, "2", Optional.of(NOW));
    quote("USDT/USD", "1", "1", NOW.minusSeconds(1));
    assertThat(book(stated).account().base().orElseThrow().total().cash()).isEqualTo(usd("200"));
    quote("USDT/USD", "1", "1", NOW.plusSeconds(1));
    assertThat(book(stated).account().base().orElseThrow().total().cash()).isEqualTo(usd("100"));
  }

  @Test
  void aPairThatIsQuotedTheOtherWayRoundIsTurned() {
    cash(A, "1000", Currency.INR);
    quote("USD/INR", "80", "80", NOW);
    InBase base = book(Valuing.in(Currency.USD)).account().base().orElseThrow();
    assertThat(base.total().cash()).isEqualTo(usd("12.5"));
    assertThat(base.rates().getFirst().source()).isEqualTo("USD/INR");
  }

  @Test
  void aSideThatNobodyQuotesMakesNoRate() {
    cash(A, "1000", Currency.INR);
    quote("USD/INR", "0", "80", NOW);
    assertThat(book(Valuing.in(Currency.USD)).account().base().orElseThrow().apart()).hasSize(1);
  }

  @Test
  void aRateIsMoreThanNothingAndToTheBaseCurrency() {
    Valuing dollars = Valuing.in(Currency.USD);
    assertThatThrownBy(() -> dollars.stating(Currency.INR, "0", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 0");
    assertThatThrownBy(() ->
            new Valuing(
                Optional.of(Currency.INR), dollars.stating(USDT, "1", Optional.empty()).stated()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none to the base currency");
  }

  /** Whatever is held where, the whole is the sum of its parts. */
  @Test
  void theNetIsWhatTheAccountsAreTogether() {
    Random random = new Random(46);
    for (int round = 0; round < 500; round++) {
      positions.clear();
      for (BrokerAccount account : List.of(A, B)) {
        String[] trades = new String[1 + random.nextInt(5)];
        for (int i = 0; i < trades.length; i++) {
          trades[i] =
              (random.nextBoolean() ? "buy " : "sell ")
                  + (1 + random.nextInt(20))
                  + " "
                  + (50 + random.nextInt(100));
        }
        held(account, "AAPL", Currency.USD, trades);
      }
      quote("AAPL", "99", "101", NOW);
      List<Holding> holdings = book().holdings();
      for (NetHolding net : book().net()) {
        Money micros = net.unrealized().orElseThrow();
        Money parts =
            holdings.stream()
                .map(each -> each.unrealized().orElseThrow())
                .reduce(usd("0"), Money::plus);
        assertThat(Math.abs(micros.minus(parts).micros())).as("round " + round).isLessThan(3);
        assertThat(net.quantity())
            .isEqualTo(
                holdings.stream().map(Holding::quantity).reduce(Quantity.ZERO, Quantity::plus));
        assertThat(net.averageEntry().isPositive()).isEqualTo(!net.quantity().isZero());
      }
    }
  }
}
