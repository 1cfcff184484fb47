// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import dev.fairlead.broker.Secret;
import dev.fairlead.budget.BudgetPlan;
import dev.fairlead.remote.SocketLimits;
import java.net.URI;
import java.time.Duration;

/**
 * Where an account's market data comes from.
 *
 * @param name for threads and the log: the account
 * @param data base of the market data API
 * @param streams base of the streams
 * @param packed whether the streams are asked for MessagePack in place of JSON
 * @param glances how many symbols are heard at most that nobody has subscribed to, because their
 *     quotes were asked for
 * @param requests how many requests the account may send
 */
public record FeedConfig(
    String name,
    URI data,
    URI streams,
    Secret keyId,
    Secret secret,
    StockFeed stocks,
    boolean packed,
    int glances,
    SocketLimits limits,
    BudgetPlan requests) {

  /** In a burst Alpaca waits, or cuts us; that is better than to cut it ourselves at once. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How many are heard that were only looked at, of the thirty that the free plan has. */
  private static final int GLANCES = 15;

  /** The free plan's (facts 4.2). */
  private static final BudgetPlan FREE = BudgetPlan.all("data", 200, Duration.ofMinutes(1));

  /** Refuses a negative number of symbols. */
  public FeedConfig {
    if (glances < 0) {
      throw new IllegalArgumentException("glances " + glances + ": must not be negative");
    }
  }

  /** The free feed of shares, and crypto; in JSON, whose prices are exact to the last digit. */
  public static FeedConfig of(String name, URI data, URI streams, Secret keyId, Secret secret) {
    return new FeedConfig(
        name,
        data,
        streams,
        keyId,
        secret,
        StockFeed.IEX,
        false,
        GLANCES,
        SocketLimits.DEFAULT.withPatience(PATIENCE),
        FREE);
  }

  /** The same with another feed of shares. */
  public FeedConfig withStocks(StockFeed feed) {
    return new FeedConfig(
        name, data, streams, keyId, secret, feed, packed, glances, limits, requests);
  }

  /** The same with streams in MessagePack, or in JSON. */
  public FeedConfig withPacked(boolean yes) {
    return new FeedConfig(
        name, data, streams, keyId, secret, stocks, yes, glances, limits, requests);
  }

  /** The same that hears so many symbols, at most, that were only looked at. */
  public FeedConfig withGlances(int most) {
    return new FeedConfig(
        name, data, streams, keyId, secret, stocks, packed, most, limits, requests);
  }

  /** The same with other limits of its connections. */
  public FeedConfig withLimits(SocketLimits changed) {
    return new FeedConfig(
        name, data, streams, keyId, secret, stocks, packed, glances, changed, requests);
  }

  /** The same for an account that may send more requests, or fewer. */
  public FeedConfig within(BudgetPlan changed) {
    return new FeedConfig(
        name, data, streams, keyId, secret, stocks, packed, glances, limits, changed);
  }
}
