// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import dev.fairlead.remote.Inbox.News;
import dev.fairlead.remote.SocketEvent.Tick;
import dev.fairlead.remote.SocketStep.Action;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket connection that comes back: it is opened, watched, given up when it is dead, and
 * opened again after a wait, until it is closed. {@link SocketLife} decides; here are the threads:
 * one keeps the time, one listens, so that who listens may wait without the peer looking dead.
 * Thread-safe.
 */
public final class SocketSession implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SocketSession.class.getName());
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final Loss OVERFLOW =
      Loss.soon("more came than could wait for its listener: some of it was not taken");

  private final String name;
  private final Socket.Opener opener;
  private final SocketTarget target;
  private final SocketLimits limits;
  private final SocketLife life;
  private final Talk talk;
  private final Inbox inbox;
  private final Thread keeper;
  private final Thread listener;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Written under the lock. */
  private volatile SocketState state;

  /** Guarded by the lock. */
  private @Nullable Connection connection;

  private volatile boolean closed;

  /**
   * One that is not started yet.
   *
   * @param name for its threads and for the log; nothing secret
   */
  public SocketSession(
      String name, Sockets sockets, SocketTarget target, SocketLimits limits, Talk talk) {
    this(name, (Socket.Opener) sockets, target, limits, talk);
  }

  SocketSession(
      String name, Socket.Opener opener, SocketTarget target, SocketLimits limits, Talk talk) {
    this.name = name;
    this.opener = opener;
    this.target = target;
    this.limits = limits;
    this.talk = talk;
    life = new SocketLife(limits);
    inbox = new Inbox(limits.room().messages(), limits.room().bytes());
    state = SocketLife.begin(System.nanoTime());
    keeper = Thread.ofVirtual().name(name + "-keeper").unstarted(this::keep);
    listener = Thread.ofVirtual().name(name).unstarted(this::listen);
  }

  /** Opens it, in the background. Only once. */
  public void start() {
    keeper.start();
    listener.start();
  }

  /** Whether it is open, and the peer has let us in. */
  public boolean isLive() {
    return state instanceof SocketState.Live && !closed;
  }

  /** One WebSocket, and when it was heard. */
  private final class Connection implements Socket.Ear, Line {
    private volatile long heard = System.nanoTime();
    private volatile long proven = heard;

    /** Null until {@link Socket.Opener#open} has returned. */
    private volatile @Nullable Socket socket;

    @Override
    public void opened() {
      heard = System.nanoTime();
      whileCurrent(
          this,
          () -> {
            step(new SocketEvent.Opened());
            inbox.put(new News.Opened(this));
          });
    }

    @Override
    public void heard(byte[] message) {
      long now = System.nanoTime();
      heard = now;
      if (talk.proves(message)) {
        proven = now;
      }
      talk.alive();
      News.Message news = new News.Message(this, message, now);
      if (!isTaken(news)) {
        awaitRoom(message.length);
        if (!isTaken(news)) {
          drop(OVERFLOW);
        }
      }
    }

    /** Whether it is kept, or of no interest any more. */
    private boolean isTaken(News.Message news) {
      lock.lock();
      try {
        return !equals(connection) || inbox.offer(news);
      } finally {
        lock.unlock();
      }
    }

    /** Reads nothing meanwhile, so that the peer has to wait too. */
    private void awaitRoom(int length) {
      try {
        inbox.awaitRoom(length, limits.room().patience());
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
      heard = System.nanoTime();
    }

    @Override
    public void ponged() {
      heard = System.nanoTime();
      talk.alive();
    }

    @Override
    public void lost(Loss loss) {
      apply(this, new SocketEvent.Lost(loss));
    }

    @Override
    public void send(String text) {
      Socket open = socket;
      if (open != null) {
        open.send(text);
      }
    }

    @Override
    public void send(byte[] bytes) {
      Socket open = socket;
      if (open != null) {
        open.send(bytes);
      }
    }

    @Override
    public void ready() {
      apply(this, new SocketEvent.Ready());
    }

    @Override
    public void drop(Loss loss) {
      apply(this, new SocketEvent.Lost(loss));
    }
  }

  /** Takes an event of that connection; of one that is past it means nothing. */
  private void apply(Connection from, SocketEvent event) {
    whileCurrent(from, () -> step(event));
  }

  private void whileCurrent(Connection from, Runnable action) {
    lock.lock();
    try {
      if (from.equals(connection)) {
        action.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. */
  private void step(SocketEvent event) {
    SocketState.Answers before = state.past().answers();
    SocketStep step = life.on(state, event, System.nanoTime());
    state = step.state();
    SocketState.Answers now = state.past().answers();
    if (now == SocketState.Answers.NO && before != now) {
      LOG.log(Level.WARNING, "peer never answers when asked, only pings watch it name={0}", name);
    }
    perform(step.action());
    changed.signal();
  }

  private void perform(Action action) {
    Connection current = connection;
    switch (action) {
      case Action.Nothing _ -> {}
      case Action.Connect _ -> connect();
      case Action.Ping _ -> onSocket(current, Socket::ping);
      case Action.Probe _ -> {
        if (current != null) {
          talk.probe(current);
        }
      }
      case Action.Drop(Loss loss) -> {
        connection = null;
        onSocket(current, socket -> socket.close(loss.reason()));
        inbox.put(new News.Lost(loss));
      }
      case Action.Hush _ -> {
        connection = null;
        onSocket(current, socket -> socket.close("closed"));
      }
    }
  }

  private void connect() {
    Connection next = new Connection();
    connection = next;
    Socket socket = opener.open(target, limits, next);
    next.socket = socket;
    if (!next.equals(connection)) {
      // It was lost while it was being opened, and nobody could close it then.
      socket.close("given up");
    }
  }

  private static void onSocket(@Nullable Connection connection, Consumer<Socket> action) {
    Socket socket = connection == null ? null : connection.socket;
    if (socket != null) {
      action.accept(socket);
    }
  }

  /** The keeper's thread: lets time pass. */
  private void keep() {
    lock.lock();
    try {
      while (!closed) {
        step(signs());
        long wait = life.due(state, signs()) - System.nanoTime();
        if (wait > 0) {
          long _ = changed.awaitNanos(Math.min(wait, TimeUnit.HOURS.toNanos(1)));
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private Tick signs() {
    Connection current = connection;
    return current == null ? new Tick(0, 0) : new Tick(current.heard, current.proven);
  }

  /** The listener's thread: hears everything, one after the other. */
  private void listen() {
    try {
      News next = inbox.take();
      while (next != null && !closed) {
        hear(next);
        if (next instanceof News.Message last && inbox.isEmpty()) {
          guarded(last.line(), talk::caughtUp);
        }
        next = inbox.take();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void hear(News news) {
    switch (news) {
      case News.Opened(Line line) -> guarded(line, () -> talk.opened(line));
      case News.Message message ->
          guarded(
              message.line(),
              () -> talk.heard(message.line(), message.bytes(), message.heardNanos()));
      case News.Lost(Loss loss) -> {
        try {
          talk.lost(loss);
        } catch (RuntimeException | Error broken) {
          LOG.log(Level.ERROR, "listener failed name=" + name, broken);
        }
        drained();
      }
    }
  }

  private void guarded(Line line, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error broken) {
      LOG.log(Level.ERROR, "listener failed, connection given up name=" + name, broken);
      line.drop(Loss.soon("what came could not be taken: " + broken));
    }
  }

  private void drained() {
    lock.lock();
    try {
      step(new SocketEvent.Drained(ThreadLocalRandom.current().nextDouble()));
    } finally {
      lock.unlock();
    }
  }

  /** Closes it for good. After this returns nothing more is heard, but by who calls it. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      step(new SocketEvent.End());
    } finally {
      lock.unlock();
    }
    inbox.close();
    if (!Thread.currentThread().equals(listener)) {
      join();
    }
  }

  private void join() {
    try {
      if (listener.getState() != Thread.State.NEW && !listener.join(STOP_LIMIT)) {
        LOG.log(Level.WARNING, "listener still busy after {0} name={1}", STOP_LIMIT, name);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
