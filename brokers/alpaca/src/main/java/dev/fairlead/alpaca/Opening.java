// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.Api.Trouble;
import dev.fairlead.broker.AccountBook.AccountState;
import dev.fairlead.broker.AccountBook.Holding;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.Told;
import dev.fairlead.message.BrokerReport.Funded;
import dev.fairlead.message.BrokerReport.Included;
import dev.fairlead.message.BrokerReport.Listed;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Position;
import dev.fairlead.model.Symbol;
import dev.fairlead.remote.Wire;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What is told of an account before its link is up: that it is the right one, what can be traded,
 * and of one that is new what it holds. Called by one thread at a time, but for {@link #asset}.
 */
final class Opening {
  private static final Logger LOG = System.getLogger(Opening.class.getName());

  /** One report lists no more, so that no input of the journal is very long. */
  private static final int LISTED_AT_ONCE = 500;

  private final AlpacaConfig config;
  private final BrokerAccount account;
  private final InstantSource clock;
  private final Listings listings;
  private final AlpacaBook book;
  private final Movements movements;
  private final Reports reports;
  private final LinkListener listener;
  private final Map<Symbol, Asset> assets = new ConcurrentHashMap<>();

  /** Alpaca's id of the account that answered first. */
  private String accountId = "";

  Opening(
      AlpacaConfig config,
      InstantSource clock,
      Listings listings,
      AlpacaBook book,
      Movements movements,
      Reports reports,
      LinkListener listener) {
    this.config = config;
    this.account = config.account();
    this.clock = clock;
    this.listings = listings;
    this.book = book;
    this.movements = movements;
    this.reports = reports;
    this.listener = listener;
  }

  /** What is known of an instrument beyond what the gateway was told. */
  Optional<Asset> asset(Symbol symbol) {
    return Optional.ofNullable(assets.get(symbol));
  }

  /**
   * Why this account must not be traded with (F-O06, I-27).
   *
   * @throws Trouble where that may pass: the account is the right one, and its status is not
   */
  Optional<String> mismatch() {
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

  /** Lists what can be traded, and what {@code known} has of what cannot any more. */
  void list(Known known) {
    Told<List<Asset>> told = book.assets();
    if (told.value().isEmpty() && !told.isComplete()) {
      throw new Trouble(Trouble.Cause.UNAVAILABLE, told.gap().orElse(""));
    }
    List<Instrument> instruments = new ArrayList<>();
    told.value().forEach(asset -> add(asset, instruments));
    unlisted(known).forEach(symbol -> addUnlisted(symbol, instruments));
    tellListed(instruments);
  }

  private void tellListed(List<Instrument> instruments) {
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
  private List<Symbol> unlisted(Known known) {
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

  /**
   * Tells what an account holds when it is first opened; no fill says how it came (I-10).
   *
   * @param overlap how much more is caught up with than was missed
   * @return up to when the account is known
   */
  Instant open(Known known, Duration overlap) {
    if (known.balances().isEmpty()) {
      Instant now = clock.instant();
      List<String> included = movements.ids(now);
      AccountState state = AlpacaBook.state(listings.account());
      Told<List<Holding>> holdings = book.holdings();
      if (!holdings.isComplete() && holdings.value().isEmpty()) {
        throw new Trouble(Trouble.Cause.UNAVAILABLE, holdings.gap().orElse(""));
      }
      if (!movements.ids(now).equals(included)) {
        throw new Trouble(
            Trouble.Cause.UNAVAILABLE, "money or units came or went while the account was opened");
      }
      tellIncluded(included);
      listUnlisted(holdings.value().stream().map(Holding::symbol).toList());
      listener.onReport(new Funded(account, state.cash(), state.multiplier(), "opening balance"));
      for (Holding held : holdings.value()) {
        reports.held(held, "opening:" + accountId + ":" + held.symbol());
      }
      // What executed before is in it.
      return now.plus(overlap);
    }
    return known.heard().equals(Instant.EPOCH) ? oldestLive(known) : known.heard();
  }

  /** What came and went lately is told by lists that overlap, and is in what is told now. */
  private void tellIncluded(List<String> ids) {
    for (int from = 0; from < ids.size(); from += LISTED_AT_ONCE) {
      int to = Math.min(from + LISTED_AT_ONCE, ids.size());
      listener.onReport(new Included(account, List.copyOf(ids.subList(from, to))));
    }
  }

  /** What is held may not be traded any more, and what came may be new. */
  void listUnlisted(List<Symbol> symbols) {
    List<Instrument> instruments = new ArrayList<>();
    symbols.stream()
        .filter(symbol -> !assets.containsKey(symbol))
        .forEach(symbol -> addUnlisted(symbol, instruments));
    tellListed(instruments);
  }

  /** Where the book cannot say up to when it has heard: since the first of what may execute. */
  private Instant oldestLive(Known known) {
    return known.live().stream()
        .flatMap(placement -> placement.attempts().stream())
        .map(Placement.Attempt::at)
        .min(Instant::compareTo)
        .orElse(clock.instant());
  }
}
