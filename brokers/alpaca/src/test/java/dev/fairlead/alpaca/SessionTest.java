// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.testkit.Await;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** How a link comes up, catches up, and stays honest. */
final class SessionTest {
  private static final PlacementId ONE = LinkRig.id(1);

  private final FakeAlpaca alpaca = new FakeAlpaca();

  @AfterEach
  void close() {
    alpaca.close();
  }

  private static List<String> kinds(LinkRig rig) {
    return rig.heard.all().stream().map(one -> one.getClass().getSimpleName()).toList();
  }

  @Test
  void anAccountThatIsNewTellsWhatItListsAndHoldsAndThenItIsUp() {
    alpaca.holds("AAPL", "5", "450.5");
    alpaca.holds("MSFT", "-2", "-800");
    try (LinkRig rig = LinkRig.up(alpaca)) {
      assertThat(kinds(rig)).containsExactly("Listed", "Funded", "Moved", "Moved", "Up");
      assertThat(rig.heard.all())
          .contains(
              new BrokerReport.Funded(
                  FakeAlpaca.ACCOUNT, Money.parse("100000", Currency.USD), 2, "opening balance"));
      LinkChange.Up up = (LinkChange.Up) rig.heard.all().getLast();
      assertThat(up.capabilities())
          .isEqualTo(
              Rules.capabilities().within(LinkRig.config(alpaca).plans().trading().limits()));
    }
  }

  @Test
  void whatIsHeldAndNotTradedAnyMoreIsListedFirst() {
    alpaca.delisted("GONE");
    alpaca.holds("GONE", "3", "30");
    try (LinkRig rig = LinkRig.up(alpaca)) {
      assertThat(kinds(rig)).containsExactly("Listed", "Listed", "Funded", "Moved", "Up");
      BrokerReport.Listed late = (BrokerReport.Listed) rig.heard.all().get(1);
      assertThat(late.instruments())
          .singleElement()
          .satisfies(gone -> {
            assertThat(gone.symbol().text()).isEqualTo("GONE");
            assertThat(gone.tradable()).isFalse();
          });
    }
  }

  @Test
  void whatExecutedBeforeANewAccountWasOpenedIsNotToldAgain() {
    String name = alpaca.order("by-hand", "AAPL", "5");
    alpaca.fill(name, "5", "99");
    try (LinkRig rig = LinkRig.up(alpaca)) {
      assertThat(rig.news(new PlacementId("by-hand"))).isEmpty();
    }
  }

  @Test
  @DisplayName("F-N12 what happened while nobody listened is told before the link is up")
  void whatHappenedMeanwhileIsToldBeforeTheLinkIsUp() {
    String name = alpaca.order(ONE.text(), "AAPL", "10");
    alpaca.fill(name, "4", "99");
    alpaca.fill(name, "6", "98.5");
    try (LinkRig rig =
        LinkRig.open(alpaca, LinkRig.SETTINGS, Placements.known(ONE, name)).awaitUp()) {
      assertThat(kinds(rig))
          .containsExactly("Listed", "OrderReport", "OrderReport", "OrderReport", "Up");
      assertThat(rig.executions(ONE))
          .containsExactly("4@99 " + name + ":4", "6@98.5 " + name + ":10");
      assertThat(rig.news(ONE).getLast())
          .isInstanceOfSatisfying(
              OrderNews.Found.class,
              found -> assertThat(found.state()).isEqualTo(OrderNews.Found.State.FILLED));
    }
  }

  @Test
  @DisplayName("F-N12 after a cut the link is down, catches up, and is up again")
  void afterACutTheLinkCatchesUp() {
    try (LinkRig rig = LinkRig.up(alpaca)) {
      String name = rig.place(ONE);
      rig.stream().onDead("planted");
      assertThat(rig.heard.all().getLast()).isInstanceOf(LinkChange.Down.class);
      alpaca.fill(name, "10", "99");
      rig.stream().onLive();
      assertThat(rig.executions(ONE)).containsExactly("10@99 " + name + ":10");
      assertThat(rig.heard.all().getLast()).isInstanceOf(LinkChange.Up.class);
    }
  }

