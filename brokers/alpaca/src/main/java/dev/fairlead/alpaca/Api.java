// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaBroker.Settings;
import dev.fairlead.alpaca.Faults.ApiError;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.budget.Purpose;
import dev.fairlead.budget.RateHeaders;
import dev.fairlead.budget.RequestBudget;
import dev.fairlead.model.PlacementId;
import dev.fairlead.remote.Backoff;
import dev.fairlead.remote.Call;
import dev.fairlead.remote.Call.Method;
import dev.fairlead.remote.Delivery;
import dev.fairlead.remote.Delivery.Answer;
import dev.fairlead.remote.Requests;
import dev.fairlead.remote.Wire;
import java.io.Serial;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Alpaca's trading API of one account (facts 2): each request within the budget, signed, and told
 * to whoever counts. Placings, cancels and replaces go out once; reads are repeated a few times,
 * because a read changes nothing. Thread-safe; calls block.
 */
final class Api implements AutoCloseable {
  /** Which placement the requests of this thread are about, for the log. */
  static final ScopedValue<PlacementId> ABOUT = ScopedValue.newInstance();

  private static final Logger LOG = System.getLogger(Api.class.getName());

  /** How long a read may wait for the budget. */
  private static final Duration READ_PATIENCE = Duration.ofSeconds(10);

