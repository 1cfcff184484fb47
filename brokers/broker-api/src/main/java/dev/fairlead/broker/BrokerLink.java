// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.broker;

import dev.fairlead.message.BrokerCommand;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import java.util.Optional;
import java.util.function.Consumer;

/** The live session with one broker account. Thread-safe. */
public interface BrokerLink extends AutoCloseable {
  /**
   * Takes one request to send, and tells {@code answer} what is known of it: once, now or from
   * another thread, and no later than {@link Broker#answersWithin}. One thread calls this for each
   * account, so it must not wait for the network: a broker that is slow to answer for one placement
   * must not hold up the cancel of another. Requests about one placement go out in the order in
   * which they came. Never throws for anything that happens on the wire: what is not proven is
   * {@link SendResult.InDoubt}. Only the first answer counts.
   *
   * <p>What follows from the request (a fill, a cancel's confirmation) the listener hears after the
   * answer, so that a client is told that its order works before it is told that it was filled.
   * That an order is taken needs no report: the answer says it. Only what a query finds is reported
   * before its answer: findings count as old as the oldest query that is not answered.
   *
   * @param answer may wait while the gateway is busy, as the listener may; any thread may call it
   */
  void send(BrokerCommand command, Consumer<SendResult> answer);

  /**
   * Makes ready a request that is to be sent in a moment, when it is durable: all that takes time
   * and lets nothing out (I-02), such as writing it down in the broker's words. Empty for one that
   * could not be on its way without a wait; {@code send} will be asked for that.
   *
   * <p>The gateway calls this while the request's cause is being written to the disk, on the thread
   * that decides all orders of all accounts, so it must not wait either. What is made ready may
   * never leave, and nobody says so: it may hold nothing that has to be given back, and nothing of
   * it may be noted anywhere.
   */
  default Optional<Departure> prepare(BrokerCommand command) {
    return Optional.empty();
  }

  /** One request that has been made ready. */
  interface Departure {
    /**
     * Takes the request like {@link BrokerLink#send}, if it can be on its way when this returns,
     * without a wait for anything: that spares the order the waking of another thread. False where
     * it cannot; then nothing of it was done, and {@code send} will be asked.
     *
     * <p>The gateway calls this at most once, on the thread that makes all orders of all accounts
     * durable, and only while none of the account's requests waits for {@code send} or is in it. So
     * whatever may take its time does not belong here: no look at the network beyond a write that
     * does not block, no word to the listener.
     */
    boolean leave(Consumer<SendResult> answer);
  }

  /** The newest quote of {@code symbol} there, if one was seen; does not wait. */
  Optional<Quote> quote(Symbol symbol);

  /** What an order is valued by, as {@link MarketData#reference} tells it; does not wait. */
  default Optional<Price> reference(Symbol symbol, Side side) {
    return quote(symbol).map(quote -> quote.touch(side)).filter(Price::isPositive);
  }

  /**
   * What the account sees of the market, beyond the newest quote. The same one at every call; it
   * ends with the link.
   */
  default MarketData marketData() {
    return MarketData.none();
  }

  /**
   * The account as the broker tells it when it is asked; empty where the broker tells nothing, as
   * the embedded one, whose only memory is the book itself.
   */
  default Optional<AccountBook> book() {
    return Optional.empty();
  }

  /** What the account may still ask of its broker; the same at every call. */
  default Budgets budgets() {
    return Budgets.UNLIMITED;
  }

  /** Ends the session. After it returns the listener hears nothing more. */
  @Override
  void close();
}
