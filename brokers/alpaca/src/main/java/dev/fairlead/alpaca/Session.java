// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaBroker.Settings;
import dev.fairlead.alpaca.Api.Trouble;
import dev.fairlead.alpacahours.AlpacaHours;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.LinkChange;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.PlacementId;
import dev.fairlead.remote.Lanes;
import dev.fairlead.remote.Requests;
import dev.fairlead.remote.Wire;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Brings one link up and keeps it so: it asks which account answers, lists what can be traded,
 * opens the stream, catches up after every connect, and only then says that the link is up. While
 * it is up it looks from time to time whether the stream has left anything out.
 */
final class Session implements TradeUpdates.Listener {
  private static final Logger LOG = System.getLogger(Session.class.getName());

  /** Failed catch-ups before what the stream tells is let through while the link stays down. */
  private static final int CATCH_UPS = 4;

  /** So that always one is young enough to be used: a handshake takes longer than all the rest. */
  private static final Duration WARM_EVERY = Requests.IDLE.dividedBy(2);

  private final BrokerAccount account;
  private final Capabilities can;
  private final Settings settings;
  private final Api api;
  private final Opening opening;
  private final Movements movements;
  private final Reports reports;
  private final Looks looks;
  private final Lanes<PlacementId> lanes;
  private final AlpacaHours hours;
  private final LinkListener listener;
  private final CatchUp catchUp;
  private final Updates updates;

  private @Nullable TradeUpdates stream;
  private Known known = Known.NOTHING;

  /** One catch-up at a time; guards what only it touches. */
  private final ReentrantLock catching = new ReentrantLock();

  private boolean opened;
  private boolean answering;

  /** Up to when the account is known; the epoch until it was asked. */
  private Instant heard = Instant.EPOCH;

  /** Guards how the link stands; never held while anybody is asked. */
  private final ReentrantLock lock = new ReentrantLock();

  private boolean streaming;
  private boolean up;
  private String trouble = "";

  private volatile boolean ended;

  Session(
      AlpacaConfig config,
      Settings settings,
      Api api,
      Listings listings,
      Opening opening,
      Movements movements,
      Names names,
      LegNames legs,
      Reports reports,
      Looks looks,
      Lanes<PlacementId> lanes,
      AlpacaHours hours,
      LinkListener listener) {
    this.account = config.account();
    this.can = Rules.capabilities().within(config.plans().trading().limits());
    this.settings = settings;
    this.api = api;
    this.opening = opening;
    this.movements = movements;
    this.reports = reports;
    this.looks = looks;
    this.lanes = lanes;
    this.hours = hours;
    this.listener = listener;
    this.catchUp = new CatchUp(listings, names, legs, looks, reports);
    this.updates = new Updates(names, legs, reports, looks, lanes);
  }

  /** The stream that this listens to; before {@link #start}. */
  void follow(TradeUpdates updates) {
    stream = updates;
  }

  void start(Known knownBefore) {
    known = knownBefore;
    Thread.ofVirtual().name("fairlead-alpaca-session-" + account).start(this::live);
    Thread.ofVirtual().name("fairlead-alpaca-warm-" + account).start(this::keepWarm);
  }

  private void keepWarm() {
    while (!ended && api.pause(WARM_EVERY)) {
      api.warm();
    }
  }

  private void live() {
    if (!prepare()) {
      return;
    }
    TradeUpdates updates = stream;
    if (updates != null && !ended) {
      updates.start();
    }
    lookAtHours();
    while (!ended && api.pause(settings.auditEvery())) {
      audit();
      lookAtHours();
    }
    close();
  }

  /** Nothing depends on it that could not wait for the next time. */
  private void lookAtHours() {
    try {
      if (!ended) {
        hours.look();
      }
    } catch (Trouble | Wire.Unreadable trouble) {
      LOG.log(
          Level.DEBUG,
          "clock or calendar not read account={0}: {1}",
          account,
          trouble.getMessage());
    }
  }

  /** Asks until it knows whose account this is and what can be traded; false if it must not be. */
  private boolean prepare() {
    for (int attempt = 1; !ended; attempt++) {
      try {
        Optional<String> mismatch = opening.mismatch();
        if (mismatch.isPresent()) {
          refuse(mismatch.get());
          return false;
        }
        opening.list(known);
        answers(true, "");
        return true;
      } catch (Trouble | Wire.Unreadable failed) {
        answers(false, String.valueOf(failed.getMessage()));
        down(String.valueOf(failed.getMessage()));
        if (!api.pause(attempt)) {
          return false;
        }
      }
    }
    return false;
  }

