// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.config;

import dev.fairlead.alpacafeed.StockFeed;
import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.paper.PaperConfig;
import dev.fairlead.paper.PaperConfig.Opening;
import dev.fairlead.venue.VenueModels;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a file says of one broker account. */
public sealed interface AccountConfig {
  /**
   * The embedded paper broker, which the file describes in a section of its own.
   *
   * @param models how this account's orders fill; null for what that section says
   * @param openings what it is opened with; empty for what that section says
   */
  record Paper(@Nullable VenueModels models, List<Opening> openings) implements AccountConfig {
    /** Like any other. */
    public static final Paper DEFAULT = new Paper(null, List.of());

    /** Keeps a copy. */
    public Paper {
      openings = List.copyOf(openings);
    }

    /** What holds for this account, where {@code all} holds for all of them. */
    public PaperConfig over(PaperConfig all) {
      return new PaperConfig(
          all.market(),
          all.hours(),
          models == null ? all.models() : models,
          openings.isEmpty() ? all.openings() : openings);
    }
  }

  /**
   * An account at Alpaca; what is null follows from the others.
   *
   * @param trading base of the trading API
   * @param data base of the market data API
   * @param tradeStream the whole address of the stream of {@code trade_updates}
   * @param marketStream base of the market data streams
   * @param feed whose shares' quotes and trades the account may see
   * @param encoding how market data is streamed
   * @param tradingLimits what Alpaca allows of requests about orders and reads of the account
   * @param dataLimits the same of reads of the market
   */
  record Alpaca(
      @Nullable URI trading,
      @Nullable URI data,
      @Nullable URI tradeStream,
      @Nullable URI marketStream,
      StockFeed feed,
      MarketEncoding encoding,
      @Nullable List<Budget> tradingLimits,
      @Nullable List<Budget> dataLimits)
      implements AccountConfig {

    /** All at Alpaca's own addresses. */
    public static final Alpaca DEFAULT =
        new Alpaca(null, null, null, null, StockFeed.IEX, MarketEncoding.JSON, null, null);
  }
}
