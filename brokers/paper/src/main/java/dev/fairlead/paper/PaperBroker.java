// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import dev.fairlead.broker.Broker;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.feed.Market;
import dev.fairlead.feed.ReplayMarket;
import dev.fairlead.feed.SyntheticMarket;
import dev.fairlead.message.Capabilities;
import dev.fairlead.model.BrokerAccount;
import java.time.InstantSource;

/**
 * The broker that is always there: it fills orders in this process, against a {@link Market} that
 * all its accounts see. Each account has displayed sizes of its own, so accounts do not compete.
 */
public final class PaperBroker implements Broker {
  /** The broker's part of {@link BrokerAccount}. */
  public static final String NAME = "paper";

  private final PaperConfig config;
  private final InstantSource clock;
  private final Market market;

  /**
   * A paper broker by {@code config}. A recording is read now, and begins to play now.
   *
   * @throws RecordingException if it cannot be read
   */
  public PaperBroker(PaperConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.market =
        switch (config.market()) {
          case PaperConfig.Source.Synthetic(long seed) -> new SyntheticMarket(seed, config.hours());
          case PaperConfig.Source.Replay(var folder, var speed) ->
              new ReplayMarket(new LeanFolder(folder).read(), clock.instant(), speed);
        };
  }

  /** What every account here takes, and what is known of its answers. */
  public static Capabilities capabilities() {
    return Snapshots.CAPABILITIES;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public BrokerLink connect(BrokerAccount account, Known known, LinkListener listener) {
    PaperLink link = new PaperLink(account, market, config, clock, listener);
    link.open(known);
    link.start();
    return link;
  }

  /** Nothing runs beside the links. */
  @Override
  public void close() {}
}
