// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.stream;

import dev.fairlead.desk.BooksBehind;
import dev.fairlead.gateway.GatewayUnavailable;
import dev.fairlead.keys.Doorman;
import dev.fairlead.message.Event;
import dev.fairlead.model.Principal;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/**
 * One client of a stream of server-sent events. It reads its events from the books, page after
 * page, and when it is through it waits to be told that there are more: past and present are one
 * list, so nothing is missed or told twice where they meet, and nothing is held for a client that
 * reads slowly. On the request's own thread.
 */
final class EventStream {
  private static final System.Logger LOG = System.getLogger(EventStream.class.getName());
  private static final int PAGE = 256;
  private final Doorman doorman;
  private final InstantSource clock;
  private final Principal principal;
  private final EventFeed feed;

  /** A quiet client hears as often that it is still connected. */
  private final Duration heartbeat;

  /** A page that takes longer is read by somebody who will not catch up. */
  private final Duration slowAfter;

  /** A write that makes no progress for so long is the last one. */
  private final Duration stalledAfter;

  private final Semaphore news = new Semaphore(0);
  private volatile boolean ended;

  /** The number of the last event that was told or passed over. */
  private long last;

  /** One that begins where the feed does; throws where that cannot be told. */
  EventStream(
      Doorman doorman,
      StreamConfig config,
      InstantSource clock,
      Principal principal,
      EventFeed feed) {
    this.doorman = doorman;
    this.clock = clock;
    this.principal = principal;
    this.feed = feed;
    this.last = feed.start();
    heartbeat = config.pingEvery().dividedBy(3);
    slowAfter = heartbeat;
    stalledAfter = config.answerWithin();
  }

  /** Something happened: perhaps a reason to look. Never waits. */
  void noticed(Event event) {
    if (news.availablePermits() == 0 && feed.hears(event)) {
      news.release();
    }
  }

  void end() {
    ended = true;
    news.release();
  }

  /**
   * Tells until the range ends, the client leaves, or the server stops. Only the first is an end
   * that a client hears as one. Any other breaks the connection off in the middle of the body,
   * because Go's SDK takes a clean end for the last, and never comes again.
   */
  void tell(Context request) {
    HttpServletResponse response = request.res();
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/event-stream;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    EndPoint client = client(request);
    long usual = client.getIdleTimeout();
    client.setIdleTimeout(stalledAfter.toMillis());
    boolean reached = false;
    try {
      OutputStream out = response.getOutputStream();
      comment(out, " connected");
      reached = tell(out);
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "event stream ended: {0}", gone.toString());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      if (reached) {
        client.setIdleTimeout(usual);
      } else {
        client.close();
      }
    }
  }

  private static EndPoint client(Context request) {
    return ServletContextRequest.getServletContextRequest(request.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint();
  }

  /** True where the range has ended. */
  private boolean tell(OutputStream out) throws IOException, InterruptedException {
    while (!ended) {
      if (!doorman.allows(principal, feed.scope())) {
        comment(out, " the key was revoked");
        return false;
      }
      boolean over = feed.end().map(end -> !clock.instant().isBefore(end)).orElse(false);
      switch (tellPages(out)) {
        case REACHED -> {
          return true;
        }
        case BROKEN -> {
          return false;
        }
        case THROUGH -> {
          if (over) {
            return true;
          }
        }
      }
      if (!news.tryAcquire(pause().toMillis(), TimeUnit.MILLISECONDS)) {
        comment(out, "heartbeat");
      }
    }
    comment(out, " the gateway is stopping");
    return false;
  }

  /** No longer than until the end of the range, should it have one. */
  private Duration pause() {
    Duration left = feed.end().map(end -> Duration.between(clock.instant(), end)).orElse(heartbeat);
    return left.compareTo(heartbeat) < 0 ? left.plusMillis(1) : heartbeat;
  }

  /** How far telling what there is has come. */
  private enum Telling {
    /** There is no more for now. */
    THROUGH,
    /** The end of the range is reached. */
    REACHED,
    /** It has to be broken off; the client has been told why. */
    BROKEN
  }

  private Telling tellPages(OutputStream out) throws IOException {
    while (!ended) {
      List<EventFeed.Line> page;
      try {
        page = feed.after(last, PAGE);
      } catch (BooksBehind | GatewayUnavailable behind) {
        LOG.log(System.Logger.Level.WARNING, "event stream cut reason={0}", behind.getMessage());
        comment(out, " internal server error");
        return Telling.BROKEN;
      }
      long begun = System.nanoTime();
      if (!tell(out, page)) {
        return Telling.REACHED;
      }
      if (page.size() < PAGE) {
        return Telling.THROUGH;
      }
      if (System.nanoTime() - begun > slowAfter.toNanos()) {
        // None is lost: who comes again with the last id, or time, is told the rest.
        long left = feed.newest() - last;
        comment(out, " you are reading too slowly, dropped " + left + " messages");
        return Telling.BROKEN;
      }
    }
    return Telling.THROUGH;
  }

  /** False where the end of the range came. */
  private boolean tell(OutputStream out, List<EventFeed.Line> page) throws IOException {
    for (EventFeed.Line line : page) {
      switch (line) {
        case EventFeed.Line.Tell told -> write(out, told);
        case EventFeed.Line.Pass _ -> {
          // Its number is all that there is to know of it.
        }
        case EventFeed.Line.End _ -> {
          out.flush();
          return false;
        }
      }
      last = line.number();
    }
    out.flush();
    return true;
  }

  /** JSON of ours has no line break in it, so it is one line of data. */
  private static void write(OutputStream out, EventFeed.Line.Tell told) throws IOException {
    out.write(("id: " + told.id() + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
    told.data().writeTo(out);
    out.write('\n');
    out.write('\n');
  }

  private static void comment(OutputStream out, String text) throws IOException {
    out.write((":" + text + "\n\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
