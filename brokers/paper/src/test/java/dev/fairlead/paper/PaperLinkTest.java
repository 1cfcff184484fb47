// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.Known;
import dev.fairlead.feed.SyntheticMarket;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found.State;
import dev.fairlead.model.Balance;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PaperLinkTest {
  private static final Price NO_RESERVE = Price.ZERO;
  private static final Price HIGH = Price.parse("1000");

  private final ManualClock clock = new ManualClock("2026-03-02T15:00:00Z");
  private final SyntheticMarket market = new SyntheticMarket(5);
  private final TestBook book = new TestBook();
  private PaperLink link = opened(Known.NOTHING);

  private PaperLink opened(Known known) {
    PaperLink opened = new PaperLink(TestBook.ACCOUNT, market, PaperConfig.DEFAULT, clock, book);
    opened.open(known);
    opened.step();
    return opened;
  }

  private void reopen() {
    link.close();
    link = opened(book.known());
  }

  private SendResult place(String id, OrderRequest request) {
    return book.send(link, book.place(id, request, HIGH, clock.instant()));
  }

  private SendResult ask(String id, Ask ask) {
    return book.send(link, TestBook.command(id, ask));
  }

  private void pass(Duration time, int steps) {
    for (int i = 0; i < steps; i++) {
      clock.pass(time);
      link.step();
    }
  }

  private Quote quote(String symbol) {
    return link.quote(new Symbol(symbol)).orElseThrow();
  }

  @Test
  void aNewAccountIsListedFundedAndUp() {
    Money dollars = Money.parse("100000", Currency.USD);
    Money rupees = Money.parse("1000000", Currency.INR);
    assertThat(book.heard())
        .containsExactly(
            new BrokerReport.Listed(TestBook.ACCOUNT, market.instruments()),
            new BrokerReport.Funded(TestBook.ACCOUNT, dollars, 2, "opening balance"),
            new BrokerReport.Funded(TestBook.ACCOUNT, rupees, 1, "opening balance"),
            new LinkChange.Up(TestBook.ACCOUNT, Snapshots.CAPABILITIES));
  }

  @Test
  void aMarketOrderIsAcceptedAndFilledAtOnce() {
    Quote quote = quote("AAPL");
    place("A", OrderRequest.buy("AAPL", "10"));
    Fill fill =
        new Fill(
            "A.1",
            0,
            new Symbol("AAPL"),
            Side.BUY,
            Quantity.of(10),
            quote.ask(),
            Money.zero(Currency.USD),
            clock.instant());
    assertThat(book.heard().subList(4, book.heard().size()))
        .containsExactly(
            answer("A", new SendResult.Accepted("paper-A")),
            report("A", new OrderNews.Executed(fill, true)));
  }

  private static BrokerReport answer(String id, SendResult result) {
    return new BrokerReport.Answered(TestBook.ACCOUNT, new PlacementId(id), 1, result);
  }

  private static BrokerReport report(String id, OrderNews news) {
    return new BrokerReport.OrderReport(TestBook.ACCOUNT, new PlacementId(id), news);
  }

  @Test
  void aRefusalIsAnAnswerAndNoReport() {
    assertThat(place("A", OrderRequest.buy("NOPE", "1")))
        .isEqualTo(new SendResult.Refused("unknown-symbol", "asset \"NOPE\" not found"));
    assertThat(place("B", OrderRequest.buy("SPY", "1000")))
        .isInstanceOfSatisfying(
            SendResult.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("buying-power"));
    assertThat(book.news()).containsExactly("A Refused", "B Refused");
  }

  @Test
  @DisplayName("I-07 a placement id is taken once")
  void aDoubledIdIsRefused() {
    BrokerCommand first = book.place("A", OrderRequest.buy("F", "1"), HIGH, clock.instant());
    assertThat(book.send(link, first)).isInstanceOf(SendResult.Accepted.class);
    assertThat(book.send(link, first))
        .isEqualTo(new SendResult.Refused("duplicate", "client_order_id must be unique"));
    assertThat(book.held("F")).isEqualTo(Quantity.of(1));
  }

  @Test
  void aQueryIsToldBeforeItIsAnswered() {
    OrderRequest request = OrderRequest.buy("F", "1").limit("1").goodFor(TimeInForce.GTC);
    place("A", request);
    ask("A", new Ask.Query());
    assertThat(book.heard())
        .endsWith(
            report("A", new OrderNews.Found("paper-A", State.WORKING, request, List.of())),
            answer("A", new SendResult.Accepted("paper-A")));
    book.place("B", request, HIGH, clock.instant());
    ask("B", new Ask.Query());
    assertThat(book.heard())
        .endsWith(report("B", new OrderNews.NotFound()), answer("B", new SendResult.Accepted("")));
  }

  @Test
  void cancelsAndReplaces() {
    OrderRequest request = OrderRequest.buy("F", "1").limit("1");
    place("A", request);
    assertThat(ask("A", new Ask.Replace(request.limit("2"))))
        .isEqualTo(new SendResult.Accepted("paper-A"));
    assertThat(ask("A", new Ask.Cancel())).isEqualTo(new SendResult.Accepted("paper-A"));
    assertThat(ask("A", new Ask.Cancel()))
        .isEqualTo(
            new SendResult.Refused("not-cancelable", "order is already in \"canceled\" state"));
    assertThat(book.news())
        .containsExactly(
            "A Accepted", "A Accepted", "A Replaced", "A Accepted", "A Canceled", "A Refused");
  }

  @Test
  void whatCannotBeFilledAtOnceIsFilledByTheQuotesThatFollow() {
    place("A", OrderRequest.buy("F", "15000"));
    assertThat(book.placement("A").status()).isEqualTo(PlacementStatus.PARTIALLY_FILLED);
    pass(Duration.ofMillis(100), 100);
    assertThat(book.placement("A").status()).isEqualTo(PlacementStatus.FILLED);
    assertThat(book.held("F")).isEqualTo(Quantity.of(15_000));
  }

  @Test
  @DisplayName("I-05 open orders go on after a restart, from what the book knows")
  void openOrdersGoOn() {
    place("A", OrderRequest.buy("F", "15000"));
    place("B", OrderRequest.buy("KO", "10").limit(quote("KO").bid().toString()));
    int fillsBefore = book.placement("A").fills();
    Quantity filledBefore = book.placement("A").filled();
    assertThat(filledBefore).isBetween(Quantity.of(100), Quantity.of(14_999));

    reopen();
    pass(Duration.ofSeconds(1), 3600);

    assertThat(book.placement("A").filled()).isEqualTo(Quantity.of(15_000));
    assertThat(book.placement("B").status()).isEqualTo(PlacementStatus.FILLED);
    assertThat(book.placement("A").fills()).isGreaterThan(fillsBefore);
    assertThat(executionIds("A"))
        .isEqualTo(
            Stream.iterate(1, n -> n + 1)
                .limit(executionIds("A").size())
                .map(n -> "A." + n)
                .toList());
    assertThat(book.heard().stream().filter(BrokerReport.Funded.class::isInstance)).hasSize(2);
    assertThat(book.heard().stream().filter(BrokerReport.Listed.class::isInstance)).hasSize(2);
  }

  private List<String> executionIds(String id) {
    List<String> ids = new ArrayList<>();
    for (Object heard : book.heard()) {
      if (heard instanceof BrokerReport.OrderReport(var _, PlacementId placement, var news)
          && placement.text().equals(id)
          && news instanceof OrderNews.Executed(Fill fill, boolean _)) {
        ids.add(fill.executionId());
      }
    }
    return ids;
  }

  @Test
  void aRestartKeepsMoneyPositionsAndWhatIsBound() {
    place("A", OrderRequest.buy("KO", "1000"));
    pass(Duration.ofSeconds(1), 20);
    place("B", OrderRequest.buy("KO", "1000").limit("60"));
    Money cash = book.balance(Currency.USD).cash();
    reopen();
    assertThat(book.balance(Currency.USD).cash()).isEqualTo(cash);
    // 200000 of buying power, less some 63000 held and HIGH times 1000 reserved as the book says.
    assertThat(place("C", OrderRequest.buy("KO", "1").limit("60")))
        .isInstanceOf(SendResult.Refused.class);
    ask("B", new Ask.Cancel());
    assertThat(place("D", OrderRequest.buy("KO", "1").limit("60")))
        .isEqualTo(new SendResult.Accepted("paper-D"));
    assertThat(place("E", OrderRequest.sell("KO", "1001").limit("70")))
        .isEqualTo(
            new SendResult.Refused(
                "quantity",
                "insufficient qty available for order (requested: 1001, available: 1000)"));
  }

  @Test
  void aTrailingStopKeepsItsWatermark() {
    place("A", OrderRequest.buy("KO", "10"));
    OrderTerms trail = new OrderTerms.TrailingAmount(Price.parse("5"));
    OrderRequest sell = OrderRequest.sell("KO", "10").with(trail);
    book.send(link, book.place("S", sell, NO_RESERVE, clock.instant()));
    pass(Duration.ofMillis(100), 600);
    Price watermark = book.placement("S").watermark();
    assertThat(watermark).isNotNull();
    reopen();
    pass(Duration.ofMillis(100), 600);
    assertThat(book.placement("S").watermark()).isGreaterThanOrEqualTo(watermark);
    assertThat(book.placement("S").status()).isEqualTo(PlacementStatus.WORKING);
  }

  @Test
  void aDayOrderOfYesterdayExpiresAtTheRestart() {
    place("A", OrderRequest.buy("KO", "10").limit("1"));
    place("B", OrderRequest.buy("KO", "10").limit("1").goodFor(TimeInForce.GTC));
    place("C", OrderRequest.buy("KO", "10").limit("1").goodFor(TimeInForce.OPG));
    clock.pass(Duration.ofDays(2));
    reopen();
    assertThat(book.placement("A").status()).isEqualTo(PlacementStatus.EXPIRED);
    assertThat(book.placement("B").status()).isEqualTo(PlacementStatus.WORKING);
    assertThat(book.placement("C").status()).isEqualTo(PlacementStatus.CANCELED);
  }

  @Test
  @DisplayName("I-16 what was never confirmed is unknown after a restart")
  void whatWasNeverConfirmedIsUnknown() {
    book.place("A", OrderRequest.buy("KO", "10"), HIGH, clock.instant());
    reopen();
    ask("A", new Ask.Query());
    assertThat(book.heard()).contains(report("A", new OrderNews.NotFound()));
    assertThat(book.held("KO")).isEqualTo(Quantity.ZERO);
  }

  @Test
  void aCurrencyThatTheBookDoesNotKnowIsFunded() {
    Balance dollars = Balance.opening(TestBook.ACCOUNT, Money.parse("5", Currency.USD), 1);
    TestBook other = new TestBook();
    PaperLink half = new PaperLink(TestBook.ACCOUNT, market, PaperConfig.DEFAULT, clock, other);
    half.open(new Known(List.of(), List.of(), List.of(dollars), Instant.EPOCH));
    half.step();
    assertThat(other.known().balances())
        .extracting(Balance::cash)
        .containsExactly(Money.parse("1000000", Currency.INR));
  }

  @Test
  void aClosedLinkSaysNothing() {
    place("A", OrderRequest.buy("KO", "10").limit("1"));
    link.close();
    clock.pass(Duration.ofDays(2));
    link.step();
    assertThat(ask("A", new Ask.Cancel())).isEqualTo(new SendResult.NotSent("the link is closed"));
    assertThat(book.news()).containsExactly("A Accepted", "A NotSent");
  }
}
