// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.strain;

import dev.fairlead.door.Allowance;
import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.ClientSession;
import dev.fairlead.gateway.GatewayConfig;
import dev.fairlead.gateway.GatewayConfig.Seat;
import dev.fairlead.health.HealthRules;
import dev.fairlead.load.InProcess;
import dev.fairlead.load.Latencies;
import dev.fairlead.load.OpenLoop;
import dev.fairlead.load.Windows;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Principal;
import dev.fairlead.paper.PaperBroker;
import dev.fairlead.testkit.HangingBroker;
import dev.fairlead.testkit.HangingBroker.Spot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A gateway in this process with two paper accounts. Orders come at both all the time; the primary
 * account hangs when it is told to, and what is measured are the other one's. Both breakers stay
 * closed, so that the orders of the one that hangs go on coming.
 */
public final class TwoBrokers implements AutoCloseable {
  private static final BrokerAccount HANGS = BrokerAccount.parse("paper:hangs");
  private static final BrokerAccount WORKS = BrokerAccount.parse("paper:works");
  private static final OrderRequest RESTING = OrderRequest.buy("AAPL", "1").limit("1.00");
  private static final int COMMANDS = 16_384;
  private static final int WORKERS = 8;
  private static final int WINDOW_SECONDS = 3;
  private static final long BESIDE_NANOS = Duration.ofMillis(50).toNanos();
  private static final int WARM_UP_ORDERS = 15_000;
  private static final int WARM_UP_PER_SECOND = 1_000;

  private final HangingBroker hanging;
  private final BrokerManager manager;
  private final ClientSession works;
  private final ClientSession hangs;
  private final Thread beside;
  private volatile boolean closed;

  /** One window under way: when each of its orders was told to work. */
  private record Told(String prefix, AtomicLongArray at, AtomicInteger missing) {}

  private volatile Told told = new Told("none-", new AtomicLongArray(0), new AtomicInteger());

  public TwoBrokers(Path data) {
    InstantSource clock = InstantSource.system();
    hanging = new HangingBroker(new PaperBroker(InProcess.rich(), clock));
    GatewayConfig config =
        new GatewayConfig(
                data,
                List.of(
                    new Seat(HANGS, hanging),
                    new Seat(WORKS, new PaperBroker(InProcess.rich(), clock))),
                clock,
                COMMANDS,
                Duration.ofSeconds(8))
            .judging(HealthRules.DEFAULT.neverOpening())
            .routing(new Routing("failover", List.of()));
    manager = BrokerManager.open(config);
    InProcess.await(() -> manager.capabilities().size() == 2);
    manager.onOrder(this::note);
    works = client(WORKS);
    hangs = client(HANGS);
    beside = Thread.ofPlatform().daemon().name("beside").start(this::placeBeside);
  }

  private ClientSession client(BrokerAccount account) {
    return manager.client(new Principal(account.name()), new Allowance(Set.of(), account));
  }

  /** Some orders for the account that may hang. */
  private void placeBeside() {
    while (!closed) {
      InProcess.place(hangs, RESTING);
      LockSupport.parkNanos(BESIDE_NANOS);
    }
  }

  private void note(OrderEvent event) {
    Told now = told;
    String id = event.order().clientOrderId();
    if (event.what() instanceof Happened.Working && id.startsWith(now.prefix())) {
      now.at().set(Integer.parseInt(id.substring(now.prefix().length())), System.nanoTime());
      now.missing().decrementAndGet();
    }
  }

  /** So long that the code has been compiled. */
  public void warmUp() throws Exception {
    run(WARM_UP_ORDERS, WARM_UP_PER_SECOND);
  }

  /** Nothing hangs. */
  public Windows quiet(int count, int perSecond) throws Exception {
    return Windows.run(count, () -> run(WINDOW_SECONDS * perSecond, perSecond));
  }

  /** The primary account's link hangs in a placing, and takes up nothing more. */
  public Windows besideOneThatHangs(int count, int perSecond) throws Exception {
    int before = hanging.hung();
    hanging.hang(Spot.PLACE, Spot.CANCEL, Spot.QUERY);
    try {
      InProcess.await(() -> hanging.hung() > before);
      return quiet(count, perSecond);
    } finally {
      hanging.release();
    }
  }

  /** From the instant at which each order was to be placed until it was told to work. */
  private Latencies run(int count, int perSecond) throws Exception {
    Told window =
        new Told(
            "w" + System.nanoTime() + "-", new AtomicLongArray(count), new AtomicInteger(count));
    told = window;
    long[] intended =
        OpenLoop.run(
            count,
            perSecond,
            WORKERS,
            (_, i) -> InProcess.place(works, RESTING, window.prefix() + i));
    InProcess.await(() -> window.missing().get() == 0);
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      nanos[i] = window.at().get(i) - intended[i];
    }
    return Latencies.of(nanos);
  }

  @Override
  public void close() {
    closed = true;
    hanging.release();
    try {
      beside.join();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    manager.close();
  }
}
