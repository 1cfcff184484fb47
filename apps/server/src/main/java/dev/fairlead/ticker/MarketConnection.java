// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import dev.fairlead.gateway.GatewayUnavailable;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Principal;
import dev.fairlead.ticker.Dialogue.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * One client's end of a market data stream. Messages come in on the server's threads, one at a
 * time; items are offered by the market's; all of it goes out by the sweeper, one frame at a time.
 */
final class MarketConnection implements Follower {
  private static final System.Logger LOG = System.getLogger(MarketConnection.class.getName());
  private static final int POLICY_VIOLATION = 1008;

  /** How long a connection that ends may take to be told so. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Session socket;
  private final Feed feed;
  private final boolean packed;
  private final Dialogue dialogue;
  private final Board board;
  private final Sweeper sweeper;
  private final long openedNanos = System.nanoTime();

  /** Held while what is followed changes, so that the newest subscriptions win. */
  private final Object following = new Object();

  private volatile boolean behind;
  private volatile boolean forgotten;

  // All below is guarded by this.
  private final Outbox outbox;
  private boolean held;
  private boolean waiting;
  private boolean writing;
  private boolean ending;
  private int closeCode = POLICY_VIOLATION;
  private String closeReason = "";
  private long endingNanos;

  MarketConnection(
      Session socket,
      Feed feed,
      boolean packed,
      Dialogue dialogue,
      Board board,
      Sweeper sweeper,
      int bufferLimit) {
    this.socket = socket;
    this.feed = feed;
    this.packed = packed;
    this.dialogue = dialogue;
    this.board = board;
    this.sweeper = sweeper;
    this.outbox = new Outbox(packed, bufferLimit);
  }

  @Override
  public boolean packed() {
    return packed;
  }

  @Override
  public boolean hearsOf(AssetClass assetClass) {
    return feed.kind().tells().filter(assetClass::equals).isPresent();
  }

  Optional<Principal> principal() {
    return dialogue.principal();
  }

  long openedNanos() {
    return openedNanos;
  }

  boolean isOpen() {
    return socket.isOpen();
  }

  void greet() {
    say(Notice.connected());
  }

  /** Takes one message of the client. */
  void onMessage(ClientMessage message) {
    Step step = dialogue.on(message);
    if (step.notice() instanceof Notice.Subscribed) {
      hold();
      say(step.notice());
      refresh();
      release();
    } else {
      say(step.notice());
    }
    if (step.ends()) {
      end(POLICY_VIOLATION, "see the error before");
    }
  }

  /**
   * Writes nothing until {@link #release}: the answer to a subscription comes before the first item
   * that it speaks of, and not before all that it speaks of is followed.
   */
  private synchronized void hold() {
    held = true;
  }

  private void release() {
    boolean wake;
    synchronized (this) {
      held = false;
      wake = (!outbox.isEmpty() || ending) && wakeLocked();
    }
    if (wake) {
      sweeper.add(this);
    }
  }

  /** Follows what is subscribed to, and all that is listed now where that is a star. */
  void refresh() {
    synchronized (following) {
      try {
        board.follow(this, forgotten ? Subscriptions.NONE : dialogue.subscriptions());
        behind = false;
      } catch (GatewayUnavailable starting) {
        // The subscription stands; it is tried again until the gateway has started.
        behind = true;
      }
    }
  }

  /** Whether what it follows may have changed without a word of its client. */
  boolean needsRefresh() {
    return behind || dialogue.subscriptions().hasStar();
  }

  void fail(Problem problem, String reason) {
    say(new Notice.Failure(problem));
    end(POLICY_VIOLATION, reason);
  }

  private void say(Notice notice) {
    put(Piece.of(notice::write, packed, true));
  }

  @Override
  public void offer(Piece piece) {
    put(piece);
  }

  private void put(Piece piece) {
    boolean wake = false;
    synchronized (this) {
      if (ending) {
        return;
      }
      if (!outbox.offer(piece)) {
        outbox.clear();
        outbox.offer(Piece.of(new Notice.Failure(Problem.SLOW_CLIENT)::write, packed, true));
        endLocked(POLICY_VIOLATION, "slow client");
        LOG.log(
            System.Logger.Level.WARNING,
            "slow market data client cut key={0}",
            dialogue.principal().map(Principal::toString).orElse("unknown"));
      }
      wake = wakeLocked();
    }
    if (wake) {
      sweeper.add(this);
    }
  }

  /** Ends the connection after what is in the outbox, or soon without. */
  void end(int code, String reason) {
    boolean wake;
    synchronized (this) {
      endLocked(code, reason);
      wake = wakeLocked();
    }
    if (wake) {
      sweeper.add(this);
    }
  }

  private void endLocked(int code, String reason) {
    if (!ending) {
      ending = true;
      endingNanos = System.nanoTime();
      closeCode = code;
      closeReason = reason;
    }
  }

  /** Whether the sweeper has to hear of this. */
  private boolean wakeLocked() {
    boolean wake = !waiting && !writing && !held;
    waiting |= wake;
    return wake;
  }

  /** Writes frame after frame while the socket takes them at once; the sweeper's thread. */
  void write() {
    boolean more = true;
    while (more) {
      Optional<byte[]> frame;
      synchronized (this) {
        waiting = false;
        if (writing || held) {
          return;
        }
        frame = outbox.nextFrame();
        writing = frame.isPresent();
      }
      if (frame.isPresent()) {
        send(frame.get());
      }
      more = frame.isPresent() && isFree();
    }
    closeIfDone();
  }

  private synchronized boolean isFree() {
    return !writing;
  }

  private void send(byte[] frame) {
    Callback written = Callback.from(this::written, _ -> cut());
    if (packed) {
      socket.sendBinary(ByteBuffer.wrap(frame), written);
    } else {
      socket.sendText(new String(frame, StandardCharsets.UTF_8), written);
    }
  }

  /** The frame is out: on the sweeper's thread at once, or on the server's when it was slow. */
  private void written() {
    boolean wake;
    synchronized (this) {
      writing = false;
      wake = (!outbox.isEmpty() || ending) && wakeLocked();
    }
    if (wake) {
      sweeper.add(this);
    }
  }

  private void closeIfDone() {
    boolean done;
    synchronized (this) {
      done = ending && !writing && outbox.isEmpty();
      writing |= done;
    }
    if (done) {
      socket.close(closeCode, closeReason, Callback.from(() -> {}, _ -> cut()));
    }
  }

  /** Whether it was to end and has not in time: it reads too slowly even to be told. */
  synchronized boolean isOverdue(long nowNanos) {
    return ending && nowNanos - endingNanos > FAREWELL.toNanos();
  }

  void ping() {
    socket.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
  }

  /** Ends it without a word. May take milliseconds. */
  void cut() {
    socket.disconnect();
  }

  /** Takes it off the board; what is offered from now on is dropped. */
  void forget() {
    synchronized (this) {
      ending = true;
      outbox.clear();
    }
    forgotten = true;
    refresh();
  }
}
