// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import dev.fairlead.alpaca.AlpacaBroker;
import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.broker.Broker;
import dev.fairlead.brokers.AccountSetup;
import dev.fairlead.launch.StartException.Category;
import dev.fairlead.paper.PaperBroker;
import dev.fairlead.paper.PaperConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Makes the broker of each account: the one list of all adapters. */
public interface Adapters {
  Broker paper(PaperConfig config, InstantSource clock);

  /**
   * Each account has an adapter of its own, which knows no other one's key (S-25).
   *
   * @throws StartException where the account that answers is not the one that is configured
   */
  Broker alpaca(AlpacaConfig config, InstantSource clock);

  /** The adapter that {@code setup} needs. */
  default Broker of(AccountSetup setup, PaperConfig paper, InstantSource clock) {
    return switch (setup) {
      case AccountSetup.Paper own -> paper(own.settings().over(paper), clock);
      case AccountSetup.Alpaca alpaca -> alpaca(alpaca.config(), clock);
    };
  }

  /** Those of this version. */
  static Adapters ofThisVersion() {
    return new Adapters() {
      @Override
      public Broker paper(PaperConfig config, InstantSource clock) {
        return new PaperBroker(config, clock);
      }

      @Override
      public Broker alpaca(AlpacaConfig config, InstantSource clock) {
        var broker = new AlpacaBroker(List.of(config), AlpacaBroker.Settings.DEFAULT, clock);
        Optional<String> refusal = broker.refusal(config.account());
        if (refusal.isPresent()) {
          broker.close();
          throw new StartException(Category.ACCOUNT_REFUSED, refusal.get(), null);
        }
        return broker;
      }
    };
  }
}
