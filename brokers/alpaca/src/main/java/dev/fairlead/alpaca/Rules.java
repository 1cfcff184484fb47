// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static dev.fairlead.model.AssetClass.CRYPTO;
import static dev.fairlead.model.AssetClass.EQUITY;
import static dev.fairlead.model.OrderType.LIMIT;
import static dev.fairlead.model.OrderType.MARKET;
import static dev.fairlead.model.OrderType.STOP;
import static dev.fairlead.model.OrderType.STOP_LIMIT;
import static dev.fairlead.model.OrderType.TRAILING_STOP;
import static dev.fairlead.model.TimeInForce.CLS;
import static dev.fairlead.model.TimeInForce.DAY;
import static dev.fairlead.model.TimeInForce.FOK;
import static dev.fairlead.model.TimeInForce.GTC;
import static dev.fairlead.model.TimeInForce.IOC;
import static dev.fairlead.model.TimeInForce.OPG;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.message.Capabilities.Identity;
import dev.fairlead.message.Capabilities.Reach;
import dev.fairlead.message.Capabilities.Replacing;
import dev.fairlead.message.Offer;
import dev.fairlead.message.Offers;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.SendResult.Refused;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * What Alpaca takes (facts 3): as capabilities, by which the engine denies before anything is sent,
 * and the few rules that no capability has a word for, which are checked here before the first
 * byte. Pure.
 */
final class Rules {
  /** The code of a refusal that Alpaca was not asked for. */
  static final String CODE = "alpaca-rule";

  /** Requests a minute for an account without a paid plan (facts 4.2). */
  static final int REQUESTS_PER_MINUTE = 200;

  /** How often, and how long after the placing, Alpaca has to say that it knows no such order. */
  private static final AbsenceProof ABSENCE = new AbsenceProof.LookUps(3, Duration.ofSeconds(30));

  /** Of one order for a pair (facts 3.1, Alpaca's support pages). */
  private static final Notional MOST_CRYPTO = Notional.of(Price.parse("200000"), Quantity.of(1));

  /** Of one order to buy (facts 3.3). */
  private static final Notional LEAST_BUY = Notional.of(Price.parse("1"), Quantity.of(1));

  private Rules() {}

  /**
   * Of every account. Groups of whole shares within the session are kept by Alpaca (facts 3.1,
   * decision 0045), the others by the engine. A client order id is unique for ever, and orders are
   * found by it (facts 3.5); a replace
   * makes another order (3.6); lists have ended orders and executions of all times (2.1, 2.3); the
   * stream tells nothing twice (5.1).
   */
  static Capabilities capabilities() {
    return Capabilities.taking(offers())
        .keeping(EnumSet.of(OrderClass.BRACKET, OrderClass.OCO, OrderClass.OTO))
        .replacing(Replacing.NEW_ID)
        .knowing(Identity.ENFORCED)
        .provingAbsence(ABSENCE)
        .telling(new Reach(true, null, true, false))
        .within(List.of(new Budget(Budget.Lane.ALL, REQUESTS_PER_MINUTE, Duration.ofMinutes(1))));
  }

  /** The tables of facts 3.1. */
  private static Offers offers() {
    List<Offer> offers = new ArrayList<>();
    add(offers, EQUITY, MARKET, DAY, GTC, OPG, CLS, IOC, FOK);
    add(offers, EQUITY, LIMIT, DAY, GTC, OPG, CLS, IOC, FOK);
    add(offers, EQUITY, STOP, DAY, GTC);
    add(offers, EQUITY, STOP_LIMIT, DAY, GTC);
    add(offers, EQUITY, TRAILING_STOP, DAY, GTC);
    add(offers, CRYPTO, MARKET, GTC, IOC);
    add(offers, CRYPTO, LIMIT, GTC, IOC);
    add(offers, CRYPTO, STOP_LIMIT, GTC);
    return Offers.of(offers);
  }

