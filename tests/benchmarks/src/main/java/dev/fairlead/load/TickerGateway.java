// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.desk.GatewayDesk;
import dev.fairlead.keys.ClientEnv;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.server.FairleadServer;
import dev.fairlead.server.ServerConfig;
import dev.fairlead.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/**
 * The gateway that {@code fairlead up} runs, in a process of its own, with money for any load and a
 * market that moves every millisecond once somebody follows it.
 */
public final class TickerGateway {
  private TickerGateway() {}

  /** Runs on the data folder that the only argument names, until the process is ended. */
  public static void main(String[] arguments) throws InterruptedException {
    Path data = Path.of(arguments[0]);
    InstantSource clock = InstantSource.system();
    InProcess gateway = new InProcess(data, MetronomeBroker::new);
    Store store = Store.open(data.resolve("store.db"));
    gateway.keep(store);
    ClientKeys keys = ClientKeys.open(data, clock);
    FairleadServer server =
        FairleadServer.start(
            ServerConfig.of(0, TradingHours.ALWAYS, clock),
            new GatewayDesk(gateway.manager(), store),
            keys);
    gateway.manager().onOutcome(server.outcomes());
    ClientEnv.of(keys.create(), server.address()).write(data);
    System.out.println("ready " + server.address());
    System.out.flush();
    new CountDownLatch(1).await();
  }
}
