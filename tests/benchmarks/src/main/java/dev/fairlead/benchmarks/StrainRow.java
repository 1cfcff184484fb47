// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.benchmarks.Lab.Round;
import dev.fairlead.load.ClosedLoop;
import dev.fairlead.load.InProcess;
import dev.fairlead.load.Windows;
import dev.fairlead.strain.Flood;
import dev.fairlead.strain.TwoBrokers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What orders feel of a broker that hangs, and of more orders than there is room for. */
final class StrainRow {
  private StrainRow() {}

  static Row hangingBroker() {
    return new HangingBrokerRow();
  }

  static Row overload() {
    return new OverloadRow();
  }

  /** What the orders of one broker account feel of another one whose link hangs (L-11). */
  private static final class HangingBrokerRow implements Row {
    private static final int PER_SECOND = 200;
    private static final int WINDOWS = 4;

    @Override
    public String name() {
      return "hanging-broker";
    }

    @Override
    public List<Line> measure(Lab lab) throws Exception {
      try (TwoBrokers brokers = new TwoBrokers(new Programs(lab).newFolder())) {
        brokers.warmUp();
        List<Round<Windows, Windows>> rounds =
            lab.repeat(() ->
                new Round<>(
                    brokers.quiet(WINDOWS, PER_SECOND),
                    brokers.besideOneThatHangs(WINDOWS, PER_SECOND)));
        return List.of(
            line(rounds, "order to one broker while another hangs, p99", 0.99, List.of(ratio())),
            line(rounds, "the same, p50", 0.50, List.of()));
      }
    }

    private static Bar ratio() {
      return Bar.ratioAtMost(1.1);
    }

    private Line line(
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
              + " durable limit orders a second in this process, from the intended instant of each"
              + " until it is told that it works, at the second of two paper accounts, while the"
              + " primary one's link hangs in a placing and twenty more "
              + "orders a second come for it;"
              + " the median of four windows of three seconds. Left out: HTTP, store. Baseline: the"
              + " same orders at both accounts with nobody hanging, in the same gateway");
    }
  }

  /** How many orders are still taken when ten times as many are asked for (L-10). */
  private static final class OverloadRow implements Row {
    private static final int IN_FLIGHT = 64;
    private static final int TIMES = 10;
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final int WARM_UP_ROUNDS = 3;

    @Override
    public String name() {
      return "overload";
    }

    @Override
    public List<Line> measure(Lab lab) throws Exception {
      Programs programs = new Programs(lab);
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        round(programs);
      }
      List<Round<Double, Flood>> rounds = lab.repeat(() -> round(programs));
      return List.of(
          Line.compared(
              name(),
              "durable orders in the JVM, ten times too many asked for",
              "/s",
              rounds,
              peak -> peak,
              Flood::taken,
              List.of(Bar.ratioAtLeast(0.90)),
              "resting limit orders that were taken and answered while ten times the baseline were"
                  + " asked for, each on a virtual thread at an instant that was fixed before (open"
                  + " loop), by the same two cores; the others are refused "
                  + "before they are taken, and"
                  + " not tried again. A new gateway each time. Left out: HTTP, store, how long"
                  + " those wait that are taken. Baseline: the most that 64 threads get"),
          Line.compared(
              name(),
              "of these asked for",
              "/s",
              rounds,
              peak -> peak,
              Flood::offered,
              List.of(),
              "how many really were"));
    }

    private static Round<Double, Flood> round(Programs programs) throws Exception {
      double peak = peak(programs.newFolder());
      return new Round<>(peak, flood(programs.newFolder(), TIMES * peak));
    }

    private static double peak(Path data) throws Exception {
      try (InProcess gateway = new InProcess(data)) {
        System.gc();
        double peak = ClosedLoop.run(IN_FLIGHT, TIME, _ -> gateway.place()).perSecond();
        gateway.settle();
        return peak;
      }
    }

    private static Flood flood(Path data, double perSecond) {
      try (InProcess gateway = new InProcess(data)) {
        System.gc();
        Flood flood = Flood.of(gateway, perSecond, TIME);
        gateway.settle();
        return flood;
      }
    }
  }
}
