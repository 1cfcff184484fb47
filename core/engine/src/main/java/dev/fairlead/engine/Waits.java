// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.TimeInForce;
import java.time.Duration;
import java.util.List;

/** How long to wait before looking or asking again, and how long an intent stays fresh. */
final class Waits {
  /** Between queries of a placement in doubt, class A (reliability 3.3); then each minute. */
  private static final List<Duration> QUERIES =
      List.of(
          Duration.ofMillis(200),
          Duration.ofMillis(300),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(7),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  /** Between repeated cancels (reliability 3.4). */
  private static final List<Duration> CANCELS =
      List.of(
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(8),
          Duration.ofSeconds(15));

  private Waits() {}

  static Duration beforeQuery(int asked) {
    return nth(QUERIES, asked);
  }

  static Duration beforeCancel(int asked) {
    return nth(CANCELS, asked);
  }

  private static Duration nth(List<Duration> waits, int asked) {
    return waits.get(Math.clamp(asked - 1L, 0, waits.size() - 1));
  }

  /**
   * How old a client's intent may be when it is placed after all, because it was proven that the
   * first placing never arrived (F-P03: after a pause, what has expired is not sent). An order that
   * wants the price of the moment does not want that of an hour later.
   */
  static Duration fresh(OrderRequest request) {
    boolean now =
        request.terms().type() == OrderType.MARKET
            || request.timeInForce() == TimeInForce.IOC
            || request.timeInForce() == TimeInForce.FOK;
    if (now) {
      return Duration.ofMinutes(1);
    }
    return request.timeInForce() == TimeInForce.GTC ? Duration.ofDays(90) : Duration.ofMinutes(10);
  }
}
