// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.desk.GatewayDesk;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.server.FairleadServer;
import dev.fairlead.server.ServerConfig;
import dev.fairlead.store.Store;
import dev.fairlead.watchlist.Watchlists;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/**
 * A server on a gateway that has nothing to do, in a process of its own, before a store that holds
 * many orders of its only key. The store stands far ahead of the gateway's journal, so that reads
 * wait for nothing and nothing is written to it.
 */
public final class ListGateway {
  private ListGateway() {}

  /**
   * Serves the data folder that the only argument names, which {@link StoredOrders} made, until the
   * process is ended.
   */
  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    InstantSource clock = InstantSource.system();
    ClientKeys keys = ClientKeys.open(data, clock);
    Store store = Store.open(data.resolve("store.db"));
    InProcess gateway = new InProcess(data);
    ServerConfig config = ServerConfig.of(0, TradingHours.ALWAYS, clock);
    FairleadServer server =
        FairleadServer.start(
            config,
            new GatewayDesk(gateway.manager(), store, keys::allowance),
            keys,
            Watchlists.in(data, clock));
    GatewayProcess.clientEnv(data).at(server.address()).write(data);
    System.out.println("ready " + server.address());
    System.out.flush();
    new CountDownLatch(1).await();
  }
}
