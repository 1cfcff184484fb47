// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: what is to happen when, one thing after another. */
final class Agenda {
  private record Task(Instant at, long number, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::number));
  private Instant now;
  private long number;

  Agenda(Instant start) {
    now = start;
  }

  Instant now() {
    return now;
  }

  void at(Instant instant, Runnable work) {
    tasks.add(new Task(instant.isBefore(now) ? now : instant, number++, work));
  }

  void after(Duration duration, Runnable work) {
    at(now.plus(duration), work);
  }

  /** Does all that is to happen until then, and what comes of it; then it is that late. */
  void runUntil(Instant end) {
    for (Task next = tasks.peek(); next != null && !next.at().isAfter(end); next = tasks.peek()) {
      tasks.remove();
      now = next.at();
      next.work().run();
    }
    now = end;
  }
}
