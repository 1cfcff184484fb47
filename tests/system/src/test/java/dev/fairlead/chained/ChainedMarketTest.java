// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.chained;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.alpacafeed.AlpacaFeed;
import dev.fairlead.alpacafeed.FeedConfig;
import dev.fairlead.broker.MarketData;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.broker.Secret;
import dev.fairlead.calendar.TradingHours;
import dev.fairlead.desk.GatewayDesk;
import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.GatewayConfig;
import dev.fairlead.keys.ClientKeys;
import dev.fairlead.keys.IssuedKey;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.paper.PaperBroker;
import dev.fairlead.paper.PaperConfig;
import dev.fairlead.remote.Requests;
import dev.fairlead.remote.Sockets;
import dev.fairlead.server.FairleadServer;
import dev.fairlead.server.ServerConfig;
import dev.fairlead.store.Store;
import dev.fairlead.store.StoreWriter;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import dev.fairlead.testkit.Samples;
import dev.fairlead.watchlist.Watchlists;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alpaca's market data, as one gateway tells it and another one hears it. */
final class ChainedMarketTest {
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Symbol BTC = new Symbol("BTC/USD");
  private static final Symbol MSFT = new Symbol("MSFT");

  private final InstantSource clock = InstantSource.system();

  @TempDir Path folder;

  private static final class Ear implements MarketListener {
    final Heard<Quote> quotes = new Heard<>();
    final Heard<Trade> trades = new Heard<>();

    @Override
    public void onQuote(Quote quote) {
      quotes.accept(quote);
    }

    @Override
    public void onTrade(Trade trade) {
      trades.accept(trade);
    }

    @Override
    public void onBar(Bar minuteBar) {}

    List<String> quotesOf(Symbol symbol) {
      return shown(quotes.all().stream().filter(each -> each.symbol().equals(symbol)).toList());
    }
  }

  /** Of shares the sizes are told in whole ones. */
  private static List<String> shown(List<Quote> quotes) {
    return quotes.stream().map(each -> each.bid() + " " + each.ask() + " " + each.at()).toList();
  }

  private static List<String> shownTrades(List<Trade> trades) {
    return trades.stream().map(each -> each.price() + " " + each.at()).toList();
  }

  private static List<String> shownBars(List<Bar> bars) {
    return bars.stream()
        .map(each ->
            String.join(
                " ",
                each.start().toString(),
                each.open().toString(),
                each.high().toString(),
                each.low().toString(),
                each.close().toString(),
                String.valueOf(each.trades())))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anotherGatewaysMarketIsHeardAndReadAsItIs(boolean packed) throws Exception {
    ClientKeys keys = ClientKeys.open(folder, clock);
    IssuedKey key = keys.create();
    PaperBroker broker = new PaperBroker(PaperConfig.DEFAULT, clock);
    try (BrokerManager upstream =
            BrokerManager.open(GatewayConfig.of(folder, Samples.ACCOUNT, broker));
        Store store = Store.open(folder.resolve("store.db"));
        StoreWriter _ =
            StoreWriter.start(
                store, (sequence, listener) -> upstream.follow(sequence, listener::accept)::close);
        FairleadServer server =
            FairleadServer.start(
                ServerConfig.of(0, TradingHours.ALWAYS, clock),
                new GatewayDesk(upstream, store, keys::allowance),
                keys,
                Watchlists.in(folder, clock));
        Sockets sockets = Sockets.open("chained");
        Requests requests =
            new Requests(new Requests.Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), 4));
        AlpacaFeed feed = feed(server.port(), key, packed, sockets, requests)) {
      upstream.awaitReady();
      hears(feed, upstream.marketData());
      reads(feed, upstream.marketData());
      Await.until("a quote that was looked at", () -> feed.quote(MSFT).isPresent());
    }
  }

  private AlpacaFeed feed(
      int port, IssuedKey key, boolean packed, Sockets sockets, Requests requests) {
    FeedConfig config =
        FeedConfig.of(
                "chained",
                URI.create("http://127.0.0.1:" + port),
                URI.create("ws://127.0.0.1:" + port),
                Secret.of(key.key().id()),
                Secret.of(key.secret()))
            .withPacked(packed);
    return AlpacaFeed.open(config, sockets, requests, clock, _ -> {});
  }

  private void hears(MarketData feed, MarketData upstream) {
    Ear ear = new Ear();
    Instant begun = clock.instant().minusSeconds(60);
    try (MarketData.Subscription _ = feed.subscribe(Set.of(AAPL, BTC), ear)) {
      Await.until(
          "quotes and trades of both",
          () ->
              ear.quotesOf(AAPL).size() > 3
                  && ear.quotesOf(BTC).size() > 3
                  && ear.trades.all().size() > 2);
    }
    Range range = new Range(begun, clock.instant(), Range.MAX_LIMIT, false);
    for (Symbol symbol : List.of(AAPL, BTC)) {
      assertThat(shown(upstream.quotes(symbol, range))).containsAll(ear.quotesOf(symbol));
    }
  }

  private void reads(MarketData feed, MarketData upstream) {
    Instant end = clock.instant().minusSeconds(120);
    for (boolean newestFirst : List.of(false, true)) {
      Range range = new Range(end.minusSeconds(3_600), end, 500, newestFirst);
      for (Symbol symbol : List.of(AAPL, BTC)) {
        assertThat(shown(feed.quotes(symbol, range)))
            .isNotEmpty()
            .isEqualTo(shown(upstream.quotes(symbol, range)));
        assertThat(shownTrades(feed.trades(symbol, range)))
            .isNotEmpty()
            .isEqualTo(shownTrades(upstream.trades(symbol, range)));
        assertThat(shownBars(feed.bars(symbol, BarSpan.MINUTE, range)))
            .isNotEmpty()
            .isEqualTo(shownBars(upstream.bars(symbol, BarSpan.MINUTE, range)));
      }
    }
  }
}