  @Test
  void anOrderThatWasReplacedMeanwhileIsFollowedToItsEnd() {
    String name = alpaca.order(ONE.text(), "AAPL", "10");
    try (LinkRig rig =
        LinkRig.open(alpaca, LinkRig.SETTINGS, Placements.known(ONE, name)).awaitUp()) {
      rig.ask(ONE, 2, name, new Ask.Replace(LinkRig.ten().limit("98")));
      String next = alpaca.idOf(ONE.text() + "-2");
      rig.stream().onDead("planted");
      alpaca.fill(next, "10", "98");
      rig.stream().onLive();
      assertThat(rig.news(ONE)).contains(new OrderNews.Replaced(next));
      assertThat(rig.executions(ONE)).containsExactly("10@98 " + next + ":10");
      assertThat(rig.news(ONE).getLast()).isInstanceOf(OrderNews.Found.class);
    }
  }

  @Test
  @DisplayName("F-B21 while a page is missing the link is not up")
  void whileAPageIsMissingTheLinkIsNotUp() {
    try (LinkRig rig = LinkRig.up(alpaca)) {
      String name = rig.place(ONE);
      rig.stream().onDead("planted");
      alpaca.turn(name, "canceled");
      for (int i = 0; i < 3; i++) {
        alpaca.next("GET /v2/account/activities", 500, "");
      }
      rig.stream().onLive();
      assertThat(rig.heard.all())
          .anySatisfy(one ->
              assertThat(one)
                  .isInstanceOfSatisfying(
                      LinkChange.Down.class,
                      down -> assertThat(down.reason()).contains("cannot catch up")));
      Await.until("it is up", () -> rig.heard.all().getLast() instanceof LinkChange.Up);
      rig.await("the end is told", ONE, OrderNews.Found.class);
    }
  }

