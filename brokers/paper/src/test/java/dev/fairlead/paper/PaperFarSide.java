// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import static java.util.Objects.requireNonNull;

import dev.fairlead.broker.Broker;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.broker.MarketData;
import dev.fairlead.contract.Directive;
import dev.fairlead.contract.Directive.Feature;
import dev.fairlead.contract.Directive.Happening;
import dev.fairlead.contract.FarSide;
import dev.fairlead.feed.SyntheticMarket;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The paper broker in a market that is moved. Nothing stands behind it: what happens to an order
 * the market does, and there is no wire that anything could be lost on.
 */
final class PaperFarSide implements FarSide {
  private static final Symbol SHARE = new Symbol("AAPL");
  private static final Symbol COIN = new Symbol("BTC/USD");
  private static final Quantity PLENTY = Quantity.of(100_000);
  private static final Price BID = Price.parse("99.99");
  private static final Price ASK = Price.parse("100.01");
  private static final Price NEVER = Price.parse("1000");

  private final ManualClock clock = new ManualClock("2026-03-02T15:00:00Z");
  private final MovedMarket market = new MovedMarket(instruments());
  private final Map<PlacementId, OrderRequest> requests = new ConcurrentHashMap<>();
  private volatile @Nullable PaperLink link;

  PaperFarSide() {
    quoteAll();
  }

  /** Two of those that the made-up market lists. */
  private static List<Instrument> instruments() {
    return new SyntheticMarket(1)
        .instruments().stream()
            .filter(one -> one.symbol().equals(SHARE) || one.symbol().equals(COIN))
            .toList();
  }

  private void quoteAll() {
    for (Symbol symbol : List.of(SHARE, COIN)) {
      market.move(new Quote(symbol, BID, PLENTY, ASK, PLENTY, clock.instant()));
    }
  }

  @Override
  public BrokerAccount account() {
    return TestBook.ACCOUNT;
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public Duration answerLimit() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Duration catchUpLimit() {
    return Duration.ofSeconds(5);
  }

  @Override
  public boolean can(Directive directive) {
    return switch (directive) {
      case Happening what -> what == Happening.FILL || what == Happening.EXPIRE;
      case Feature feature -> feature == Feature.QUOTES;
      case Directive.Trouble _, Directive.Weather _ -> false;
    };
  }

  @Override
  public Optional<Symbol> symbol(AssetClass assetClass) {
    return switch (assetClass) {
      case EQUITY -> Optional.of(SHARE);
      case CRYPTO -> Optional.of(COIN);
    };
  }

  /** The market comes to the order with so many units, and goes away again. */
  @Override
  public void fill(PlacementId order, Quantity quantity, Price price) {
    OrderRequest request = requireNonNull(requests.get(order));
    boolean buys = request.side() == Side.BUY;
    Instant then = clock.instant().plusMillis(10);
    market.move(
        new Quote(
            request.symbol(),
            buys ? Price.parse("0.01") : price,
            quantity,
            buys ? price : NEVER,
            quantity,
            then));
    market.move(new Quote(request.symbol(), BID, PLENTY, ASK, PLENTY, then.plusMillis(1)));
    clock.pass(Duration.ofMillis(11));
    requireNonNull(link).step();
  }

  @Override
  public void happen(PlacementId order, Happening what) {
    if (what != Happening.EXPIRE) {
      throw new IllegalArgumentException("the market does not " + what);
    }
    clock.pass(Duration.ofDays(1));
    requireNonNull(link).step();
  }

  @Override
  public void quote(Quote quote) {
    market.move(
        new Quote(
            quote.symbol(),
            quote.bid(),
            quote.bidSize(),
            quote.ask(),
            quote.askSize(),
            clock.instant().plusMillis(1)));
    clock.pass(Duration.ofMillis(1));
  }

  @Override
  public Broker broker() {
    return new Broker() {
      @Override
      public String name() {
        return PaperBroker.NAME;
      }

      @Override
      public BrokerLink connect(BrokerAccount account, Known known, LinkListener listener) {
        PaperLink opened = new PaperLink(account, market, PaperConfig.DEFAULT, clock, listener);
        opened.open(known);
        opened.start();
        link = opened;
        return new Noting(opened);
      }

      @Override
      public void close() {}
    };
  }

  /** Notes what was placed, so that the market knows where to go. */
  private final class Noting implements BrokerLink {
    private final PaperLink noted;

    Noting(PaperLink noted) {
      this.noted = noted;
    }

    @Override
    public void send(BrokerCommand command, Consumer<SendResult> answer) {
      if (command.ask() instanceof Ask.Place(OrderRequest request)) {
        requests.put(command.placement(), request);
      }
      noted.send(command, answer);
    }

    @Override
    public Optional<Quote> quote(Symbol symbol) {
      return noted.quote(symbol);
    }

    @Override
    public MarketData marketData() {
      return noted.marketData();
    }

    @Override
    public void close() {
      noted.close();
    }
  }

  @Override
  public void close() {}
}
