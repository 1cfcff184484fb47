// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.health.HealthRules;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.Reply;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A gateway on a journal in memory and a broker that does what the test says. */
final class Rig implements AutoCloseable {
  final MemoryJournal journal;
  final ScriptedBroker broker;
  final BrokerManager manager;
  final Heard<Outcome> outcomes = new Heard<>();
  private final ExecutorService clients = Executors.newCachedThreadPool();

  private Rig(GatewayConfig config, MemoryJournal journal, ScriptedBroker broker) {
    this.journal = journal;
    this.broker = broker;
    long before = journal.lastSequence();
    manager = BrokerManager.open(config, journal);
    // What happens while it opens is heard too: links come up and doubts are looked into.
    manager.follow(before, outcomes::accept);
  }

  static Rig open() {
    return open(new MemoryJournal(), new ScriptedBroker()).ready();
  }

  /** One whose link may not come up. */
  static Rig open(MemoryJournal journal, ScriptedBroker broker) {
    return open(config(broker), journal, broker);
  }

  static Rig open(GatewayConfig config, MemoryJournal journal, ScriptedBroker broker) {
    return new Rig(config, journal, broker);
  }

  /** Whose breaker stays closed whatever the broker does: for tests about something else. */
  static GatewayConfig config(ScriptedBroker broker) {
    return GatewayConfig.of(Path.of("unused"), Samples.ACCOUNT, broker)
        .judging(HealthRules.DEFAULT.neverOpening());
  }

  static GatewayConfig config(ScriptedBroker broker, int commandLimit, InstantSource clock) {
    GatewayConfig usual = config(broker);
    return new GatewayConfig(
            usual.data(), usual.seats(), clock, commandLimit, Duration.ofSeconds(10))
        .judging(usual.health());
  }

  Rig ready() {
    Await.until("the link is up", () -> manager.unreadyReason().isEmpty());
    return this;
  }

  /** What the next start finds if this process is killed now. */
  Rig killed() {
    return open(journal.restarted(), broker);
  }

  /** The order that an accepted place led to. */
  Order place(String clientOrderId) {
    return done(manager.local().place(Samples.resting("10"), clientOrderId));
  }

  static Order done(Reply reply) {
    if (reply instanceof Reply.Done(Order order)) {
      return order;
    }
    throw new AssertionError("not done but " + reply);
  }

  Order awaitStatus(OrderId id, OrderStatus status) {
    return Await.value(
        id + " is " + status, () -> manager.order(id).filter(order -> order.status() == status));
  }

  /** Does it on a thread of its own. */
  <T> Future<T> async(Callable<T> client) {
    return clients.submit(client);
  }

  @Override
  public void close() {
    journal.release();
    manager.close();
    clients.shutdownNow();
  }
}
