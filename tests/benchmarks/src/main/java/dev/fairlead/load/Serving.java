// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.desk.GatewayDesk;
import dev.fairlead.keys.ClientEnv;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.server.FairleadServer;
import dev.fairlead.server.ServerConfig;
import dev.fairlead.store.Store;
import dev.fairlead.watchlist.Watchlists;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** A store and a server round a gateway, put together as {@code fairlead up} does. */
final class Serving {
  private Serving() {}

  /** Serves, says that it is ready, and goes on until the process is ended. */
  static void untilEnded(InProcess gateway, Path data, ServerConfig config, InstantSource clock)
      throws InterruptedException {
    Store store = Store.open(data.resolve("store.db"));
    gateway.keep(store);
    ClientKeys keys = ClientKeys.open(data, clock);
    FairleadServer server =
        FairleadServer.start(
            config,
            new GatewayDesk(gateway.manager(), store, keys::allowance),
            keys,
            Watchlists.in(data, clock));
    gateway.manager().onOutcome(server.outcomes());
    ClientEnv.of(keys.create(), server.address()).write(data);
    System.out.println("ready " + server.address());
    System.out.flush();
    new CountDownLatch(1).await();
  }
}
