// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.desk;

import dev.fairlead.broker.MarketData;
import dev.fairlead.gateway.ClientSession;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.onebook.OneBook;
import dev.fairlead.store.FillQuery;
import dev.fairlead.store.Moment;
import dev.fairlead.store.OrderQuery;
import dev.fairlead.store.OrderQuery.Family;
import dev.fairlead.store.StoredEvent;
import dev.fairlead.store.StoredFill;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The gateway and its book, as a client's requests need them. Every read shows what was answered
 * before it began. Thread-safe; methods may wait, and throw {@link BooksBehind} where the book does
 * not catch up in time, {@link dev.fairlead.gateway.GatewayUnavailable} where the gateway does not
 * answer.
 */
public interface Desk {
  /** Where commands go. */
  ClientSession client(Principal principal);

  /** An order of this principal; another's is unknown to it (S-11). */
  Optional<Order> order(Principal principal, OrderId id);

  Optional<Order> orderByClientId(Principal principal, String clientOrderId);

  List<Order> orders(OrderQuery query);

  /** The same with their legs; a leg is not listed beside its parent. */
  List<Family> families(OrderQuery query);

  /** An order with its legs. */
  Family family(Order order);

  /** Open orders of all principals: what binds the positions, which are common to all. */
  List<Order> openOrders();

  List<StoredFill> fills(FillQuery query);

  /** Asks the book several things of one moment. */
  <T> T book(Function<Moment, T> reader);

  /** What the principal was told after its event {@code number}, in order (I-32). */
  List<StoredEvent<OrderEvent>> eventsAfter(Principal principal, long number, int limit);

  /** The number of the principal's newest event; 0 where there is none. */
  long lastEvent(Principal principal);

  /** The number of the principal's last event that an input before {@code at} led to, or 0. */
  long lastEventBefore(Principal principal, Instant at);

  List<Position> positions();

  List<Balance> balances();

  /** What all broker accounts hold and have, at this moment. */
  OneBook oneBook();

  /** The only broker account that this principal's orders may go to; empty where any may be. */
  Optional<BrokerAccount> onlyAccount(Principal principal);

  Optional<Quote> quote(Symbol symbol);

  /** What is seen of the market beyond the newest quote: trades, bars, and all of it live. */
  MarketData marketData();

  Optional<Instrument> instrument(Symbol symbol);

  List<Instrument> instruments();

  /** What the account takes that orders are routed to; empty while its link is down. */
  Optional<Capabilities> capabilities();

  /** What the gateway tells of itself. */
  Inside inside();

  /** Why orders are not taken now; empty when they are. */
  List<String> unreadyReasons();
}
