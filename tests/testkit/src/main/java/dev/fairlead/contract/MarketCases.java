// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.MarketData.Subscription;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.contract.Directive.Feature;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.testkit.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What an account sees of the market. */
final class MarketCases {
  private static final Symbol UNKNOWN = new Symbol("NOSUCH");

  private MarketCases() {}

  static List<Case> all() {
    return List.of(
        Case.of("C-361", "a listed symbol has a quote, at once or soon", MarketCases::quote)
            .needs(Feature.QUOTES),
        Case.of("C-362", "an unknown symbol has none, and is no error", MarketCases::unknown),
        Case.of("C-363", "what happens is heard", MarketCases::hears).needs(Feature.QUOTES),
        Case.of("C-364", "a subscription that was closed hears nothing", MarketCases::closes)
            .needs(Feature.QUOTES),
        Case.of("C-365", "a quote keeps its digits", MarketCases::digits)
            .shows("F-B34")
            .needs(Feature.QUOTES),
        Case.of("C-366", "asking for a quote does not wait", MarketCases::doesNotWait),
        Case.of("C-367", "the market is the same one at every call", MarketCases::same));
  }

  private static Quote quote(Stage stage, String bid, String ask) {
    return new Quote(
        stage.share(),
        Price.parse(bid),
        Quantity.of(300),
        Price.parse(ask),
        Quantity.of(200),
        stage.far().clock().instant());
  }

  private static void quote(Stage stage) {
    stage.link();
    stage.await("a quote", () -> stage.link().quote(stage.share()).isPresent());
    assertThat(stage.link().quote(stage.share()).orElseThrow().symbol()).isEqualTo(stage.share());
  }

  private static void unknown(Stage stage) {
    assertThat(stage.link().quote(UNKNOWN)).isEmpty();
    assertThat(stage.link().marketData().trade(UNKNOWN)).isEmpty();
    Instant now = stage.far().clock().instant();
    Range hour = new Range(now.minus(Duration.ofHours(1)), now, 100, false);
    assertThat(stage.link().marketData().trades(UNKNOWN, hour)).isEmpty();
    assertThat(stage.link().marketData().bars(UNKNOWN, BarSpan.MINUTE, hour)).isEmpty();
  }

  private static Subscription subscribe(Stage stage, Heard<Quote> heard) {
    return stage
        .link()
        .marketData()
        .subscribe(
            Set.of(stage.share(), UNKNOWN),
            new MarketListener() {
              @Override
              public void onQuote(Quote quote) {
                heard.accept(quote);
              }

              @Override
              public void onTrade(Trade trade) {}

              @Override
              public void onBar(Bar minuteBar) {}
            });
  }

  /** Shows it again until it was heard: what happens before a subscription stands is not told. */
  private static void showUntilHeard(Stage stage, Quote quote, Heard<Quote> heard) {
    stage.await(
        "the quote " + quote,
        () -> {
          stage.far().quote(quote(stage, quote.bid().toString(), quote.ask().toString()));
          return heard.all().stream().anyMatch(one -> one.bid().equals(quote.bid()));
        });
  }

  private static void hears(Stage stage) {
    Heard<Quote> heard = new Heard<>();
    try (Subscription _ = subscribe(stage, heard)) {
      showUntilHeard(stage, quote(stage, "101.01", "101.03"), heard);
    }
    assertThat(heard.all()).extracting(Quote::symbol).containsOnly(stage.share());
  }

  private static void closes(Stage stage) {
    Heard<Quote> heard = new Heard<>();
    Heard<Quote> other = new Heard<>();
    try (Subscription _ = subscribe(stage, other)) {
      Subscription closed = subscribe(stage, heard);
      showUntilHeard(stage, quote(stage, "101.01", "101.03"), heard);
      closed.close();
      closed.close();
      showUntilHeard(stage, quote(stage, "102.01", "102.03"), other);
    }
    assertThat(heard.all()).extracting(Quote::bid).doesNotContain(Price.parse("102.01"));
  }

  private static void digits(Stage stage) {
    Heard<Quote> heard = new Heard<>();
    Quote shown = quote(stage, "100.0125", "100.0375");
    try (Subscription _ = subscribe(stage, heard)) {
      showUntilHeard(stage, shown, heard);
    }
    Quote told =
        heard.all().stream().filter(one -> one.bid().equals(shown.bid())).findFirst().orElseThrow();
    assertThat(told.ask()).isEqualTo(shown.ask());
    assertThat(List.of(told.bidSize(), told.askSize()))
        .containsExactly(shown.bidSize(), shown.askSize());
  }

  private static void doesNotWait(Stage stage) {
    stage.link();
    long begun = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      stage.link().quote(stage.share());
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
  }

  private static void same(Stage stage) {
    assertThat(stage.link().marketData()).isSameAs(stage.link().marketData());
  }
}
