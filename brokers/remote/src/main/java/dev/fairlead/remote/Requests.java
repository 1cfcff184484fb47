// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Requests over HTTP that are sent once and tell what is proven of them: no redirect is followed,
 * nothing is sent again, no cookie is kept. Connections are kept and used again. Thread-safe; a
 * call blocks, best a virtual thread.
 */
public final class Requests implements AutoCloseable {
  private static final String AGENT = "fairlead";
  private static final int THREADS = 8;

  /** Kept connections are closed before the far side does it while a request leaves (F-N03). */
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** How long the client's own time-outs may be late. */
  private static final Duration SLACK = Duration.ofSeconds(1);

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

  /** Sends {@code call} once, and waits for what becomes of it. */
  public Delivery send(Call call) {
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
    Tap tap = new Tap(request, call.mostBytes());
    request.onRequestBegin(_ -> tap.begins());
    request.onRequestCommit(_ -> tap.committed = true);
    request.onRequestSuccess(_ -> tap.written = true);
    try {
      request.send(tap);
      Duration longest = call.answerWithin().plus(limits.connect()).plus(SLACK);
      return tap.delivery.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stuck) {
      var _ = request.abort(stuck);
      return new Delivery.Lost("the HTTP client gave no word within its time-outs");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      var _ = request.abort(stopping);
      return new Delivery.Lost("interrupted while it waited for the answer");
    } catch (ExecutionException broken) {
      return new Delivery.Lost("the HTTP client failed: " + broken.getCause());
    }
  }

  /** Notes how far one request has come, and takes its answer. */
  private final class Tap extends BufferingResponseListener {
    private final Request request;
    private final CompletableFuture<Delivery> delivery = new CompletableFuture<>();

    /** It has a connection: from now on bytes may leave. */
    private volatile boolean begun;

    /** Its head is written. */
    private volatile boolean committed;

    private volatile boolean written;

    Tap(Request request, int mostBytes) {
      super(mostBytes);
      this.request = request;
    }

    void begins() {
      begun = true;
      var _ =
          client
              .getScheduler()
              .schedule(this::requireWritten, limits.write().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void requireWritten() {
      if (!written && !delivery.isDone()) {
        var _ =
            request.abort(new TimeoutException("not written within " + limits.write().toMillis()));
      }
    }

    @Override
    public void onComplete(Result result) {
      delivery.complete(result.isSucceeded() ? answer(result) : failed(result.getFailure()));
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