  private static final int READ_ATTEMPTS = 3;
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(400), Duration.ofSeconds(30));
  private static final int MOST_BYTES = 4 << 20;

  private final AlpacaConfig config;
  private final Requests requests;
  private final RequestBudget budget;
  private final Settings settings;
  private final InstantSource clock;
  private final Consumer<LinkSignal> signals;
  private final CountDownLatch closing = new CountDownLatch(1);

  Api(
      AlpacaConfig config,
      Requests requests,
      Settings settings,
      InstantSource clock,
      Consumer<LinkSignal> signals) {
    this.config = config;
    this.requests = requests;
    this.budget = new RequestBudget(config.plans().trading(), clock);
    this.settings = settings;
    this.clock = clock;
    this.signals = signals;
  }

  /** A read that has no result. */
  static final class Trouble extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final Cause cause;

    Trouble(Cause cause, String message) {
      super(message);
      this.cause = cause;
    }

    Cause why() {
      return cause;
    }

    /** What to do about it. */
    enum Cause {
      /** Alpaca says that there is no such thing. */
      ABSENT,
      /** It does not accept the key: somebody has to look. */
      KEY,
      /** It may be over in a moment. */
      UNAVAILABLE
    }
  }

  /** {@code POST /v2/orders}. */
  Delivery place(String body, boolean closes) {
    return once(placing(closes), Method.POST, "/v2/orders", body);
  }

  /** {@code PATCH /v2/orders/{id}}. */
  Delivery replace(String id, String body) {
    return once(Purpose.PLACING, Method.PATCH, "/v2/orders/" + encoded(id), body);
  }

  /** {@code DELETE /v2/orders/{id}}. */
  Delivery cancel(String id) {
    return once(Purpose.CANCEL, Method.DELETE, "/v2/orders/" + encoded(id), "");
  }

  /** What became of a request, for the thread that deals with its answer: tells who counts. */
  interface Outcome {
    Delivery told();
  }

  /** Whether a request about an order may go this moment; it has to, then. */
  boolean mayGoNow(Purpose purpose) {
    return budget.takeNow(purpose);
  }

  static Purpose placing(boolean closes) {
    return closes ? Purpose.CLOSING : Purpose.PLACING;
  }

  RequestBudget budget() {
    return budget;
  }

  /** {@link #place}, made ready to {@link #goNow}. */
  Requests.Ready readyToPlace(String body) {
    return requests.prepare(order(Method.POST, "/v2/orders", body));
  }

  /** {@link #cancel}, made ready to {@link #goNow}. */
  Requests.Ready readyToCancel(String id) {
    return requests.prepare(order(Method.DELETE, "/v2/orders/" + encoded(id), ""));
  }

  /** Sends without a wait what may go now; {@code then} must not wait either. */
  void goNow(Requests.Ready ready, Consumer<Outcome> then) {
    long began = System.nanoTime();
    ready.send(delivery -> {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      then.accept(() -> noted(ready.call(), delivery, took));
    });
  }

  private Call order(Method method, String path, String body) {
    return call(method, path, body, settings.answer(), MOST_BYTES);
  }

  private Delivery once(Purpose purpose, Method method, String path, String body) {
    try {
      if (!budget.take(purpose, settings.patience())) {
        return new Delivery.NotSent(
            "the budget of requests to Alpaca is used up, also "
                + settings.patience().toMillis()
                + " ms later");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new Delivery.NotSent("the gateway stops");
    }
    return sent(order(method, path, body));
  }

  private Call call(Method method, String path, String body, Duration within, int mostBytes) {
    URI uri = URI.create(config.trading() + path);
    return new Call(method, uri, body, this::sign, within, mostBytes);
  }

  private void sign(BiConsumer<String, String> headers) {
    headers.accept("APCA-API-KEY-ID", config.keyId().reveal());
    headers.accept("APCA-API-SECRET-KEY", config.secret().reveal());
  }

  /** The JSON at {@code path}. */
  JsonNode read(String path) {
    return read(Purpose.READING, path);
  }

  /** The JSON at {@code path}, which goes before others or after them. */
  JsonNode read(Purpose purpose, String path) {
    return read(purpose, path, settings.answer(), MOST_BYTES);
  }

  /**
   * The JSON at {@code path}, which may be long.
   *
   * @throws Trouble if it does not come
   * @throws Wire.Unreadable if it is no JSON
   */
  JsonNode read(Purpose purpose, String path, Duration within, int mostBytes) {
    for (int attempt = 1; ; attempt++) {
      Delivery delivery = readOnce(purpose, path, within, mostBytes);
      Optional<Trouble> trouble = trouble(path, delivery);
      if (trouble.isEmpty()) {
        return Wire.read(((Answer) delivery).body());
      }
      boolean passing = trouble.get().why() == Trouble.Cause.UNAVAILABLE;
      if (!passing || attempt == READ_ATTEMPTS || !pause(attempt)) {
        throw trouble.get();
      }
    }
  }

  private Delivery readOnce(Purpose purpose, String path, Duration within, int mostBytes) {
    try {
      if (!budget.take(purpose, READ_PATIENCE)) {
        return new Delivery.NotSent("the budget of reads is used up");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new Delivery.NotSent("the gateway stops");
    }
    return sent(call(Method.GET, path, "", within, mostBytes));
  }

  private static Optional<Trouble> trouble(String path, Delivery delivery) {
    return switch (delivery) {
      case Delivery.NotSent(String proof) -> unavailable(path, proof);
      case Delivery.Lost(String cause) -> unavailable(path, cause);
      case Answer answer when answer.status() == 200 -> Optional.empty();
      case Answer answer -> {
        String what = "HTTP " + answer.status() + Faults.shown(answer);
        if (Faults.isAbsence(answer)) {
          yield Optional.of(new Trouble(Trouble.Cause.ABSENT, path + ": " + what));
        }
        yield answer.status() == 401 || answer.status() == 403
            ? Optional.of(new Trouble(Trouble.Cause.KEY, path + ": " + what))
            : unavailable(path, what);
      }
    };
  }

  private static Optional<Trouble> unavailable(String path, String what) {
    return Optional.of(new Trouble(Trouble.Cause.UNAVAILABLE, path + ": " + what));
  }

  /** Has a connection ready for the next request. */
  void warm() {
    requests.warm(config.trading());
  }

  /** Waits after so many failures, longer each time; false while this closes. */
  boolean pause(int failures) {
    return pause(BACKOFF.after(failures, ThreadLocalRandom.current().nextDouble()));
  }

  /** Waits so long; false while this closes. */
  boolean pause(Duration pause) {
    try {
      return !closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Delivery sent(Call call) {
    long began = System.nanoTime();
    Delivery delivery = requests.send(call);
    return noted(call, delivery, Duration.ofNanos(System.nanoTime() - began));
  }

  private Delivery noted(Call call, Delivery delivery, Duration took) {
    if (LOG.isLoggable(Level.DEBUG)) {
      log(call, delivery, took);
    }
    return noted(delivery);
  }

  /** Without the query and the headers, and with Alpaca's own id of it, which its support asks. */
  private void log(Call call, Delivery delivery, Duration took) {
    Optional<Answer> answer =
        delivery instanceof Answer whole ? Optional.of(whole) : Optional.empty();
    LOG.log(
        Level.DEBUG,
        "request to the broker account={0} placement={1} method={2} path={3} status={4} millis={5}"
            + " broker_request={6}",
        config.account(),
        ABOUT.isBound() ? ABOUT.get().text() : "",
        call.method(),
        call.uri().getPath(),
        answer.map(each -> Integer.toString(each.status())).orElse("none"),
        took.toMillis(),
        answer.flatMap(each -> each.header("x-request-id")).orElse(""));
  }

  /** Tells what is to be counted, and minds the budget that Alpaca tells. */
  private Delivery noted(Delivery delivery) {
    switch (delivery) {
      case Delivery.NotSent(String proof) ->
          signals.accept(new LinkSignal.ConnectionError(Channel.REQUESTS, "not sent: " + proof));
      case Delivery.Lost(String cause) ->
          signals.accept(new LinkSignal.ConnectionError(Channel.REQUESTS, cause));
      case Answer answer -> {
        signals.accept(new LinkSignal.Heard(Channel.REQUESTS));
        noteBudget(answer);
        if (!answer.isSuccess()) {
          String code = ApiError.of(answer).map(error -> Integer.toString(error.code())).orElse("");
          signals.accept(
              new LinkSignal.ApiError(
                  Channel.REQUESTS,
                  code.isEmpty() || code.equals("0") ? "http-" + answer.status() : code,
                  "HTTP " + answer.status() + Faults.shown(answer)));
        }
      }
    }
    return delivery;
  }

  private void noteBudget(Answer answer) {
    Instant now = clock.instant();
    RateHeaders headers = RateHeaders.of(answer, now);
    headers.tell(budget);
    headers
        .told()
        .ifPresent(told ->
            signals.accept(
                new LinkSignal.Budget(
                    Channel.REQUESTS,
                    told.left(),
                    told.limit(),
                    RateHeaders.until(told.resets(), now))));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Reads that wait for another attempt give up. */
  @Override
  public void close() {
    closing.countDown();
  }
}
