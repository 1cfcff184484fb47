// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Posts to hooks. A name is resolved once for each connection, every address of it is looked at,
 * and the connection goes to one of exactly these (S-40): a name that leads elsewhere a moment
 * later leads nowhere. Nothing is followed, kept or sent again. Thread-safe.
 */
final class Sender implements AutoCloseable {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
  private static final Duration SLACK = Duration.ofSeconds(1);
  private static final int MOST_ANSWER_BYTES = 64 * 1024;
  private static final int THREADS = 4;
  private static final int MAX_SECONDS_DIGITS = 9;

  /** What names mean. */
  @FunctionalInterface
  interface Names {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final HttpClient open;
  private final HttpClient local;

  /** Starts what runs the connections, where names mean what {@code names} says. */
  Sender(Names names) {
    open = client(names, false);
    local = client(names, true);
  }

  private static HttpClient client(Names names, boolean local) {
    HttpClient client = new HttpClient();
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("fairlead-webhooks");
    threads.setDaemon(true);
    client.setExecutor(threads);
    client.setConnectTimeout(ANSWER_WITHIN.toMillis());
    client.setIdleTimeout(ANSWER_WITHIN.toMillis());
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "fairlead"));
    client.setSocketAddressResolver(new Checked(names, local));
    try {
      client.start();
    } catch (Exception broken) {
      throw new IllegalStateException("the HTTP client cannot start", broken);
    }
    // They would answer a 401 or a redirect by sending again.
    client.getProtocolHandlers().clear();
    return client;
  }

  /** Resolves names, and refuses those that lead where a hook must not be. */
  private record Checked(Names names, boolean local) implements SocketAddressResolver {
    @Override
    public void resolve(
        String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> then) {
      List<InetSocketAddress> addresses = new ArrayList<>();
      try {
        for (InetAddress address : names.resolve(host)) {
          if (!Addresses.isAllowed(address, local)) {
            throw new IOException(
                host
                    + (local
                        ? " is not on this machine"
                        : " leads to an address that is not on the public internet"));
          }
          addresses.add(new InetSocketAddress(address, port));
        }
      } catch (IOException refused) {
        then.failed(refused);
        return;
      }
      then.succeeded(addresses);
    }
  }

  /** Posts {@code body} once, and waits for what becomes of it. */
  Attempt post(Webhook hook, String id, long seconds, byte[] body) throws InterruptedException {
    Request request =
        (hook.local() ? local : open)
            .newRequest(hook.url())
            .method(HttpMethod.POST)
            .timeout(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
            .headers(headers ->
                headers
                    .put("webhook-id", id)
                    .put("webhook-timestamp", Long.toString(seconds))
                    .put("webhook-signature", Signature.of(hook.secret(), id, seconds, body)))
            .body(new BytesRequestContent("application/json", body));
    var answer = new CompletableResponseListener(request, MOST_ANSWER_BYTES).send();
    try {
      return judged(answer.get(ANSWER_WITHIN.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      var _ = request.abort(late);
      return new Attempt.Failed(
          "no answer within " + ANSWER_WITHIN.toSeconds() + " s", Duration.ZERO);
    } catch (ExecutionException failed) {
      Throwable why = failed.getCause() == null ? failed : failed.getCause();
      String text = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
      return new Attempt.Failed(text, Duration.ZERO);
    }
  }

  private static Attempt judged(ContentResponse answer) {
    int status = answer.getStatus();
    if (HttpStatus.isSuccess(status)) {
      return new Attempt.Taken();
    }
    return status == HttpStatus.GONE_410
        ? new Attempt.Gone()
        : new Attempt.Failed(
            "answered " + status, asked(answer.getHeaders().get(HttpHeader.RETRY_AFTER)));
  }

  /** In seconds; the form with a date is rare, and passed over. */
  private static Duration asked(@Nullable String retryAfter) {
    String text = retryAfter == null ? "" : retryAfter.strip();
    boolean whole =
        !text.isEmpty()
            && text.length() <= MAX_SECONDS_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return whole ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ZERO;
  }

  @Override
  public void close() {
    for (HttpClient client : List.of(open, local)) {
      try {
        client.stop();
      } catch (Exception broken) {
        throw new IllegalStateException("the HTTP client cannot stop", broken);
      }
    }
  }
}