  private static void add(
      List<Offer> offers, AssetClass assetClass, OrderType type, TimeInForce... times) {
    for (TimeInForce time : times) {
      Offer usual = Offer.usual(assetClass, type, time);
      // Pairs trade round the clock: there are no hours beyond theirs.
      Offer offer = assetClass == CRYPTO ? usual.without(Offer.Trait.EXTENDED_HOURS) : usual;
      offers.add(isOfGroups(assetClass, type, time) ? offer.and(Offer.Trait.GROUP) : offer);
    }
  }

  /** Entries are at the market or a limit, exits at a limit or a stop; none trails (facts 3.1). */
  private static boolean isOfGroups(AssetClass assetClass, OrderType type, TimeInForce time) {
    return assetClass == EQUITY && type != TRAILING_STOP && (time == DAY || time == GTC);
  }

  /** Why Alpaca would refuse such an order, as far as that can be told without asking. */
  static Optional<Refused> refusal(OrderRequest request, Asset asset) {
    Optional<Instrument> instrument = asset.instrument();
    if (instrument.isEmpty()) {
      return Optional.empty();
    }
    return switch (instrument.get().assetClass()) {
      case EQUITY ->
          instrument.get().exchange() == Exchange.OTC ? overTheCounter(request) : least(request);
      case CRYPTO -> crypto(request, asset.least()).or(() -> least(request));
    };
  }

  private static Optional<Refused> overTheCounter(OrderRequest request) {
    boolean lasts = request.timeInForce() == DAY || request.timeInForce() == GTC;
    boolean trails = request.terms().type() == TRAILING_STOP;
    return lasts && !trails
        ? least(request)
        : refused(
            request.symbol()
                + " is traded over the counter: market, limit, stop and stop_limit orders, day or"
                + " gtc");
  }

  private static Optional<Refused> crypto(OrderRequest request, Quantity least) {
    Optional<Quantity> units = request.size().units();
    if (units.filter(quantity -> quantity.compareTo(least) < 0).isPresent()) {
      return refused(
          "qty " + units.get() + " of " + request.symbol() + " is below the least, " + least);
    }
    Optional<Notional> value = value(request);
    return value.filter(worth -> worth.compareTo(MOST_CRYPTO) > 0).isPresent()
        ? refused("an order for a pair may be worth 200000 at most, this one is " + value.get())
        : Optional.empty();
  }

  private static Optional<Refused> least(OrderRequest request) {
    boolean tooSmall =
        switch (request.side()) {
          case BUY -> value(request).filter(worth -> worth.compareTo(LEAST_BUY) < 0).isPresent();
          case SELL -> false;
        };
    return tooSmall
        ? refused(
            "an order to buy must be worth 1.00 at least, this one is " + value(request).get())
        : Optional.empty();
  }

  /** What it is worth at its own limit; empty where it says none. */
  private static Optional<Notional> value(OrderRequest request) {
    return switch (request.size()) {
      case OrderSize.Value(var money) -> Optional.of(Notional.of(money));
      case OrderSize.Units(Quantity units) ->
          request.terms().limitPrice().map(limit -> Notional.of(limit, units));
    };
  }

  /**
   * Why a working order cannot be changed so: the quantity of one for parts of a unit stays (facts
   * 3.6), and what is for whole units stays for whole units.
   */
  static Optional<Refused> replaceRefusal(OrderRequest from, OrderRequest to) {
    Optional<Quantity> before = from.size().units();
    Optional<Quantity> after = to.size().units();
    if (before.isEmpty() || after.isEmpty()) {
      return refused("an order for an amount of money cannot be changed");
    }
    boolean whole = before.get().isWhole() && after.get().isWhole();
    return whole || before.equals(after)
        ? Optional.empty()
        : refused(
            "the qty of an order for parts of a unit cannot be changed from "
                + before.get()
                + " to "
                + after.get());
  }

  private static Optional<Refused> refused(String sentence) {
    return Optional.of(new Refused(CODE, sentence));
  }
}
