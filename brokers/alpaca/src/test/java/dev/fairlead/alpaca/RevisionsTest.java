// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.PlacementId;
import dev.fairlead.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Executions that Alpaca takes back or corrects: by which name the gateway hears of them. */
final class RevisionsTest {
  private static final PlacementId ONE = LinkRig.id(1);

  private final FakeAlpaca alpaca = new FakeAlpaca();
  private LinkRig rig;

  @BeforeEach
  void connect() {
    rig = LinkRig.up(alpaca);
  }

  @AfterEach
  void close() {
    rig.close();
    alpaca.close();
  }

  @Test
  @DisplayName("F-B13 a bust is told by the name that the execution was told under")
  void aBustNamesTheExecution() {
    String name = rig.place(ONE);
    var fill = alpaca.fill(name, "4", "99");
    rig.says(fill);
    alpaca.raw(name).put("filled_qty", "0").put("status", "new");
    rig.says(
        alpaca
            .update(name, "trade_bust")
            .put("previous_execution_id", fill.path("execution_id").asString()));
    rig.await("it is told", ONE, OrderNews.Busted.class);
    assertThat(rig.news(ONE)).contains(new OrderNews.Busted(name + ":4"));
  }

  @Test
  @DisplayName("I-23 a correction keeps the execution's name, and comes with a higher revision")
  void aCorrectionKeepsTheName() {
    String name = rig.place(ONE);
    var fill = alpaca.fill(name, "4", "99");
    rig.says(fill);
    alpaca.raw(name).put("filled_qty", "3").put("status", "partially_filled");
    String execution = fill.path("execution_id").asString();
    rig.says(
        alpaca
            .update(name, "trade_correct")
            .put("price", "98.5")
            .put("qty", "3")
            .put("execution_id", "corrected")
            .put("previous_execution_id", execution));
    rig.await("it is corrected", ONE, OrderNews.Corrected.class);
    OrderNews.Corrected corrected = (OrderNews.Corrected) rig.news(ONE).getLast();
    assertThat(corrected.fill().executionId()).isEqualTo(name + ":4");
    assertThat(corrected.fill().revision()).isEqualTo(1);
    assertThat(corrected.fill().quantity()).hasToString("3");

    rig.says(alpaca.update(name, "trade_bust").put("previous_execution_id", "corrected"));
    rig.await("it is void", ONE, OrderNews.Busted.class);
    assertThat(rig.news(ONE).getLast()).isEqualTo(new OrderNews.Busted(name + ":4"));
  }

  /** An order that executed before this process started: the stream's names of it are not known. */
  private String executedBefore(String... quantities) {
    String name = alpaca.order(ONE.text(), "AAPL", "10");
    for (String quantity : quantities) {
      alpaca.fill(name, quantity, "99");
    }
    return name;
  }

  @Test
  @DisplayName("F-B13 a bust of what executed before a restart is told by its name")
  void aBustAfterARestartNamesTheExecution() {
    String name = executedBefore("4", "3");
    alpaca.raw(name).put("filled_qty", "4").put("status", "partially_filled");
    rig.says(
        alpaca
            .update(name, "trade_bust")
            .put("previous_execution_id", "of-another-life")
            .put("qty", "3")
            .put("price", "99"));
    rig.await("it is told", ONE, OrderNews.Busted.class);
    assertThat(rig.news(ONE)).contains(new OrderNews.Busted(name + ":7"));
  }

  @Test
  @DisplayName(
      "F-B13 a bust that says nothing is of the only execution, if nothing stands any more")
  void aBustOfTheOnlyExecutionNamesIt() {
    String name = executedBefore("4");
    alpaca.raw(name).put("filled_qty", "0").put("status", "new");
    rig.says(alpaca.update(name, "trade_bust").put("previous_execution_id", "of-another-life"));
    rig.await("it is told", ONE, OrderNews.Busted.class);
    assertThat(rig.news(ONE)).contains(new OrderNews.Busted(name + ":4"));
  }

  @Test
  @DisplayName("I-23 a correction of what executed before a restart keeps its name")
  void aCorrectionAfterARestartKeepsTheName() {
    String name = executedBefore("4");
    rig.says(
        alpaca
            .update(name, "trade_correct")
            .put("price", "98.5")
            .put("qty", "4")
            .put("execution_id", "corrected")
            .put("previous_execution_id", "of-another-life"));
    rig.await("it is corrected", ONE, OrderNews.Corrected.class);
    assertThat(((OrderNews.Corrected) rig.news(ONE).getLast()).fill().executionId())
        .isEqualTo(name + ":4");
  }

  @Test
  @DisplayName("F-B33 a bust that may be of several executions is of none, and told as it came")
  void aBustThatMayBeOfSeveralIsToldAsItCame() {
    String name = executedBefore("4", "3");
    alpaca.raw(name).put("filled_qty", "4").put("status", "partially_filled");
    rig.says(alpaca.update(name, "trade_bust").put("previous_execution_id", "of-another-life"));
    Await.until(
        "it is told as it came",
        () -> rig.heard.all().stream().anyMatch(BrokerReport.Unread.class::isInstance));
    assertThat(rig.news(ONE)).noneMatch(OrderNews.Busted.class::isInstance);
  }
}
