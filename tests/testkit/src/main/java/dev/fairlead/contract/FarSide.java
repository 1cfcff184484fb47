// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import dev.fairlead.broker.Broker;
import dev.fairlead.contract.Directive.Feature;
import dev.fairlead.contract.Directive.Happening;
import dev.fairlead.contract.Directive.Trouble;
import dev.fairlead.contract.Directive.Weather;
import dev.fairlead.message.OrderNews.Found.State;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * An adapter and whoever stands behind it, for one case. What a case may tell it is what {@link
 * #can} admits; the rest is not called.
 *
 * <p>The far side has an account with money, and a market that quotes {@link #symbol} of each asset
 * class that it trades at 99.99 to 100.01. It takes what its rules allow; what is not marketable
 * rests until the case says otherwise. A marketable order fills at once or waits for {@link #fill}:
 * cases call it either way.
 */
public interface FarSide extends AutoCloseable {
  BrokerAccount account();

  /** The adapter, another one at each call; whoever asks for it closes it. */
  Broker broker();

  /** The clock that the adapter goes by. */
  InstantSource clock();

  boolean can(Directive directive);

  /** What of this class can be traded, in fractions too; empty where there is nothing. */
  Optional<Symbol> symbol(AssetClass assetClass);

  /** How long an answer may take, time-outs included. */
  Duration answerLimit();

  /** How long it may take until the adapter knows what the stream has lost. */
  Duration catchUpLimit();

  /** Waits until an order that was taken works there, where that may be later. */
  default void awaitWorking(PlacementId order) {}

  /** What is left of {@code order} executes for {@code quantity} at {@code price}. */
  void fill(PlacementId order, Quantity quantity, Price price);

  /** Something but a fill happens to {@code order}. */
  default void happen(PlacementId order, Happening what) {
    throw new UnsupportedOperationException(what.name());
  }

  /** The next request of this kind meets {@code trouble}. */
  default void meet(Attempt.Kind kind, Trouble trouble) {
    throw new UnsupportedOperationException(trouble.name());
  }

  /** The next read of a list breaks off after its first page ({@link Feature#CROWD}). */
  default void breakNextList() {
    throw new UnsupportedOperationException(Feature.CROWD.name());
  }

  default void be(Weather weather) {
    throw new UnsupportedOperationException(weather.name());
  }

  /** How many requests of this kind came, over all connections ({@link Feature#TRUTH}). */
  default int requests(Attempt.Kind kind) {
    throw new UnsupportedOperationException(Feature.TRUTH.name());
  }

  /** How often a stream was asked for ({@link Feature#TRUTH}). */
  default int streamsAsked() {
    throw new UnsupportedOperationException(Feature.TRUTH.name());
  }

  /** What became of the orders, those of others too, in the order in which they came. */
  default List<Truth> orders() {
    throw new UnsupportedOperationException(Feature.TRUTH.name());
  }

  /** Somebody else places an order; its id there ({@link Feature#OTHERS}). */
  default PlacementId placeElsewhere(OrderRequest request) {
    throw new UnsupportedOperationException(Feature.OTHERS.name());
  }

  /** The account has held this all along ({@link Feature#HOLDINGS}). */
  default void hold(Symbol symbol, Quantity quantity, Price averagePrice) {
    throw new UnsupportedOperationException(Feature.HOLDINGS.name());
  }

  /** Money comes ({@link Feature#MOVEMENTS}). */
  default void deposit(Money money) {
    throw new UnsupportedOperationException(Feature.MOVEMENTS.name());
  }

  /** The account has had so many orders of others, each ended ({@link Feature#CROWD}). */
  default void crowd(int orders) {
    throw new UnsupportedOperationException(Feature.CROWD.name());
  }

  /** The stream says something that is none of its words ({@link Feature#NONSENSE}). */
  default void sayNonsense(Nonsense nonsense) {
    throw new UnsupportedOperationException(Feature.NONSENSE.name());
  }

  /** From now on the key is turned away ({@link Feature#LOGIN}). */
  default void refuseKey() {
    throw new UnsupportedOperationException(Feature.LOGIN.name());
  }

  /** The market moves ({@link Feature#QUOTES}). */
  default void quote(Quote quote) {
    throw new UnsupportedOperationException(Feature.QUOTES.name());
  }

  @Override
  void close();

  /** What nobody understands. */
  enum Nonsense {
    /** An event of an unknown name, about an order of ours. */
    UNKNOWN_EVENT,
    /** Bytes that are no message at all. */
    NOT_A_MESSAGE,
    /** A message on a channel that nobody asked for. */
    UNKNOWN_CHANNEL
  }

  /**
   * What really became of an order.
   *
   * @param id its client's id; ours where it is a placement
   * @param asked how much it is for; zero where it is for an amount of money
   */
  record Truth(PlacementId id, State state, Quantity asked, Quantity filled) {
    /** Whether it may still execute. */
    public boolean isOpen() {
      return state == State.WORKING;
    }
  }
}
