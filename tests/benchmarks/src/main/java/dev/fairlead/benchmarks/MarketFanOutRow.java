// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.keys.ClientEnv;
import dev.fairlead.load.GatewayProcess;
import dev.fairlead.load.OpenOrders;
import dev.fairlead.load.TickerCrowd;
import dev.fairlead.load.TickerGateway;
import dev.fairlead.load.Windows;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes from the moment that something happens in the market until a hundred clients
 * know, and what orders feel of it.
 */
final class MarketFanOutRow implements Row {
  private static final int CLIENTS = 100;
  private static final int ORDERS_PER_SECOND = 100;
  private static final int WORKERS = 8;
  private static final int WINDOWS = 3;
  private static final List<String> SYMBOLS =
      List.of("AAPL", "MSFT", "AMZN", "NVDA", "GOOGL", "META", "TSLA", "SPY", "QQQ", "KO");

  /** Orders with the crowd listening, and what the crowd heard meanwhile. */
  private record Both(Windows orders, TickerCrowd.Heard heard) {}

  @Override
  public String name() {
    return "market-fan-out";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    Programs programs = new Programs(lab);
    Path data = programs.newFolder();
    try (GatewayProcess _ =
            programs.main(TickerGateway.class, Programs.HEAP_IN_PLACE, data.toString());
        OpenOrders honest = new OpenOrders(GatewayProcess.clientEnv(data), WORKERS)) {
      ClientEnv client = GatewayProcess.clientEnv(data);
      honest.warmUp();
      return lines(
          lab.interleave(
              () -> honest.windows(WINDOWS, ORDERS_PER_SECOND), () -> both(client, honest)));
    }
  }

  private List<Line> lines(List<Lab.Round<Windows, Both>> rounds) {
    double own = rounds.stream().mapToDouble(r -> r.subject().heard().ownShare()).max().orElse(0);
    double heard =
        rounds.stream().mapToDouble(r -> r.subject().heard().perClient()).min().orElse(0);
    String includes =
        String.format(
            Locale.ROOT,
            "trades in ten symbols, one each millisecond, from the intended instant of each to its"
                + " arrival at each of 100 WebSocket clients of one key (JSON, at least %.0f a"
                + " second each; baseline: the first of them, an order's answer without any"
                + " market). The market is a broker's of the bench, the clients are one thread of"
                + " this process on the same machine (at most %.0f %% of a core), which is in the"
                + " figures. Left out: a network, TLS, MessagePack",
            heard,
            own * 100);
    return List.of(
        line(rounds, "publication to receipt, p99", 0.99, List.of(Bar.atMost(20)), includes),
        line(rounds, "the same, p50", 0.50, List.of(), "as above"),
        Line.compared(
            name(),
            "order to answer meanwhile, p99",
            "ms",
            rounds,
            alone -> alone.micros(0.99) / 1e3,
            both -> both.orders().micros(0.99) / 1e3,
            List.of(Bar.ratioAtMost(1.1)),
            "resting limit orders at "
                + ORDERS_PER_SECOND
                + " a second whether answered or not, from the intended instant of each; the median"
                + " of three windows of three seconds. Baseline: the same without clients of the"
                + " market"));
  }

  private Line line(
      List<Lab.Round<Windows, Both>> rounds,
      String what,
      double quantile,
      List<Bar> bars,
      String includes) {
    return Line.compared(
        name(),
        what,
        "ms",
        rounds,
        alone -> alone.micros(quantile) / 1e3,
        both -> both.heard().latencies().micros(quantile) / 1e3,
        bars,
        includes);
  }

  private static Both both(ClientEnv client, OpenOrders honest) throws Exception {
    try (TickerCrowd crowd = new TickerCrowd(client, CLIENTS, SYMBOLS)) {
      crowd.start();
      Windows orders = honest.windows(WINDOWS, ORDERS_PER_SECOND);
      return new Both(orders, crowd.stop());
    }
  }
}
