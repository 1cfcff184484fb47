// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.brokers;

import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.config.AccountConfig;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.paper.PaperBroker;

/** All that an adapter needs for one account. */
public sealed interface AccountSetup extends AutoCloseable {
  /** The account that is there when nobody asks for another. */
  AccountSetup EMBEDDED = new Paper(new BrokerAccount(PaperBroker.NAME, "main"));

  BrokerAccount account();

  /** Whether it trades with real money. */
  boolean isLive();

  /** Wipes its keys. */
  @Override
  void close();

  /**
   * The embedded paper broker, which needs no key.
   *
   * @param settings what this account has of its own
   */
  record Paper(BrokerAccount account, AccountConfig.Paper settings) implements AccountSetup {
    /** One like any other. */
    public Paper(BrokerAccount account) {
      this(account, AccountConfig.Paper.DEFAULT);
    }

    @Override
    public boolean isLive() {
      return false;
    }

    @Override
    public void close() {}
  }

  /** An account at Alpaca. */
  record Alpaca(AlpacaConfig config, KeySource source) implements AccountSetup {
    @Override
    public BrokerAccount account() {
      return config.account();
    }

    @Override
    public boolean isLive() {
      return config.environment() == Environment.LIVE;
    }

    @Override
    public void close() {
      config.keyId().close();
      config.secret().close();
    }
  }
}
