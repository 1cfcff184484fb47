// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import dev.fairlead.remote.SocketEvent.Drained;
import dev.fairlead.remote.SocketEvent.End;
import dev.fairlead.remote.SocketEvent.Lost;
import dev.fairlead.remote.SocketEvent.Opened;
import dev.fairlead.remote.SocketEvent.Ready;
import dev.fairlead.remote.SocketEvent.Tick;
import dev.fairlead.remote.SocketState.Answers;
import dev.fairlead.remote.SocketState.Connecting;
import dev.fairlead.remote.SocketState.Draining;
import dev.fairlead.remote.SocketState.Ended;
import dev.fairlead.remote.SocketState.Live;
import dev.fairlead.remote.SocketState.Opening;
import dev.fairlead.remote.SocketState.Past;
import dev.fairlead.remote.SocketState.Resting;
import dev.fairlead.remote.SocketStep.Action;
import java.time.Duration;

/**
 * The life of a connection that comes back, as a table: when it is opened, when it counts as dead,
 * and how long it stays away. A pure function of state, event and time; time is nanoseconds.
 *
 * <pre>
 *            rested              opened             let in
 *  Resting ─────────▶ Connecting ────────▶ Opening ────────▶ Live
 *     ▲                   │                   │                │  silent, unanswered,
 *     │     drained       ▼                   ▼                ▼  closed by the peer
 *     └──────────────── Draining ◀──────────────────────────────
 * </pre>
 *
 * <p>An open socket proves nothing (F-N10). Pongs prove the path and whatever answers them; that
 * the application behind lives, is proven by an answer of its own, if it is one that answers.
 */
final class SocketLife {
  private final SocketLimits limits;

  SocketLife(SocketLimits limits) {
    this.limits = limits;
  }

  /** Before everything: the first tick connects. */
  static SocketState begin(long now) {
    return new Resting(now, Past.NONE);
  }

  SocketStep on(SocketState state, SocketEvent event, long now) {
    if (event instanceof End && !(state instanceof Ended)) {
      return new SocketStep(new Ended(state.past()), new Action.Hush());
    }
    return switch (state) {
      case Resting resting -> resting(resting, event, now);
      case Connecting connecting -> connecting(connecting, event, now);
      case Opening opening -> opening(opening, event, now);
      case Live live -> live(live, event, now);
      case Draining draining -> draining(draining, event, now);
      case Ended ended -> SocketStep.stay(ended);
    };
  }

  private static SocketStep resting(Resting state, SocketEvent event, long now) {
    return event instanceof Tick && now - state.until() >= 0
        ? new SocketStep(new Connecting(now, state.past()), new Action.Connect())
        : SocketStep.stay(state);
  }

  private SocketStep connecting(Connecting state, SocketEvent event, long now) {
    return switch (event) {
      case Opened _ -> SocketStep.stay(new Opening(now, now, state.past()));
      case Lost(Loss loss) -> SocketStep.drop(loss, state.past().failed());
      case Tick _ when isOver(state.since(), limits.connect(), now) ->
          SocketStep.drop(
              Loss.soon("no connection within " + limits.connect()), state.past().failed());
      case Tick _, Ready _, Drained _, End _ -> SocketStep.stay(state);
    };
  }

  private SocketStep opening(Opening state, SocketEvent event, long now) {
    return switch (event) {
      case Ready _ -> SocketStep.stay(new Live(now, state.pinged(), now - 1, state.past()));
      case Lost(Loss loss) -> SocketStep.drop(loss, state.past().failed());
      case Tick(long heard, long _) -> {
        if (isOver(state.since(), limits.dialogue(), now)) {
          Loss loss = Loss.soon("not let in within " + limits.dialogue());
          yield SocketStep.drop(loss, state.past().failed());
        }
        if (isOver(later(heard, state.since()), limits.watch().silence(), now)) {
          yield SocketStep.drop(silent(), state.past().failed());
        }
        yield isOver(state.pinged(), limits.watch().pingEvery(), now)
            ? new SocketStep(new Opening(state.since(), now, state.past()), new Action.Ping())
            : SocketStep.stay(state);
      }
      case Opened _, Drained _, End _ -> SocketStep.stay(state);
    };
  }

