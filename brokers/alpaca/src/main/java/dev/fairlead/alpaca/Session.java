// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaBroker.Settings;
import dev.fairlead.alpaca.Api.Trouble;
import dev.fairlead.broker.AccountBook.AccountState;
import dev.fairlead.broker.AccountBook.Holding;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.LinkSignal.Channel;
import dev.fairlead.broker.Told;
import dev.fairlead.message.BrokerReport.Funded;
import dev.fairlead.message.BrokerReport.Listed;
import dev.fairlead.message.LinkChange;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import dev.fairlead.remote.Lanes;
import dev.fairlead.remote.Wire;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Brings one link up and keeps it so: it asks which account answers, lists what can be traded,
 * opens the stream, catches up after every connect, and only then says that the link is up. While
 * it is up it looks from time to time whether the stream has left anything out.
 */
final class Session implements TradeUpdates.Listener {
  private static final Logger LOG = System.getLogger(Session.class.getName());

  /** One report lists no more, so that no input of the journal is very long. */
  private static final int LISTED_AT_ONCE = 500;

  /** Failed catch-ups before what the stream tells is let through while the link stays down. */
  private static final int CATCH_UPS = 4;

  private final AlpacaConfig config;
  private final BrokerAccount account;
  private final Settings settings;
  private final InstantSource clock;
  private final Api api;
  private final Listings listings;
  private final AlpacaBook book;
  private final Reports reports;
  private final Looks looks;
  private final Lanes<PlacementId> lanes;
  private final LinkListener listener;
  private final CatchUp catchUp;
  private final Updates updates;
  private final Map<Symbol, Asset> assets = new ConcurrentHashMap<>();

  private @Nullable TradeUpdates stream;
  private Known known = Known.NOTHING;

  /** One catch-up at a time; guards what only it touches. */
  private final ReentrantLock catching = new ReentrantLock();

