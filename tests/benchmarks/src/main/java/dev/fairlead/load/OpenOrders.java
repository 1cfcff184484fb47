// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.keys.ClientEnv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An honest client: places orders that rest, at a steady rate whether answered or not, and takes
 * their time from the instant at which each was to be sent.
 */
public final class OpenOrders implements AutoCloseable {
  private static final int WARM_UP_PER_SECOND = 1_000;

  /** By then the gateway's code for them has been compiled. */
  private static final int WARM_UP_ORDERS = 15_000;

  private static final int WINDOW_SECONDS = 3;

  private final List<HttpConnection> connections = new ArrayList<>();
  private final byte[] order;

  /** With {@code connections} kept ones, over which the orders are sent by turns. */
  public OpenOrders(ClientEnv client, int connections) throws IOException {
    order =
        HttpRequests.post(
            client,
            "/v2/orders",
            """
            {"symbol":"AAPL","qty":"1","side":"buy","type":"limit","limit_price":"1.00",\
            "time_in_force":"day"}\
            """);
    for (int i = 0; i < connections; i++) {
      this.connections.add(new HttpConnection(client.baseUrl().getPort()));
    }
  }

  /** So long that the gateway's code has been compiled. */
  public void warmUp() throws Exception {
    run(WARM_UP_ORDERS, WARM_UP_PER_SECOND);
  }

  /** Places orders at {@code perSecond}, for {@code count} windows of three seconds. */
  public Windows windows(int count, int perSecond) throws Exception {
    return Windows.run(count, () -> run(WINDOW_SECONDS * perSecond, perSecond));
  }

  private Latencies run(int count, int perSecond) throws Exception {
    long[] answeredAt = new long[count];
    long[] intended =
        OpenLoop.run(
            count,
            perSecond,
            connections.size(),
            (worker, i) -> {
              connections.get(worker).ask(order);
              answeredAt[i] = System.nanoTime();
            });
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      nanos[i] = answeredAt[i] - intended[i];
    }
    return Latencies.of(nanos);
  }

  @Override
  public void close() throws IOException {
    for (HttpConnection connection : connections) {
      connection.close();
    }
  }
}
