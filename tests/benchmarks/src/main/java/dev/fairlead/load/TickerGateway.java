// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.server.RateConfig;
import dev.fairlead.server.ServerConfig;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The gateway that {@code fairlead up} runs, in a process of its own, with money for any load and a
 * market that moves every millisecond once somebody follows it.
 */
public final class TickerGateway {
  private static final int MANY = 100_000;

  private TickerGateway() {}

  /** Runs on the data folder that the only argument names, until the process is ended. */
  public static void main(String[] arguments) throws InterruptedException {
    Path data = Path.of(arguments[0]);
    InstantSource clock = InstantSource.system();
    InProcess gateway = new InProcess(data, MetronomeBroker::new);
    ServerConfig config = ServerConfig.of(0, TradingHours.ALWAYS, clock);
    // A crowd connects anew for each round, with one key.
    RateConfig rates = config.rates().streams(MANY, MANY);
    gateway.serve(data, config.limiting(rates), clock);
  }
}
