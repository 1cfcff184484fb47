// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.benchmarks.Lab.Round;
import dev.fairlead.keys.ClientEnv;
import dev.fairlead.load.EchoGateway;
import dev.fairlead.load.GatewayProcess;
import dev.fairlead.load.HttpLoad;
import dev.fairlead.load.HttpLoad.Done;
import dev.fairlead.load.HttpRequests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many orders a second the server takes, beside how many requests it takes at all. */
final class HttpRow implements Row {
  private static final int CONNECTIONS = 64;
  private static final Duration TIME = Duration.ofSeconds(4);
  private static final Duration ECHO_WARM_UP = Duration.ofSeconds(4);

  /** By then the compiler, which shares the processors, is done with most of it. */
  private static final Duration ORDER_WARM_UP = Duration.ofSeconds(24);

  private static final String ORDER =
      """
      {"symbol":"AAPL","qty":"1","side":"buy","type":"limit","limit_price":"1.00",\
      "time_in_force":"day"}\
      """;

  @Override
  public String name() {
    return "http";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    Programs programs = new Programs(lab);
    List<Round<Done, Done>> rounds = new ArrayList<>();
    for (int i = 0; i < lab.rounds(); i++) {
      rounds.add(round(programs));
    }
    double own = rounds.stream().mapToDouble(r -> r.baseline().ownShare()).max().orElse(0);
    return List.of(
        Line.compared(
            name(),
            "POST /v2/orders, 64 connections",
            "/s",
            rounds,
            Done::perSecond,
            Done::perSecond,
            List.of(Bar.ratioAtLeast(0.35)),
            String.format(
                Locale.ROOT,
                "durable limit orders that rest, each answered with the whole order; journal,"
                    + " paper broker and store at work in the same process, a new one each round,"
                    + " heap in place, the generator on the same machine (at most %.0f %% of a"
                    + " core). Baseline: the same server, guards and body on a route that echoes",
                own * 100)),
        Line.compared(
            name(),
            "the same, p50",
            "µs",
            rounds,
            done -> done.latencies().p50Micros(),
            done -> done.latencies().p50Micros(),
            List.of(),
            "as above"));
  }

  /** On a new gateway, so that what is held of earlier rounds slows down none. */
  private static Round<Done, Done> round(Programs programs) throws Exception {
    Path data = programs.newFolder();
    try (GatewayProcess _ =
        programs.main(EchoGateway.class, Programs.HEAP_IN_PLACE, data.toString())) {
      ClientEnv client = GatewayProcess.clientEnv(data);
      byte[] order = HttpRequests.post(client, "/v2/orders", ORDER);
      byte[] echo = HttpRequests.post(client, EchoGateway.ECHO, ORDER);
      try (HttpLoad load = new HttpLoad(client.baseUrl().getPort(), CONNECTIONS)) {
        load.run(echo, ECHO_WARM_UP);
        load.run(order, ORDER_WARM_UP);
        return new Round<>(load.run(echo, TIME), load.run(order, TIME));
      }
    }
  }
}
