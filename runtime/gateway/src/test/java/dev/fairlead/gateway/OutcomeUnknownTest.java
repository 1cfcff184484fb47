// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.gateway.GatewayUnavailable.Category;
import dev.fairlead.gateway.GatewayUnavailable.OutcomeUnknown;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Reply;
import dev.fairlead.model.Order;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.MemoryJournal.Tail;
import dev.fairlead.testkit.ScriptedBroker;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OutcomeUnknownTest {
  private static Rig hasty() {
    ScriptedBroker broker = new ScriptedBroker();
    GatewayConfig usual = Rig.config(broker);
    GatewayConfig hasty =
        new GatewayConfig(usual.data(), usual.seats(), usual.clock(), 100, Duration.ofMillis(200));
    return Rig.open(hasty, new MemoryJournal(), broker).ready();
  }

  private static GatewayUnavailable refusal(Rig rig, String clientOrderId) {
    return catchThrowableOfType(GatewayUnavailable.class, () -> rig.place(clientOrderId));
  }

  @Test
  @DisplayName(
      "D-01 a command without an answer in time is told as unknown, and later what became of it")
  void whatBecomesOfItIsHeardLater() {
    try (Rig rig = hasty()) {
      rig.journal.hold();
      GatewayUnavailable late = refusal(rig, "a");
      assertThat(late).isInstanceOf(OutcomeUnknown.class);
      assertThat(late.category()).isEqualTo(Category.NO_ANSWER);
      OutcomeUnknown unknown = (OutcomeUnknown) late;
      assertThat(unknown.command()).isInstanceOf(ClientCommand.Place.class);
      Heard<Reply> replies = new Heard<>();
      unknown.whenKnown(replies);
      assertThat(replies.all()).isEmpty();
      rig.journal.release();
      Await.until("the reply comes", () -> replies.size() == 1);
      Order order = Rig.done(replies.all().getFirst());
      assertThat(order.id()).isEqualTo(((ClientCommand.Place) unknown.command()).order());
      Heard<Reply> afterwards = new Heard<>();
      unknown.whenKnown(afterwards);
      assertThat(afterwards.all()).isEqualTo(replies.all());
    }
  }

  @Test
  @DisplayName(
      "D-01 when the disk fails, what was being written is unknown and what waited was not taken")
  void onlyWhatWasBeingWrittenIsUnknown() throws Exception {
    try (Rig rig = Rig.open()) {
      rig.journal.failAfter(rig.manager.lastSequence(), Tail.LOST);
      rig.journal.hold();
      Future<GatewayUnavailable> written = rig.async(() -> refusal(rig, "written"));
      Await.until("the commit is under way", () -> rig.journal.waiting() == 1);
      FutureTask<GatewayUnavailable> waiting = new FutureTask<>(() -> refusal(rig, "waiting"));
      Thread second = Thread.ofPlatform().daemon().start(waiting);
      Await.until("it waits", () -> second.getState() == Thread.State.WAITING);
      rig.journal.release();
      assertThat(written.get(5, TimeUnit.SECONDS)).isInstanceOf(OutcomeUnknown.class);
      assertThat(waiting.get(5, TimeUnit.SECONDS))
          .isNotInstanceOf(OutcomeUnknown.class)
          .satisfies(r -> assertThat(r.category()).isEqualTo(Category.STORAGE_FAILED));
      assertThat(refusal(rig, "later"))
          .isNotInstanceOf(OutcomeUnknown.class)
          .satisfies(r -> assertThat(r.category()).isEqualTo(Category.STORAGE_FAILED));
    }
  }
}
