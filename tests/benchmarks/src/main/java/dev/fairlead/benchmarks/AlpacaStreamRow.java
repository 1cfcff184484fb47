// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.load.AlpacaGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** How much of Alpaca's streams a gateway takes in. */
final class AlpacaStreamRow implements Row {
  private static final int ORDERS = 60;
  private static final int MESSAGES = 40_000;

  @Override
  public String name() {
    return "alpaca-streams";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    try (AlpacaGateway gateway = new AlpacaGateway(lab.scratch().resolve("alpaca-streams"))) {
      List<Double> fills = rounds(lab.rounds(), () -> gateway.fillsPerSecond(ORDERS));
      List<Double> quotes = rounds(lab.rounds(), () -> gateway.quotesPerSecond(MESSAGES));
      return List.of(
          line(
              "trade_updates decoded and applied",
              fills,
              50_000,
              "60,000 partial fills of 60 orders, each an update with its whole order, from the"
                  + " socket until the book has them, durable. On the same two cores: the far side"
                  + " that sends them. Left out: store"),
          line(
              "quotes decoded",
              quotes,
              300_000,
              "JSON, 50 quotes of a share in a message, from the socket through one thread's"
                  + " decoder until a listener of subscribeMarketData has heard each. On another core: the far"
                  + " side that sends them"));
    }
  }

  /** The first two warm up, and are thrown away. */
  private static List<Double> rounds(int count, Callable<Double> round) throws Exception {
    round.call();
    round.call();
    List<Double> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add(round.call());
    }
    return found.stream().sorted().toList();
  }

  private Line line(String what, List<Double> sorted, double atLeast, String includes) {
    return new Line(
        name(),
        what,
        "/s",
        sorted.get(sorted.size() / 2),
        Double.NaN,
        Double.NaN,
        sorted.getFirst(),
        sorted.getLast(),
        List.of(Bar.atLeast(atLeast)),
        includes);
  }
}
