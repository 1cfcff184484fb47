// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.records;

import static dev.fairlead.model.AssetClass.EQUITY;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.message.Capabilities.Budget.Lane;
import dev.fairlead.message.Capabilities.Identity;
import dev.fairlead.message.Capabilities.Pause;
import dev.fairlead.message.Capabilities.Reach;
import dev.fairlead.message.Capabilities.Replacing;
import dev.fairlead.message.Offer;
import dev.fairlead.message.Offers;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.TimeInForce;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Upstox, by its API's documentation of versions 2 and 3. */
final class Upstox {
  private static final String DOCS = "Upstox API, ";

  static final BrokerRecord RECORD =
      new BrokerRecord(
          "upstox",
          "Upstox",
          "Shares of NSE and BSE. It has a tag and no order id of ours, tells of one day, and "
              + "counts"
              + " places, replaces and cancels together. One request can make many orders there, so"
              + " none is sent that would.",
          Capabilities.taking(offers())
              .replacing(Replacing.IN_PLACE)
              .knowing(new Identity(Identity.Kind.TAG, Duration.ZERO, true, true))
              .telling(new Reach(true, Duration.ofDays(1), true, false))
              .within(
                  List.of(
                      new Budget(Lane.WRITES, 10, Duration.ofSeconds(1)),
                      new Budget(Lane.WRITES, 500, Duration.ofMinutes(1)),
                      new Budget(Lane.WRITES, 2_000, Duration.ofMinutes(30)),
                      new Budget(Lane.READS, 50, Duration.ofSeconds(1)),
                      new Budget(Lane.READS, 500, Duration.ofMinutes(1)),
                      new Budget(Lane.READS, 2_000, Duration.ofMinutes(30))))
              .pausing(
                  List.of(
                      new Pause(
                          LocalTime.MIDNIGHT,
                          LocalTime.of(5, 30),
                          ZoneId.of("Asia/Kolkata"),
                          "the order API is closed; every token ends at 03:30"))),
          Map.of(
              Aspect.OFFERS,
              DOCS
                  + "Place Order V3: order_type MARKET, LIMIT, SL, SL-M; validity DAY, IOC; whole"
                  + " units. A stop with IOC is documented nowhere, so it is not offered. MARKET"
                  + " goes with market_protection and may rest",
              Aspect.GROUPS,
              DOCS
                  + "GTT orders: an entry is a must, exits are limits without a tag, and there "
                  + "is no"
                  + " exit-only OCO, so the engine keeps the exits",
              Aspect.REPLACING,
              DOCS + "Modify Order V3: the order_id stays, order_request_id counts up",
              Aspect.IDENTITY,
              DOCS
                  + "tag of at most 40 characters, given back and not checked; Order History "
                  + "by tag;"
                  + " Cancel Multi Order by tag",
              Aspect.ABSENCE,
              DOCS
                  + "no word on how soon an order is listed, and a repeated place is a second "
                  + "order:"
                  + " an absence proves nothing",
              Aspect.REACH,
              DOCS
                  + "Order Book and Trades: of the day only; Order Trades by order_id; the "
                  + "portfolio"
                  + " stream has no replay and no trade ids",
              Aspect.BUDGETS,
              DOCS
                  + "Rate Limiting: order APIs 10/s without a registered algo, 500/min, "
                  + "2000/30 min,"
                  + " all of them together; others 50/s, 500/min, 2000/30 min",
              Aspect.PAUSES,
              DOCS + "errors UDAPI100074 and Get Token: orders from 05:30 to 24:00 IST"));

  private Upstox() {}

  private static Offers offers() {
    return Offers.of(
        List.of(
            Offer.of(EQUITY, OrderType.MARKET, TimeInForce.DAY),
            Offer.of(EQUITY, OrderType.MARKET, TimeInForce.IOC),
            Offer.of(EQUITY, OrderType.LIMIT, TimeInForce.DAY),
            Offer.of(EQUITY, OrderType.LIMIT, TimeInForce.IOC),
            Offer.of(EQUITY, OrderType.STOP, TimeInForce.DAY),
            Offer.of(EQUITY, OrderType.STOP_LIMIT, TimeInForce.DAY)));
  }
}
