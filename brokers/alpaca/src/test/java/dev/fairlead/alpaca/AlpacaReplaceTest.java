// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.testkit.Await;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Replaces: each makes another order at Alpaca, of the same placement. */
final class AlpacaReplaceTest {
  private static final PlacementId ONE = LinkRig.id(1);

  private final FakeAlpaca alpaca = new FakeAlpaca();
  private final LinkRig rig = LinkRig.up(alpaca);

  @AfterEach
  void close() {
    rig.close();
    alpaca.close();
  }

  @Test
  @DisplayName("I-21 a replace makes another order, whose fills are the placement's")
  void aReplaceMakesAnotherOrderOfTheSamePlacement() {
    String old = rig.place(ONE);
    SendResult taken = rig.ask(ONE, 2, old, new Ask.Replace(LinkRig.ten().limit("98")));
    String next = alpaca.idOf(ONE.text() + "-2");
    assertThat(taken).isEqualTo(new SendResult.Accepted(next));
    assertThat(alpaca.requests("PATCH"))
        .containsExactly(
            "PATCH /v2/orders/"
                + old
                + " {\"qty\":\"10\",\"time_in_force\":\"day\",\"limit_price\":\"98\","
                + "\"client_order_id\":\""
                + ONE
                + "-2\"}");

    rig.says(alpaca.update(old, "replaced"));
    rig.await("it is replaced", ONE, OrderNews.Replaced.class);
    assertThat(rig.news(ONE)).contains(new OrderNews.Replaced(next));
    rig.says(alpaca.fill(next, "4", "98"));
    rig.await("it is filled", ONE, OrderNews.Executed.class);
    assertThat(rig.executions(ONE)).containsExactly("4@98 " + next + ":4");

    assertThat(rig.ask(ONE, 3, next, new Ask.Cancel())).isEqualTo(new SendResult.Accepted(next));
    rig.says(alpaca.update(next, "canceled"));
    rig.await("it is cancelled", ONE, OrderNews.Canceled.class);
    assertThat(alpaca.requests("GET /v2/orders/")).as("nothing had to be looked up").isEmpty();
  }

  @Test
  @DisplayName("F-B17 an order that counts what the one before it had executed is whole with that")
  void anOrderMayCountWhatTheOneBeforeItHad() {
    String old = rig.place(ONE);
    rig.says(alpaca.fill(old, "4", "99"));
    rig.await("a part is filled", ONE, OrderNews.Executed.class);
    rig.ask(ONE, 2, old, new Ask.Replace(LinkRig.ten().limit("98")));
    String next = alpaca.idOf(ONE.text() + "-2");
    alpaca.raw(next).put("filled_qty", "4");
    rig.says(alpaca.update(old, "replaced"));
    rig.await("it is replaced", ONE, OrderNews.Replaced.class);

    assertThat(rig.ask(ONE, 3, next, new Ask.Query())).isEqualTo(new SendResult.Accepted(next));
    assertThat(rig.executions(ONE)).containsExactly("4@99 " + old + ":4");
    rig.says(alpaca.fill(next, "6", "98"));
    Await.until("the rest is told", () -> rig.executions(ONE).size() == 2);
    assertThat(rig.executions(ONE).getLast()).isEqualTo("6@98 " + next + ":10");
  }

  @Test
  @DisplayName("F-B18 a replace whose answer is lost is found by the order that came of it")
  void aReplaceInDoubtIsFound() {
    String old = rig.place(ONE);
    alpaca.doAndSay("PATCH", 502, "<html>Bad Gateway</html>");
    assertThat(rig.ask(ONE, 2, old, new Ask.Replace(LinkRig.ten().limit("98"))))
        .isInstanceOf(SendResult.InDoubt.class);
    String next = alpaca.idOf(ONE.text() + "-2");
    assertThat(rig.ask(ONE, 3, old, new Ask.Query())).isEqualTo(new SendResult.Accepted(next));
    assertThat(rig.news(ONE))
        .containsExactly(
            new OrderNews.Replaced(next),
            new OrderNews.Found(
                next, OrderNews.Found.State.WORKING, LinkRig.ten().limit("98"), List.of()));
  }

  @Test
  @DisplayName("F-B17 while a replace is pending nothing is said of where the order stands")
  void whileAReplaceIsPendingNothingIsSaid() {
    String old = rig.place(ONE);
    alpaca.turn(old, "pending_replace");
    assertThat(rig.ask(ONE, 2, old, new Ask.Query())).isEqualTo(new SendResult.Accepted(old));
    assertThat(rig.news(ONE)).isEmpty();
  }

  @Test
  void aRejectedReplacementEndsNothing() {
    String old = rig.place(ONE);
    rig.ask(ONE, 2, old, new Ask.Replace(LinkRig.ten().limit("98")));
    String next = alpaca.idOf(ONE.text() + "-2");
    alpaca.turn(next, "rejected");
    alpaca.raw(old).put("status", "new").putNull("replaced_by");
    rig.says(alpaca.update(next, "rejected"));
    rig.says(alpaca.update(old, "order_replace_rejected"));
    rig.await("the old terms stay", ONE, OrderNews.ReplaceRefused.class);
    assertThat(rig.news(ONE)).noneMatch(OrderNews.Rejected.class::isInstance);
  }

  @Test
  void theQuantityOfAFractionalOrderIsNotChanged() {
    OrderRequest half = OrderRequest.buy("AAPL", "1.5").limit("99");
    SendResult taken = rig.ask(ONE, 1, "", new Ask.Place(half));
    String name = ((SendResult.Accepted) taken).brokerOrderId();
    OrderRequest more = OrderRequest.buy("AAPL", "2.5").limit("99");
    assertThat(rig.ask(ONE, 2, name, new Ask.Replace(more))).isInstanceOf(SendResult.Refused.class);
    assertThat(alpaca.requests("PATCH")).isEmpty();
  }
}
