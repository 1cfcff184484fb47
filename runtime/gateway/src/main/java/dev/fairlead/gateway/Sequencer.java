// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.gateway.Applier.Applied;
import dev.fairlead.gateway.Applier.Done;
import dev.fairlead.gateway.GatewayUnavailable.Category;
import dev.fairlead.gateway.Submission.Look;
import dev.fairlead.gateway.Submission.ToApply;
import dev.fairlead.journal.Journal;
import dev.fairlead.message.Input;
import dev.fairlead.message.Outcome;
import dev.fairlead.observe.HopClock;
import dev.fairlead.stamp.MonotoneClock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one writer: takes submissions in order of arrival, makes each batch durable in one commit,
 * has it applied meanwhile, and only then lets effects, events and replies out (I-02), and looks
 * in. Whatever queued up during a commit is the next batch, so load makes batches larger and
 * commits no rarer than needed.
 *
 * <p>A failed commit or a broken promise stops it for good: nothing is answered that may not be so
 * (J-04).
 */
final class Sequencer {
  private static final Logger LOG = System.getLogger(Sequencer.class.getName());
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  /** Most inputs in one commit (reliability 8.2). */
  private static final int MAX_BATCH = 1_000;

  private final Intake intake;
  private final Journal journal;
  private final OrderEngine engine;
  private final MonotoneClock clock;
  private final HopClock hops;
  private final List<OutcomeListener> listeners = new CopyOnWriteArrayList<>();
  private final List<Submission> batch = new ArrayList<>(MAX_BATCH);
  private final List<Input> inputs = new ArrayList<>(MAX_BATCH);
  private final Recent recent;
  private final Applier applier;
  private final Snapshotter snapshotter;
  private final Thread thread;

  private volatile long lastSequence;
  private volatile @Nullable GatewayUnavailable failure;

  /**
   * A sequencer that goes on from the end of the journal.
   *
   * @param effects makes ready what inputs lead to, while they are being written; what it gives is
   *     run on the sequencer's thread, and must not wait
   * @param hops is told what the effects follow from
   */
  Sequencer(
      Intake intake,
      Journal journal,
      Recovered recovered,
      MonotoneClock clock,
      Applier.Readying effects,
      HopClock hops) {
    this.intake = intake;
    this.journal = journal;
    engine = recovered.engine();
    recent = recovered.recent();
    this.clock = clock;
    this.hops = hops;
    lastSequence = engine.sequence();
    applier = new Applier(engine, effects);
    snapshotter = new Snapshotter(journal, recovered.snapshotAt());
    thread = Thread.ofPlatform().name("fairlead-sequencer").unstarted(this::run);
  }

  void start() {
    applier.start();
    thread.start();
  }

  /** A command is about to come. Any thread; does not wait. */
  void expect() {
    applier.expect();
  }

  long lastSequence() {
    return lastSequence;
  }

  /** Why it has stopped for good, or null. */
  @Nullable GatewayUnavailable failure() {
    return failure;
  }

  /** Throws why it has stopped for good, if it has. */
  void refuseIfFailed() {
    GatewayUnavailable failed = failure;
    if (failed != null) {
      throw failed.again();
    }
  }

