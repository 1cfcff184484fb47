// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpacafeed.AlpacaFeed;
import dev.fairlead.broker.Broker;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.BudgetState;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.MarketData;
import dev.fairlead.calendar.TradingCalendar;
import dev.fairlead.message.Capabilities;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.remote.Requests;
import dev.fairlead.remote.Sockets;
import dev.fairlead.remote.Wire;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Alpaca (docs.alpaca.markets): its accounts, with keys of their own, over one HTTP client. */
public final class AlpacaBroker implements Broker {
  /** Enough for a burst of orders; each is kept for the next. */
  private static final int CONNECTIONS = 32;

  private static final int DATA_CONNECTIONS = 4;

  private final Map<BrokerAccount, AlpacaConfig> configs = new HashMap<>();
  private final Settings settings;
  private final InstantSource clock;
  private final Requests requests;
  private final Streams streams;
  private final Feeds feeds;
  private final Runnable closing;

  /** How a stream of updates is opened. */
  interface Streams {
    TradeUpdates open(AlpacaConfig config, TradeUpdates.Listener listener);
  }

  /** How an account's market data is opened; it tells its signals to the link's listener. */
  interface Feeds {
    Feed open(AlpacaConfig config, Consumer<LinkSignal> signals);
  }

  /** An account's market data, who is told when the market trades, its budget, what ends it. */
  record Feed(
      MarketData data,
      Consumer<TradingCalendar> hours,
      Supplier<List<BudgetState>> limits,
      Runnable closing) {}

  /**
   * What may differ between plans and networks (reliability 3.7).
   *
   * @param connect until there is a connection
   * @param write from then on until a request is written
   * @param answer from its beginning until its answer is whole
   * @param patience how long a request about an order, which was taken, waits for the budget; with
   *     the others less than an answer may take
   * @param overlap how much more is caught up with than was missed
   * @param auditEvery how often the account is compared with what the stream told
   */
  public record Settings(
      Duration connect,
      Duration write,
      Duration answer,
      Duration patience,
      Duration overlap,
      Duration auditEvery) {

    /** For Alpaca's own service. */
    public static final Settings DEFAULT =
        new Settings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofMinutes(1));
  }

  /** A broker for {@code accounts}, each reached as its configuration says. */
  public AlpacaBroker(Collection<AlpacaConfig> accounts, Settings settings, InstantSource clock) {
    this(accounts, settings, clock, Sockets.open("fairlead-alpaca"));
  }

  private AlpacaBroker(
      Collection<AlpacaConfig> accounts, Settings settings, InstantSource clock, Sockets sockets) {
    // Connections of its own: a long history holds up no order.
    this(accounts, settings, clock, sockets, new Requests(limits(settings, DATA_CONNECTIONS)));
  }

  private AlpacaBroker(
      Collection<AlpacaConfig> accounts,
      Settings settings,
      InstantSource clock,
      Sockets sockets,
      Requests dataRequests) {
    this(
        accounts,
        settings,
        clock,
        (config, listener) -> new Stream(config, sockets, listener),
        (config, signals) -> {
          AlpacaFeed feed = AlpacaFeed.open(config.feed(), sockets, dataRequests, clock, signals);
          return new Feed(feed, feed::keepHours, feed::budgets, feed::close);
        },
        () -> {
          sockets.close();
          dataRequests.close();
        });
  }

  private static Requests.Limits limits(Settings settings, int connections) {
    return new Requests.Limits(settings.connect(), settings.write(), connections);
  }

  /** The same with other streams and feeds; {@code closing} ends what runs them. */
  AlpacaBroker(
      Collection<AlpacaConfig> accounts,
      Settings settings,
      InstantSource clock,
      Streams streams,
      Feeds feeds,
      Runnable closing) {
    accounts.forEach(config -> configs.put(config.account(), config));
    this.settings = settings;
    this.clock = clock;
    this.streams = streams;
    this.feeds = feeds;
    this.closing = closing;
    this.requests = new Requests(limits(settings, CONNECTIONS));
  }

  /** What every account at Alpaca takes. */
  public static Capabilities capabilities() {
    return Rules.capabilities();
  }

  @Override
  public String name() {
    return AlpacaConfig.BROKER;
  }

  /**
   * Why the gateway should not start with {@code account}: what answers is not what was configured
   * (F-O06), or Alpaca does not accept the key. Asks Alpaca; empty too where it does not answer,
   * because a link looks again before it is up.
   */
  public Optional<String> refusal(BrokerAccount account) {
    AlpacaConfig config = config(account);
    Optional<String> early = EnvironmentCheck.ofConfig(config);
    if (early.isPresent()) {
      return early;
    }
    try (Api api = new Api(config, requests, settings, clock, _ -> {})) {
      JsonNode told = api.read("/v2/account");
      return EnvironmentCheck.ofAccount(
          config,
          Wire.text(told, "account_number").orElse(""),
          Wire.text(told, "status").orElse(""));
    } catch (Api.Trouble trouble) {
      return trouble.why() == Api.Trouble.Cause.KEY
          ? Optional.of(
              "Alpaca does not accept the key of " + account + ": " + trouble.getMessage())
          : Optional.empty();
    } catch (Wire.Unreadable odd) {
      return Optional.empty();
    }
  }

  private AlpacaConfig config(BrokerAccount account) {
    AlpacaConfig config = configs.get(account);
    if (config == null) {
      throw new IllegalArgumentException(account + " is no account that was configured here");
    }
    return config;
  }

  @Override
  public BrokerLink connect(BrokerAccount account, Known known, LinkListener listener) {
    AlpacaConfig config = config(account);
    AlpacaLink link = new AlpacaLink(config, requests, settings, clock, feeds, streams, listener);
    link.start(known);
    return link;
  }

  @Override
  public boolean tellsBook() {
    return true;
  }

  @Override
  public void close() {
    closing.run();
    requests.close();
  }
}
