// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpacafeed.FeedConfig;
import dev.fairlead.alpacafeed.StockFeed;
import dev.fairlead.broker.Secret;
import dev.fairlead.budget.BudgetPlan;
import dev.fairlead.model.BrokerAccount;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * One account at Alpaca: where it is reached, and with which key. What it holds of the key is never
 * printed.
 *
 * @param account its name in the gateway, {@code alpaca:main}
 * @param environment what it was configured as; {@link EnvironmentCheck} compares
 * @param stocks whose shares' quotes and trades it may see
 * @param packed whether market data is streamed in MessagePack, and not in JSON
 * @param plans how many requests the account may send
 */
public record AlpacaConfig(
    BrokerAccount account,
    Environment environment,
    Sites sites,
    Secret keyId,
    Secret secret,
    StockFeed stocks,
    boolean packed,
    Plans plans) {

  /** The broker's part of the account's name. */
  public static final String BROKER = "alpaca";

  /** Refuses another broker's account, and a key that no header can carry. */
  public AlpacaConfig {
    if (!account.broker().equals(BROKER)) {
      throw new IllegalArgumentException(account + " is no account at " + BROKER);
    }
    requireSendable(account, "key id", keyId);
    requireSendable(account, "secret key", secret);
  }

  /**
   * How many requests an account may send: Alpaca counts trading and market data apart.
   *
   * @param trading requests about orders and reads of the account
   * @param data reads of the market
   */
  public record Plans(BudgetPlan trading, BudgetPlan data) {
    /** Those of an account that nothing is paid for: 200 a minute of each (facts 4.2). */
    public static final Plans FREE =
        new Plans(
            BudgetPlan.all("trading", Rules.REQUESTS_PER_MINUTE, Duration.ofMinutes(1)),
            BudgetPlan.all("data", Rules.REQUESTS_PER_MINUTE, Duration.ofMinutes(1)));
  }

  /**
   * Where Alpaca is reached.
   *
   * @param trading base of the trading API, without a version or a slash at its end
   * @param data base of the market data API, likewise
   * @param tradeStream the whole address of the stream of {@code trade_updates}
   * @param marketStream base of the market data streams; {@code /v2/iex} and its like follow it
   */
  public record Sites(URI trading, URI data, URI tradeStream, URI marketStream) {
    /** Refuses addresses that would send a key unencrypted over a network. */
    public Sites {
      Addresses.requireHttp(trading);
      Addresses.requireHttp(data);
      Addresses.requireWebSocket(tradeStream);
      Addresses.requireWebSocket(marketStream);
    }
  }

  /** The account at Alpaca's own addresses. */
  public static AlpacaConfig of(
      BrokerAccount account, Environment environment, Secret keyId, Secret secret) {
    return of(account, environment, environment.trading(), keyId, secret);
  }

  /**
   * The account at another address of the trading API, as people have it in {@code
   * ALPACA_BASE_URL}; the other addresses follow from it. Alpaca has a host for each purpose (facts
   * 1.1); whatever else speaks its API, such as another gateway, has one for all.
   */
  public static AlpacaConfig of(
      BrokerAccount account, Environment environment, URI trading, Secret keyId, Secret secret) {
    URI base = Addresses.base(trading);
    return new AlpacaConfig(
        account,
        environment,
        new Sites(
            base, Addresses.data(base), Addresses.tradeStream(base), Addresses.marketStream(base)),
        keyId,
        secret,
        StockFeed.IEX,
        false,
        Plans.FREE);
  }

  /** Reads an address of an API; an {@link IllegalArgumentException} says what is wrong with it. */
  public static URI address(String text) {
    return Addresses.base(Addresses.parse(text));
  }

  /** The same of a stream. */
  public static URI streamAddress(String text) {
    return Addresses.stream(Addresses.parse(text));
  }

  /** Whether {@code address} is on this machine, where a key may go in clear. */
  public static boolean isOfThisMachine(URI address) {
    return Addresses.isOfThisMachine(address);
  }

  public URI trading() {
    return sites.trading();
  }

  public URI data() {
    return sites.data();
  }

  public URI tradeStream() {
    return sites.tradeStream();
  }

  public URI marketStream() {
    return sites.marketStream();
  }

  /** The same, with its market data from elsewhere. */
  public AlpacaConfig withData(URI changed) {
    return at(new Sites(trading(), Addresses.base(changed), tradeStream(), marketStream()));
  }

  /** The same, with its {@code trade_updates} from elsewhere. */
  public AlpacaConfig withTradeStream(URI changed) {
    return at(new Sites(trading(), data(), Addresses.stream(changed), marketStream()));
  }

  /** The same, with its market data streams from elsewhere. */
  public AlpacaConfig withMarketStream(URI changed) {
    return at(new Sites(trading(), data(), tradeStream(), Addresses.stream(changed)));
  }

  private AlpacaConfig at(Sites changed) {
    return new AlpacaConfig(account, environment, changed, keyId, secret, stocks, packed, plans);
  }

  /** The same, with its shares seen by another feed. */
  public AlpacaConfig withStocks(StockFeed feed) {
    return new AlpacaConfig(account, environment, sites, keyId, secret, feed, packed, plans);
  }

  /** The same, with its market data streamed in MessagePack, or in JSON. */
  public AlpacaConfig withPacked(boolean yes) {
    return new AlpacaConfig(account, environment, sites, keyId, secret, stocks, yes, plans);
  }

  /** The same for an account that may send more requests, or fewer. */
  public AlpacaConfig within(Plans changed) {
    return new AlpacaConfig(account, environment, sites, keyId, secret, stocks, packed, changed);
  }

  /** The same with so many requests about orders a minute, reads of the account among them. */
  public AlpacaConfig withRequestsPerMinute(int requests) {
    return within(
        new Plans(
            BudgetPlan.all(plans.trading().group(), requests, Duration.ofMinutes(1)),
            plans.data()));
  }

  /** Where its market data comes from. */
  FeedConfig feed() {
    return FeedConfig.of(account.toString(), data(), marketStream(), keyId, secret)
        .withStocks(stocks)
        .withPacked(packed)
        .within(plans.data());
  }

  private static void requireSendable(BrokerAccount account, String what, Secret value) {
    if (!value.isPrintableAscii()) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " of "
              + account
              + " holds a space or a character that no header can"
              + " carry: copy it again");
    }
  }

  /** Whether an account trades with money. Alpaca has different keys and hosts for each. */
  public enum Environment {
    /** Alpaca's simulation. */
    PAPER(URI.create("https://paper-api.alpaca.markets")),
    /** Real money. */
    LIVE(URI.create("https://api.alpaca.markets"));

    private final URI trading;

    Environment(URI trading) {
      this.trading = trading;
    }

    /** The address of Alpaca's trading API there. */
    public URI trading() {
      return trading;
    }

    /** {@code paper} or {@code live}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
