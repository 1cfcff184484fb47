// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.broker.MarketListener;
import dev.fairlead.gateway.BrokerManager.Subscription;
import dev.fairlead.market.Bar;
import dev.fairlead.market.Trade;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.Quote;
import dev.fairlead.notice.Notice;
import dev.fairlead.notice.NoticeListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The users' listeners, each called on a thread of its own. Thread-safe. */
final class Callbacks implements AutoCloseable {
  private final List<Caller> callers = new CopyOnWriteArrayList<>();

  /** Calls {@code listener} with the order events that {@code source} tells. */
  Subscription orders(
      Consumer<OrderEvent> listener, Function<OutcomeListener, Subscription> source) {
    Caller caller = new Caller("order listener");
    return called(caller, source.apply(new Orders(caller, listener)));
  }

  /** Calls {@code listener} with what is told of the outcomes that {@code source} tells. */
  Subscription notices(NoticeListener listener, Function<OutcomeListener, Subscription> source) {
    Caller caller = new Caller("event listener");
    return called(caller, source.apply(new Notices(caller, listener)));
  }

  /** Calls {@code listener} with the news that {@code source} tells. */
  Subscription market(MarketListener listener, Function<MarketListener, Subscription> source) {
    Caller caller = new Caller("market listener");
    return called(caller, source.apply(new Market(caller, listener)));
  }

  private Subscription called(Caller caller, Subscription subscription) {
    callers.add(caller);
    return () -> {
      subscription.close();
      callers.remove(caller);
      caller.end();
    };
  }

  private record Orders(Caller caller, Consumer<OrderEvent> listener) implements OutcomeListener {
    @Override
    public void onOutcome(Outcome outcome) {
      for (Event event : outcome.events()) {
        if (event instanceof OrderEvent order) {
          caller.call(order.number(), () -> listener.accept(order));
        }
      }
    }
  }

  private record Notices(Caller caller, NoticeListener listener) implements OutcomeListener {
    @Override
    public void onOutcome(Outcome outcome) {
      for (Notice notice : Notice.of(outcome)) {
        caller.call(notice.id(), () -> listener.onNotice(notice), () -> listener.onCutOff(notice));
      }
    }
  }

  private record Market(Caller caller, MarketListener listener) implements MarketListener {
    @Override
    public void onQuote(Quote quote) {
      caller.call(quote, () -> listener.onQuote(quote));
    }

    @Override
    public void onTrade(Trade trade) {
      caller.call(trade, () -> listener.onTrade(trade));
    }

    @Override
    public void onBar(Bar minuteBar) {
      caller.call(minuteBar, () -> listener.onBar(minuteBar));
    }
  }

  /** Calls each with what is queued for it, as long as that takes no more than a few seconds. */
  @Override
  public void close() {
    callers.forEach(Caller::close);
  }

  /**
   * Calls one listener of a user's, on a thread of its own, so that a slow one holds up nobody. One
   * that falls behind by more than the queue holds is cut off, with an error in the log: a gap in
   * the middle would be worse than an end.
   *
   * <p>The thread is the system's and not a virtual one: what a user's code does there, computing
   * for an hour perhaps, must not take a carrier from the gateway's own.
   */
  private static final class Caller implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Callbacks.class.getName());
    private static final int QUEUE_LIMIT = 65_536;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final String what;
    private final ThreadPoolExecutor caller;
    private volatile @Nullable Thread thread;
    private volatile boolean ended;
    private volatile boolean cut;

    /** What to call once it is through with what was queued when it was cut off. */
    private final AtomicReference<@Nullable Runnable> farewell = new AtomicReference<>();

    /** One who hears {@code what}, for the log: {@code order listener}. */
    Caller(String what) {
      this.what = what;
      caller =
          new ThreadPoolExecutor(
              1,
              1,
              0,
              TimeUnit.SECONDS,
              new ArrayBlockingQueue<>(QUEUE_LIMIT),
              task -> Thread.ofPlatform().daemon().name("fairlead-callbacks").unstarted(task));
    }

    /** Queues a call, and never waits; {@code news} names it in the log. */
    void call(Object news, Runnable call) {
      call(news, call, () -> {});
    }

    /** The same, with what to call instead where this is the first call that finds no room. */
    void call(Object news, Runnable call, Runnable instead) {
      if (cut) {
        return;
      }
      try {
        caller.execute(() -> run(news, call));
      } catch (RejectedExecutionException full) {
        farewell.set(instead);
        cut = true;
        if (!caller.isShutdown()) {
          // Else who runs the last of what is queued does it.
          runLater(() -> run(news, () -> {}));
          LOG.log(
              Level.ERROR, what + " cut off, it is " + QUEUE_LIMIT + " calls behind at " + news);
        }
      }
    }

    private void run(Object news, Runnable call) {
      if (ended) {
        return;
      }
      thread = Thread.currentThread();
      attempt(news, call);
      if (cut && caller.getQueue().isEmpty()) {
        Runnable last = farewell.getAndSet(null);
        if (last != null) {
          attempt(news, last);
        }
      }
    }

    private void attempt(Object news, Runnable call) {
      try {
        call.run();
      } catch (RuntimeException | Error broken) {
        LOG.log(Level.ERROR, what + " failed at " + news, broken);
      }
    }

    private void runLater(Runnable task) {
      try {
        caller.execute(task);
      } catch (RejectedExecutionException stillFull) {
        // There is somebody to do it.
      }
    }

    /** Calls no more; a call that is under way ends by itself. */
    void end() {
      ended = true;
      caller.shutdown();
    }

    /** Calls with what is queued, as long as that takes no more than a few seconds. */
    @Override
    public void close() {
      caller.shutdown();
      try {
        boolean itself = Thread.currentThread().equals(thread);
        if (!itself && !caller.awaitTermination(CLOSE_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
          LOG.log(Level.WARNING, what + " left behind, it took more than " + CLOSE_LIMIT);
          ended = true;
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
