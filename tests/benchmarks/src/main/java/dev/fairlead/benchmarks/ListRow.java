// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.keys.ClientEnv;
import dev.fairlead.load.ClosedLoop;
import dev.fairlead.load.GatewayProcess;
import dev.fairlead.load.HttpConnection;
import dev.fairlead.load.HttpRequests;
import dev.fairlead.load.Latencies;
import dev.fairlead.load.ListGateway;
import dev.fairlead.load.StoredOrders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How long a listing of orders takes out of a store that holds very many of them. */
final class ListRow implements Row {
  private static final int MANY = 1_000_000;
  private static final int FEW = 1_000;
  private static final int ANSWER_BYTES = 4 * 1024 * 1024;

  /** An order takes some 800 bytes. */
  private static final int FULL_BYTES = 380_000;

  private static final long SEED = 20_261_101;
  private static final Duration TIME = Duration.ofSeconds(3);
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final String LIST = "/v2/orders?status=all&limit=500";

  @Override
  public String name() {
    return "list-orders";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    Programs programs = new Programs(lab);
    Path few = programs.newFolder();
    Path many = programs.newFolder();
    try (GatewayProcess _ = start(programs, few, FEW);
        GatewayProcess _ = start(programs, many, MANY);
        Listing small = new Listing(GatewayProcess.clientEnv(few), FEW);
        Listing large = new Listing(GatewayProcess.clientEnv(many), MANY)) {
      small.newest(WARM_UP);
      large.newest(WARM_UP);
      large.past(WARM_UP);
      var rounds =
          lab.interleave(
              () -> small.newest(TIME), () -> new Both(large.newest(TIME), large.past(TIME)));
      return List.of(
          line(
              rounds,
              "newest 500 of 1,000,000 orders, p99",
              both -> both.newest().micros(0.99),
              0.99,
              List.of(Bar.atMost(20))),
          line(rounds, "the same, p50", both -> both.newest().micros(0.50), 0.50, List.of()),
          line(
              rounds,
              "500 from any moment of the past, p99",
              both -> both.past().micros(0.99),
              0.99,
              List.of(Bar.atMost(20))),
          line(rounds, "the same, p50", both -> both.past().micros(0.50), 0.50, List.of()));
    }
  }

  /** What one round found of the large store. */
  private record Both(Latencies newest, Latencies past) {}

  private static GatewayProcess start(Programs programs, Path data, int orders)
      throws IOException, InterruptedException {
    StoredOrders.make(data, orders);
    return programs.main(ListGateway.class, List.of(), data.toString());
  }

  private Line line(
      List<Lab.Round<Latencies, Both>> rounds,
      String what,
      ToDoubleFunction<Both> micros,
      double quantile,
      List<Bar> bars) {
    return Line.compared(
        name(),
        what,
        "ms",
        rounds,
        found -> found.micros(quantile) / 1e3,
        found -> micros.applyAsDouble(found) / 1e3,
        bars,
        "GET "
            + LIST
            + ", the past with until= an instant at random; from the request to the last byte of"
            + " some 400 KB, one client that asks again when it has its answer, on the same"
            + " machine; nothing is traded meanwhile. Baseline: the newest 500 of 1,000 orders");
  }

  /** A client that lists again and again. */
  private static final class Listing implements AutoCloseable {
    private final ClientEnv client;
    private final HttpConnection connection;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final int orders;

    Listing(ClientEnv client, int orders) throws IOException {
      this.client = client;
      this.orders = orders;
      connection = new HttpConnection(client.baseUrl().getPort(), ANSWER_BYTES);
    }

    Latencies newest(Duration time) throws Exception {
      byte[] request = HttpRequests.get(client, LIST);
      return run(time, () -> request);
    }

    /** With at least 500 orders before the instant, so that all answers are of one size. */
    Latencies past(Duration time) throws Exception {
      return run(
          time,
          () -> {
            Duration back = StoredOrders.STEP.multipliedBy(random.nextInt(orders - 500));
            return HttpRequests.get(client, LIST + "&until=" + StoredOrders.END.minus(back));
          });
    }

    private Latencies run(Duration time, Supplier<byte[]> request) throws Exception {
      return ClosedLoop.run(1, time, _ -> ask(request.get())).latencies();
    }

    private void ask(byte[] request) throws IOException {
      int bytes = connection.ask(request);
      if (bytes < FULL_BYTES) {
        throw new IllegalStateException("500 orders in " + bytes + " bytes");
      }
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }
}
