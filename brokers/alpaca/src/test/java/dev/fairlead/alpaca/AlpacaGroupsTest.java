// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.Known;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerCommand.Group;
import dev.fairlead.message.BrokerCommand.Leg;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.model.Order.Group.Role;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.testkit.Await;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Groups that Alpaca keeps: their legs have ids of Alpaca's, and are told of as ours. */
final class AlpacaGroupsTest {
  private static final PlacementId ENTRY = LinkRig.id(1);
  private static final PlacementId PROFIT = LinkRig.id(2);
  private static final PlacementId LOSS = LinkRig.id(3);
  private static final OrderRequest PROFITS = OrderRequest.sell("AAPL", "10").limit("110");
  private static final OrderRequest LOSSES = OrderRequest.sell("AAPL", "10").stop("90");

  private final FakeAlpaca alpaca = new FakeAlpaca();
  private LinkRig rig = LinkRig.up(alpaca);

  @AfterEach
  void close() {
    rig.close();
    alpaca.close();
  }

  /** A group that Alpaca has taken, and told the names of. */
  private List<String> placed() {
    assertThat(rig.placeGroup(ENTRY, PROFIT, LOSS)).isInstanceOf(SendResult.Accepted.class);
    rig.await("the profit is told", PROFIT, OrderNews.Held.class);
    rig.await("the loss is told", LOSS, OrderNews.Held.class);
    return alpaca.legsOf(alpaca.idOf(ENTRY.text()));
  }

  @Test
  @DisplayName(
      "D-07 a group is placed once, as one request, and its legs are told after the answer")
  void aGroupGoesAsOneRequest() {
    List<String> legs = placed();
    assertThat(alpaca.requests("POST"))
        .singleElement()
        .asString()
        .contains("\"order_class\":\"bracket\"", "\"client_order_id\":\"" + ENTRY + "\"");
    assertThat(rig.news(PROFIT)).containsExactly(new OrderNews.Held(legs.get(0)));
    assertThat(rig.news(LOSS)).containsExactly(new OrderNews.Held(legs.get(1)));
    List<Object> heard = rig.heard.all();
    assertThat(heard.indexOf(new SendResult.Accepted(alpaca.idOf(ENTRY.text()))))
        .isLessThan(
            heard.indexOf(
                new BrokerReport.OrderReport(
                    FakeAlpaca.ACCOUNT, PROFIT, new OrderNews.Held(legs.get(0)))));
    assertThat(alpaca.requests("GET /v2/orders/")).isEmpty();
  }

  @Test
  void whatTheStreamTellsOfALegIsToldAsOurs() {
    List<String> legs = placed();
    alpaca.turn(legs.get(0), "new");
    rig.says(alpaca.update(legs.get(0), "new"));
    rig.await("it works", PROFIT, OrderNews.Working.class);
    rig.says(alpaca.fill(legs.get(0), "10", "110"));
    assertThat(rig.executions(PROFIT)).containsExactly("10@110 " + legs.get(0) + ":10");
    alpaca.turn(legs.get(1), "canceled");
    rig.says(alpaca.update(legs.get(1), "canceled"));
    rig.await("the other is gone", LOSS, OrderNews.Canceled.class);
    assertThat(rig.heard.all()).noneMatch(BrokerReport.Unread.class::isInstance);
  }

