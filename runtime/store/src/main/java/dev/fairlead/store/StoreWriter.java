// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import dev.fairlead.message.Outcome;
import dev.fairlead.store.StoreException.Category;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a store up with the gateway, on a thread of its own. Start-up, an overflow, a failed write
 * and a file that was taken away are one case: the store stands at some input, and the writer
 * follows from there. It tries for as long as it lives, after longer and longer pauses.
 *
 * <p>A transaction costs the same for one outcome as for ten, so it lingers for a moment to write
 * more at once, and a busy gateway keeps its processors for trading; who waits for a write ({@link
 * Store#awaitSequence}) ends that at once.
 *
 * <p>Whoever hands it outcomes never waits for it and never sees its failures; {@link #health}
 * tells of them.
 */
public final class StoreWriter implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(StoreWriter.class.getName());

  /** Where outcomes come from: the gateway. */
  @FunctionalInterface
  public interface Source {
    /**
     * Hands {@code listener} every outcome after {@code sequence}, once and in order: those of the
     * past before this returns, then those that come. On the caller's thread the listener writes
     * what has gathered, so the past may be as long as it likes, and it may throw, which must end
     * the call. On any other thread it only takes what it is handed, and neither waits nor throws.
     */
    Following follow(long sequence, Consumer<Outcome> listener);
  }

  /** Ends when it is closed; without an error. */
  @FunctionalInterface
  public interface Following extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * How much may wait, and for how long.
   *
   * @param queue most outcomes that wait to be written; one more and the store is behind
   * @param batch most outcomes in one transaction
   * @param linger longest wait for more outcomes to write with the first; none while a reader waits
   * @param firstPause before the first new attempt after a failure; doubled for each one after it
   * @param longestPause however many attempts have failed
   * @param drain longest wait for what is left to be written, on closing
   */
  record Limits(
      int queue,
      int batch,
      Duration linger,
      Duration firstPause,
      Duration longestPause,
      Duration drain) {
    static final Limits DEFAULT =
        new Limits(
            65_536,
            4_000,
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));
  }

  private final Store store;
  private final Source source;
  private final Limits limits;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** The queue that is being followed into; replaced by each attempt, never reused. */
  private volatile OutcomeQueue queue;

  private volatile @Nullable String behindReason = "the store is starting";
  private Duration pause;
  private String loggedReason = "";

  private StoreWriter(Store store, Source source, Limits limits) {
    this.store = store;
    this.source = source;
    this.limits = limits;
    queue = new OutcomeQueue(limits.queue(), limits.batch());
    pause = limits.firstPause();
    thread = Thread.ofPlatform().name("store-writer").daemon().unstarted(this::run);
  }

  /** Follows {@code source} from where the store stands. The store stays the caller's to close. */
  public static StoreWriter start(Store store, Source source) {
    return start(store, source, Limits.DEFAULT);
  }

  static StoreWriter start(Store store, Source source, Limits limits) {
    StoreWriter writer = new StoreWriter(store, source, limits);
    store.onAwaited(() -> writer.queue.wake());
    writer.thread.start();
    return writer;
  }

  public Health health() {
    String reason = queue.isOverflown() ? overflow() : behindReason;
    long sequence = store.sequence();
    return reason == null ? new Health.Current(sequence) : new Health.Behind(reason, sequence);
  }

  /** Writes what has been offered, within a limit, and ends. */
  @Override
  public void close() {
    closing.countDown();
    queue.end();
    try {
      if (!thread.join(limits.drain())) {
        LOGGER.log(Level.WARNING, "store not drained limit={0}", limits.drain());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void run() {
    try {
      while (!isClosing()) {
        followOnce();
        closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        pause = shorter(pause.multipliedBy(2), limits.longestPause());
      }
    } catch (InterruptedException e) {
      // Nobody has this thread to interrupt it; the next line says that it is gone.
    } finally {
      behind("the writer has ended");
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** Follows until something goes wrong or the writer is closed. */
  private void followOnce() throws InterruptedException {
    OutcomeQueue fresh = new OutcomeQueue(limits.queue(), limits.batch());
    queue = fresh;
    if (isClosing()) {
      return;
    }
    try {
      if (!store.isOpen()) {
        store.reopen();
      }
      try (Following _ = source.follow(store.sequence(), outcome -> accept(fresh, outcome))) {
        current();
        writeAll(fresh);
      }
    } catch (RuntimeException e) {
      behind(String.valueOf(e.getMessage()));
    } finally {
      fresh.end();
    }
  }

  /** On the writer's own thread this is the past: more than fits, and nobody is held up by it. */
  private void accept(OutcomeQueue fresh, Outcome outcome) {
    if (Thread.currentThread().equals(thread) && fresh.hasBatch()) {
      if (isClosing()) {
        throw new StoreException(Category.FAILED, "the writer is closing");
      }
      write(fresh.poll());
    }
    fresh.offer(outcome);
  }

  private void writeAll(OutcomeQueue fresh) throws InterruptedException {
    for (List<Outcome> next = take(fresh); !next.isEmpty(); next = take(fresh)) {
      write(next);
    }
    if (fresh.isOverflown()) {
      behind(overflow());
    }
  }

  private List<Outcome> take(OutcomeQueue fresh) throws InterruptedException {
    return fresh.take(limits.linger(), store::isAwaited);
  }

  private void write(List<Outcome> outcomes) {
    store.apply(outcomes);
    pause = limits.firstPause();
  }

  private String overflow() {
    return "more than " + limits.queue() + " outcomes were waiting; the journal has them";
  }

  private void current() {
    behindReason = null;
    LOGGER.log(Level.DEBUG, "store current sequence={0}", store.sequence());
  }

  /** Logs a trouble once, however often it comes back. */
  private void behind(String reason) {
    behindReason = reason;
    if (!isClosing() && !reason.equals(loggedReason)) {
      loggedReason = reason;
      LOGGER.log(Level.WARNING, "store behind sequence={0} reason={1}", store.sequence(), reason);
    }
  }

  /** Whether the store keeps up with the gateway. */
  public sealed interface Health {
    /** The input up to which the rows stand. */
    long sequence();

    /** It hears everything; what was answered a moment ago may still be on its way. */
    record Current(long sequence) implements Health {}

    /**
     * It has missed something and is, or will be, reading it again from the journal. Reads show the
     * past; orders are taken all the same.
     *
     * @param reason what happened and what to do, a sentence
     */
    record Behind(String reason, long sequence) implements Health {}
  }
}