  @Test
  @DisplayName("F-N10 what a stream that seems to live leaves out is found by the audit")
  void theAuditFindsWhatTheStreamLeavesOut() {
    AlpacaBroker.Settings often =
        new AlpacaBroker.Settings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofMinutes(10),
            Duration.ofMillis(100));
    try (LinkRig rig = LinkRig.open(alpaca, often, Known.NOTHING).awaitUp()) {
      String name = rig.place(ONE);
      alpaca.fill(name, "10", "99");
      rig.await("the end is told", ONE, OrderNews.Found.class);
      assertThat(rig.executions(ONE)).contains("10@99 " + name + ":10");
    }
  }

  @Test
  @DisplayName("F-O06 an account that is not what was configured is never up")
  void anotherEnvironmentIsNeverUp() {
    alpaca.account(FakeReplies.account("123456789", "acc-live"));
    try (LinkRig rig = LinkRig.open(alpaca, alpaca.config())) {
      Await.until("it is down", () -> rig.heard.size() > 0);
      assertThat(rig.heard.all())
          .singleElement()
          .isInstanceOfSatisfying(
              LinkChange.Down.class,
              down -> assertThat(down.reason()).contains("is configured as paper"));
      assertThat(alpaca.requests()).containsExactly("GET /v2/account");
    }
  }

  @Test
  void anAccountThatIsNotActiveIsUpOnceItIs() {
    alpaca.account(FakeReplies.account("PA3ABCDEFGHI", "acc-1").put("status", "APPROVED"));
    try (LinkRig rig = LinkRig.open(alpaca, alpaca.config())) {
      Await.until("it is down", () -> rig.heard.size() > 0);
      assertThat(rig.heard.all().getFirst())
          .isInstanceOfSatisfying(
              LinkChange.Down.class, down -> assertThat(down.reason()).contains("APPROVED"));
      alpaca.account(FakeReplies.account("PA3ABCDEFGHI", "acc-1"));
      rig.awaitUp();
    }
  }

  @Test
  @DisplayName("I-27 F-B28 an account that was exchanged is not traded with")
  void anExchangedAccountIsDown() {
    try (LinkRig rig = LinkRig.up(alpaca)) {
      rig.stream().onDead("planted");
      alpaca.account(FakeReplies.account("PA3ABCDEFGHI", "acc-2"));
      rig.stream().onLive();
      assertThat(rig.heard.all().getLast())
          .isInstanceOfSatisfying(
              LinkChange.Down.class, down -> assertThat(down.reason()).contains("another account"));
    }
  }

  @Test
  void aServiceThatIsAwayIsAskedUntilItIsThere() {
    for (int i = 0; i < 4; i++) {
      alpaca.next("GET /v2/account", 503, "service unavailable");
    }
    try (LinkRig rig = LinkRig.open(alpaca, alpaca.config())) {
      rig.awaitUp();
      assertThat(rig.heard.all().getFirst()).isInstanceOf(LinkChange.Down.class);
    }
  }

  @Test
  @DisplayName("F-B33 what is not understood is told as it came")
  void whatIsNotUnderstoodIsToldAsItCame() {
    try (LinkRig rig = LinkRig.up(alpaca)) {
      rig.says(JsonNodeFactory.instance.objectNode().put("event", "moon"));
      String name = rig.place(ONE);
      rig.says(alpaca.update(name, "moon"));
      alpaca.turn(name, "moonstruck");
      rig.says(alpaca.update(name, "new"));
      rig.stream().onUnread("{]");
      assertThat(kinds(rig).stream().filter("Unread"::equals)).hasSize(4);
    }
  }

  @Test
  void anOrderWithAnUnknownStatusHoldsNothingElseUp() {
    String foreign = alpaca.order("by-hand", "MSFT", "3");
    alpaca.turn(foreign, "moonstruck");
    try (LinkRig rig = LinkRig.up(alpaca)) {
      assertThat(rig.place(ONE)).isNotEmpty();
      rig.reconnect();
      assertThat(kinds(rig).stream().filter("Unread"::equals)).as("told once").hasSize(1);
      assertThat(rig.link.book().orElseThrow().openOrders().isComplete()).isFalse();
    }
  }

  @Test
  void aForeignOrderIsToldOnceHoweverOftenTheLinkComesUp() {
    alpaca.order("by-hand", "MSFT", "3");
    try (LinkRig rig = LinkRig.up(alpaca)) {
      rig.reconnect();
      rig.reconnect();
      assertThat(rig.news(new PlacementId("by-hand"))).hasSize(1);
    }
  }

  @Test
  void aPlacementThatAlpacaShowsAfterAllIsTold() {
    try (LinkRig rig = LinkRig.up(alpaca)) {
      alpaca.next("POST", 422, "{\"code\":42210000,\"message\":\"refused by mistake\"}");
      assertThat(rig.ask(ONE, 1, "", new Ask.Place(LinkRig.ten())))
          .isInstanceOf(SendResult.Refused.class);
      alpaca.order(ONE.text(), "AAPL", "10");
      rig.reconnect();
      rig.await("it is told", ONE, OrderNews.Found.class);
    }
  }

  @Test
  @DisplayName("F-C02 F-T08 Alpaca's clock and calendar are read once the link runs")
  void readsTheClockAndTheCalendar() {
    alpaca.hours.ahead = Duration.ofHours(1);
    LocalDate closed =
        TradingCalendar.US_EQUITIES
            .days(LocalDate.now(ZoneOffset.UTC), LocalDate.now(ZoneOffset.UTC).plusDays(9))
            .getLast()
            .date();
    alpaca.hours.closed = closed;
    try (LinkRig rig = LinkRig.up(alpaca)) {
      Await.until("the days are told", () -> rig.hours.size() == 1);
      assertThat(rig.hours.all().getFirst().day(closed)).isEmpty();
      assertThat(rig.signals.all())
          .anySatisfy(signal -> {
            assertThat(signal).isInstanceOf(LinkSignal.ClockOffset.class);
            LinkSignal.ClockOffset offset = (LinkSignal.ClockOffset) signal;
            assertThat(offset.ahead()).isNegative();
            assertThat(offset.isTooFar()).isTrue();
          });
    }
  }

  @Test
  void aClockThatCannotBeReadKeepsNoLinkDown() {
    alpaca.next("GET /v2/clock", 404, "{\"code\":40410000,\"message\":\"no\"}");
    try (LinkRig rig = LinkRig.up(alpaca)) {
      Await.until("it was asked", () -> !alpaca.requests("GET /v2/clock").isEmpty());
      assertThat(rig.hours.all()).isEmpty();
    }
  }
}