  @Test
  @DisplayName(
      "F-B05 what is told of a leg before the answer waits for its name, and so does the rest")
  void whatIsToldBeforeTheAnswerWaits() {
    CountDownLatch slow = new CountDownLatch(1);
    alpaca.holdAnswer("POST", () -> await(slow));
    rig.send(ENTRY, 1, "", LinkRig.group(PROFIT, LOSS), _ -> {});
    Await.until("Alpaca has it", () -> alpaca.has(ENTRY.text()));
    String stranger = alpaca.order("somebody-else", "MSFT", "5");
    List<String> legs = alpaca.legsOf(alpaca.idOf(ENTRY.text()));
    alpaca.turn(legs.get(1), "new");
    rig.says(alpaca.update(legs.get(1), "new"));
    rig.says(alpaca.fill(legs.get(1), "4", "90"));
    rig.says(alpaca.fill(stranger, "5", "99"));
    assertThat(rig.executions(LOSS)).isEmpty();
    assertThat(rig.executions(new PlacementId("somebody-else"))).isEmpty();

    slow.countDown();
    Await.until("the fill is told", () -> rig.executions(LOSS).size() == 1);
    assertThat(rig.executions(LOSS)).containsExactly("4@90 " + legs.get(1) + ":4");
    Await.until(
        "what is not ours is told too",
        () -> rig.executions(new PlacementId("somebody-else")).size() == 1);
    assertThat(rig.news(new PlacementId(legs.get(1)))).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("F-B01 a group whose answer is lost goes once, and is found with its legs")
  void aGroupInDoubtIsFoundWithItsLegs() {
    alpaca.doAndSay("POST", 503, "service unavailable");
    assertThat(rig.placeGroup(ENTRY, PROFIT, LOSS)).isInstanceOf(SendResult.InDoubt.class);
    assertThat(rig.ask(ENTRY, 2, "", new Ask.Query())).isInstanceOf(SendResult.Accepted.class);
    assertThat(alpaca.requests("POST")).hasSize(1);
    String id = alpaca.idOf(ENTRY.text());
    List<String> legs = alpaca.legsOf(id);
    assertThat(rig.news(ENTRY))
        .containsExactly(new Found(id, Found.State.WORKING, LinkRig.ten(), List.of()));
    assertThat(rig.news(PROFIT))
        .containsExactly(new Found(legs.get(0), Found.State.HELD, PROFITS, List.of()));
    assertThat(rig.news(LOSS))
        .containsExactly(new Found(legs.get(1), Found.State.HELD, LOSSES, List.of()));
  }

  @Test
  void aLegWithoutANameIsFoundByWhatBroughtIt() {
    alpaca.doAndSay("POST", 503, "service unavailable");
    rig.placeGroup(ENTRY, PROFIT, LOSS);
    List<String> legs = alpaca.legsOf(alpaca.idOf(ENTRY.text()));
    assertThat(rig.ask(LOSS, 1, "", new Ask.Query()))
        .isEqualTo(new SendResult.Accepted(legs.get(1)));
    assertThat(rig.news(LOSS))
        .containsExactly(new Found(legs.get(1), Found.State.HELD, LOSSES, List.of()));
    assertThat(rig.ask(PROFIT, 1, "", new Ask.Cancel()))
        .isEqualTo(new SendResult.Accepted(legs.get(0)));
    assertThat(alpaca.requests("DELETE")).containsExactly("DELETE /v2/orders/" + legs.get(0));
  }

  @Test
  void aGroupThatIsNotThereHasNoLegs() {
    assertThat(rig.ask(ENTRY, 1, "", new Ask.Query())).isEqualTo(new SendResult.Accepted(""));
    assertThat(rig.news(ENTRY)).containsExactly(new OrderNews.NotFound());
    alpaca.next("POST", 403, "{\"code\":40310000,\"message\":\"insufficient buying power\"}");
    assertThat(rig.placeGroup(ENTRY, PROFIT, LOSS)).isInstanceOf(SendResult.Refused.class);
    String stranger = alpaca.order("somebody-else", "MSFT", "5");
    rig.says(alpaca.fill(stranger, "5", "99"));
    assertThat(rig.executions(new PlacementId("somebody-else"))).hasSize(1);
  }

  @Test
  @DisplayName("I-21 a leg is replaced under a new id, at its own prices, and stays the same leg")
  void aLegIsReplaced() {
    List<String> legs = placed();
    OrderRequest changed = LOSSES.stop("91");
    SendResult taken = rig.ask(LOSS, 1, legs.get(1), new Ask.Replace(changed));
    assertThat(alpaca.requests("PATCH"))
        .containsExactly(
            "PATCH /v2/orders/"
                + legs.get(1)
                + " {\"stop_price\":\"91\",\"client_order_id\":\""
                + LOSS
                + "-1\"}");
    String next = ((SendResult.Accepted) taken).brokerOrderId();
    rig.says(alpaca.update(legs.get(1), "replaced"));
    rig.await("it is replaced", LOSS, OrderNews.Replaced.class);
    assertThat(rig.news(LOSS)).endsWith(new OrderNews.Replaced(next));
    rig.says(alpaca.update(next, "new"));
    rig.await("it works", LOSS, OrderNews.Working.class);
    assertThat(rig.news(LOSS)).endsWith(new OrderNews.Working(next));
    rig.says(alpaca.fill(next, "10", "91"));
    rig.await("it is filled", LOSS, OrderNews.Executed.class);
    assertThat(rig.executions(LOSS)).containsExactly("10@91 " + next + ":10");
  }

  @Test
  void alpacaMayPutAnotherOrderInALegsPlace() {
    List<String> legs = placed();
    String fresh = alpaca.order("made-by-alpaca", "AAPL", "10");
    alpaca.raw(fresh).put("side", "sell").put("type", "market").put("replaces", legs.get(1));
    alpaca.raw(legs.get(1)).put("status", "replaced").put("replaced_by", fresh);
    rig.says(alpaca.update(legs.get(1), "replaced"));
    assertThat(rig.news(LOSS)).endsWith(new OrderNews.Replaced(fresh));
    rig.says(alpaca.fill(fresh, "10", "89.9"));
    assertThat(rig.executions(LOSS)).containsExactly("10@89.9 " + fresh + ":10");
  }

  @Test
  @DisplayName("F-N12 after a restart a group in doubt is caught up with, legs and their fills too")
  void aRestartCatchesUpWithTheLegs() {
    alpaca.doAndSay("POST", 503, "service unavailable");
    rig.placeGroup(ENTRY, PROFIT, LOSS);
    rig.close();
    String id = alpaca.idOf(ENTRY.text());
    List<String> legs = alpaca.legsOf(id);
    alpaca.fill(id, "10", "99");
    alpaca.turn(legs.get(0), "new");
    alpaca.fill(legs.get(0), "3", "110");

    Known one = Placements.known(ENTRY, "");
    Known known =
        new Known(
            List.of(
                one.live().getFirst(),
                Placements.leg(PROFIT, PROFITS),
                Placements.leg(LOSS, LOSSES)),
            one.positions(),
            one.balances(),
            one.heard(),
            List.of(
                new Group(
                    ENTRY,
                    List.of(new Leg(Role.TAKE_PROFIT, PROFIT), new Leg(Role.STOP_LOSS, LOSS)))));
    rig = LinkRig.open(alpaca, LinkRig.SETTINGS, known).awaitUp();
    assertThat(rig.executions(ENTRY)).containsExactly("10@99 " + id + ":10");
    assertThat(rig.executions(PROFIT)).containsExactly("3@110 " + legs.get(0) + ":3");
    assertThat(rig.news(PROFIT))
        .endsWith(new Found(legs.get(0), Found.State.WORKING, PROFITS, List.of()));
    assertThat(rig.news(LOSS))
        .endsWith(new Found(legs.get(1), Found.State.HELD, LOSSES, List.of()));
    assertThat(rig.news(new PlacementId(legs.get(0)))).isEmpty();
  }
}
