// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.system.Traders.Promise;
import dev.fairlead.system.Traders.Unanswered;
import dev.fairlead.system.TradingClient.Answer;
import dev.fairlead.system.UpdateListener.Update;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Folders;
import dev.fairlead.testkit.RecordingBroker;
import dev.fairlead.testkit.RecordingBroker.Sent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The gateway's process is killed at random moments, while it trades and while it starts, always on
 * the same data folder. After each kill the journal is audited against what clients were promised
 * and against what went to the broker; after each restart the promises are asked for again.
 *
 * <p>{@code -Dfairlead.seed=N} repeats the choices, though not the timing. It runs beside the other
 * tests, which makes the timing no less random.
 */
@Execution(ExecutionMode.CONCURRENT)
final class KillTest {
  private static final int KILLS = Boolean.getBoolean("fairlead.all") ? 500 : 50;
  private static final int TRADERS = 3;
  private static final int SETTLED_PROMISES = 200;

  /** One start in so many is killed before it is ready. */
  private static final int STARTS_TO_ONE_KILLED = 5;

  @TempDir Path folder;

  private final long seed = Long.getLong("fairlead.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Traders traders = new Traders();
  private final List<List<Update>> heard = new ArrayList<>();

  /** Goes on from kill to kill; at the end another one replays the journal from its beginning. */
  private final Audit audit = new Audit();

  private final Set<Unanswered> settled = new HashSet<>();
  private int settledPromises;
  private int goneOn;

  @Test
  @DisplayName(
      "I-01 I-03 I-05 I-07 I-32 F-P01 F-P02 kill -9 at any moment loses and doubles nothing")
  void aKillLosesAndDoublesNothing() throws Exception {
    System.out.println("KillTest: " + KILLS + " kills, -Dfairlead.seed=" + seed);
    Path data = folder.resolve("data");
    Path wire = folder.resolve("wire");
    for (int kill = 1; kill <= KILLS; kill++) {
      try {
        killOnce(data, wire, kill);
        audit(audit, data, wire);
      } catch (AssertionError | RuntimeException | IOException broken) {
        String which = "kill " + kill + " of -Dfairlead.seed=" + seed + ": ";
        throw new AssertionError(which + broken.getMessage(), broken);
      }
    }
    assertThat(traders.answers()).as("there was load").isGreaterThan(KILLS * 10);
    assertThat(goneOn).as("orders went on after a kill").isGreaterThan(KILLS / 2);
    System.out.println(
        "KillTest: "
            + traders.answers()
            + " commands answered, "
            + traders.unanswered().size()
            + " places cut off");
    endsInOrder(data, wire);
  }

  private void killOnce(Path data, Path wire, int kill) throws IOException, InterruptedException {
    try (GatewayProcess gateway = GatewayProcess.tapped(data, wire)) {
      if (kill > 1 && random.nextInt(STARTS_TO_ONE_KILLED) == 0) {
        assertThat(gateway.endsWithin(Duration.ofMillis(random.nextInt(1_500)))).isFalse();
        gateway.kill();
        return;
      }
      gateway.ready();
      try (TradingClient client = gateway.client();
          UpdateListener updates = new UpdateListener(client.env())) {
        promisesHold(client);
        unansweredAreSettled(client);
        openOrdersGoOn(client);
        Traders.Running trading = traders.start(client, TRADERS, "k" + kill, random.split());
        assertThat(gateway.endsWithin(Duration.ofMillis(20 + random.nextInt(600)))).isFalse();
        gateway.kill();
        trading.end();
        heard.add(updates.updates());
      }
    }
  }

  private void audit(Audit audit, Path data, Path wire) throws IOException {
    List<Sent> sent = Files.exists(wire) ? RecordingBroker.read(wire) : List.of();
    if (!Files.exists(data.resolve("journal.db"))) {
      assertThat(sent).isEmpty();
      assertThat(traders.promises()).isEmpty();
    }
    audit
        .goOn(Folders.copy(data, folder.resolve("copy")))
        .keeps(traders.promises())
        .matches(sent)
        .isConsistent()
        .told(heard)
        .requireSound();
  }

  /** What was answered since the last start is there, under the same ids. */
  private void promisesHold(TradingClient client) throws IOException, InterruptedException {
    List<Promise> promises = traders.promises();
    int from = Math.max(settledPromises, promises.size() - SETTLED_PROMISES);
    for (Promise promise : promises.subList(from, promises.size())) {
      if (promise instanceof Promise.Placed(String clientOrderId, String orderId)) {
        assertThat(client.orderByClientId(clientOrderId).ok().path("id").asString(""))
            .as(clientOrderId)
            .isEqualTo(orderId);
      }
    }
    settledPromises = promises.size();
  }

  /** What got no answer is asked for again, as an honest client does: one order, or none before. */
  private void unansweredAreSettled(TradingClient client) throws IOException, InterruptedException {
    for (Unanswered unanswered : traders.unanswered()) {
      if (settled.add(unanswered)) {
        traders.place(client, unanswered.body());
      }
    }
  }

  /** An order from before the kill can still be cancelled, and another one be filled. */
  private void openOrdersGoOn(TradingClient client) throws IOException, InterruptedException {
    Optional<String> toCancel = anyWorking(client);
    if (toCancel.isPresent()) {
      assertThat(client.delete("/v2/orders/" + toCancel.get()).status()).isEqualTo(204);
      awaitStatus(client, toCancel.get(), "canceled");
      goneOn++;
    }
    Optional<String> toFill = anyWorking(client);
    if (toFill.isPresent()) {
      Answer replaced = client.patch("/v2/orders/" + toFill.get(), Map.of("limit_price", "2000"));
      awaitStatus(client, replaced.ok().path("id").asString(""), "filled");
      traders.note(new Promise.Placed(replaced.text("client_order_id"), replaced.text("id")));
      goneOn++;
    }
  }

  /** An order that works, taken away from the traders; a replace may have failed by the kill. */
  private Optional<String> anyWorking(TradingClient client)
      throws IOException, InterruptedException {
    for (Map.Entry<String, String> order : Map.copyOf(traders.resting()).entrySet()) {
      traders.resting().remove(order.getKey());
      if (status(client, order.getValue()).equals("new")) {
        return Optional.of(order.getValue());
      }
    }
    return Optional.empty();
  }

  private static void awaitStatus(TradingClient client, String order, String wanted) {
    Await.until(order + " is " + wanted, () -> statusNow(client, order).equals(wanted));
  }

  private static String statusNow(TradingClient client, String order) {
    try {
      return status(client, order);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String status(TradingClient client, String order)
      throws IOException, InterruptedException {
    return client.get("/v2/orders/" + order).ok().path("status").asString("");
  }

  /** After an orderly stop the journal verifies, and the store is what a rebuilt one is. */
  private void endsInOrder(Path data, Path wire) throws Exception {
    try (GatewayProcess gateway = GatewayProcess.tapped(data, wire).ready()) {
      try (TradingClient client = gateway.client()) {
        promisesHold(client);
        unansweredAreSettled(client);
      }
      gateway.stop();
    }
    try (GatewayProcess verify = GatewayProcess.command(data, "journal", "verify")) {
      assertThat(verify.awaitEnd()).as("%s %s", verify.out(), verify.err()).isZero();
    }
    audit(new Audit(), data, wire);
    Path rebuilt = Folders.copy(data, folder.resolve("rebuilt"));
    try (GatewayProcess rebuild = GatewayProcess.command(rebuilt, "store", "rebuild")) {
      assertThat(rebuild.awaitEnd()).as("%s %s", rebuild.out(), rebuild.err()).isZero();
    }
    Map<String, List<String>> rows = StoreRows.of(data);
    assertThat(rows.get("orders")).hasSizeGreaterThanOrEqualTo(traders.answers() / 4);
    assertThat(StoreRows.of(rebuilt)).isEqualTo(rows);
  }
}
