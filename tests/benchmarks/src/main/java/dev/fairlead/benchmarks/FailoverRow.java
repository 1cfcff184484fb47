// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.load.BreakingBroker;
import dev.fairlead.load.BreakingBroker.FailedOver;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** How soon an order is at another broker when the first one breaks. */
final class FailoverRow implements Row {
  private static final double MOST_MILLIS = 1_000;

  private static final String INCLUDES =
      "three accounts in one JVM, strategy failover, orders placed one after the other; the first"
          + " account loses every answer from some order on. The verdict is journaled and synced,"
          + " as every order is. Left out: HTTP, the network, a broker's own time";

  @Override
  public String name() {
    return "failover";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    List<Double> sinceOpened = new ArrayList<>();
    List<Double> sinceLost = new ArrayList<>();
    BreakingBroker.measure(Files.createTempDirectory(lab.scratch(), "warm"));
    for (int i = 0; i < lab.rounds(); i++) {
      FailedOver found = BreakingBroker.measure(Files.createTempDirectory(lab.scratch(), "round"));
      sinceOpened.add(found.sinceOpened());
      sinceLost.add(found.sinceLost());
    }
    return List.of(
        Line.alone(
            name(),
            "from the open breaker to the next order elsewhere",
            "ms",
            sinceOpened,
            List.of(Bar.atMost(MOST_MILLIS)),
            INCLUDES),
        Line.alone(
            name(),
            "the same from the first lost answer",
            "ms",
            sinceLost,
            List.of(Bar.atMost(MOST_MILLIS)),
            INCLUDES));
  }
}
