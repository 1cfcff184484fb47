// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.hub;

import dev.fairlead.broker.MarketData.Subscription;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Orders that wait for what they are valued by, each on its client's own thread, so that nobody
 * else is held up. All accounts that list the symbol are asked at once and the first price counts;
 * at each only so many may wait, so that a broker who does not answer fills no one else's places
 * (L-11). Thread-safe.
 */
final class References implements AutoCloseable {
  /** Most orders that wait for one account's answer; one more does not ask it (F-K04). */
  static final int MOST_WAITING = 1_024;

  private final Map<BrokerAccount, Semaphore> places = new ConcurrentHashMap<>();
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** One order, and how many of those that were asked have not answered. */
  private static final class Waiting {
    private final CompletableFuture<Optional<Price>> price = new CompletableFuture<>();
    private final AtomicInteger unanswered = new AtomicInteger(1);

    void hear(Optional<Price> answer) {
      if (answer.isPresent()) {
        price.complete(answer);
      } else {
        answered();
      }
    }

    void answered() {
      if (unanswered.decrementAndGet() == 0) {
        price.complete(Optional.empty());
      }
    }
  }

  /** Asks {@code sources} and waits for no longer than {@code limit}. */
  Reference await(List<MarketSource> sources, Symbol symbol, Side side, Duration limit) {
    var order = new Waiting();
    var leaving = new ArrayList<Runnable>();
    boolean crowded = false;
    waiting.add(order);
    try {
      for (MarketSource source : sources) {
        Semaphore place =
            places.computeIfAbsent(source.account(), _ -> new Semaphore(MOST_WAITING));
        if (!place.tryAcquire()) {
          crowded = true;
          continue;
        }
        leaving.add(place::release);
        order.unanswered.incrementAndGet();
        ask(source, symbol, side, order::hear)
            .ifPresentOrElse(asked -> leaving.add(asked::close), order::answered);
      }
      if (crowded && leaving.isEmpty()) {
        return new Reference.Crowded(MOST_WAITING);
      }
      order.answered();
      return await(order, limit);
    } finally {
      waiting.remove(order);
      leaving.reversed().forEach(Runnable::run);
    }
  }

  private static Optional<Subscription> ask(
      MarketSource source, Symbol symbol, Side side, Consumer<Optional<Price>> told) {
    return source.marketData().askReference(symbol, side, told);
  }

  private Reference await(Waiting order, Duration limit) {
    if (closed) {
      return new Reference.Nothing();
    }
    try {
      Optional<Price> price = order.price.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return price.<Reference>map(Reference.Known::new).orElseGet(Reference.Nothing::new);
    } catch (TimeoutException late) {
      return new Reference.Nothing();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new Reference.Nothing();
    } catch (ExecutionException never) {
      throw new IllegalStateException(never);
    }
  }

  /** Nobody waits any more. */
  @Override
  public void close() {
    closed = true;
    waiting.forEach(order -> order.price.complete(Optional.empty()));
  }
}