  private String accountId = "";
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
      InstantSource clock,
      Api api,
      Listings listings,
      AlpacaBook book,
      Names names,
      Reports reports,
      Looks looks,
      Lanes<PlacementId> lanes,
      LinkListener listener) {
    this.config = config;
    this.account = config.account();
    this.settings = settings;
    this.clock = clock;
    this.api = api;
    this.listings = listings;
    this.book = book;
    this.reports = reports;
    this.looks = looks;
    this.lanes = lanes;
    this.listener = listener;
    this.catchUp = new CatchUp(listings, names, reports);
    this.updates = new Updates(names, reports, looks, lanes);
  }

  /** The stream that this listens to; before {@link #start}. */
  void follow(TradeUpdates updates) {
    stream = updates;
  }

  void start(Known knownBefore) {
    known = knownBefore;
    Thread.ofVirtual().name("fairlead-alpaca-session-" + account).start(this::live);
  }

  /** What is known of an instrument beyond what the gateway was told. */
  Optional<Asset> asset(Symbol symbol) {
    return Optional.ofNullable(assets.get(symbol));
  }

  private void live() {
    if (!prepare()) {
      return;
    }
    TradeUpdates updates = stream;
    if (updates != null && !ended) {
      updates.start();
    }
    while (!ended && api.pause(settings.auditEvery())) {
      audit();
    }
    close();
  }

  /** Asks until it knows whose account this is and what can be traded; false if it must not be. */
  private boolean prepare() {
    for (int attempt = 1; !ended; attempt++) {
      try {
        Optional<String> mismatch = checkAccount();
        if (mismatch.isPresent()) {
          refuse(mismatch.get());
          return false;
        }
        list();
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

  /**
   * Why this account must not be traded with (F-O06, I-27).
   *
   * @throws Trouble where that may pass: the account is the right one, and its status is not
   */
  private Optional<String> checkAccount() {
    JsonNode told = listings.account();
    String number = Wire.text(told, "account_number").orElse("");
    Optional<String> mismatch = EnvironmentCheck.ofAccount(config, number, "ACTIVE");
    String id = Wire.required(told, "id");
    if (mismatch.isEmpty() && !accountId.isEmpty() && !accountId.equals(id)) {
      return Optional.of(
          account
              + " is another account at Alpaca than before: its key was exchanged, or the"
              + " paper account was reset");
    }
    if (mismatch.isEmpty()) {
      accountId = id;
      String status = Wire.text(told, "status").orElse("");
      Optional<String> inactive = EnvironmentCheck.ofAccount(config, number, status);
      if (inactive.isPresent()) {
        throw new Trouble(Trouble.Cause.UNAVAILABLE, inactive.get());
      }
    }
    return mismatch;
  }

  private void list() {
    Told<List<Asset>> told = book.assets();
    if (told.value().isEmpty() && !told.isComplete()) {
      throw new Trouble(Trouble.Cause.UNAVAILABLE, told.gap().orElse(""));
    }
    List<Instrument> instruments = new ArrayList<>();
    told.value().forEach(asset -> add(asset, instruments));
    unlisted().forEach(symbol -> addUnlisted(symbol, instruments));
    for (int from = 0; from < instruments.size(); from += LISTED_AT_ONCE) {
      int to = Math.min(from + LISTED_AT_ONCE, instruments.size());
      listener.onReport(new Listed(account, List.copyOf(instruments.subList(from, to))));
    }
  }

  private void add(Asset asset, List<Instrument> instruments) {
    asset
        .instrument()
        .ifPresent(instrument -> {
          assets.put(instrument.symbol(), asset);
          instruments.add(instrument);
        });
  }

  /** What is held or ordered, and not traded any more. */
  private List<Symbol> unlisted() {
    Stream<Symbol> ordered =
        known.live().stream().map(Placement::request).map(request -> request.symbol());
    Stream<Symbol> held = known.positions().stream().map(Position::symbol);
    return new TreeSet<>(Stream.concat(ordered, held).toList())
        .stream().filter(symbol -> !assets.containsKey(symbol)).toList();
  }

  private void addUnlisted(Symbol symbol, List<Instrument> instruments) {
    try {
      add(listings.asset(symbol.text()), instruments);
    } catch (Trouble trouble) {
      if (trouble.why() != Trouble.Cause.ABSENT) {
        throw trouble;
      }
      LOG.log(Level.WARNING, "instrument is not listed any more account=" + account + " " + symbol);
    } catch (Wire.Unreadable odd) {
      reports.unread("rest", "asset " + symbol + ": " + odd.getMessage());
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
      Optional<String> mismatch = checkAccount();
      if (mismatch.isPresent()) {
        refuse(mismatch.get());
        return false;
      }
      open();
      heard =
          catchUp.run(
              heard.minus(settings.overlap()),
              quiet,
              quiet
                  ? placement -> lanes.run(placement, () -> looks.at(placement, ""))
                  : placement -> looks.at(placement, ""));
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

  /** What an account holds when it is first opened; no fill says how it came (I-10). */
  private void open() {
    if (opened) {
      return;
    }
    if (known.balances().isEmpty()) {
      Instant now = clock.instant();
      AccountState state = AlpacaBook.state(listings.account());
      Told<List<Holding>> holdings = book.holdings();
      if (!holdings.isComplete() && holdings.value().isEmpty()) {
        throw new Trouble(Trouble.Cause.UNAVAILABLE, holdings.gap().orElse(""));
      }
      listener.onReport(new Funded(account, state.cash(), state.multiplier(), "opening balance"));
      for (Holding held : holdings.value()) {
        reports.held(held, "opening:" + accountId + ":" + held.symbol());
      }
      // What executed before is in it.
      heard = now.plus(settings.overlap());
    } else {
      heard = known.heard().equals(Instant.EPOCH) ? oldestLive() : known.heard();
    }
    opened = true;
  }

  /** Where the book cannot say up to when it has heard: since the first of what may execute. */
  private Instant oldestLive() {
    return known.live().stream()
        .flatMap(placement -> placement.attempts().stream())
        .map(Placement.Attempt::at)
        .min(Instant::compareTo)
        .orElse(clock.instant());
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
        listener.onChange(new LinkChange.Up(account, Rules.capabilities()));
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
