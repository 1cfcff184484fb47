// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.GatewayConfig;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import java.nio.file.Path;

/** A gateway in this process, and orders that rest at its broker. Thread-safe. */
public final class JvmGateway implements AutoCloseable {
  private static final OrderRequest ORDER = OrderRequest.buy("AAPL", "1").limit("1.00");
  private static final long READY_NANOS = 10_000_000_000L;

  private final BrokerManager manager;

  public JvmGateway(Path data) {
    manager =
        BrokerManager.open(
            GatewayConfig.of(data, BrokerAccount.parse("taking:main"), new TakingBroker()));
    long deadline = System.nanoTime() + READY_NANOS;
    while (manager.unreadyReason().isPresent()) {
      if (System.nanoTime() > deadline) {
        manager.close();
        throw new IllegalStateException("not ready: " + manager.unreadyReason());
      }
      Thread.onSpinWait();
    }
  }

  /** Places an order and returns when it is durable and taken. */
  public void place() {
    if (!(manager.local().place(ORDER) instanceof Reply.Done)) {
      throw new IllegalStateException("an order was refused under load");
    }
  }

  /** Waits until the sequencer has nothing left to do. */
  public void settle() {
    long before;
    do {
      before = manager.lastSequence();
      java.util.concurrent.locks.LockSupport.parkNanos(500_000);
    } while (manager.lastSequence() != before);
  }

  @Override
  public void close() {
    manager.close();
  }
}
