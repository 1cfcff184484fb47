// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.journal.Journal;
import dev.fairlead.state.StateChange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Keeps snapshots beside the trading: the sequencer only takes note of what has changed, a thread
 * of its own encodes and writes it. One at a time; while it is at one, the changes grow together.
 * It waits for a moment in which nobody asks for anything, and not for ever: under load the
 * processors are for trading, and an order that ends meanwhile is written once.
 *
 * <p>Where one cannot be kept no more are: they would not follow from what is there. Nothing is
 * lost by that, a start only takes longer. Used by the sequencer's thread.
 */
final class Snapshotter implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Snapshotter.class.getName());

  /** Inputs after which the next quiet moment is used for a snapshot. */
  private static final long EVERY = 50_000;

  /**
   * Inputs after which none is waited for: a replay takes about a second for 500,000, and a crash
   * leaves no more than twice as many as this.
   */
  private static final long LATEST = 8 * EVERY;

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final Journal journal;
  private final long every;
  private final long latest;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("fairlead-snapshots").factory());

  private long keptAt;
  private volatile boolean busy;
  private volatile boolean failed;

  /** Goes on from a snapshot that was kept at {@code keptAt}, 0 where there was none. */
  Snapshotter(Journal journal, long keptAt) {
    this(journal, keptAt, EVERY, LATEST);
  }

  Snapshotter(Journal journal, long keptAt, long every, long latest) {
    this.journal = journal;
    this.every = every;
    this.latest = latest;
    this.keptAt = keptAt;
  }

  /** Begins a snapshot if there is enough for one. For a quiet moment. */
  void keepIfDue(OrderEngine engine) {
    keepAfter(every, engine);
  }

  /** Begins a snapshot if no quiet moment came. Between two commits, never within one. */
  void keepIfOverdue(OrderEngine engine) {
    keepAfter(latest, engine);
  }

  private void keepAfter(long inputs, OrderEngine engine) {
    if (engine.sequence() - keptAt >= inputs && !busy && !failed) {
      keep(engine);
    }
  }

  /** Begins a snapshot of what is new, so that the next start has nothing of it to replay. */
  void keep(OrderEngine engine) {
    if (engine.sequence() > keptAt) {
      StateChange change = engine.changes();
      keptAt = change.sequence();
      busy = true;
      writer.execute(() -> save(change));
    }
  }

  private void save(StateChange change) {
    try {
      if (!failed) {
        journal.saveSnapshot(change);
      }
    } catch (RuntimeException | Error broken) {
      failed = true;
      LOG.log(Level.ERROR, "no more snapshots until a restart: " + broken.getMessage(), broken);
    } finally {
      busy = false;
    }
  }

  /** Ends when what is begun is kept, within a limit. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(CLOSE_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(Level.WARNING, "the last snapshot took longer than {0}", CLOSE_LIMIT);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
