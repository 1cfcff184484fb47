// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.records;

import static dev.fairlead.model.AssetClass.EQUITY;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.message.Capabilities.Budget.Lane;
import dev.fairlead.message.Capabilities.Identity;
import dev.fairlead.message.Capabilities.Pause;
import dev.fairlead.message.Capabilities.Reach;
import dev.fairlead.message.Capabilities.Replacing;
import dev.fairlead.message.Offer;
import dev.fairlead.message.Offer.Trait;
import dev.fairlead.message.Offers;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.TimeInForce;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Interactive Brokers by its Web API, through its gateway. */
final class InteractiveBrokers {
  private static final String DOCS = "IBKR Web API, ";

  static final BrokerRecord RECORD =
      new BrokerRecord(
          "ibkr",
          "Interactive Brokers (Web API)",
          "One brokerage session for each user name, wherever it is used. It asks questions before"
              + " it takes an order, refuses an id twice within a day, and cannot be asked for one:"
              + " its lists are read instead.",
          Capabilities.taking(offers())
              .replacing(Replacing.IN_PLACE)
              .knowing(new Identity(Identity.Kind.ENFORCED, Duration.ofHours(24), false, false))
              .provingAbsence(new AbsenceProof.Lists(2, Duration.ofSeconds(30)))
              .telling(new Reach(true, Duration.ofDays(1), false, false))
              .within(
                  List.of(
                      new Budget(Lane.ALL, 10, Duration.ofSeconds(1)),
                      new Budget(Lane.MARKET_DATA, 10, Duration.ofSeconds(1)),
                      new Budget(Lane.LISTS, 1, Duration.ofSeconds(5))))
              .pausing(
                  List.of(
                      new Pause(
                          LocalTime.of(0, 15),
                          LocalTime.of(1, 45),
                          ZoneId.of("America/New_York"),
                          "the daily reset of the region North America"))),
          Map.of(
              Aspect.OFFERS,
              DOCS
                  + "Place Order: orderType MKT, LMT, STP, STOP_LIMIT, TRAIL; tif DAY, GTC, "
                  + "IOC, OPG,"
                  + " no FOK; outsideRTH; cashQty of shares is rounded to whole ones, so no orders"
                  + " by value. What an instrument takes is in its contract rules",
              Aspect.GROUPS,
              DOCS
                  + "brackets by parentId and OCA groups, whose children have no cOID: a lost "
                  + "answer"
                  + " could not be cleared up, so the engine keeps the exits",
              Aspect.REPLACING,
              DOCS + "Modify Order: the whole ticket again under the same order id",
              Aspect.IDENTITY,
              DOCS
                  + "cOID, unique for 24 hours, refused as already registered after that it was;"
                  + " no look-up and no cancel by it",
              Aspect.ABSENCE,
              DOCS
                  + "Live Orders and Trades, matched by order_ref: read twice, complete, 30 s "
                  + "apart,"
                  + " on one session; a first or forced answer may be empty and proves nothing",
              Aspect.REACH,
              DOCS
                  + "Live Orders: working ones and those of this session or day; Trades: seven "
                  + "days,"
                  + " of the account; the topic sor is not told again, str is by days",
              Aspect.BUDGETS,
              DOCS
                  + "Pacing Limitations: 10/s through the gateway, 50/s without; lists of "
                  + "orders and"
                  + " trades once in 5 s",
              Aspect.PAUSES,
              "IBKR's system status page: 00:15 to 01:45 ET; other regions have other hours"));

  private InteractiveBrokers() {}

  private static Offers offers() {
    List<Offer> offers = new ArrayList<>();
    for (OrderType type : OrderType.values()) {
      for (TimeInForce time : times(type)) {
        boolean lasts = type == OrderType.LIMIT && time != TimeInForce.IOC;
        boolean extended = lasts && time != TimeInForce.OPG;
        offers.add(
            Offer.of(EQUITY, type, time).with(extended ? Set.of(Trait.EXTENDED_HOURS) : Set.of()));
      }
    }
    return Offers.of(offers);
  }

  private static List<TimeInForce> times(OrderType type) {
    return switch (type) {
      case MARKET, LIMIT ->
          List.of(TimeInForce.DAY, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.OPG);
      case STOP, STOP_LIMIT, TRAILING_STOP -> List.of(TimeInForce.DAY, TimeInForce.GTC);
    };
  }
}
