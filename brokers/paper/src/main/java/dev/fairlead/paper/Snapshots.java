// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.broker.Known;
import dev.fairlead.feed.Market;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Capabilities.Identity;
import dev.fairlead.message.Capabilities.Reach;
import dev.fairlead.message.Capabilities.Replacing;
import dev.fairlead.message.LinkChange;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Placement;
import dev.fairlead.money.Currency;
import dev.fairlead.venue.OrderRules;
import dev.fairlead.venue.Venue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How an account begins: the book's memory is the broker's. What the book has been told of goes on;
 * what it has not been told of never happened, so placements that were sent but not confirmed are
 * unknown here, which is what a query for them is answered.
 */
final class Snapshots {
  static final Capabilities CAPABILITIES =
      Capabilities.taking(OrderRules.OFFERS)
          .replacing(Replacing.IN_PLACE)
          .knowing(Identity.ENFORCED)
          .provingAbsence(new AbsenceProof.LookUps(1, Duration.ZERO))
          .telling(new Reach(true, null, true, true));

  private final BrokerAccount account;
  private final Market market;
  private final List<PaperConfig.Opening> openings;

  Snapshots(BrokerAccount account, Market market, List<PaperConfig.Opening> openings) {
    this.account = account;
    this.market = market;
    this.openings = openings;
  }

  /** Gives the venue what the book knows, and the stream what the book has to know. */
  void takeUp(Known known, Venue venue, Stream stream, Instant now) {
    stream.report(new BrokerReport.Listed(account, market.instruments()));
    known.balances().forEach(venue::resume);
    known.positions().forEach(venue::resume);
    for (PaperConfig.Opening opening : openings) {
      if (!isFunded(known, opening.cash().currency())) {
        venue.resume(Balance.opening(account, opening.cash(), opening.multiplier()));
        stream.report(
            new BrokerReport.Funded(
                account, opening.cash(), opening.multiplier(), "opening balance"));
      }
    }
    stream.change(new LinkChange.Up(account, CAPABILITIES));
    known.live().stream()
        .filter(Snapshots::wasConfirmed)
        .forEach(placement -> venue.resume(placement, now));
  }

  private static boolean isFunded(Known known, Currency currency) {
    return known.balances().stream()
        .anyMatch(balance -> balance.cash().currency().equals(currency));
  }

  private static boolean wasConfirmed(Placement placement) {
    return switch (placement.status()) {
      case WORKING, PARTIALLY_FILLED, PENDING_CANCEL, PENDING_REPLACE -> true;
      case SENT, IN_DOUBT, FILLED, CANCELED, EXPIRED, REJECTED, NOT_PLACED -> false;
    };
  }
}
