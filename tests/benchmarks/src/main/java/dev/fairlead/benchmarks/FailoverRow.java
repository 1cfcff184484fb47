// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.GatewayConfig;
import dev.fairlead.gateway.GatewayConfig.Seat;
import dev.fairlead.message.Event;
import dev.fairlead.message.Event.HealthChanged;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.ScriptedBroker;
import dev.fairlead.testkit.ScriptedBroker.Reaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How soon an order is at another broker when the first one breaks. */
final class FailoverRow implements Row {
  private static final double MOST_MILLIS = 1_000;

  private static final String INCLUDES =
      "three accounts in one JVM, strategy failover, orders placed one after the other; the first"
          + " account loses every answer from some order on. The verdict is journaled and synced,"
          + " as every order is. Left out: HTTP, the network, a broker's own time";

  @Override
  public String name() {
    return "failover";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    List<Double> sinceOpened = new ArrayList<>();
    List<Double> sinceLost = new ArrayList<>();
    Breaking.measure(Files.createTempDirectory(lab.scratch(), "warm"));
    for (int i = 0; i < lab.rounds(); i++) {
      Breaking.FailedOver found =
          Breaking.measure(Files.createTempDirectory(lab.scratch(), "round"));
      sinceOpened.add(found.sinceOpened());
      sinceLost.add(found.sinceLost());
    }
    return List.of(
        Line.alone(
            name(),
            "from the open breaker to the next order elsewhere",
            "ms",
            sinceOpened,
            List.of(Bar.atMost(MOST_MILLIS)),
            INCLUDES),
        Line.alone(
            name(),
            "the same from the first lost answer",
            "ms",
            sinceLost,
            List.of(Bar.atMost(MOST_MILLIS)),
            INCLUDES));
  }

  /**
   * A gateway with three broker accounts, of which the first one begins to lose every answer while
   * orders are placed one after the other.
   */
  private static final class Breaking {
    private static final List<BrokerAccount> ACCOUNTS =
        List.of(
            BrokerAccount.parse("paper:a"),
            BrokerAccount.parse("paper:b"),
            BrokerAccount.parse("paper:c"));
    private static final OrderRequest RESTING = OrderRequest.buy("AAPL", "1").limit("99");

    /** Most orders that are placed until one has gone elsewhere. */
    private static final int MOST_ORDERS = 100_000;

    /** What the gateway tells its instants by. */
    private final InstantSource clock = InstantSource.system();

    private final AtomicReference<@Nullable Instant> lost = new AtomicReference<>();
    private final AtomicReference<@Nullable Instant> opened = new AtomicReference<>();
    private final AtomicReference<@Nullable Instant> elsewhere = new AtomicReference<>();

    private Breaking() {}

    /**
     * How long it took until an order was at another broker.
     *
     * @param sinceOpened milliseconds since the engine was told that the breaker is open
     * @param sinceLost milliseconds since the first answer was lost
     */
    record FailedOver(double sinceOpened, double sinceLost) {}

    /** Breaks the first account of a gateway with its journal in {@code data}. */
    static FailedOver measure(Path data) {
      return new Breaking().run(data);
    }

    private FailedOver run(Path data) {
      ScriptedBroker first = new ScriptedBroker();
      ScriptedBroker second = new ScriptedBroker();
      ScriptedBroker third = new ScriptedBroker();
      GatewayConfig config =
          new GatewayConfig(
                  data,
                  List.of(
                      new Seat(ACCOUNTS.get(0), first),
                      new Seat(ACCOUNTS.get(1), second),
                      new Seat(ACCOUNTS.get(2), third)),
                  clock,
                  16_384,
                  Duration.ofSeconds(8))
              .routing(new Routing("failover", List.of()));
      try (BrokerManager manager = BrokerManager.open(config)) {
        Await.until("all are up", () -> manager.capabilities().size() == ACCOUNTS.size());
        manager.follow(
            manager.lastSequence(),
            outcome -> {
              if (outcome.events().stream().anyMatch(Breaking::opens)) {
                opened.compareAndSet(null, outcome.at());
              }
            });
        place(manager);
        second.always(
            Attempt.Kind.PLACE,
            (command, answer) -> {
              elsewhere.compareAndSet(null, clock.instant());
              second.obey(command, answer);
            });
        Reaction loses =
            (command, answer) -> {
              lost.compareAndSet(null, clock.instant());
              Reaction.inDoubt().to(command, answer);
            };
        first.always(Attempt.Kind.PLACE, loses);
        first.always(Attempt.Kind.QUERY, loses);
        for (int i = 0; i < MOST_ORDERS && elsewhere.get() == null; i++) {
          place(manager);
        }
        Await.until("the open breaker is told of", () -> opened.get() != null);
      }
      return new FailedOver(millis(opened.get()), millis(lost.get()));
    }

    private static void place(BrokerManager manager) {
      if (!(manager.local().place(RESTING) instanceof Reply.Done)) {
        throw new IllegalStateException("an order was refused while a broker was there");
      }
    }

    private static boolean opens(Event event) {
      return event instanceof HealthChanged(var health) && !health.takesOrders();
    }

    private double millis(@Nullable Instant from) {
      Instant to = elsewhere.get();
      if (from == null || to == null) {
        throw new IllegalStateException("no order went elsewhere");
      }
      return Duration.between(from, to).toNanos() / 1e6;
    }
  }
}
