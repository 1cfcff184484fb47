// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.PriceTarget;
import dev.fairlead.message.PriceTarget.Direction;
import dev.fairlead.message.PriceTouched;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.testkit.Await;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PriceWatchTest {
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Symbol MSFT = new Symbol("MSFT");

  private final Map<Symbol, Quote> quotes = new ConcurrentHashMap<>();
  private final List<PriceTouched> touched = new CopyOnWriteArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();
  private final PriceWatch watch = new PriceWatch(this::quote, touched::add);

  private Optional<Quote> quote(Symbol symbol) {
    looks.incrementAndGet();
    if (symbol.equals(new Symbol("BROKEN"))) {
      throw new IllegalStateException("the link is broken");
    }
    return Optional.ofNullable(quotes.get(symbol));
  }

  @BeforeEach
  void start() {
    watch.start();
  }

  @AfterEach
  void stop() {
    watch.close();
  }

  private void show(Symbol symbol, String bid, String ask) {
    Quantity size = Quantity.of(1);
    quotes.put(
        symbol, new Quote(symbol, Price.parse(bid), size, Price.parse(ask), size, Instant.EPOCH));
  }

  private static PriceTarget target(int order, Symbol symbol, Side side, String price) {
    Direction direction = side == Side.SELL ? Direction.FROM_BELOW : Direction.FROM_ABOVE;
    return new PriceTarget(
        new OrderId(new UUID(1, order)), symbol, side, Price.parse(price), direction);
  }

  private void awaitLooks() {
    int seen = looks.get();
    Await.until("the market is looked at again", () -> looks.get() > seen + 1);
  }

  @Test
  void aTargetIsToldOnceAndNotBeforeItIsReached() {
    show(AAPL, "99.99", "100.01");
    watch.watch(target(1, AAPL, Side.SELL, "100"));
    watch.watch(target(2, MSFT, Side.SELL, "1"));
    awaitLooks();
    assertThat(touched).isEmpty();
    show(AAPL, "100", "100.02");
    Await.until("it is reached", () -> touched.size() == 1);
    awaitLooks();
    assertThat(touched).hasSize(1);
    assertThat(touched.getFirst().quote().bid()).isEqualTo(Price.parse("100"));
    assertThat(watch.size()).isEqualTo(1);
  }

  @Test
  void aBuyIsMetByTheAskAndAnOrderHasOneTarget() {
    show(AAPL, "89", "91");
    watch.watch(target(1, AAPL, Side.BUY, "80"));
    watch.watch(target(1, AAPL, Side.BUY, "90"));
    assertThat(watch.size()).isEqualTo(1);
    awaitLooks();
    assertThat(touched).isEmpty();
    show(AAPL, "89", "90");
    Await.until("it is reached", () -> touched.size() == 1);
  }

  @Test
  void whatIsGivenUpIsNotTold() {
    PriceTarget target = target(1, AAPL, Side.SELL, "100");
    watch.watch(target);
    watch.watch(target(2, AAPL, Side.SELL, "200"));
    watch.unwatch(target.order());
    show(AAPL, "150", "151");
    awaitLooks();
    assertThat(touched).isEmpty();
  }

  @Test
  void aLinkThatThrowsDoesNotHideTheOthers() {
    watch.watch(target(1, new Symbol("BROKEN"), Side.SELL, "1"));
    watch.watch(target(2, AAPL, Side.SELL, "100"));
    show(AAPL, "100", "101");
    Await.until("it is reached", () -> touched.size() == 1);
  }

  @Test
  void nothingIsLookedAtWhileNothingIsWatched() {
    watch.watch(target(1, AAPL, Side.SELL, "100"));
    awaitLooks();
    show(AAPL, "100", "101");
    Await.until("it is reached", () -> touched.size() == 1);
    int seen = looks.get();
    watch.watch(target(2, MSFT, Side.SELL, "100"));
    watch.unwatch(new OrderId(new UUID(1, 2)));
    assertThat(looks.get()).isLessThanOrEqualTo(seen + 1);
  }
}
