// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.server.RateConfig;
import dev.fairlead.server.ServerConfig;
import dev.fairlead.wire.PostRoute;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The gateway that {@code fairlead up} runs, in a process of its own, with money for any load and
 * one route more: it gives back the body that it got, behind the same guards, so that the server
 * can be told from what it serves.
 */
public final class EchoGateway {
  /** The further route. */
  public static final String ECHO = "/echo";

  private EchoGateway() {}

  /** Runs on the data folder that the only argument names, until the process is ended. */
  public static void main(String[] arguments) throws InterruptedException {
    Path data = Path.of(arguments[0]);
    InstantSource clock = InstantSource.system();
    InProcess gateway = new InProcess(data);
    ServerConfig config =
        ServerConfig.of(0, TradingHours.ALWAYS, clock)
            .limiting(RateConfig.DEFAULT.requests(Integer.MAX_VALUE, Integer.MAX_VALUE))
            .measuring(new PostRoute(ECHO, body -> body));
    gateway.serve(data, config, clock);
  }
}
