// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/**
 * Opens WebSockets; one serves a whole adapter. Certificates are checked as the JDK does, and
 * redirects are not followed (F-N05). Thread-safe.
 */
public final class Sockets implements Socket.Opener, AutoCloseable {
  private static final Logger LOG = System.getLogger(Sockets.class.getName());
  private static final int MOST_THREADS = 16;
  private static final int LEAST_THREADS = 4;

  private final WebSocketClient client;

  private Sockets(WebSocketClient client) {
    this.client = client;
  }

  /** Starts it; {@code name} is what its threads are called. */
  public static Sockets open(String name) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
    threads.setName(name);
    threads.setDaemon(true);
    HttpClient http = new HttpClient();
    http.setExecutor(threads);
    http.setFollowRedirects(false);
    http.setUserAgentField(null);
    WebSocketClient client = new WebSocketClient(http);
    try {
      client.start();
    } catch (Exception failed) {
      throw new IllegalStateException("WebSockets cannot be had: " + failed, failed);
    }
    return new Sockets(client);
  }

  @Override
  public Socket open(SocketTarget target, SocketLimits limits, Socket.Ear ear) {
    JettySocket socket = new JettySocket(limits, client.getHttpClient().getScheduler(), ear);
    ClientUpgradeRequest request = new ClientUpgradeRequest(target.address());
    request.setTimeout(limits.connect().toMillis(), TimeUnit.MILLISECONDS);
    target.headers().forEach(request::setHeader);
    CompletableFuture<Session> opening;
    try {
      opening = client.connect(socket, request);
    } catch (IOException | RuntimeException failed) {
      opening = CompletableFuture.failedFuture(failed);
    }
    socket.await(opening);
    return socket;
  }

  /** Cuts what is still open. */
  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception failed) {
      LOG.log(Level.WARNING, "WebSockets not closed orderly", failed);
    }
  }
}
