// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.MarketData.Subscription;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.market.Bar;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MarketHubTest {
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Symbol SPY = new Symbol("SPY");
  private static final Symbol INFY = new Symbol("NSE:INFY");

  private final TestSource first = new TestSource("1", "AAPL", "SPY").goUp();
  private final TestSource second = new TestSource("2", "AAPL", "NSE:INFY").goUp();
  private final MarketHub hub = new MarketHub(List.of(first, second));

  /** Keeps the prices of what it hears, by which the sources are told apart. */
  private static class Heard implements MarketListener {
    final List<String> prices = new ArrayList<>();

    @Override
    public void onQuote(Quote quote) {}

    @Override
    public void onTrade(Trade trade) {
      prices.add(trade.price().toString());
    }

    @Override
    public void onBar(Bar minuteBar) {}
  }

  @Test
  void eachSymbolIsRefreshedWhereItIsRead() {
    hub.refresh(Set.of(AAPL, INFY), Duration.ofSeconds(1));
    assertThat(first.refreshed).containsExactly(Set.of(AAPL));
    assertThat(second.refreshed).containsExactly(Set.of(INFY));
  }

  @Test
  void oneSubscriptionServesAllWhoListen() {
    Heard one = new Heard();
    Heard other = new Heard();
    Subscription ofOne = hub.subscribe(Set.of(AAPL), one);
    Subscription ofOther = hub.subscribe(Set.of(AAPL, SPY), other);
    assertThat(first.listeners).hasSize(2);
    assertThat(hub.subscriptions()).isEqualTo(2);
    first.listeners.getFirst().onTrade(first.print("AAPL"));
    assertThat(one.prices).containsExactly("1");
    assertThat(other.prices).containsExactly("1");

    ofOne.close();
    ofOne.close();
    first.listeners.getFirst().onTrade(first.print("AAPL"));
    assertThat(one.prices).hasSize(1);
    assertThat(other.prices).hasSize(2);
    ofOther.close();
    assertThat(first.listeners).isEmpty();
    assertThat(hub.subscriptions()).isZero();
  }

  @Test
  void aSymbolIsReadAtTheFirstLinkThatListsIt() {
    Range ever = new Range(Samples.START, Samples.START, 1, false);
    assertThat(hub.trade(AAPL)).contains(first.print("AAPL"));
    assertThat(hub.trades(INFY, ever)).containsExactly(second.print("NSE:INFY"));
    assertThat(hub.trade(new Symbol("NOPE"))).isEmpty();
    assertThat(hub.quote(INFY)).isPresent();
    first.goDown();
    assertThat(hub.trade(AAPL)).as("up before down").contains(second.print("AAPL"));
    assertThat(hub.trade(SPY)).as("down before none").contains(first.print("SPY"));
  }

  @Test
  void aLinkThatComesBackIsSubscribedToAnew() {
    Heard heard = new Heard();
    try (Subscription subscription = hub.subscribe(Set.of(SPY), heard)) {
      MarketListener before = first.listeners.getFirst();
      first.goDown();
      hub.linksChanged();
      assertThat(first.listeners).containsExactly(before);
      first.goUp();
      hub.linksChanged();
      assertThat(first.listeners).hasSize(1).doesNotContain(before);
      before.onTrade(first.print("SPY"));
      assertThat(heard.prices).as("the session before is not heard any more").isEmpty();
      first.tell("SPY");
      assertThat(heard.prices).containsExactly("1");
      hub.linksChanged();
      assertThat(first.listeners).as("nothing has changed").hasSize(1);
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void anotherLinkTakesOverWhileThePrimaryIsDown() {
    Heard heard = new Heard();
    try (Subscription subscription = hub.subscribe(Set.of(AAPL), heard)) {
      first.goDown();
      hub.linksChanged();
      assertThat(first.listeners).isEmpty();
      second.tell("AAPL");
      first.goUp();
      hub.linksChanged();
      assertThat(second.listeners).isEmpty();
      first.tell("AAPL");
      assertThat(heard.prices).containsExactly("2", "1");
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void whatNobodyListsYetIsHeardOnceItIsListed() {
    TestSource late = new TestSource("3", "AAPL");
    MarketHub alone = new MarketHub(List.of(late));
    Heard heard = new Heard();
    try (Subscription subscription = alone.subscribe(Set.of(AAPL), heard)) {
      assertThat(alone.subscriptions()).isZero();
      late.goUp();
      alone.linksChanged();
      late.tell("AAPL");
      assertThat(heard.prices).containsExactly("3");
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void aLinkThatRefusesIsTriedAgainWhenItComesBack() {
    first.refuses = true;
    Heard heard = new Heard();
    try (Subscription subscription = hub.subscribe(Set.of(SPY), heard)) {
      assertThat(hub.subscriptions()).isZero();
      first.refuses = false;
      hub.linksChanged();
      first.tell("SPY");
      assertThat(heard.prices).containsExactly("1");
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void aListenerThatThrowsHarmsNobodyElse() {
    MarketListener broken =
        new Heard() {
          @Override
          public void onTrade(Trade trade) {
            throw new AssertionError("planted");
          }
        };
    Heard heard = new Heard();
    try (Subscription one = hub.subscribe(Set.of(AAPL), broken);
        Subscription other = hub.subscribe(Set.of(AAPL), heard)) {
      first.tell("AAPL");
      assertThat(heard.prices).containsExactly("1");
      assertThat(one).isNotNull();
      assertThat(other).isNotNull();
    }
  }

  @Test
  void aListenerMayComeAndGoWhileItIsCalled() {
    Heard late = new Heard();
    MarketListener restless =
        new Heard() {
          @Override
          public void onTrade(Trade trade) {
            hub.subscribe(Set.of(AAPL), late).close();
          }
        };
    try (Subscription subscription = hub.subscribe(Set.of(AAPL), restless)) {
      first.tell("AAPL");
      assertThat(late.prices).isEmpty();
      assertThat(hub.subscriptions()).isOne();
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void aClosedHubLetsGoOfEverybody() {
    Heard heard = new Heard();
    Subscription subscription = hub.subscribe(Set.of(AAPL, INFY), heard);
    hub.close();
    assertThat(first.listeners).isEmpty();
    assertThat(second.listeners).isEmpty();
    subscription.close();
    hub.subscribe(Set.of(AAPL), heard);
    hub.linksChanged();
    assertThat(first.listeners).isEmpty();
  }
}
