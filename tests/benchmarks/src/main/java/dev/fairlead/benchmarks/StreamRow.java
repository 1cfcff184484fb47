// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.keys.ClientEnv;
import dev.fairlead.load.FillStream;
import dev.fairlead.load.GatewayProcess;
import dev.fairlead.load.HttpConnection;
import dev.fairlead.load.HttpRequests;
import dev.fairlead.load.Latencies;
import dev.fairlead.load.OpenLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long it takes from the moment that an order should be sent until its fill is heard. */
final class StreamRow implements Row {
  private static final int PER_SECOND = 200;
  private static final int ORDERS = 600;
  private static final int WORKERS = 16;
  private static final long FILL_LIMIT_NANOS = 10_000_000_000L;

  @Override
  public String name() {
    return "stream";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    Programs programs = new Programs(lab);
    Path data = programs.newFolder();
    List<HttpConnection> connections = new ArrayList<>();
    try (GatewayProcess _ = programs.up(lab.jar(), data)) {
      ClientEnv client = GatewayProcess.clientEnv(data);
      for (int i = 0; i < WORKERS; i++) {
        connections.add(new HttpConnection(client.baseUrl().getPort()));
      }
      try (FillStream stream = new FillStream(client)) {
        Trading trading = new Trading(client, stream, connections);
        var rounds = lab.interleave(trading::accounts, trading::orders);
        return List.of(
            line(rounds, "POST to fill on the stream, p99", 0.99, List.of(Bar.atMost(10))),
            line(rounds, "the same, p50", 0.50, List.of()));
      }
    } finally {
      for (HttpConnection connection : connections) {
        connection.close();
      }
    }
  }

  private Line line(
      List<Lab.Round<Latencies, Latencies>> rounds, String what, double quantile, List<Bar> bars) {
    return Line.compared(
        name(),
        what,
        "ms",
        rounds,
        found -> found.micros(quantile) / 1e3,
        found -> found.micros(quantile) / 1e3,
        bars,
        "market orders at "
            + PER_SECOND
            + " a second whether answered or not, from the intended instant of each, through HTTP,"
            + " journal, paper broker and stream to a WebSocket client. Baseline: GET /v2/account at"
            + " the same rate, to its answer");
  }

  /** The load, round after round. */
  private static final class Trading {
    private final ClientEnv client;
    private final FillStream stream;
    private final List<HttpConnection> connections;
    private int round;

    Trading(ClientEnv client, FillStream stream, List<HttpConnection> connections) {
      this.client = client;
      this.stream = stream;
      this.connections = connections;
    }

    Latencies orders() throws Exception {
      String prefix = "r" + ++round + "-";
      long[] intended =
          OpenLoop.run(ORDERS, PER_SECOND, WORKERS, (worker, i) -> ask(worker, order(prefix + i)));
      long[] nanos = new long[ORDERS];
      long deadline = System.nanoTime() + FILL_LIMIT_NANOS;
      for (int i = 0; i < ORDERS; i++) {
        nanos[i] = filledAt(prefix + i, deadline) - intended[i];
      }
      return Latencies.of(nanos);
    }

    Latencies accounts() throws Exception {
      long[] answeredAt = new long[ORDERS];
      byte[] request = HttpRequests.get(client, "/v2/account");
      long[] intended =
          OpenLoop.run(
              ORDERS,
              PER_SECOND,
              WORKERS,
              (worker, i) -> {
                ask(worker, request);
                answeredAt[i] = System.nanoTime();
              });
      long[] nanos = new long[ORDERS];
      for (int i = 0; i < ORDERS; i++) {
        nanos[i] = answeredAt[i] - intended[i];
      }
      return Latencies.of(nanos);
    }

    private void ask(int worker, byte[] request) throws IOException {
      connections.get(worker).ask(request);
    }

    private byte[] order(String id) {
      return HttpRequests.post(
          client,
          "/v2/orders",
          "{\"symbol\":\"AAPL\",\"qty\":\"0.01\",\"side\":\"buy\",\"type\":\"market\","
              + "\"time_in_force\":\"day\",\"client_order_id\":\""
              + id
              + "\"}");
    }

    private long filledAt(String id, long deadline) {
      Long at = stream.filledAt().get(id);
      while (at == null) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("no fill of " + id + " was heard");
        }
        Thread.onSpinWait();
        at = stream.filledAt().get(id);
      }
      return at;
    }
  }
}
