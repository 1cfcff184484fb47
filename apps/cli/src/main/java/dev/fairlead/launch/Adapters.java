// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.broker.Broker;
import dev.fairlead.brokers.AccountSetup;
import dev.fairlead.launch.StartException.Category;
import dev.fairlead.paper.PaperBroker;
import dev.fairlead.paper.PaperConfig;
import java.time.InstantSource;

/** Makes the broker of each account: the one list of all adapters. */
public interface Adapters {
  Broker paper(PaperConfig config, InstantSource clock);

  Broker alpaca(AlpacaConfig config, InstantSource clock);

  /** The adapter that {@code setup} needs. */
  default Broker of(AccountSetup setup, PaperConfig paper, InstantSource clock) {
    return switch (setup) {
      case AccountSetup.Paper _ -> paper(paper, clock);
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
        throw new StartException(
            Category.NO_ADAPTER,
            config.account()
                + " cannot be traded with: this version has no adapter for Alpaca yet; unset"
                + " ALPACA_API_KEY, or start with --primary paper:main",
            null);
      }
    };
  }
}
