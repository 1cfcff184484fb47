// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.load.AlpacaGateway;
import java.util.ArrayList;
import java.util.List;

/** How much of one of Alpaca's streams a gateway takes in. */
final class AlpacaStreamRow implements Row {
  private static final int ORDERS = 60;
  private static final int MESSAGES = 20_000;

  private final String name;
  private final String what;
  private final double atLeast;
  private final Round round;
  private final String includes;

  /** What is done once; a figure a second. */
  private interface Round {
    double measured(AlpacaGateway gateway) throws Exception;
  }

  private AlpacaStreamRow(String name, String what, double atLeast, Round round, String includes) {
    this.name = name;
    this.what = what;
    this.atLeast = atLeast;
    this.round = round;
    this.includes = includes;
  }

  static Row updates() {
    return new AlpacaStreamRow(
        "alpaca-updates",
        "trade_updates decoded and applied",
        50_000,
        gateway -> gateway.fillsPerSecond(ORDERS),
        "60,000 partial fills of 60 orders, each an update with its whole order, from the socket"
            + " until the book has them, durable. On the same cores: the far side that sends them."
            + " Left out: store");
  }

  static Row quotes() {
    return new AlpacaStreamRow(
        "alpaca-quotes",
        "quotes decoded",
        300_000,
        gateway -> gateway.quotesPerSecond(MESSAGES),
        "JSON, 50 quotes of a share in a message, from the socket through one thread's decoder"
            + " until a listener of subscribeMarketData has heard each. On another core: the far"
            + " side, which is never more than 100,000 quotes ahead of the listener, so that none"
            + " is thinned out");
  }

  @Override
  public String name() {
    return name;
  }

  /** The first two rounds warm up, and are thrown away. */
  @Override
  public List<Line> measure(Lab lab) throws Exception {
    List<Double> found = new ArrayList<>();
    try (AlpacaGateway gateway = new AlpacaGateway(lab.scratch().resolve(name))) {
      round.measured(gateway);
      round.measured(gateway);
      for (int i = 0; i < lab.rounds(); i++) {
        found.add(round.measured(gateway));
      }
    }
    return List.of(Line.alone(name, what, "/s", found, List.of(Bar.atLeast(atLeast)), includes));
  }
}
