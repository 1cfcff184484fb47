// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.state;

import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Notional;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What all orders at one broker account have come to, since the journal began. It follows from the
 * book alone, so it is the same after a restart.
 *
 * @param orders how many orders stand at each status, every status among them, in its order; what
 *     was denied never became an order
 * @param trades executions that count: booked, and not taken back (I-23)
 * @param traded what those came to, a line for each currency, in its order
 */
public record AccountTotals(
    BrokerAccount account, Map<OrderStatus, Long> orders, long trades, List<Traded> traded) {

  /** Copies what it is given. */
  public AccountTotals {
    orders = Collections.unmodifiableMap(new EnumMap<>(orders));
    traded = List.copyOf(traded);
  }

  /** An account that nothing was ever routed to. */
  public static AccountTotals none(BrokerAccount account) {
    Map<OrderStatus, Long> orders = new EnumMap<>(OrderStatus.class);
    for (OrderStatus status : OrderStatus.values()) {
      orders.put(status, 0L);
    }
    return new AccountTotals(account, orders, 0, List.of());
  }

  /** How many orders stand at {@code status}. */
  public long orders(OrderStatus status) {
    return orders.getOrDefault(status, 0L);
  }

  /**
   * What was traded in one currency.
   *
   * @param volume price times quantity of all executions, bought and sold alike
   * @param commission what the broker took for them
   */
  public record Traded(Currency currency, Notional volume, Notional commission) {}
}
