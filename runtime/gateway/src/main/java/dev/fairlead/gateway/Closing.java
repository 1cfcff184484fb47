// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.gateway.GatewayConfig.Seat;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Closing several things, each whatever became of the others. */
final class Closing {
  private static final Logger LOG = System.getLogger(Closing.class.getName());

  private static final Duration BROKERS_LIMIT = Duration.ofSeconds(10);

  private Closing() {}

  /** One that cannot be closed must not keep the others open, the journal's lock least of all. */
  static void attempt(String what, AutoCloseable closing) {
    try {
      closing.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (Exception failed) {
      LOG.log(Level.ERROR, "closing failed of=" + what, failed);
    }
  }

  /** All at once; what is not closed within {@code limit} is left behind. */
  static void attemptAll(SequencedMap<String, AutoCloseable> all, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    var threads = new LinkedHashMap<String, Thread>();
    all.forEach((what, closing) ->
        threads.put(
            what,
            Thread.ofPlatform()
                .daemon()
                .name("fairlead-close-" + what)
                .start(() -> attempt(what, closing))));
    threads.forEach((what, thread) -> {
      try {
        if (!thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
          LOG.log(Level.ERROR, "not closed in time, left behind of=" + what);
        }
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    });
  }

  static void brokers(List<Seat> seats) {
    var closing = new LinkedHashMap<String, AutoCloseable>();
    seats.forEach(seat -> closing.put("broker " + seat.account(), seat.broker()));
    attemptAll(closing, BROKERS_LIMIT);
  }
}