  private SocketStep live(Live state, SocketEvent event, long now) {
    return switch (event) {
      case Lost(Loss loss) -> SocketStep.drop(loss, pastOf(state, now));
      case Tick tick -> watch(learn(state, tick), tick, now);
      case Opened _, Ready _, Drained _, End _ -> SocketStep.stay(state);
    };
  }

  /** An answer that came after the question is one. */
  private static Live learn(Live state, Tick tick) {
    return wasAsked(state) && tick.proven() - state.probed() >= 0
        ? new Live(state.since(), state.pinged(), state.since() - 1, state.past().with(Answers.YES))
        : state;
  }

  private SocketStep watch(Live state, Tick tick, long now) {
    if (isOver(later(tick.heard(), state.since()), limits.watch().silence(), now)) {
      return SocketStep.drop(silent(), pastOf(state, now));
    }
    if (wasAsked(state)) {
      if (isOver(state.probed(), limits.watch().probeAnswer(), now)) {
        return unanswered(state, now);
      }
    } else if (isOver(later(tick.proven(), state.since()), limits.watch().probeEvery(), now)) {
      Live asked = new Live(state.since(), state.pinged(), now, state.past());
      return new SocketStep(asked, new Action.Probe());
    }
    return isOver(state.pinged(), limits.watch().pingEvery(), now)
        ? new SocketStep(
            new Live(state.since(), now, state.probed(), state.past()), new Action.Ping())
        : SocketStep.stay(state);
  }

  /**
   * One that has answered before, or was never asked, is given up, so that a stream which stands
   * still is found. One that doesn't answer on two connections one after the other is of those that
   * never do; it is asked on, in case that was wrong.
   */
  private SocketStep unanswered(Live state, long now) {
    Past past = state.past();
    return switch (past.answers()) {
      case UNTRIED, YES ->
          SocketStep.drop(
              Loss.soon(
                  "the peer's application gave no answer within " + limits.watch().probeAnswer()),
              pastOf(state, now).with(Answers.DOUBTED));
      case DOUBTED, NO ->
          new SocketStep(
              new Live(state.since(), state.pinged(), now, past.with(Answers.NO)),
              new Action.Probe());
    };
  }

  private SocketStep draining(Draining state, SocketEvent event, long now) {
    return switch (event) {
      case Drained(double luck) -> {
        Duration rest = limits.waits().after(state.pace()).after(state.past().failures(), luck);
        yield SocketStep.stay(new Resting(now + rest.toNanos(), state.past()));
      }
      case Tick _, Opened _, Ready _, Lost _, End _ -> SocketStep.stay(state);
    };
  }

  /** When the next tick is due at the latest, if nothing happens before; never too late. */
  long due(SocketState state, Tick signs) {
    return switch (state) {
      case Resting(long until, Past _) -> until;
      case Connecting(long since, Past _) -> since + limits.connect().toNanos();
      case Opening(long since, long pinged, Past _) ->
          earlier(
              since + limits.dialogue().toNanos(),
              earlier(
                  pinged + limits.watch().pingEvery().toNanos(),
                  later(signs.heard(), since) + limits.watch().silence().toNanos()));
      case Live live -> {
        long asks =
            wasAsked(live)
                ? live.probed() + limits.watch().probeAnswer().toNanos()
                : later(signs.proven(), live.since()) + limits.watch().probeEvery().toNanos();
        yield earlier(
            asks,
            earlier(
                live.pinged() + limits.watch().pingEvery().toNanos(),
                later(signs.heard(), live.since()) + limits.watch().silence().toNanos()));
      }
      case Draining _, Ended _ -> Long.MAX_VALUE;
    };
  }

  private Past pastOf(Live state, long now) {
    return isOver(state.since(), limits.stable(), now)
        ? new Past(1, state.past().answers())
        : state.past().failed();
  }

  private static boolean wasAsked(Live state) {
    return state.probed() - state.since() >= 0;
  }

  private Loss silent() {
    return Loss.soon("nothing came within " + limits.watch().silence() + ", not even a pong");
  }

  private static boolean isOver(long since, Duration limit, long now) {
    return now - since >= limit.toNanos();
  }

  /** Nanoseconds may wrap around, so they are compared by their difference. */
  private static long later(long a, long b) {
    return a - b >= 0 ? a : b;
  }

  private static long earlier(long a, long b) {
    return a - b <= 0 ? a : b;
  }
}
