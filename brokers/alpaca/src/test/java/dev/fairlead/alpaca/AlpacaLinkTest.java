// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.alpaca.AlpacaBroker.Settings;
import dev.fairlead.broker.BrokerLink.Departure;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.budget.BudgetPlan;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Requests about orders, their answers, and what the stream tells of them. */
final class AlpacaLinkTest {
  private static final PlacementId ONE = LinkRig.id(1);
  private static final PlacementId TWO = LinkRig.id(2);

  private final FakeAlpaca alpaca = new FakeAlpaca();
  private final LinkRig rig = LinkRig.up(alpaca);

  @AfterEach
  void close() {
    rig.close();
    alpaca.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("D-07 an order is placed once, under the placement's id")
  void anOrderIsPlacedOnceUnderItsPlacementsId() {
    assertThat(rig.place(ONE)).isEqualTo(alpaca.idOf(ONE.text()));
    assertThat(alpaca.requests("POST"))
        .containsExactly(
            "POST /v2/orders {\"symbol\":\"AAPL\",\"qty\":\"10\",\"side\":\"buy\","
                + "\"type\":\"limit\",\"time_in_force\":\"day\",\"limit_price\":\"99\","
                + "\"client_order_id\":\""
                + ONE
                + "\"}");
  }

  @Test
  @DisplayName("F-B01 a place whose answer is lost is in doubt, goes once, and is found")
  void aPlaceInDoubtIsFoundByItsId() {
    alpaca.doAndSay("POST", 503, "service unavailable");
    assertThat(rig.ask(ONE, 1, "", new Ask.Place(LinkRig.ten())))
        .isInstanceOf(SendResult.InDoubt.class);
    assertThat(alpaca.requests("POST")).hasSize(1);

    String name = alpaca.idOf(ONE.text());
    assertThat(rig.ask(ONE, 2, "", new Ask.Query())).isEqualTo(new SendResult.Accepted(name));
    assertThat(rig.news(ONE))
        .containsExactly(
            new OrderNews.Found(name, OrderNews.Found.State.WORKING, LinkRig.ten(), List.of()));
  }

  @Test
  @DisplayName("F-B02 what never arrived is not found, in Alpaca's own words only")
  void whatNeverArrivedIsNotFound() {
    assertThat(rig.ask(ONE, 1, "", new Ask.Query())).isEqualTo(new SendResult.Accepted(""));
    assertThat(rig.news(ONE)).containsExactly(new OrderNews.NotFound());

    alpaca.next("GET /v2/orders:by", 404, "<html>no such page</html>");
    alpaca.next("GET /v2/orders:by", 404, "<html>no such page</html>");
    alpaca.next("GET /v2/orders:by", 404, "<html>no such page</html>");
    assertThat(rig.ask(TWO, 1, "", new Ask.Query())).isInstanceOf(SendResult.InDoubt.class);
    assertThat(rig.news(TWO)).isEmpty();
  }

  @Test
  void anIdThatIsThereAlreadyIsADoubtAndNoRefusal() {
    rig.place(ONE);
    assertThat(rig.ask(ONE, 2, "", new Ask.Place(LinkRig.ten())))
        .isInstanceOf(SendResult.InDoubt.class);
  }

  @Test
  void aRefusalComesWithAlpacasCodeAndWords() {
    alpaca.next("POST", 403, "{\"code\":40310000,\"message\":\"insufficient buying power\"}");
    assertThat(rig.ask(ONE, 1, "", new Ask.Place(LinkRig.ten())))
        .isEqualTo(new SendResult.Refused("40310000", "insufficient buying power"));
    assertThat(rig.signals.all())
        .anySatisfy(signal ->
            assertThat(signal)
                .isInstanceOfSatisfying(
                    LinkSignal.ApiError.class,
                    error -> assertThat(error.code()).isEqualTo("40310000")));
  }

  @Test
  void whatAlpacaRefusesByRuleIsRefusedBeforeTheFirstByte() {
    OrderRequest tooLarge =
        OrderRequest.buy("BTC/USD", "4").limit("60000").goodFor(TimeInForce.GTC);
    assertThat(rig.ask(ONE, 1, "", new Ask.Place(tooLarge)))
        .isInstanceOfSatisfying(
            SendResult.Refused.class, refused -> assertThat(refused.reason()).contains("200000"));
    assertThat(alpaca.requests("POST")).isEmpty();
  }

  @Test
  void aSlowAnswerHoldsNoOtherPlacementsCancel() {
    String second = rig.place(TWO);
    CountDownLatch slow = new CountDownLatch(1);
    alpaca.hold("POST", () -> await(slow));
    rig.send(ONE, 1, "", new Ask.Place(LinkRig.ten()), _ -> {});
    assertThat(rig.ask(TWO, 2, second, new Ask.Cancel()))
        .isEqualTo(new SendResult.Accepted(second));
    slow.countDown();
    Await.until("the first is answered", () -> !alpaca.requests("POST").isEmpty());
  }

  @Test
  void requestsOfOnePlacementGoOutInTheirOrder() {
    CountDownLatch slow = new CountDownLatch(1);
    alpaca.hold("POST", () -> await(slow));
    rig.send(ONE, 1, "", new Ask.Place(LinkRig.ten()), _ -> {});
    rig.send(ONE, 2, "", new Ask.Cancel(), _ -> {});
    assertThat(alpaca.requests("DELETE")).isEmpty();
    slow.countDown();
    Await.until("it is cancelled", () -> !alpaca.requests("DELETE").isEmpty());
    assertThat(alpaca.requests("DELETE"))
        .containsExactly("DELETE /v2/orders/" + alpaca.idOf(ONE.text()));
  }

  @Test
  void aRequestThatNeedsNoLookUpIsTakenAtOnce() {
    Consumer<SendResult> nobody = _ -> {};
    assertThat(rig.sendNow(LinkRig.command(ONE, 1, "", new Ask.Query()), nobody)).isFalse();
    assertThat(rig.sendNow(LinkRig.command(ONE, 1, "", new Ask.Cancel()), nobody))
        .as("without a name it is looked for")
        .isFalse();
    String name = rig.place(ONE);
    BrokerCommand cancel = LinkRig.command(ONE, 2, "", new Ask.Cancel());
    Await.until("the placing is over", () -> rig.sendNow(cancel, nobody));
    Await.until("it is cancelled", () -> !alpaca.requests("DELETE").isEmpty());
    assertThat(alpaca.requests("DELETE")).containsExactly("DELETE /v2/orders/" + name);
  }

  @Test
  @DisplayName("I-02 what is only made ready asks Alpaca nothing, and leaves when it is let go")
  void whatIsOnlyMadeReadyAsksNothing() {
    String name = rig.place(ONE);
    BrokerCommand place = LinkRig.command(TWO, 1, "", new Ask.Place(LinkRig.ten()));
    BrokerCommand cancel = LinkRig.command(ONE, 2, "", new Ask.Cancel());
    Departure placing = rig.link.prepare(place).orElseThrow();
    Departure cancelling = rig.link.prepare(cancel).orElseThrow();
    // What comes after them is there, and they are not.
    rig.place(LinkRig.id(3));
    assertThat(alpaca.requests("POST")).hasSize(2);
    assertThat(alpaca.requests("DELETE")).isEmpty();

    Await.until("the placing before is over", () -> cancelling.leave(_ -> {}));
    assertThat(placing.leave(_ -> {})).isTrue();
    Await.until("both came", () -> alpaca.requests("DELETE").size() == 1);
    assertThat(alpaca.requests("DELETE")).containsExactly("DELETE /v2/orders/" + name);
    Await.until("it is placed", () -> alpaca.requests("POST").size() == 3);
  }

  @Test
  void aCancelThatWasMadeReadyBeforeAReplaceCameTrueIsMadeAnew() {
    String first = rig.place(ONE);
    Departure cancelling =
        rig.link.prepare(LinkRig.command(ONE, 3, "", new Ask.Cancel())).orElseThrow();
    rig.ask(ONE, 2, first, new Ask.Replace(LinkRig.ten().limit("98")));
    rig.says(alpaca.update(first, "replaced"));
    rig.await("it is replaced", ONE, OrderNews.Replaced.class);
    Departure anew =
        rig.link.prepare(LinkRig.command(ONE, 3, first, new Ask.Cancel())).orElseThrow();
    Await.until(
        "nothing of it is under way",
        () -> {
          assertThat(cancelling.leave(_ -> {})).isFalse();
          return anew.leave(_ -> {});
        });
    Await.until("it is cancelled", () -> !alpaca.requests("DELETE").isEmpty());
    assertThat(alpaca.requests("DELETE"))
        .containsExactly("DELETE /v2/orders/" + alpaca.idOf(ONE.text() + "-2"));
  }

  @Test
  @DisplayName("F-B23 what the budget does not allow at once waits for it, and is not refused")
  void whatTheBudgetDoesNotAllowAtOnceWaitsForIt() {
    Settings few =
        new Settings(
            LinkRig.SETTINGS.connect(),
            LinkRig.SETTINGS.write(),
            LinkRig.SETTINGS.answer(),
            Duration.ofSeconds(20),
            LinkRig.SETTINGS.overlap(),
            LinkRig.SETTINGS.auditEvery());
    AlpacaConfig config = alpaca.config();
    BudgetPlan second = BudgetPlan.all("trading", 60, Duration.ofSeconds(1));
    AlpacaConfig.Plans plans = new AlpacaConfig.Plans(second, config.plans().data());
    try (LinkRig slow = LinkRig.open(alpaca, config.within(plans), few).awaitUp()) {
      List<PlacementId> all = IntStream.range(10, 150).mapToObj(LinkRig::id).toList();
      Heard<SendResult> answers = new Heard<>();
      all.forEach(id -> slow.send(id, 1, "", new Ask.Place(LinkRig.ten()), answers));
      Await.until("all are answered", () -> answers.size() == all.size());
      assertThat(answers.all()).allMatch(SendResult.Accepted.class::isInstance);
    }
  }

  @Test
  void whatTheAnswerHasSaidIsNotReportedAgain() {
    String name = rig.place(ONE);
    rig.says(alpaca.update(name, "new"));
    rig.says(alpaca.update(name, "canceled"));
    rig.await("it is cancelled", ONE, OrderNews.Canceled.class);
    assertThat(rig.news(ONE)).containsExactly(new OrderNews.Canceled());
  }

  @Test
  @DisplayName("F-B01 of an order in doubt the stream tells that it works, once")
  void ofAnOrderInDoubtTheStreamTellsThatItWorks() {
    alpaca.doAndSay("POST", 503, "service unavailable");
    rig.ask(ONE, 1, "", new Ask.Place(LinkRig.ten()));
    String name = alpaca.idOf(ONE.text());
    rig.says(alpaca.update(name, "pending_new"));
    rig.says(alpaca.update(name, "new"));
    rig.says(alpaca.update(name, "canceled"));
    rig.await("it is cancelled", ONE, OrderNews.Canceled.class);
    assertThat(rig.news(ONE))
        .containsExactly(new OrderNews.Working(name), new OrderNews.Canceled());
  }

  @Test
  @DisplayName("F-B05 a fill that overtakes the answer is told after it")
  void aFillIsToldAfterTheAnswer() {
    CountDownLatch slow = new CountDownLatch(1);
    alpaca.holdAnswer("POST", () -> await(slow));
    rig.send(ONE, 1, "", new Ask.Place(LinkRig.ten()), _ -> {});
    Await.until("it is there", () -> !alpaca.requests("POST").isEmpty() && alpaca.has(ONE.text()));
    String name = alpaca.idOf(ONE.text());
    rig.says(alpaca.fill(name, "4", "99"));
    assertThat(rig.executions(ONE)).isEmpty();

    slow.countDown();
    rig.await("the fill is told", ONE, OrderNews.Executed.class);
    List<Object> heard = rig.heard.all();
    assertThat(heard.get(heard.size() - 2)).isEqualTo(new SendResult.Accepted(name));
  }

  @Test
  void aCancelIsSentToAlpacasIdAndConfirmedByTheStream() {
    String name = rig.place(ONE);
    assertThat(rig.ask(ONE, 2, name, new Ask.Cancel())).isEqualTo(new SendResult.Accepted(name));
    rig.says(alpaca.update(name, "canceled"));
    rig.await("it is cancelled", ONE, OrderNews.Canceled.class);
  }

  @Test
  @DisplayName("F-B15 a cancel that comes too late is refused in Alpaca's words")
  void aCancelThatComesTooLateIsRefused() {
    String name = rig.place(ONE);
    alpaca.fill(name, "10", "99");
    assertThat(rig.ask(ONE, 2, name, new Ask.Cancel()))
        .isEqualTo(new SendResult.Refused("42210000", "order is already in \"filled\" state"));
    assertThat(rig.ask(ONE, 3, name, new Ask.Query())).isInstanceOf(SendResult.Accepted.class);
    assertThat(rig.executions(ONE)).containsExactly("10@99 " + name + ":10");
  }

  @Test
  void aCancelOfAnOrderWithoutANameLooksForItFirst() {
    alpaca.doAndSay("POST", 504, "<html>Gateway Time-out</html>");
    rig.ask(ONE, 1, "", new Ask.Place(LinkRig.ten()));
    String name = alpaca.idOf(ONE.text());
    assertThat(rig.ask(ONE, 2, "", new Ask.Cancel())).isEqualTo(new SendResult.Accepted(name));
    assertThat(rig.ask(TWO, 1, "", new Ask.Cancel())).isInstanceOf(SendResult.InDoubt.class);
  }

  @Test
  @DisplayName("F-B06 what the stream leaves out between two fills is looked up")
  void aGapInTheStreamIsLookedUp() {
    String name = rig.place(ONE);
    rig.says(alpaca.fill(name, "2", "99"));
    alpaca.fill(name, "3", "98.5");
    rig.says(alpaca.fill(name, "5", "98"));
    Await.until("all are told", () -> rig.executions(ONE).size() >= 3);
    assertThat(rig.executions(ONE))
        .contains("2@99 " + name + ":2", "3@98.5 " + name + ":5", "5@98 " + name + ":10");
    rig.await("it is filled", ONE, OrderNews.Found.class);
  }

  @Test
  @DisplayName("F-B06 an end waits for the fill that the stream has left out")
  void anEndWaitsForAMissingFill() {
    String name = rig.place(ONE);
    alpaca.fill(name, "4", "99");
    alpaca.hideNewestFill();
    alpaca.turn(name, "canceled");
    rig.says(alpaca.update(name, "canceled"));
    Await.until(
        "it was looked for", () -> alpaca.requests("GET /v2/account/activities").size() > 2);
    assertThat(rig.news(ONE)).isEmpty();

    alpaca.listAll();
    assertThat(rig.ask(ONE, 2, name, new Ask.Query())).isInstanceOf(SendResult.Accepted.class);
    assertThat(rig.executions(ONE)).containsExactly("4@99 " + name + ":4");
    assertThat(rig.news(ONE).getFirst()).isInstanceOf(OrderNews.Executed.class);
    assertThat(rig.news(ONE).getLast())
        .isInstanceOfSatisfying(
            OrderNews.Found.class,
            found -> assertThat(found.state()).isEqualTo(OrderNews.Found.State.CANCELED));
  }

  @Test
  @DisplayName("F-B09 F-B10 an execution has one name, from the stream, again, and from the list")
  void anExecutionHasOneNameEverywhere() {
    String name = rig.place(ONE);
    var fill = alpaca.fill(name, "4", "99");
    rig.says(fill);
    rig.await("it is told", ONE, OrderNews.Executed.class);
    rig.says(fill);
    rig.reconnect();
    assertThat(rig.executions(ONE)).containsExactlyInAnyOrder(twice("4@99 " + name + ":4"));

    // After a restart nothing is remembered, and the list has other names for it than the stream.
    try (LinkRig next =
        LinkRig.open(alpaca, LinkRig.SETTINGS, Placements.known(ONE, name)).awaitUp()) {
      assertThat(next.executions(ONE)).containsExactly("4@99 " + name + ":4");
    }
  }

  private static String[] twice(String text) {
    return new String[] {text, text};
  }

  @Test
  @DisplayName("I-26 somebody else's order is told under the id that they gave it")
  void aForeignOrderIsToldUnderItsOwnId() {
    String name = alpaca.order("by-hand", "MSFT", "3");
    rig.says(alpaca.update(name, "new"));
    rig.says(alpaca.fill(name, "3", "99"));
    PlacementId foreign = new PlacementId("by-hand");
    assertThat(rig.executions(foreign)).containsExactly("3@99 " + name + ":3");
  }

  @Test
  void afterItIsClosedNothingIsSentAndNothingHeard() {
    rig.link.close();
    assertThat(rig.ask(ONE, 1, "", new Ask.Place(LinkRig.ten())))
        .isInstanceOf(SendResult.NotSent.class);
    assertThat(alpaca.requests("POST")).isEmpty();
  }
}
