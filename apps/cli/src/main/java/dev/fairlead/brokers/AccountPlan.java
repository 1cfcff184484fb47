// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.brokers;

import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.alpaca.AlpacaConfig.Plans;
import dev.fairlead.alpaca.EnvironmentCheck;
import dev.fairlead.brokers.BrokersException.Category;
import dev.fairlead.config.AccountConfig;
import dev.fairlead.config.MarketEncoding;
import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.secrets.Credentials;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** One account as it is configured, before its key is known. */
public sealed interface AccountPlan {
  BrokerAccount account();

  /** Whether it trades with real money. */
  boolean isLive();

  /** How it is configured, and where its key comes from, in a few words. */
  String describe();

  /** The embedded paper broker. */
  record Paper(BrokerAccount account, AccountConfig.Paper settings) implements AccountPlan {
    @Override
    public boolean isLive() {
      return false;
    }

    @Override
    public String describe() {
      return "the embedded paper broker, which needs no key";
    }
  }

  /**
   * An account at Alpaca.
   *
   * @param settings the addresses; that of the trading API is always there
   */
  record Alpaca(
      BrokerAccount account,
      Environment environment,
      URI trading,
      AccountConfig.Alpaca settings,
      KeySource keys)
      implements AccountPlan {

    @Override
    public boolean isLive() {
      return environment == Environment.LIVE;
    }

    @Override
    public String describe() {
      String words = isLive() ? "LIVE, with real money," : "paper";
      return words + " at " + trading + ", its key from " + keys;
    }

    /** With its key; refuses where the key contradicts the environment. */
    AccountSetup.Alpaca with(Credentials key) {
      AlpacaConfig config;
      try {
        config = configured(key);
      } catch (IllegalArgumentException e) {
        throw new BrokersException(Category.NO_KEY, String.valueOf(e.getMessage()), e);
      }
      Optional<String> refusal = EnvironmentCheck.ofConfig(config);
      if (refusal.isPresent()) {
        throw new BrokersException(Category.ENVIRONMENT, refusal.get());
      }
      return new AccountSetup.Alpaca(config, keys);
    }

    private Plans plans() {
      List<Budget> trading = settings.tradingLimits();
      List<Budget> data = settings.dataLimits();
      return new Plans(
          trading == null ? Plans.FREE.trading() : Plans.FREE.trading().with(trading),
          data == null ? Plans.FREE.data() : Plans.FREE.data().with(data));
    }

    private AlpacaConfig configured(Credentials key) {
      AlpacaConfig config =
          AlpacaConfig.of(
                  account,
                  environment,
                  trading,
                  key.field(LoginFields.KEY_ID),
                  key.field(LoginFields.SECRET))
              .withStocks(settings.feed())
              .withPacked(settings.encoding() == MarketEncoding.MSGPACK)
              .within(plans());
      URI data = settings.data();
      URI tradeStream = settings.tradeStream();
      URI marketStream = settings.marketStream();
      config = data == null ? config : config.withData(data);
      config = tradeStream == null ? config : config.withTradeStream(tradeStream);
      return marketStream == null ? config : config.withMarketStream(marketStream);
    }
  }
}