  /** Whether Alpaca answers what it is asked for; told when that changes. */
  private void answers(boolean now, String why) {
    if (now != answering) {
      answering = now;
      listener.onSignal(
          now
              ? new LinkSignal.Connected(Channel.REQUESTS)
              : new LinkSignal.Disconnected(Channel.REQUESTS, why));
    }
  }

  @Override
  public void onLive() {
    listener.onSignal(new LinkSignal.Connected(Channel.ORDER_STREAM));
    lock.lock();
    try {
      streaming = true;
    } finally {
      lock.unlock();
    }
    for (int attempt = 1; !ended && attempt <= CATCH_UPS; attempt++) {
      if (catchUp(false) || !api.pause(attempt)) {
        return;
      }
    }
  }

  /**
   * Catches up, and brings the link up; false if Alpaca does not tell what is needed for it.
   *
   * @param quiet to tell only what is news here
   */
  private boolean catchUp(boolean quiet) {
    catching.lock();
    try {
      Optional<String> mismatch = opening.mismatch();
      if (mismatch.isPresent()) {
        refuse(mismatch.get());
        return false;
      }
      if (!opened) {
        heard = opening.open(known, settings.overlap());
        opened = true;
      }
      movements.tell(heard, opening::listUnlisted);
      heard =
          catchUp.run(
              heard.minus(settings.overlap()),
              quiet,
              quiet
                  ? placement -> lanes.run(placement, () -> looks.at(placement, ""))
                  : placement -> looks.at(placement, ""));
      updates.retell();
      answers(true, "");
      up();
      return true;
    } catch (Trouble | Wire.Unreadable failed) {
      answers(false, String.valueOf(failed.getMessage()));
      failed("cannot catch up: " + failed.getMessage());
      return false;
    } finally {
      catching.unlock();
    }
  }

  /** An account that is up stays so: its stream goes on, and the next audit asks again. */
  private void failed(String what) {
    lock.lock();
    try {
      if (up) {
        note(what);
      } else {
        down(what);
      }
    } finally {
      lock.unlock();
    }
  }

  /** For good: nobody may trade with it by mistake. */
  private void refuse(String mismatch) {
    LOG.log(Level.ERROR, mismatch);
    down(mismatch);
    ended = true;
  }

  /** The stream may have left something out, without ever having been cut (F-B06, F-N10). */
  private void audit() {
    if (isStreaming()) {
      catchUp(isUp());
    }
  }

  private boolean isUp() {
    lock.lock();
    try {
      return up;
    } finally {
      lock.unlock();
    }
  }

  private boolean isStreaming() {
    lock.lock();
    try {
      return streaming;
    } finally {
      lock.unlock();
    }
  }

  private void up() {
    lock.lock();
    try {
      trouble = "";
      if (!up && streaming) {
        up = true;
        listener.onChange(new LinkChange.Up(account, can));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Told once for each reason. */
  private void down(String reason) {
    lock.lock();
    try {
      if (up || !trouble.equals(reason)) {
        note(reason);
        up = false;
        listener.onChange(new LinkChange.Down(account, reason));
      }
    } finally {
      lock.unlock();
    }
  }

  private void note(String what) {
    if (!trouble.equals(what)) {
      trouble = what;
      LOG.log(Level.WARNING, "link trouble account=" + account + " what=" + what);
    }
  }

  /** Something was learned of a group: what was told of its legs may be told now. */
  void retell() {
    updates.retell();
  }

  @Override
  public void onUpdate(JsonNode data) {
    updates.on(data);
  }

  @Override
  public void onDead(String reason) {
    listener.onSignal(new LinkSignal.Disconnected(Channel.ORDER_STREAM, reason));
    lock.lock();
    try {
      streaming = false;
      down("the stream of trade_updates is cut: " + reason);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onUnread(String raw) {
    reports.unread("trade_updates", raw);
  }

  @Override
  public void onHeard() {
    listener.onSignal(new LinkSignal.Heard(Channel.ORDER_STREAM));
  }

  void close() {
    ended = true;
    TradeUpdates updates = stream;
    if (updates != null) {
      updates.close();
    }
  }
}
