// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import dev.fairlead.message.OrderNews;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The account as the broker tells it when it is asked. Each read asks the broker, page by page, and
 * waits for it no longer than the adapter's time-outs; it never throws for what happens on the
 * wire, but tells what came and what is missing. Thread-safe.
 */
public interface AccountBook {
  /** The account itself; empty where it could not be read. */
  Told<Optional<AccountState>> account();

  Told<List<Holding>> holdings();

  /** Orders of all kinds that may still execute, whoever placed them. */
  Told<List<KnownOrder>> openOrders();

  /** Orders that were placed at or after {@code since}, ended ones too, oldest first. */
  Told<List<KnownOrder>> orders(Instant since);

  /** Executions at or after {@code since}, oldest first: the trade history. */
  Told<List<KnownFill>> fills(Instant since);

  /** Money and units that came or went at or after {@code since} without a fill, oldest first. */
  Told<List<Movement>> movements(Instant since);

  /** What can be traded there. */
  Told<List<Instrument>> instruments();

  /**
   * The account itself.
   *
   * @param id the broker's, which another account does not have (I-27)
   * @param status the broker's word
   * @param cash settled and unsettled money
   * @param equity cash and holdings at market
   * @param multiplier how many times its equity it may hold
   * @param blocked why it takes no orders; empty where it does
   */
  record AccountState(
      String id,
      String status,
      Money cash,
      Money equity,
      Money buyingPower,
      int multiplier,
      Optional<String> blocked) {}

  /**
   * What is held of an instrument.
   *
   * @param quantity negative where it is short
   * @param cost what it cost, signed like the quantity
   */
  record Holding(Symbol symbol, Quantity quantity, Notional cost, Optional<Price> marketPrice) {}

  /**
   * An order.
   *
   * @param id ours where it is one of our placements, else the client's id for it
   * @param found where it stands; without its executions where the broker does not list them so
   */
  record KnownOrder(PlacementId id, Instant placedAt, OrderNews.Found found) {
    public boolean isOurs() {
      return PlacementId.isOurs(id.text());
    }
  }

  /** An execution, and the broker's name for the order that it belongs to. */
  record KnownFill(String brokerOrderId, Fill fill) {}

  /**
   * Money or units that came or went without a fill: a fee, a dividend, a transfer, a split.
   *
   * @param id the broker's
   * @param kind the broker's word for it
   * @param money what came, negative where it went
   */
  record Movement(
      String id,
      Instant at,
      String kind,
      Money money,
      Optional<Symbol> symbol,
      Quantity quantity,
      String description) {}
}
