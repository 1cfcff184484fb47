// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.MarketListener;
import dev.fairlead.engine.OrderEngine;
import dev.fairlead.journal.Journal;
import dev.fairlead.journal.SqliteJournal;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.PriceTouched;
import dev.fairlead.message.Reply;
import dev.fairlead.message.TimerFired;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.paper.PaperBroker;
import dev.fairlead.paper.PaperConfig;
import dev.fairlead.state.EngineState;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import dev.fairlead.testkit.Samples;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway on what it runs on for a user: its journal in a folder, and the paper broker. */
final class PaperGatewayTest {
  @TempDir Path data;

  private BrokerManager open() throws InterruptedException {
    PaperBroker broker = new PaperBroker(PaperConfig.DEFAULT, InstantSource.system());
    BrokerManager manager = BrokerManager.open(GatewayConfig.of(data, Samples.ACCOUNT, broker));
    manager.awaitReady();
    return manager;
  }

  @Test
  @DisplayName("I-04 the state of the live engine, of its snapshot and of a replay have one hash")
  void stateHashesAgree() throws InterruptedException {
    try (BrokerManager manager = open()) {
      Order bought = Rig.done(manager.local().place(OrderRequest.buy("AAPL", "10"), "bought"));
      awaitStatus(manager, bought.id(), OrderStatus.FILLED);
      Rig.done(manager.local().place(resting(), "resting"));
      assertThat(manager.local().cancelAll()).isInstanceOf(Reply.DoneAll.class);
    }
    try (SqliteJournal journal = SqliteJournal.open(data, InstantSource.system())) {
      EngineState kept = journal.snapshot(Long.MAX_VALUE);
      OrderEngine replayed = new OrderEngine(EngineState.EMPTY);
      journal.replay(0, replayed::apply);
      assertThat(kept.sequence()).isEqualTo(journal.lastSequence());
      assertThat(Journal.stateHash(replayed.state())).isEqualTo(Journal.stateHash(kept));
      assertThat(replayed.state()).isEqualTo(kept);
    }
  }

  @Test
  void anOrderCostsOneInputForItselfOneForItsAnswerAndOneForEachFill() throws InterruptedException {
    try (BrokerManager manager = open()) {
      Order filled = Rig.done(manager.local().place(OrderRequest.buy("AAPL", "1"), "filled"));
      awaitStatus(manager, filled.id(), OrderStatus.FILLED);
      Order resting = Rig.done(manager.local().place(resting(), "resting"));
      awaitStatus(manager, resting.id(), OrderStatus.WORKING);
      manager.local().cancel(resting.id());
      awaitStatus(manager, resting.id(), OrderStatus.CANCELED);
    }
    List<Input.Cause> causes = new ArrayList<>();
    try (SqliteJournal journal = SqliteJournal.open(data, InstantSource.system())) {
      journal.replay(0, input -> causes.add(input.cause()));
    }
    assertThat(causes.stream().map(PaperGatewayTest::word).dropWhile(word -> !word.equals("Place")))
        .containsExactly(
            "Place", "Accepted", "Executed", "Place", "Accepted", "Cancel", "Accepted", "Canceled");
  }

  private static String word(Input.Cause cause) {
    Object said =
        switch (cause) {
          case BrokerReport.Answered answered -> answered.result();
          case BrokerReport.OrderReport report -> report.news();
          case BrokerReport _,
              ClientCommand _,
              LinkChange _,
              LinkHealth _,
              OperatorAction _,
              TimerFired _,
              Input.TimePassed _,
              PriceTouched _ ->
              cause;
        };
    return said.getClass().getSimpleName();
  }

  @Test
  void ordersGoOnAfterARestart() throws InterruptedException {
    OrderId resting;
    OrderId other;
    try (BrokerManager manager = open()) {
      resting = Rig.done(manager.local().place(resting(), "a")).id();
      other = Rig.done(manager.local().place(resting(), "b")).id();
      awaitStatus(manager, other, OrderStatus.WORKING);
    }
    try (BrokerManager manager = open()) {
      awaitStatus(manager, resting, OrderStatus.WORKING);
      Order replaced = Rig.done(manager.local().replace(resting, OrderChanges.NONE.limit("2000")));
      awaitStatus(manager, replaced.id(), OrderStatus.FILLED);
      manager.local().cancel(other);
      awaitStatus(manager, other, OrderStatus.CANCELED);
      assertThat(manager.local().place(resting(), "b")).isInstanceOf(Reply.Repeated.class);
      assertThat(manager.positions())
          .singleElement()
          .satisfies(position -> assertThat(position.quantity()).hasToString("1"));
    }
  }

  @Test
  void theMarketIsHeardAndReadThroughTheGateway() throws Exception {
    Symbol apple = new Symbol("AAPL");
    Heard<Quote> quotes = new Heard<>();
    Heard<Trade> trades = new Heard<>();
    try (BrokerManager manager = open()) {
      MarketListener listener =
          new MarketListener() {
            @Override
            public void onQuote(Quote quote) {
              quotes.accept(quote);
            }

            @Override
            public void onTrade(Trade trade) {
              trades.accept(trade);
            }

            @Override
            public void onBar(Bar minuteBar) {}
          };
      Instant begun = Instant.now();
      BrokerManager.Subscription subscription =
          manager.subscribeMarketData(Set.of(apple), listener);
      Await.until("quotes and trades", () -> quotes.all().size() > 3 && trades.all().size() > 2);
      subscription.close();
      Range since = new Range(begun, Instant.now(), Range.MAX_LIMIT, false);
      assertThat(manager.marketData().quotes(apple, since)).containsAll(quotes.all());
      assertThat(manager.marketData().trades(apple, since)).containsAll(trades.all());
      assertThat(manager.marketData().trade(apple)).isPresent();
      assertThat(manager.marketData().bars(apple, BarSpan.MINUTE, since)).hasSizeLessThan(30);
    }
  }

  private static OrderRequest resting() {
    return OrderRequest.buy("AAPL", "1").limit("1.5").goodFor(TimeInForce.GTC);
  }

  private static void awaitStatus(BrokerManager manager, OrderId id, OrderStatus status) {
    Await.until(
        id + " is " + status,
        () -> manager.order(id).filter(order -> order.status() == status).isPresent());
  }
}
