// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.gateway.GatewayUnavailable.Category;
import dev.fairlead.message.ClientCommand.Portion;
import dev.fairlead.message.Denial;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.Reply;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.QuietMarket;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Orders that need a quote which nobody has yet, at a broker that has to be asked for it. */
final class UnquotedOrderTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final OrderRequest AT_MARKET = OrderRequest.buy("AAPL", "10");
  private static final OrderChanges MORE =
      new OrderChanges(Quantity.of(11), null, null, null, null);

  private final QuietMarket market = new QuietMarket();
  private final ScriptedBroker broker = new ScriptedBroker().seeing(market);
  private final List<Rig> rigs = new ArrayList<>();

  private Rig open(Duration quoteLimit) {
    Rig rig =
        Rig.open(Rig.config(broker).waitingForQuotes(quoteLimit), new MemoryJournal(), broker)
            .ready();
    rigs.add(rig);
    return rig;
  }

  @AfterEach
  void closeAll() {
    rigs.forEach(Rig::close);
  }

  private Future<Reply> waiting(Rig rig, Callable<Reply> client) {
    int before = market.waiting();
    Future<Reply> reply = rig.async(client);
    Await.until("it waits for a quote", () -> market.waiting() == before + 1);
    return reply;
  }

  private static Denial denial(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Denied.class);
    return ((Reply.Denied) reply).denial();
  }

  @Test
  @DisplayName("R-05 a market order waits for its first quote, and is valued by it")
  void waitsForItsFirstQuote() throws Exception {
    Rig rig = open(LONG);
    Future<Reply> reply = waiting(rig, () -> rig.manager.local().place(AT_MARKET));
    assertThat(broker.commands()).isEmpty();
    market.answer(Optional.of(Price.parse("20000000")));
    assertThat(denial(reply.get())).isInstanceOf(Denial.InsufficientBuyingPower.class);

    Future<Reply> cheaper = waiting(rig, () -> rig.manager.local().place(AT_MARKET));
    market.answer(Optional.of(Price.parse("100")));
    Rig.done(cheaper.get());
    Await.until("it is sent once", () -> broker.commands().size() == 1);
  }

  @Test
  void whatWasSeenAlreadyIsNotWaitedFor() {
    Rig rig = open(LONG);
    market.know("100");
    Rig.done(rig.manager.local().place(AT_MARKET));
    assertThat(market.waiting()).isZero();
  }

  @Test
  @DisplayName("R-05 without a quote within the limit a market order is refused, and not sent")
  void isRefusedAfterTheLimit() {
    Rig rig = open(Duration.ofMillis(40));
    Denial denial = denial(rig.manager.local().place(AT_MARKET, "mine"));
    assertThat(denial.sentence())
        .isEqualTo("no quote for AAPL to value a market order by; send a limit order");
    assertThat(market.waiting()).isZero();
    assertThat(broker.commands()).isEmpty();
    // Nothing was taken: the same id may come again.
    market.know("100");
    Rig.done(rig.manager.local().place(AT_MARKET, "mine"));
  }

  @Test
  void isRefusedAtOnceWhereTheBrokerSaysThatThereIsNone() throws Exception {
    Rig rig = open(LONG);
    Future<Reply> reply = waiting(rig, () -> rig.manager.local().place(AT_MARKET));
    market.answer(Optional.empty());
    assertThat(denial(reply.get())).isInstanceOf(Denial.NoReferencePrice.class);
  }

  @Test
  @DisplayName("L-11 orders that need no quote, or have one, are not held up by one that waits")
  void nobodyElseIsHeldUp() throws Exception {
    Rig rig = open(LONG);
    Future<Reply> reply = waiting(rig, () -> rig.manager.local().place(AT_MARKET));
    Order limit = rig.place("limit");
    rig.awaitStatus(limit.id(), OrderStatus.WORKING);
    Rig.done(rig.manager.local().cancel(limit.id()));
    assertThat(reply.isDone()).isFalse();
    market.answer(Optional.of(Price.parse("100")));
    Rig.done(reply.get());
  }

  @Test
  void whatClosesAPositionNeedsNoQuote() {
    Rig rig = open(LONG);
    Order entry = rig.place("entry");
    rig.awaitStatus(entry.id(), OrderStatus.WORKING);
    broker.tell(entry.placement(), new OrderNews.Executed(Samples.bought("x", "10"), true));
    rig.awaitStatus(entry.id(), OrderStatus.FILLED);
    Rig.done(rig.manager.local().place(OrderRequest.sell("AAPL", "4")));
    Rig.done(rig.manager.local().close(new Symbol("AAPL"), new Portion.Units(Quantity.of(6))));
    assertThat(market.waiting()).isZero();
  }

  @Test
  void aMarketOrderThatIsReplacedWaitsLikewise() throws Exception {
    Rig rig = open(LONG);
    market.know("100");
    Order order = Rig.done(rig.manager.local().place(AT_MARKET));
    rig.awaitStatus(order.id(), OrderStatus.WORKING);
    market.forget();
    Future<Reply> reply = waiting(rig, () -> rig.manager.local().replace(order.id(), MORE));
    market.answer(Optional.of(Price.parse("100")));
    Rig.done(reply.get());
  }

  @Test
  @DisplayName("F-K04 as many wait as may; one more is refused and nothing of it is taken")
  void refusesWhenTooManyWait() throws Exception {
    Rig rig = open(LONG);
    List<Future<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 1_024; i++) {
      replies.add(rig.async(() -> rig.manager.local().place(AT_MARKET)));
    }
    Await.until("all wait", () -> market.waiting() == 1_024);
    assertThatExceptionOfType(GatewayUnavailable.class)
        .isThrownBy(() -> rig.manager.local().place(AT_MARKET))
        .withMessageContaining("1024 orders wait for a quote already")
        .satisfies(refused -> assertThat(refused.category()).isEqualTo(Category.OVERLOADED));
    rig.place("limit");
    market.answer(Optional.of(Price.parse("100")));
    for (Future<Reply> reply : replies) {
      Rig.done(reply.get());
    }
  }

  @Test
  void whoWaitsWhenTheGatewayStopsIsRefused() throws Exception {
    Rig rig = open(LONG);
    AtomicBoolean refused = new AtomicBoolean();
    Future<Reply> reply =
        waiting(
            rig,
            () -> {
              try {
                return rig.manager.local().place(AT_MARKET);
              } catch (GatewayUnavailable stopping) {
                refused.set(stopping.category() == Category.NOT_READY);
                throw stopping;
              }
            });
    rig.manager.close();
    Await.until("it has ended", reply::isDone);
    assertThat(refused).isTrue();
  }
}
