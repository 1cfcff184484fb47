// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import dev.fairlead.broker.MarketData;
import dev.fairlead.desk.Desk;
import dev.fairlead.desk.Inside;
import dev.fairlead.gateway.ClientSession;
import dev.fairlead.gateway.GatewayUnavailable;
import dev.fairlead.gateway.GatewayUnavailable.Category;
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
import org.jspecify.annotations.Nullable;

/**
 * The desk of a gateway that is still starting. The server gets ready beside the recovery, not
 * after it; until the real desk is there, every question is answered with "starting".
 */
final class StartingDesk implements Desk {
  private static final String STARTING = "the gateway is starting";

  private volatile @Nullable Desk desk;

  /** From now on {@code started} answers. */
  void open(Desk started) {
    desk = started;
  }

  private Desk started() {
    Desk started = desk;
    if (started == null) {
      throw new GatewayUnavailable(Category.NOT_READY, STARTING);
    }
    return started;
  }

  @Override
  public ClientSession client(Principal principal) {
    return started().client(principal);
  }

  @Override
  public Optional<Order> order(Principal principal, OrderId id) {
    return started().order(principal, id);
  }

  @Override
  public Optional<Order> orderByClientId(Principal principal, String clientOrderId) {
    return started().orderByClientId(principal, clientOrderId);
  }

  @Override
  public List<Order> orders(OrderQuery query) {
    return started().orders(query);
  }

  @Override
  public List<Family> families(OrderQuery query) {
    return started().families(query);
  }

  @Override
  public Family family(Order order) {
    return started().family(order);
  }

  @Override
  public List<Order> openOrders() {
    return started().openOrders();
  }

  @Override
  public List<StoredFill> fills(FillQuery query) {
    return started().fills(query);
  }

  @Override
  public <T> T book(Function<Moment, T> reader) {
    return started().book(reader);
  }

  @Override
  public MarketData marketData() {
    return started().marketData();
  }

  @Override
  public List<StoredEvent<OrderEvent>> eventsAfter(Principal principal, long number, int limit) {
    return started().eventsAfter(principal, number, limit);
  }

  @Override
  public long lastEvent(Principal principal) {
    return started().lastEvent(principal);
  }

  @Override
  public long lastEventBefore(Principal principal, Instant at) {
    return started().lastEventBefore(principal, at);
  }

  @Override
  public List<Position> positions() {
    return started().positions();
  }

  @Override
  public List<Balance> balances() {
    return started().balances();
  }

  @Override
  public OneBook oneBook() {
    return started().oneBook();
  }

  @Override
  public Optional<BrokerAccount> onlyAccount(Principal principal) {
    return started().onlyAccount(principal);
  }

  @Override
  public Optional<Quote> quote(Symbol symbol) {
    return started().quote(symbol);
  }

  @Override
  public Optional<Instrument> instrument(Symbol symbol) {
    return started().instrument(symbol);
  }

  @Override
  public List<Instrument> instruments() {
    return started().instruments();
  }

  @Override
  public Optional<Capabilities> capabilities() {
    return started().capabilities();
  }

  @Override
  public Inside inside() {
    return started().inside();
  }

  @Override
  public List<String> unreadyReasons() {
    Desk started = desk;
    return started == null ? List.of(STARTING) : started.unreadyReasons();
  }
}