  BrokerManager.Subscription listen(OutcomeListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /**
   * Tells a follower what it has missed and from then on what comes; empty if it has missed too
   * much. On the sequencer's thread only.
   */
  Optional<BrokerManager.Subscription> follow(long after, OutcomeListener listener) {
    if (!recent.reachesBackTo(after)) {
      return Optional.empty();
    }
    recent.tellAfter(after, listener);
    return Optional.of(listen(listener));
  }

  /** Waits until what is queued is done and the last snapshot is kept, unless it takes too long. */
  void stop() throws InterruptedException {
    intake.close();
    if (!thread.join(STOP_LIMIT)) {
      LOG.log(Level.ERROR, "the sequencer did not stop within {0}", STOP_LIMIT);
    }
  }

  private void run() {
    try {
      while (drain()) {
        process();
        batch.clear();
      }
      snapshotter.keep(engine);
    } catch (RuntimeException | Error broken) {
      // Errors too: a thread that is gone without a word would leave everybody waiting (F-P04).
      stopForGood(broken);
    } finally {
      applier.close();
      snapshotter.close();
    }
  }

  private boolean drain() {
    return intake.drain(batch, MAX_BATCH, () -> snapshotter.keepIfDue(engine));
  }

  private void process() {
    long taken = System.nanoTime();
    stamp();
    Supplier<Applied> applying = applier.begin(inputs);
    if (!inputs.isEmpty()) {
      journal.append(inputs);
    }
    hops.batch(taken, System.nanoTime());
    release(applying.get());
    for (Submission submission : batch) {
      if (submission instanceof Look look) {
        look.reader().accept(engine);
      }
    }
    snapshotter.keepIfOverdue(engine);
  }

  /** Gives each input of the batch its number and its instant. */
  private void stamp() {
    inputs.clear();
    long sequence = engine.sequence();
    for (Submission submission : batch) {
      if (submission instanceof ToApply(Input.Cause cause, Submission.Answer _)) {
        sequence++;
        inputs.add(new Input(sequence, clock.next(), cause));
      }
    }
  }

  /**
   * Replies go before effects: who waits for one goes on while a link is being woken. They are
   * given here and not by a thread of their own, so that those who were woken have their next
   * commands in the queue when it is read again: half as many commits, each of twice as much.
   * Effects go before listeners, each of which may have a thread to wake.
   */
  private void release(Applied applied) {
    reply(applied.done().iterator());
    perform(applied.done().iterator());
    for (Done done : applied.done()) {
      tell(done.outcome());
    }
    if (applied.broken() != null) {
      throw applied.broken();
    }
  }

  private void reply(Iterator<Done> done) {
    for (Submission submission : batch) {
      if (submission instanceof ToApply(Input.Cause _, Submission.Answer answer)
          && done.hasNext()) {
        Outcome outcome = done.next().outcome();
        lastSequence = outcome.sequence();
        answer.applied(outcome);
      }
    }
  }

  private void perform(Iterator<Done> done) {
    for (Submission submission : batch) {
      if (submission instanceof ToApply(Input.Cause _, Submission.Answer answer)
          && done.hasNext()) {
        hops.asked(answer.askedNanos());
        done.next().deeds().forEach(Runnable::run);
      }
    }
  }

  private void tell(Outcome outcome) {
    recent.onOutcome(outcome);
    for (OutcomeListener listener : listeners) {
      tell(listener, outcome);
    }
  }

  /** A listener that fails is not told on: a gap would be worse than an end, a stop worse still. */
  private void tell(OutcomeListener listener, Outcome outcome) {
    try {
      listener.onOutcome(outcome);
    } catch (RuntimeException broken) {
      listeners.remove(listener);
      LOG.log(Level.ERROR, "listener cut off at sequence=" + outcome.sequence(), broken);
    }
  }

  private void stopForGood(Throwable broken) {
    LOG.log(Level.ERROR, "the sequencer has stopped for good: " + broken.getMessage(), broken);
    String stopped = "the gateway has stopped: " + broken.getMessage();
    GatewayUnavailable refused =
        new GatewayUnavailable(Category.STORAGE_FAILED, stopped, broken, false);
    failure = refused;
    intake.close();
    // Of those that were being written nobody knows; the others have never been near the disk.
    GatewayUnavailable unknown =
        new GatewayUnavailable(
            Category.STORAGE_FAILED,
            stopped + "; whether the command is durable shows after a restart",
            broken,
            true);
    batch.forEach(submission -> fail(submission, unknown));
    batch.clear();
    while (intake.drain(batch, MAX_BATCH, () -> {})) {
      batch.forEach(submission -> fail(submission, refused));
      batch.clear();
    }
  }

  private static void fail(Submission submission, GatewayUnavailable unavailable) {
    switch (submission) {
      case ToApply(Input.Cause _, Submission.Answer answer) -> answer.failed(unavailable);
      case Look(var _, var failed) -> failed.accept(unavailable);
    }
  }
}
