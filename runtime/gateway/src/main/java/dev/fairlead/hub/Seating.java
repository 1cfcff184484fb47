// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import dev.fairlead.model.BrokerAccount;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Subscribes at links and leaves them, one after another at each, on a thread of its own for each:
 * one that hangs holds up nobody who listens elsewhere (L-11). Thread-safe.
 */
final class Seating implements AutoCloseable {
  /** How long whoever subscribes waits until it is done: a link that works takes no time. */
  private static final Duration LIMIT = Duration.ofSeconds(1);

  /** Most that wait at one link; a further one stays silent until the link comes up anew. */
  private static final int MOST_WAITING = 65_536;

  private static final Logger LOG = System.getLogger(Seating.class.getName());

  private final Map<BrokerAccount, ThreadPoolExecutor> links = new ConcurrentHashMap<>();

  /** Does {@code task} after what was begun at the link of {@code account}. */
  Future<?> at(BrokerAccount account, Runnable task) {
    try {
      return links.computeIfAbsent(account, Seating::executor).submit(task);
    } catch (RejectedExecutionException full) {
      LOG.log(Level.ERROR, "a link is not listened to: too much waits account={0}", account);
      return CompletableFuture.completedFuture(null);
    }
  }

  private static ThreadPoolExecutor executor(BrokerAccount account) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(MOST_WAITING),
        Thread.ofVirtual().name("fairlead-market-" + account).factory());
  }

  /** Waits until those are done, no longer than a link that works would take. */
  static void await(Collection<Future<?>> begun) {
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      for (Future<?> each : begun) {
        var _ = each.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
    } catch (TimeoutException hangs) {
      LOG.log(Level.WARNING, "a link takes long to be listened to");
    } catch (ExecutionException never) {
      throw new IllegalStateException(never);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** What has begun is waited for a moment. */
  @Override
  public void close() {
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      for (ThreadPoolExecutor link : links.values()) {
        link.shutdown();
      }
      for (ThreadPoolExecutor link : links.values()) {
        if (!link.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
          link.shutdownNow();
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
