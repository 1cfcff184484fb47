// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Requests over HTTP that are sent once and tell what is proven of them: no redirect is followed,
 * nothing is sent again, no cookie is kept. Connections are kept and used again. Thread-safe.
 */
public final class Requests implements AutoCloseable {
  private static final String AGENT = "fairlead";
  private static final int THREADS = 8;

  /** Kept connections are closed before the far side does it while a request leaves (F-N03). */
  public static final Duration IDLE = Duration.ofSeconds(30);

  /** How long the client's own time-outs may be late. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  private static final String STUCK = "the HTTP client gave no word within its time-outs";

  private final HttpClient client = new HttpClient();
  private final Limits limits;

  /**
   * How long each step may take.
   *
   * @param connect until there is a connection
   * @param write from then on until the request is written
   * @param connections most that are open at once to one host; what comes then waits
   */
  public record Limits(Duration connect, Duration write, int connections) {}

  /** Starts what runs the connections. */
  public Requests(Limits limits) {
    this.limits = limits;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("fairlead-requests");
    threads.setDaemon(true);
    client.setExecutor(threads);
    client.setConnectTimeout(limits.connect().toMillis());
    client.setIdleTimeout(IDLE.toMillis());
    client.setMaxConnectionsPerDestination(limits.connections());
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, AGENT));
    try {
      client.start();
    } catch (Exception broken) {
      throw new IllegalStateException("the HTTP client cannot start", broken);
    }
    // They would answer a 401 or a redirect by sending again.
    client.getProtocolHandlers().clear();
  }

  /** A request that has been made, and of which nothing has left yet. It is sent at most once. */
  public final class Ready {
    private final Call call;
    private final Request request;
    private final Destination destination;

    Ready(Call call) {
      this.call = call;
      request = request(call);
      destination = client.resolveDestination(request);
    }

    /** What it asks. */
    public Call call() {
      return call;
    }

    /**
     * Sends it and waits for nothing: where a kept connection is free, it is written on this
     * thread, as much of it as the network takes at once. What becomes of it is told to {@code
     * then}, once, by any thread and maybe before this returns; {@code then} must not wait either.
     */
    public void send(Consumer<Delivery> then) {
      Tap tap = new Tap(this, then);
      try {
        tap.send();
        tap.endWithin(longest(call));
      } catch (RuntimeException broken) {
        tap.tell(new Delivery.Lost("the HTTP client failed: " + broken));
      }
    }
  }

  /** Makes a request, and lets nothing of it out: no connection is opened for it, either. */
  public Ready prepare(Call call) {
    return new Ready(call);
  }

  /** Sends {@code call} once, and waits for what becomes of it: best on a virtual thread. */
  public Delivery send(Call call) {
    CompletableFuture<Delivery> delivery = new CompletableFuture<>();
    Tap tap = new Tap(prepare(call), delivery::complete);
    try {
      tap.send();
      return delivery.get(longest(call).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stuck) {
      return tap.abandon(stuck, STUCK);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return tap.abandon(stopping, "interrupted while it waited for the answer");
    } catch (ExecutionException broken) {
      return new Delivery.Lost("the HTTP client failed: " + broken.getCause());
    }
  }

  /**
   * Opens one more connection to the host of {@code uri}, for a request that may come: what a
   * handshake takes it then need not wait for. Does not wait, and is over when nothing comes for a
   * while, as every connection; one that cannot be opened is no trouble yet.
   */
  public void warm(URI uri) {
    var _ =
        client
            .resolveDestination(client.newRequest(uri))
            .getConnectionPool()
            .preCreateConnections(1);
  }

  /** The client's own time-outs have all passed by then. */
  private Duration longest(Call call) {
    return call.answerWithin().plus(limits.connect()).plus(SLACK);
  }

  private Request request(Call call) {
    Request request =
        client
            .newRequest(call.uri())
            .method(call.method().name())
            .timeout(call.answerWithin().toMillis(), TimeUnit.MILLISECONDS)
            .headers(headers -> {
              headers.put(HttpHeader.ACCEPT, "application/json");
              call.signature().sign(headers::put);
            });
    if (!call.body().isEmpty()) {
      request.body(new StringRequestContent("application/json", call.body()));
    }
    return request;
  }

  /** Notes how far one request has come, and takes its answer. */
  private final class Tap extends BufferingResponseListener {
    private final Request request;
    private final Destination destination;
    private final Consumer<Delivery> then;
    private final AtomicBoolean told = new AtomicBoolean();

    /** Whether the thread that sends it is still at it. */
    private volatile boolean sending = true;

    /** It has a connection: from now on bytes may leave. */
    private volatile boolean begun;

    /** Its head is written. */
    private volatile boolean committed;

    private volatile boolean written;

    /** Whether somebody looks whether it gets written in time. */
    private final AtomicBoolean watched = new AtomicBoolean();

    private volatile Scheduler.@Nullable Task end;

    Tap(Ready ready, Consumer<Delivery> then) {
      super(ready.call.mostBytes());
      request = ready.request;
      destination = ready.destination;
      this.then = then;
    }

    void send() {
      request.onRequestBegin(_ -> begins());
      request.onRequestCommit(_ -> committed = true);
      request.onRequestSuccess(_ -> written = true);
      destination.send(request, this);
      sending = false;
      watch();
    }

    private void begins() {
      begun = true;
      watch();
    }

    /**
     * Most requests are written when the thread that sends them is done with it, so that no timer
     * is set for them: to set one may cost a thread's waking, before the first byte leaves.
     */
    private void watch() {
      if (begun && !sending && !written && watched.compareAndSet(false, true)) {
        var _ = after(limits.write(), this::requireWritten);
      }
    }

    private void requireWritten() {
      if (!written && !told.get()) {
        var _ =
            request.abort(new TimeoutException("not written within " + limits.write().toMillis()));
      }
    }

    /** Should the client never say what became of it, this does. */
    void endWithin(Duration limit) {
      if (!told.get()) {
        end = after(limit, () -> tell(abandon(new TimeoutException(STUCK), STUCK)));
        if (told.get()) {
          endNoMore();
        }
      }
    }

    private void endNoMore() {
      Scheduler.Task set = end;
      if (set != null) {
        var _ = set.cancel();
      }
    }

    /** Nobody waits for it any more; what had left by then is not known. */
    Delivery abandon(Throwable why, String cause) {
      var _ = request.abort(why);
      return new Delivery.Lost(cause);
    }

    private Scheduler.Task after(Duration delay, Runnable task) {
      return client.getScheduler().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    void tell(Delivery delivery) {
      if (told.compareAndSet(false, true)) {
        endNoMore();
        then.accept(delivery);
      }
    }

    @Override
    public void onComplete(Result result) {
      tell(result.isSucceeded() ? answer(result) : failed(result.getFailure()));
    }

    private Delivery answer(Result result) {
      Map<String, String> headers = new LinkedHashMap<>();
      for (HttpField field : result.getResponse().getHeaders()) {
        headers.put(field.getName().toLowerCase(Locale.ROOT), String.valueOf(field.getValue()));
      }
      String body = getContentAsString();
      return new Delivery.Answer(
          result.getResponse().getStatus(), Map.copyOf(headers), body == null ? "" : body);
    }

    /**
     * Before it has a connection nothing can leave. A handshake that failed has let nothing through
     * either: what is encrypted is written after it.
     */
    private Delivery failed(@Nullable Throwable failure) {
      String what = describe(failure);
      if (!begun) {
        return new Delivery.NotSent(what);
      }
      return !committed && isHandshake(failure)
          ? new Delivery.NotSent("TLS: " + what)
          : new Delivery.Lost(what);
    }
  }

  private static boolean isHandshake(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLHandshakeException) {
        return true;
      }
    }
    return false;
  }

  private static String describe(@Nullable Throwable failure) {
    if (failure == null) {
      return "no reason told";
    }
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }

  /** Requests under way are lost. */
  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception broken) {
      throw new IllegalStateException("the HTTP client cannot stop", broken);
    }
  }
}
