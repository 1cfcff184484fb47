// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.broker.Known;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a book knows of an account that has been traded with before. */
final class Placements {
  private Placements() {}

  /** One that works under {@code name} since {@code at}. */
  private static Placement working(
      PlacementId id, BrokerAccount account, OrderRequest request, String name, Instant at) {
    return new Placement(
        id,
        new OrderId(new UUID(1, 1)),
        account,
        request,
        Price.ZERO,
        PlacementStatus.WORKING,
        Quantity.ZERO,
        Notional.ZERO,
        0,
        name,
        false,
        null,
        null,
        0,
        List.of(new Attempt(1, Attempt.Kind.PLACE, at, new SendResult.Accepted(name))));
  }

  /** A leg that is at the broker, for all that is known, and has no name. */
  static Placement leg(PlacementId id, OrderRequest request) {
    return new Placement(
        id,
        new OrderId(new UUID(1, 2)),
        FakeAlpaca.ACCOUNT,
        request,
        Price.ZERO,
        PlacementStatus.SENT,
        Quantity.ZERO,
        Notional.ZERO,
        0,
        "",
        false,
        null,
        null,
        0,
        List.of(),
        true);
  }

  /** A book that knows one placement, and heard of the account until an hour ago. */
  static Known known(PlacementId id, String name) {
    Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
    Money cash = Money.parse("100000", Currency.USD);
    return new Known(
        List.of(working(id, FakeAlpaca.ACCOUNT, LinkRig.ten(), name, hourAgo)),
        List.of(),
        List.of(Balance.opening(FakeAlpaca.ACCOUNT, cash, 2)),
        hourAgo);
  }
}
