// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.door;

import dev.fairlead.broker.Budgets;
import dev.fairlead.model.BrokerAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets orders in as far as their brokers have room for them: a request of the account's budget is
 * set aside before an order is taken, so that it need not be refused after (L-10). Where there is
 * none the client waits a moment, on its own thread and holding up nobody (L-11), and is refused
 * then. Where brokers have no limits this costs next to nothing. Thread-safe.
 */
public final class Admission {
  /** Placings that a broker has not answered; more than these are not taken (F-K04). */
  static final int MOST_UNANSWERED = 8_192;

  /** Most orders that wait for room; one more is refused at once (F-K04). */
  static final int MOST_WAITING = 1_024;

  private static final Duration NAP = Duration.ofMillis(20);

  /** What a broker that answers nothing may need, as far as anybody can say. */
  private static final Duration UNKNOWN = Duration.ofSeconds(1);

  private static final Entry.Open FREE = new Entry.Open(List.of());

  private final List<Source> accounts;
  private final Duration patience;
  private final Semaphore places = new Semaphore(MOST_WAITING);

  /**
   * One that lets in to those accounts.
   *
   * @param patience longest wait for room
   */
  public Admission(List<Source> accounts, Duration patience) {
    this.accounts = List.copyOf(accounts);
    this.patience = patience;
  }

  /**
   * A broker account.
   *
   * @param limits what it may still ask of its broker, as it is now
   * @param unanswered placings that were taken to be sent, and that nothing is known of yet
   */
  public record Source(BrokerAccount account, Supplier<Budgets> limits, LongSupplier unanswered) {
    private Budgets budgets() {
      return limits.get();
    }
  }

  /** An order that wants to be taken. What is asked of it is asked only where room is scarce. */
  public interface Asking {
    /** Where it would go now; null where nowhere. */
    @Nullable BrokerAccount destination();

    /** Whether it takes from a position, and so goes first. */
    boolean closes();
  }

  /** What became of it. */
  public sealed interface Entry {
    /** It may be taken. What was set aside elsewhere than where it goes is to be released. */
    record Open(List<Source> reserved) implements Entry {
      /** The order went to {@code account}; null where it went nowhere. */
      public void went(@Nullable BrokerAccount account) {
        for (Source source : reserved) {
          if (!source.account().equals(account)) {
            source.budgets().release();
          }
        }
      }
    }

    /**
     * There is no room.
     *
     * @param retryAfter when there may be some
     */
    record Full(String why, Duration retryAfter) implements Entry {}
  }

  /** Whether no account has limits, and none is behind: then there is nothing to ask for. */
  public boolean isFree() {
    for (Source source : accounts) {
      if (source.budgets().areLimited() || source.unanswered().getAsLong() >= MOST_UNANSWERED) {
        return false;
      }
    }
    return true;
  }

  /** An account without room, and how long it may be so. */
  private record Crowded(Source source, Duration length, String why) {}

  /** Lets an order in, or says why not; waits for room no longer than it has patience. */
  public Entry enter(Asking order) {
    List<Source> reserved = List.of();
    List<Crowded> crowded = List.of();
    for (Source source : accounts) {
      Optional<Crowded> full = reserve(source, false);
      if (full.isPresent()) {
        crowded = with(crowded, full.get());
      } else if (source.budgets().areLimited()) {
        reserved = with(reserved, source);
      }
    }
    if (crowded.isEmpty()) {
      return reserved.isEmpty() ? FREE : new Entry.Open(reserved);
    }
    return scarce(order, reserved, crowded);
  }

  private static <T> List<T> with(List<T> list, T one) {
    List<T> longer = list.isEmpty() ? new ArrayList<>(2) : list;
    longer.add(one);
    return longer;
  }

  /** Empty where a request is set aside, or none needs to be. */
  private static Optional<Crowded> reserve(Source source, boolean closing) {
    long unanswered = source.unanswered().getAsLong();
    if (unanswered >= MOST_UNANSWERED) {
      return Optional.of(
          new Crowded(
              source,
              UNKNOWN,
              unanswered + " orders wait for an answer of " + source.account() + " already"));
    }
    return source
        .budgets()
        .pledge(closing)
        .map(wait ->
            new Crowded(
                source,
                wait,
                "the requests that "
                    + source.account()
                    + " may send now are used up, but for cancels and closing orders"));
  }

  /** Only where it goes there has to be room. */
  private Entry scarce(Asking order, List<Source> reserved, List<Crowded> crowded) {
    Entry.Open open = new Entry.Open(reserved);
    boolean decided = false;
    try {
      BrokerAccount destination =
          accounts.size() == 1 ? accounts.getFirst().account() : order.destination();
      Optional<Crowded> there =
          crowded.stream().filter(each -> each.source().account().equals(destination)).findFirst();
      if (there.isEmpty()) {
        decided = true;
        return open;
      }
      Entry entry = awaited(there.get(), order.closes());
      open.went(null);
      decided = true;
      return entry;
    } finally {
      if (!decided) {
        open.went(null);
      }
    }
  }

  private Entry awaited(Crowded crowded, boolean closing) {
    if (!places.tryAcquire()) {
      return new Entry.Full(
          crowded.why() + ", and " + MOST_WAITING + " orders wait for room", crowded.length());
    }
    try {
      long end = System.nanoTime() + patience.toNanos();
      Crowded now = crowded;
      while (true) {
        Optional<Crowded> still = reserve(now.source(), closing);
        if (still.isEmpty()) {
          return new Entry.Open(List.of(now.source()));
        }
        now = still.get();
        long left = end - System.nanoTime();
        if (now.length().toNanos() > left || Thread.currentThread().isInterrupted()) {
          return new Entry.Full(now.why(), now.length());
        }
        LockSupport.parkNanos(this, Math.min(now.length().toNanos(), NAP.toNanos()));
      }
    } finally {
      places.release();
    }
  }
}
