// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.gateway.ClientSession;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.store.Store;
import dev.fairlead.store.StoreWriter;
import dev.fairlead.testkit.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Data folders of a gateway that has taken many orders. */
public final class ManyOrders {
  private static final int WORKERS = 64;
  private static final Duration STORE_LIMIT = Duration.ofSeconds(60);
  private static final OrderRequest RESTING = OrderRequest.buy("MSFT", "1").limit("1.00");
  private static final OrderRequest FILLED = OrderRequest.buy("AAPL", "0.01");

  private ManyOrders() {}

  /**
   * Places {@code count} orders through a gateway: a quarter is filled, a quarter cancelled, half
   * rest. Leaves the folder {@code stopped} as an orderly stop does, and {@code killed} as it was
   * just before, without the snapshot of the stop.
   */
  public static void make(int count, Path stopped, Path killed) throws Exception {
    Files.createDirectories(stopped);
    try (Store store = Store.open(stopped.resolve("store.db"));
        InProcess gateway = new InProcess(stopped);
        StoreWriter _ = gateway.keep(store)) {
      ClientSession client = gateway.manager().local();
      try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
        List<Future<?>> running =
            IntStream.range(0, WORKERS)
                .<Future<?>>mapToObj(worker -> threads.submit(() -> place(client, worker, count)))
                .toList();
        for (Future<?> one : running) {
          one.get();
        }
      }
      gateway.settle();
      if (!store.awaitSequence(gateway.manager().lastSequence(), STORE_LIMIT)) {
        throw new IllegalStateException("the store did not follow within " + STORE_LIMIT);
      }
      Folders.copy(stopped, killed);
    }
  }

  private static void place(ClientSession client, int worker, int count) {
    for (int i = worker; i < count; i += WORKERS) {
      switch (i % 4) {
        case 0 -> InProcess.place(client, FILLED);
        case 1 -> {
          Order order = InProcess.place(client, RESTING);
          client.cancel(order.id());
        }
        default -> InProcess.place(client, RESTING);
      }
    }
  }
}
