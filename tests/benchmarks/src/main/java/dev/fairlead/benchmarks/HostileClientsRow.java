// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.benchmarks.Lab.Round;
import dev.fairlead.keys.ClientEnv;
import dev.fairlead.load.GatewayProcess;
import dev.fairlead.load.HostileClients;
import dev.fairlead.load.OpenOrders;
import dev.fairlead.load.Reconnects;
import dev.fairlead.load.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an honest client feels of others that mean no good (L-12), and what a client that connects
 * again ten thousand times a minute costs (facts 10.10).
 */
final class HostileClientsRow implements Row {
  private static final int SLOW_SOCKETS = 1_000;
  private static final int PER_SECOND = 200;
  private static final int WORKERS = 16;

  /** Together longer than a slow sender may go on, so that they are cut and come again. */
  private static final int WINDOWS = 4;

  private static final int RECONNECTS_PER_SECOND = 167;
  private static final Duration WATCH = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "hostile-clients";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    Programs programs = new Programs(lab);
    Path data = programs.newFolder();
    try (GatewayProcess gateway = programs.up(lab.jar(), data);
        OpenOrders honest = new OpenOrders(GatewayProcess.clientEnv(data), WORKERS)) {
      ClientEnv client = GatewayProcess.clientEnv(data);
      honest.warmUp();
      List<Round<Windows, Windows>> rounds =
          lab.repeat(() ->
              new Round<>(honest.windows(WINDOWS, PER_SECOND), besieged(client, honest)));
      List<Round<Double, Double>> costs =
          lab.repeat(() ->
              new Round<>(
                  ProcessUse.cpuPercent(gateway.pid(), WATCH), reconnected(client, gateway.pid())));
      return List.of(
          honest(rounds, "POST /v2/orders, p99", 0.99, List.of(Bar.ratioAtMost(1.5))),
          honest(rounds, "the same, p50", 0.50, List.of()),
          cost(costs));
    }
  }

  private Line honest(
      List<Round<Windows, Windows>> rounds, String what, double quantile, List<Bar> bars) {
    return Line.compared(
        name(),
        what,
        "ms",
        rounds,
        found -> found.micros(quantile) / 1e3,
        found -> found.micros(quantile) / 1e3,
        bars,
        PER_SECOND
            + " durable limit orders a second whether answered or not, from the intended instant of"
            + " each, while "
            + SLOW_SOCKETS
            + " sockets send a request a byte a second, come again when they are cut, and a"
            + " listener reads nothing of the stream; the median of"
            + " four windows of three seconds. Baseline: the same orders without them, in the same"
            + " gateway");
  }

  private Line cost(List<Round<Double, Double>> rounds) {
    return Line.compared(
        name(),
        "10,000 reconnects a minute, CPU of one core",
        "%",
        rounds,
        idle -> idle,
        busy -> busy,
        List.of(Bar.atMost(10)),
        "CPU of the gateway's process by /proc while a client asks for the stream "
            + RECONNECTS_PER_SECOND
            + " times a second, each on a new connection and refused at the door once it has used"
            + " up what it may. Baseline: the same process with nobody asking");
  }

  private static Windows besieged(ClientEnv client, OpenOrders honest) throws Exception {
    try (HostileClients _ = new HostileClients(client, SLOW_SOCKETS)) {
      return honest.windows(WINDOWS, PER_SECOND);
    }
  }

  private static double reconnected(ClientEnv client, long pid) throws Exception {
    try (Reconnects _ = new Reconnects(client, RECONNECTS_PER_SECOND)) {
      return ProcessUse.cpuPercent(pid, WATCH);
    }
  }
}
