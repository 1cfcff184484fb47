// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Offer;
import dev.fairlead.message.Offers;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.TimeInForce;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Capabilities for the samples: what the first form could say, and what came later. */
final class CapabilitySamples {
  /** What the first form could say. */
  static final Capabilities FIRST =
      Capabilities.taking(
              Offers.of(
                      List.of(
                          Offer.usual(AssetClass.EQUITY, OrderType.MARKET, TimeInForce.DAY),
                          Offer.usual(AssetClass.EQUITY, OrderType.LIMIT, TimeInForce.OPG),
                          Offer.usual(AssetClass.EQUITY, OrderType.STOP, TimeInForce.CLS),
                          Offer.usual(AssetClass.CRYPTO, OrderType.STOP_LIMIT, TimeInForce.IOC),
                          Offer.usual(AssetClass.CRYPTO, OrderType.TRAILING_STOP, TimeInForce.GTC)))
                  .each(offer -> offer.without(Offer.Trait.EXTENDED_HOURS)))
          .replacing(Capabilities.Replacing.NEW_ID)
          .provingAbsence(new AbsenceProof.LookUps(3, Duration.ofMillis(30_500)));

  /** What a broker can be that was not known to the first form. */
  static final Capabilities MORE =
      Capabilities.taking(Offers.all())
          .keeping(Set.of(OrderRequest.OrderClass.BRACKET, OrderRequest.OrderClass.OCO))
          .replacing(Capabilities.Replacing.IN_PLACE)
          .knowing(
              new Capabilities.Identity(
                  Capabilities.Identity.Kind.TAG, Duration.ofMinutes(10), true, false))
          .provingAbsence(new AbsenceProof.Lists(2, Duration.ofSeconds(30)))
          .telling(new Capabilities.Reach(true, Duration.ofDays(1), true, false))
          .within(
              List.of(
                  new Capabilities.Budget(
                      Capabilities.Budget.Lane.ORDERS, 200, Duration.ofMinutes(1))))
          .pausing(
              List.of(
                  new Capabilities.Pause(
                      LocalTime.of(23, 45),
                      LocalTime.of(0, 45),
                      ZoneId.of("America/New_York"),
                      "restart")));

  private CapabilitySamples() {}
}
