// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.benchmarks;

import dev.fairlead.baseline.CommunitySdk;
import dev.fairlead.baseline.SyncedFile;
import dev.fairlead.benchmarks.Lab.Round;
import dev.fairlead.load.AlpacaGateway;
import dev.fairlead.load.Latencies;
import dev.fairlead.peer.AlpacaPeer;
import java.util.List;
import java.util.function.LongSupplier;

/** How long an order takes to a broker that speaks Alpaca's API, and there and back. */
final class AlpacaOrderRow implements Row {
  private static final int ORDERS = 400;

  /** By then the compiler is done with most of it, on both sides. */
  private static final int WARM_UP_ROUNDS = 50;

  @Override
  public String name() {
    return "alpaca-orders";
  }

  @Override
  public List<Line> measure(Lab lab) throws Exception {
    try (SyncedFile file = new SyncedFile(lab.scratch().resolve("alpaca.bin"));
        AlpacaGateway gateway = new AlpacaGateway(lab.scratch().resolve("alpaca"));
        AlpacaPeer other = AlpacaGateway.farSide();
        CommunitySdk sdk =
            new CommunitySdk(other.address(), AlpacaPeer.KEY_ID, AlpacaPeer.SECRET)) {
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        orders(gateway, gateway::placeUntilTaken);
        called(sdk);
      }
      return List.of(
          p50(
              "order in the JVM until its first byte is at the broker, p50",
              lab.interleave(
                  () -> file.syncs(ORDERS), () -> orders(gateway, gateway::placeUntilThere)),
              List.of(Bar.ratioAtMost(1.5)),
              "place() of a resting limit order, checked and durable, until the far side's socket"
                  + " on loopback has a byte of the request; one in flight, the next as soon as the"
                  + " last one works. Left out: TLS, the way there, the waking of who reads it."
                  + " Baseline: fdatasync of 256 B in a preallocated file"),
          p50(
              "place() until its reply, p50",
              lab.interleave(() -> called(sdk), () -> orders(gateway, gateway::placeUntilReply)),
              List.of(Bar.ratioAtMost(1.2)),
              "the same until place() returns: the order is checked and durable, the request may be"
                  + " under way. Baseline: net.jacobpeterson:alpaca-java placing it at a far side"
                  + " like it, with no check and nothing written down"),
          p50(
              "place() until the broker's answer is booked, p50",
              lab.interleave(() -> called(sdk), () -> orders(gateway, gateway::placeUntilTaken)),
              List.of(),
              "the same until onOrder says that it works: two commits, one before the request and"
                  + " one of the answer, and the request between them. Baseline as above"));
    }
  }

  private Line p50(
      String what, List<Round<Latencies, Latencies>> rounds, List<Bar> bars, String includes) {
    return Line.compared(
        name(), what, "µs", rounds, Latencies::p50Micros, Latencies::p50Micros, bars, includes);
  }

  private static Latencies orders(AlpacaGateway gateway, LongSupplier place) {
    long[] nanos = new long[ORDERS];
    for (int i = 0; i < ORDERS; i++) {
      nanos[i] = place.getAsLong();
    }
    gateway.clear();
    return Latencies.of(nanos);
  }

  private static Latencies called(CommunitySdk sdk) {
    long[] nanos = new long[ORDERS];
    for (int i = 0; i < ORDERS; i++) {
      long start = System.nanoTime();
      sdk.place();
      nanos[i] = System.nanoTime() - start;
    }
    return Latencies.of(nanos);
  }
}
