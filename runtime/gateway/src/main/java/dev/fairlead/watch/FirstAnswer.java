// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.watch;

import dev.fairlead.message.BrokerCommand;
import dev.fairlead.metrics.LinkRecorder;
import dev.fairlead.model.SendResult;
import dev.fairlead.observe.HopClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Takes the first answer to a request, whoever gives it, and no other; that there was none in time
 * is an answer too. Thread-safe.
 */
public final class FirstAnswer implements Consumer<SendResult>, Overdue.Debt {
  private final BrokerCommand command;
  private final long takenNanos;
  private final long durableNanos;
  private final Duration limit;
  private final LinkRecorder recorder;
  private final Consumer<SendResult> then;
  private final AtomicBoolean given = new AtomicBoolean();
  private volatile long handedNanos = HopClock.NEVER;

  /**
   * The answer to {@code command}, which the link took at {@code takenNanos}. On the sequencer's
   * thread.
   *
   * @param limit within which the adapter promises to answer
   * @param then is told of the first answer
   */
  public FirstAnswer(
      BrokerCommand command,
      long takenNanos,
      Duration limit,
      LinkRecorder recorder,
      Consumer<SendResult> then) {
    this.command = command;
    this.takenNanos = takenNanos;
    durableNanos = recorder.durable();
    this.limit = limit;
    this.recorder = recorder;
    this.then = then;
  }

  /** The adapter is about to be handed the request; it may answer before it has returned. */
  public void handing() {
    handedNanos = recorder.now();
  }

  /** It was handed to the adapter, which had not to refuse it. */
  public void handed() {
    recorder.handed(command, durableNanos, takenNanos, handedNanos);
  }

  /** The adapter answers. */
  @Override
  public void accept(SendResult result) {
    if (!give(result)) {
      recorder.answeredAgain(command, result);
    }
  }

  @Override
  public boolean isPaid() {
    return given.get();
  }

  @Override
  public void late() {
    if (give(new SendResult.InDoubt("the adapter gave no answer within " + limit))) {
      recorder.silent(command);
    }
  }

  /** The adapter threw something, and has said nothing about what it had sent by then (F-P05). */
  public void broken(Throwable thrown) {
    recorder.failed(command, thrown);
    give(new SendResult.InDoubt("the adapter failed: " + thrown));
  }

  /** False if there was an answer before. */
  private boolean give(SendResult result) {
    boolean first = given.compareAndSet(false, true);
    if (first) {
      recorder.answered(command, takenNanos, handedNanos, result);
      then.accept(result);
    }
    return first;
  }
}
