// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.message.OrderEvent;
import dev.fairlead.model.Balance;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The gateway in one's own process. Thread-safe.
 *
 * <p>Skeleton of the surface: the code behind it is being written.
 */
public final class BrokerManager implements AutoCloseable {
  /** Recovers the journal in the data folder, opens the links, and takes orders. */
  public static BrokerManager open(GatewayConfig config) {
    throw new IllegalStateException(config.toString());
  }

  /** What {@code principal} may ask. */
  public ClientSession client(Principal principal) {
    throw new IllegalStateException(principal.toString());
  }

  /** What this process itself may ask, as the principal {@code local}. */
  public ClientSession local() {
    throw new IllegalStateException();
  }

  /** The order as it stands now, after every command that was answered before this call. */
  public Optional<Order> order(OrderId id) {
    throw new IllegalStateException(id.toString());
  }

  public List<Order> openOrders() {
    throw new IllegalStateException();
  }

  public List<Position> positions() {
    throw new IllegalStateException();
  }

  public List<Balance> balances() {
    throw new IllegalStateException();
  }

  public Optional<Quote> quote(Symbol symbol) {
    throw new IllegalStateException(symbol.toString());
  }

  public Optional<Instrument> instrument(Symbol symbol) {
    throw new IllegalStateException(symbol.toString());
  }

  public List<Instrument> instruments() {
    throw new IllegalStateException();
  }

  /**
   * Hears every outcome after {@code sequence}, once and in order: those of the past by replay of
   * the journal, on the caller's thread, then those that come. Closing the result ends it.
   */
  public Subscription follow(long sequence, OutcomeListener listener) {
    throw new IllegalStateException(listener.toString() + sequence);
  }

  /** Hears every order event from now on, on a thread of its own. */
  public Subscription onOrder(Consumer<OrderEvent> listener) {
    throw new IllegalStateException(listener.toString());
  }

  /** The sequence of the last input that was applied; an answer was given for none after it. */
  public long lastSequence() {
    throw new IllegalStateException();
  }

  /** Why orders are not taken now; empty when they are. */
  public Optional<String> unreadyReason() {
    throw new IllegalStateException();
  }

  @Override
  public void close() {
    throw new IllegalStateException();
  }

  /** Ends what was begun, without an error. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
