// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.broker.BudgetState;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.broker.MarketDataException;
import dev.fairlead.budget.Purpose;
import dev.fairlead.budget.RateHeaders;
import dev.fairlead.budget.RequestBudget;
import dev.fairlead.remote.Backoff;
import dev.fairlead.remote.Call;
import dev.fairlead.remote.Call.Method;
import dev.fairlead.remote.Delivery;
import dev.fairlead.remote.Delivery.Answer;
import dev.fairlead.remote.Requests;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The market data API over HTTP: signed, within a budget of its own, because Alpaca counts it apart
 * from trading (facts 4.2). What failed for the moment is asked again, because a read changes
 * nothing. Thread-safe.
 */
final class HttpDataRequests implements DataRequests, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final int ATTEMPTS = 3;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(400), Duration.ofSeconds(5));

  /** A page of ten thousand quotes has about two million. */
  private static final int MOST_BYTES = 16 << 20;

  private static final int SHOWN = 300;

  private final FeedConfig config;
  private final Requests requests;
  private final RequestBudget budget;
  private final InstantSource clock;
  private final Consumer<LinkSignal> signals;
  private final CountDownLatch closing = new CountDownLatch(1);

  HttpDataRequests(
      FeedConfig config, Requests requests, InstantSource clock, Consumer<LinkSignal> signals) {
    this.config = config;
    this.requests = requests;
    this.clock = clock;
    this.signals = signals;
    budget = new RequestBudget(config.requests(), clock);
  }

  @Override
  public Optional<byte[]> get(String pathAndQuery) {
    for (int attempt = 1; ; attempt++) {
      Delivery delivery = once(pathAndQuery);
      if (delivery instanceof Answer answer) {
        if (answer.status() == 200) {
          return Optional.of(answer.body().getBytes(StandardCharsets.UTF_8));
        }
        if (isUnknownSymbol(answer)) {
          return Optional.empty();
        }
      }
      if (!isPassing(delivery) || attempt == ATTEMPTS || !pause(attempt)) {
        throw new MarketDataException(
            "Alpaca's market data " + path(pathAndQuery) + ": " + described(delivery));
      }
    }
  }

  private Delivery once(String pathAndQuery) {
    try {
      if (closing.getCount() == 0 || !budget.take(Purpose.MARKET_DATA, PATIENCE)) {
        return new Delivery.NotSent("the budget of requests is used up, or the gateway stops");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new Delivery.NotSent("the gateway stops");
    }
    URI uri = URI.create(config.data() + pathAndQuery);
    return noted(requests.send(new Call(Method.GET, uri, "", this::sign, ANSWER, MOST_BYTES)));
  }

  private void sign(BiConsumer<String, String> headers) {
    headers.accept("APCA-API-KEY-ID", config.keyId().reveal());
    headers.accept("APCA-API-SECRET-KEY", config.secret().reveal());
  }

  /** {@code invalid symbol}, as Alpaca answers what can be none of its own. */
  private static boolean isUnknownSymbol(Answer answer) {
    boolean refused = answer.status() == 400 || answer.status() == 404 || answer.status() == 422;
    return refused && answer.body().toLowerCase(Locale.ROOT).contains("symbol");
  }

  private static boolean isPassing(Delivery delivery) {
    return switch (delivery) {
      case Delivery.NotSent _, Delivery.Lost _ -> true;
      case Answer answer -> answer.status() == 429 || answer.status() >= 500;
    };
  }

  private static String path(String pathAndQuery) {
    int query = pathAndQuery.indexOf('?');
    return query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
  }

  private static String described(Delivery delivery) {
    return switch (delivery) {
      case Delivery.NotSent(String proof) -> "not asked: " + proof;
      case Delivery.Lost(String cause) -> "no answer: " + cause;
      case Answer answer -> {
        String body = answer.body();
        yield "HTTP " + answer.status() + " " + body.substring(0, Math.min(SHOWN, body.length()));
      }
    };
  }

  /** Tells what is to be counted, and minds the budget that Alpaca tells. */
  private Delivery noted(Delivery delivery) {
    switch (delivery) {
      case Delivery.NotSent _, Delivery.Lost _ ->
          signals.accept(new LinkSignal.ConnectionError(Channel.REQUESTS, described(delivery)));
      case Answer answer -> {
        RateHeaders.of(answer, clock.instant()).tell(budget);
        if (!answer.isSuccess() && !isUnknownSymbol(answer)) {
          signals.accept(
              new LinkSignal.ApiError(
                  Channel.REQUESTS, "http-" + answer.status(), described(answer)));
        }
      }
    }
    return delivery;
  }

  @Override
  public List<BudgetState> budgets() {
    return List.of(budget.state());
  }

  /** Waits before another attempt; false once this is closed. */
  private boolean pause(int failures) {
    try {
      Duration wait = BACKOFF.after(failures, ThreadLocalRandom.current().nextDouble());
      return !closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Who waits gives up. */
  @Override
  public void close() {
    closing.countDown();
  }
}
