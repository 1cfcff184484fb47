// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

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
import dev.fairlead.testkit.ScriptedBroker;
import dev.fairlead.testkit.ScriptedBroker.Reaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A gateway with three broker accounts, of which the first one begins to lose every answer while
 * orders are placed one after the other.
 */
public final class BreakingBroker {
  private static final List<BrokerAccount> ACCOUNTS =
      List.of(
          BrokerAccount.parse("paper:a"),
          BrokerAccount.parse("paper:b"),
          BrokerAccount.parse("paper:c"));
  private static final OrderRequest RESTING = OrderRequest.buy("AAPL", "1").limit("99");

  /** Never set. */
  private static final long NEVER = Long.MIN_VALUE;

  /** Most orders that are placed until one has gone elsewhere. */
  private static final int MOST_ORDERS = 100_000;

  private final AtomicLong lostNanos = new AtomicLong(NEVER);
  private final AtomicLong openedNanos = new AtomicLong(NEVER);
  private final AtomicLong elsewhereNanos = new AtomicLong(NEVER);

  private BreakingBroker() {}

  /**
   * How long it took until an order was at another broker.
   *
   * @param sinceOpened milliseconds since the engine was told that the breaker is open
   * @param sinceLost milliseconds since the first answer was lost
   */
  public record FailedOver(double sinceOpened, double sinceLost) {}

  /** Breaks the first account of a gateway with its journal in {@code data}. */
  public static FailedOver measure(Path data) {
    return new BreakingBroker().run(data);
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
                InstantSource.system(),
                16_384,
                Duration.ofSeconds(8))
            .routing(new Routing("failover", List.of()));
    try (BrokerManager manager = BrokerManager.open(config)) {
      InProcess.await(() -> manager.capabilities().size() == ACCOUNTS.size());
      manager.follow(
          manager.lastSequence(),
          outcome -> {
            if (outcome.events().stream().anyMatch(BreakingBroker::opens)) {
              first(openedNanos);
            }
          });
      InProcess.place(manager.local(), RESTING);
      second.always(
          Attempt.Kind.PLACE,
          (command, answer) -> {
            first(elsewhereNanos);
            second.obey(command, answer);
          });
      Reaction lost =
          (command, answer) -> {
            first(lostNanos);
            Reaction.inDoubt().to(command, answer);
          };
      first.always(Attempt.Kind.PLACE, lost);
      first.always(Attempt.Kind.QUERY, lost);
      for (int i = 0; i < MOST_ORDERS && elsewhereNanos.get() == NEVER; i++) {
        if (!(manager.local().place(RESTING) instanceof Reply.Done)) {
          throw new IllegalStateException("an order was refused while a broker was there");
        }
      }
    }
    return new FailedOver(
        millis(openedNanos.get(), elsewhereNanos.get()),
        millis(lostNanos.get(), elsewhereNanos.get()));
  }

  private static boolean opens(Event event) {
    return event instanceof HealthChanged(var health) && !health.takesOrders();
  }

  private static void first(AtomicLong nanos) {
    if (nanos.get() == NEVER) {
      nanos.compareAndSet(NEVER, System.nanoTime());
    }
  }

  private static double millis(long from, long to) {
    if (from == NEVER || to == NEVER) {
      throw new IllegalStateException("no order went elsewhere");
    }
    return Math.max(0, (to - from) / 1e6);
  }
}
