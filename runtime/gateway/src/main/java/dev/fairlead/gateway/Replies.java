// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.gateway.Submission.Answer;
import dev.fairlead.message.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Tells those who wait what their submissions led to. To wake a thread takes longer than to decide
 * what to tell it, so that a few are woken by the sequencer, and many by a thread of their own
 * while the sequencer is at the next commit. Bounded by those who wait, each for one answer. Used
 * by the sequencer's thread.
 */
final class Replies implements AutoCloseable {
  /** Waking another thread only pays where it saves more wakings than this. */
  private static final int FEW = 3;

  private record Told(Answer answer, Outcome outcome) {}

  private final LinkedBlockingQueue<List<Told>> batches = new LinkedBlockingQueue<>();
  private final Thread thread;
  private List<Told> batch = new ArrayList<>();

  Replies() {
    thread = Thread.ofPlatform().name("fairlead-replies").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Keeps an answer for {@link #send}. */
  void add(Answer answer, Outcome outcome) {
    if (!answer.equals(Answer.NONE)) {
      batch.add(new Told(answer, outcome));
    }
  }

  /** Gives the answers that were added. */
  void send() {
    if (batch.size() <= FEW) {
      tell(batch);
      batch.clear();
    } else {
      batches.add(batch);
      batch = new ArrayList<>(batch.size());
    }
  }

  private static void tell(List<Told> batch) {
    for (Told told : batch) {
      told.answer().applied(told.outcome());
    }
  }

  private void run() {
    try {
      for (List<Told> next = batches.take(); !next.isEmpty(); next = batches.take()) {
        tell(next);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives what was sent and then ends. */
  @Override
  public void close() {
    batches.add(List.of());
  }
}
