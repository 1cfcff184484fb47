// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.records;

import static dev.fairlead.model.AssetClass.EQUITY;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Capabilities.Identity;
import dev.fairlead.message.Capabilities.Reach;
import dev.fairlead.message.Capabilities.Replacing;
import dev.fairlead.message.Offer;
import dev.fairlead.message.Offers;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.TimeInForce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A venue that speaks FIX 4.4, keeps its numbers over a disconnect and answers status requests. */
final class Fix {
  private static final String SPEC = "FIX 4.4, ";

  static final BrokerRecord RECORD =
      new BrokerRecord(
          "fix",
          "FIX 4.4",
          "What the standard lets a venue do, for one that was certified to do it: it keeps "
              + "numbers,"
              + " fills gaps and answers OrderStatusRequest. A venue that resets its numbers "
              + "at each"
              + " logon proves nothing, and its record has no absence proof.",
          Capabilities.taking(offers())
              .replacing(Replacing.NEW_ID)
              .knowing(new Identity(Identity.Kind.ENFORCED, Duration.ofDays(1), true, true))
              .provingAbsence(new AbsenceProof.Sequence())
              .telling(new Reach(false, Duration.ZERO, false, true)),
          Map.of(
              Aspect.OFFERS,
              SPEC
                  + "NewOrderSingle: OrdType 1 to 4, TimeInForce 0 to 4 and 7; a venue takes "
                  + "what its"
                  + " own document lists of it",
              Aspect.GROUPS,
              SPEC + "NewOrderList is the venue's own affair: the engine keeps the exits",
              Aspect.REPLACING,
              SPEC
                  + "OrderCancelReplaceRequest: a new ClOrdID, OrigClOrdID is the last "
                  + "accepted one",
              Aspect.IDENTITY,
              SPEC
                  + "ClOrdID: unique for the trading day, a duplicate is OrdRejReason 6;"
                  + " OrderStatusRequest and OrderCancelRequest go by it",
              Aspect.ABSENCE,
              SPEC
                  + "session level: a peer that asks for the number of our message, or expects it"
                  + " next, never got it; an unknown ClOrdID alone proves nothing",
              Aspect.REACH,
              SPEC
                  + "OrderMassStatusRequest tells open orders; what was missed comes again by"
                  + " ResendRequest with PossDupFlag",
              Aspect.BUDGETS,
              SPEC + "has none; a venue's throttle is in its own document",
              Aspect.PAUSES,
              SPEC + "has none; a session's hours are agreed with the venue"));

  private Fix() {}

  private static Offers offers() {
    List<Offer> offers = new ArrayList<>();
    for (TimeInForce time : TimeInForce.values()) {
      offers.add(Offer.of(EQUITY, OrderType.MARKET, time));
      offers.add(Offer.of(EQUITY, OrderType.LIMIT, time));
    }
    for (TimeInForce time : List.of(TimeInForce.DAY, TimeInForce.GTC)) {
      offers.add(Offer.of(EQUITY, OrderType.STOP, time));
      offers.add(Offer.of(EQUITY, OrderType.STOP_LIMIT, time));
    }
    return Offers.of(offers);
  }
}
