// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import dev.fairlead.message.Outcome;
import dev.fairlead.notice.Notice;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells one hook every event that it wants, at least once and in order, on a thread of its own. It
 * follows the gateway from its place in the journal; where it falls behind by more than is held for
 * it, it lets go and follows again from where it stands, so a receiver that was away for days costs
 * no memory. While a receiver does not take an event nothing is followed either.
 */
final class Hook implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Hook.class.getName());

  private static final Duration KEEP_EVERY = Duration.ofMillis(250);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

  private final Webhook hook;
  private final Webhooks.Source source;
  private final Sender sender;
  private final Pauses pauses;
  private final int room;
  private final InstantSource clock;
  private final Bookmark bookmark;
  private final Thread thread;

  /** Taken where somebody wants a parked hook to go on. */
  private final Semaphore resume = new Semaphore(0);

  private volatile HookState state;
  private volatile boolean closed;

  private final ReentrantLock writing = new ReentrantLock();
  private Place place;

  /** What is in the file. */
  private @Nullable Place kept;

  private long keptNanos = System.nanoTime() - KEEP_EVERY.toNanos();

  /** An outcome that has something for the hook. */
  private record Waiting(long sequence, List<Notice> notices) {}

  /** What waits for the hook while it is followed. */
  private static final class Line {
    private final BlockingQueue<Waiting> waiting;
    private volatile boolean overflown;

    /** The newest input of which what is wanted is in the line. */
    private volatile long seen;

    Line(int room) {
      waiting = new ArrayBlockingQueue<>(room);
    }

    void add(Waiting next) {
      if (!next.notices().isEmpty() && !overflown && !waiting.offer(next)) {
        overflown = true;
      }
      seen = next.sequence();
    }
  }

  /** An event was not taken: nothing more is to be told before it is. */
  private static final class NotTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotTaken() {
      super("", null, false, false);
    }
  }

  /**
   * One that does not run yet.
   *
   * @param room most outcomes that are held for it
   */
  Hook(
      Webhook hook,
      Webhooks.Source source,
      Sender sender,
      Pauses pauses,
      int room,
      InstantSource clock,
      Bookmark bookmark) {
    this.hook = hook;
    this.source = source;
    this.sender = sender;
    this.pauses = pauses;
    this.room = room;
    this.clock = clock;
    this.bookmark = bookmark;
    this.state = HookState.fresh(hook);
    long last = source.lastSequence();
    this.place =
        bookmark.read().filter(kept -> kept.settled() <= last).orElse(Place.afterAll(last));
    thread =
        Thread.ofPlatform().daemon().name("fairlead-webhook-" + hook.name()).unstarted(this::run);
  }

  void start() {
    keep();
    thread.start();
  }

  HookState state() {
    return state;
  }

  /** Goes on if it is parked; else nothing. */
  void resume() {
    resume.release();
  }

  private void run() {
    try {
      while (!closed) {
        try {
          follow();
        } catch (NotTaken _) {
          pause();
        } catch (RuntimeException trouble) {
          LOG.log(Level.WARNING, "webhook stopped for a moment name=" + hook.name(), trouble);
          sleep(AFTER_TROUBLE);
        }
      }
    } catch (InterruptedException closing) {
      // Nobody has this thread to interrupt it but who closes it, and then it ends.
    } finally {
      keep();
    }
  }

  /** Until the line is full, or an event is not taken. */
  private void follow() throws InterruptedException {
    Line line = new Line(room);
    try (var _ = source.follow(place.settled(), outcome -> hear(line, outcome))) {
      while (!closed && !(line.overflown && line.waiting.isEmpty())) {
        long seen = line.seen;
        Waiting next = line.waiting.poll(KEEP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
          tell(next);
        } else if (!line.overflown && place.sequence() < seen) {
          // Whatever was wanted up to there was in the line before it was seen.
          place = Place.afterAll(seen);
        }
        keepIfDue();
      }
    }
  }

  /** On this hook's own thread it is the past, and told at once; else it only waits its turn. */
  private void hear(Line line, Outcome outcome) {
    List<Notice> wanted =
        Notice.of(outcome).stream().filter(notice -> hook.wants(notice.name())).toList();
    Waiting next = new Waiting(outcome.sequence(), wanted);
    if (!Thread.currentThread().equals(thread)) {
      line.add(next);
    } else if (closed) {
      throw new NotTaken();
    } else {
      try {
        tell(next);
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
        throw new NotTaken();
      }
    }
  }

  private void tell(Waiting next) throws InterruptedException {
    for (Notice notice : next.notices()) {
      if (place.isBefore(notice)) {
        attempt(notice);
        place = Place.after(notice);
      }
    }
    if (place.sequence() <= next.sequence()) {
      place = Place.afterAll(next.sequence());
    }
  }

  private void attempt(Notice notice) throws InterruptedException {
    byte[] body = Message.of(notice);
    Instant now = clock.instant();
    switch (sender.post(hook, notice.id(), now.getEpochSecond(), body)) {
      case Attempt.Taken _ -> {
        if (state.failures() > 0) {
          LOG.log(Level.INFO, "webhook takes events again name={0}", hook.name());
        }
        state = state.took(notice.id(), now);
      }
      case Attempt.Failed(String reason, Duration asked) -> {
        failed(notice, reason, asked);
        throw new NotTaken();
      }
      case Attempt.Gone _ -> {
        park(state.failures() + 1, "the receiver wants no more (410)");
        throw new NotTaken();
      }
    }
  }

  private void failed(Notice notice, String reason, Duration asked) {
    int failures = state.failures() + 1;
    Optional<Duration> pause =
        pauses.after(failures, ThreadLocalRandom.current().nextDouble(), asked);
    if (pause.isEmpty()) {
      park(
          failures,
          "event " + notice.id() + " was not taken in " + failures + " attempts: " + reason);
      return;
    }
    // The first and then every attempt has a line: there are few.
    LOG.log(
        Level.WARNING,
        "webhook did not take an event name={0} event={1} failures={2} again_in={3} reason={4}",
        hook.name(),
        notice.id(),
        failures,
        pause.get(),
        reason);
    state = state.failed(failures, reason, clock.instant().plus(pause.get()));
  }

  private void park(int failures, String why) {
    LOG.log(Level.WARNING, "webhook parked name={0} reason={1}", hook.name(), why);
    // What was meant for another pause; who sees it parked may have it go on at once.
    resume.drainPermits();
    state = state.parked(failures, why);
  }

  /** Until the next attempt is due; a parked hook waits until somebody has it go on. */
  private void pause() throws InterruptedException {
    keep();
    Instant next = state.nextAt();
    if (state.parked() != null) {
      resume.acquire();
      state = state.resumed();
    } else if (next != null) {
      sleep(Duration.between(clock.instant(), next));
    }
  }

  /** Ends early where the hook is resumed. */
  private void sleep(Duration length) throws InterruptedException {
    boolean _ = resume.tryAcquire(length.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void keepIfDue() {
    long now = System.nanoTime();
    if (now - keptNanos >= KEEP_EVERY.toNanos()) {
      keptNanos = now;
      keep();
    }
  }

  /** An interrupted thread cannot write: one that is writing is not interrupted before the end. */
  private void keep() {
    if (place.equals(kept)) {
      return;
    }
    writing.lock();
    boolean interrupted = Thread.interrupted();
    try {
      bookmark.write(place);
      kept = place;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      writing.unlock();
    }
  }

  /** Ends; a request that is under way is not waited for, and its event told again. */
  @Override
  public void close() {
    writing.lock();
    try {
      closed = true;
      thread.interrupt();
    } finally {
      writing.unlock();
    }
  }

  /** Waits until it has ended, no longer than {@code limit}. */
  void awaitEnd(Duration limit) throws InterruptedException {
    if (!thread.join(limit)) {
      LOG.log(Level.WARNING, "webhook left behind name={0}", hook.name());
    }
  }
}
