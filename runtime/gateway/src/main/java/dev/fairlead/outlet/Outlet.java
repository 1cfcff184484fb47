// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.outlet;

import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.BrokerLink.Departure;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.metrics.LinkRecorder;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.SendResult;
import dev.fairlead.watch.FirstAnswer;
import dev.fairlead.watch.Overdue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future.State;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Hands one account's commands to its link, each once and in order: where the link can take one
 * without a wait, on the thread that has it, and else on a thread of the account's own, on which
 * the link was opened, too. So a link that hangs holds up nobody else's (L-11).
 */
public final class Outlet implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Outlet.class.getName());

  /** Most commands that may wait; a further one is proven not to have been sent. */
  private static final int COMMAND_LIMIT = 65_536;

  /** How long commands that wait may still go out once the gateway stops. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);

  /** How long a request may take to notice that it is interrupted. */
  private static final Duration INTERRUPT_LIMIT = Duration.ofSeconds(1);

  /** Who takes longer than this where nobody may wait has waited for something. */
  private static final long PROMPT_NANOS = Duration.ofMillis(20).toNanos();

  /** How long it is not asked there then. */
  private static final long MISTRUSTED_NANOS = Duration.ofSeconds(10).toNanos();

  private final BrokerAccount account;
  private final Duration answersWithin;
  private final LinkRecorder recorder;
  private final Inbox inbox;
  private final ThreadPoolExecutor sender;
  private final CompletableFuture<BrokerLink> link = new CompletableFuture<>();

  /** Commands that wait for the sender, or are with it. */
  private final AtomicInteger passing = new AtomicInteger();

  /** Holds the adapter to its own limit. */
  private final Overdue overdue;

  /** Until when the link is not asked to send at once, if {@link #isMistrusted}. */
  private long mistrustedUntil;

  private boolean isMistrusted;

  /**
   * One that has opened nothing yet.
   *
   * @param answersWithin how long the link may take to answer
   */
  public Outlet(BrokerAccount account, Duration answersWithin, LinkRecorder recorder, Inbox inbox) {
    this.account = account;
    this.answersWithin = answersWithin;
    this.recorder = recorder;
    this.inbox = inbox;
    overdue = new Overdue(answersWithin);
    recorder.queued(passing::get, COMMAND_LIMIT);
    sender =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(COMMAND_LIMIT),
            task -> Thread.ofPlatform().name("fairlead-link-" + account).unstarted(task));
  }

  /** Where answers go. */
  public interface Inbox {
    /** What is known of an attempt; any thread. */
    void answered(BrokerCommand command, SendResult result);

    /** There was no room for it; on the thread that wanted it sent. */
    void turnedAway(BrokerCommand command, SendResult.NotSent why);
  }

  /** Opens the link on the account's own thread, before anything is sent; {@code then} likewise. */
  public CompletableFuture<BrokerLink> open(Supplier<BrokerLink> opening, Runnable then) {
    sender.execute(() -> {
      try {
        BrokerLink opened = opening.get();
        if (link.complete(opened)) {
          then.run();
        } else {
          opened.close();
        }
      } catch (RuntimeException | Error broken) {
        if (!link.completeExceptionally(broken)) {
          LOG.log(Level.ERROR, "link not opened account=" + account, broken);
        }
      }
    });
    return link;
  }

  public boolean isOpen() {
    return link.state() == State.SUCCESS;
  }

  /** The link, if it {@link #isOpen}. */
  public BrokerLink link() {
    return link.resultNow();
  }

  /**
   * Makes a command ready that is not durable yet; nothing leaves before the result is run (I-02).
   * Each of the two by one thread, neither waits.
   */
  public Runnable ready(BrokerCommand command) {
    Optional<Departure> departure = prepared(command);
    return () -> send(command, departure);
  }

  /** An adapter that fails here has let nothing out, and is asked again by the long way. */
  private Optional<Departure> prepared(BrokerCommand command) {
    if (!isOpen()) {
      return Optional.empty();
    }
    try {
      return link().prepare(command);
    } catch (RuntimeException | Error broken) {
      recorder.failed(command, broken);
      return Optional.empty();
    }
  }

  private void send(BrokerCommand command, Optional<Departure> departure) {
    long takenNanos = recorder.taken(command);
    FirstAnswer answer =
        new FirstAnswer(
            command,
            takenNanos,
            answersWithin,
            recorder,
            result -> inbox.answered(command, result));
    if (departure.isEmpty() || !sentNow(departure.get(), takenNanos, answer)) {
      handOver(command, answer);
    }
  }

  /**
   * Spares the command the way to the sender and the waking of its thread. What waits for the
   * sender must not be overtaken.
   */
  private boolean sentNow(Departure departure, long takenNanos, FirstAnswer answer) {
    if (passing.get() > 0 || !isOpen() || sender.isShutdown() || mistrusted(takenNanos)) {
      return false;
    }
    boolean taken = true;
    try {
      answer.handing();
      taken = departure.leave(answer);
    } catch (RuntimeException | Error broken) {
      answer.broken(broken);
    }
    long now = System.nanoTime();
    if (now - takenNanos > PROMPT_NANOS) {
      mistrust(now, now - takenNanos);
    }
    if (taken) {
      answer.handed();
      expect(answer);
    }
    return taken;
  }

  private boolean mistrusted(long now) {
    isMistrusted &= mistrustedUntil - now > 0;
    return isMistrusted;
  }

  /** It has held up every account's orders, and does so once, not each time. */
  private void mistrust(long now, long tookNanos) {
    isMistrusted = true;
    mistrustedUntil = now + MISTRUSTED_NANOS;
    LOG.log(
        Level.WARNING,
        "a link was slow where none may wait, and sends by a thread of its own for a while"
            + " account={0} millis={1}",
        account,
        tookNanos / 1_000_000);
  }

  private void expect(FirstAnswer answer) {
    if (!answer.isPaid()) {
      overdue.owe(answer);
    }
  }

  private void handOver(BrokerCommand command, FirstAnswer answer) {
    passing.incrementAndGet();
    try {
      sender.execute(() -> {
        try {
          pass(command, answer);
        } finally {
          passing.decrementAndGet();
        }
      });
    } catch (RejectedExecutionException full) {
      passing.decrementAndGet();
      // While the gateway stops nothing is said of it: the next start looks it up.
      if (!sender.isShutdown()) {
        var why = new SendResult.NotSent("more than " + COMMAND_LIMIT + " requests wait");
        recorder.turnedAway(command, why);
        inbox.turnedAway(command, why);
      }
    }
  }

  private void pass(BrokerCommand command, FirstAnswer answer) {
    if (link.isCancelled()) {
      return;
    }
    answer.handing();
    answer.handed();
    try {
      if (isOpen()) {
        link().send(command, answer);
      } else {
        answer.accept(new SendResult.NotSent("the link could not be opened"));
      }
    } catch (RuntimeException | Error broken) {
      answer.broken(broken);
    }
    expect(answer);
  }

  /**
   * Lets go out what waits, as long as the broker answers, and then ends the session. What is left
   * by then is neither sent nor refused: the next start finds it unanswered and looks it up.
   */
  @Override
  public void close() {
    link.cancel(false);
    sender.shutdown();
    try {
      if (!ends(DRAIN_LIMIT)) {
        sender.shutdownNow();
        ends(INTERRUPT_LIMIT);
      }
    } catch (InterruptedException interrupted) {
      sender.shutdownNow();
      Thread.currentThread().interrupt();
    }
    overdue.close();
    if (isOpen()) {
      link().close();
    }
  }

  private boolean ends(Duration limit) throws InterruptedException {
    return sender.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
  }
}
