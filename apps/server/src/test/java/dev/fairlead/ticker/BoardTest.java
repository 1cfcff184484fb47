// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.MarketData;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.market.Bar;
import dev.fairlead.market.BarSpan;
import dev.fairlead.market.Range;
import dev.fairlead.market.Trade;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One subscription to a symbol, one encoding of an item, however many follow. */
final class BoardTest {
  private final Market market = new Market();
  private final Board board = new Board(market);

  @AfterEach
  void close() {
    board.close();
  }

  /** Counts what is open, and tells what a test says. */
  private static final class Market implements Board.Sight, MarketData {
    private final Map<Symbol, MarketListener> open = new TreeMap<>();
    private final List<Instrument> listed = new ArrayList<>(List.of(TestMarket.FAKEPACA));
    private int opened;

    @Override
    public MarketData market() {
      return this;
    }

    @Override
    public Optional<Instrument> instrument(Symbol symbol) {
      return listed.stream().filter(known -> known.symbol().equals(symbol)).findFirst();
    }

    @Override
    public List<Instrument> instruments() {
      return listed;
    }

    @Override
    public Subscription subscribe(Set<Symbol> symbols, MarketListener listener) {
      Symbol symbol = symbols.iterator().next();
      assertThat(open.put(symbol, listener)).as("one subscription to a symbol").isNull();
      opened++;
      return () -> open.remove(symbol);
    }

    @Override
    public Optional<Quote> quote(Symbol symbol) {
      return Optional.empty();
    }

    @Override
    public Optional<Trade> trade(Symbol symbol) {
      return Optional.empty();
    }

    @Override
    public List<Quote> quotes(Symbol symbol, Range range) {
      return List.of();
    }

    @Override
    public List<Trade> trades(Symbol symbol, Range range) {
      return List.of();
    }

    @Override
    public List<Bar> bars(Symbol symbol, BarSpan span, Range range) {
      return List.of();
    }
  }

  /** Keeps what it is told. */
  private static final class Heard implements Follower {
    private final List<Piece> pieces = new ArrayList<>();
    private final boolean packed;

    Heard(boolean packed) {
      this.packed = packed;
    }

    @Override
    public boolean packed() {
      return packed;
    }

    @Override
    public boolean hearsOf(AssetClass assetClass) {
      return assetClass == AssetClass.EQUITY;
    }

    @Override
    public void offer(Piece piece) {
      pieces.add(piece);
    }
  }

  private static Subscriptions to(Channel channel, String... symbols) {
    return Subscriptions.NONE.with(Map.of(channel, List.of(symbols)));
  }

  private static Trade trade() {
    return new Trade(
        TestMarket.FAKEPACA.symbol(),
        1,
        Price.parse("130"),
        Quantity.of(1),
        Side.BUY,
        Instant.EPOCH);
  }

  @Test
  void anItemIsEncodedOnceForEachEncoding() {
    List<Heard> followers =
        List.of(new Heard(false), new Heard(false), new Heard(true), new Heard(true));
    followers.forEach(follower -> board.follow(follower, to(Channel.TRADES, "FAKEPACA")));
    assertThat(market.opened).isEqualTo(1);
    board.onTrade(trade());
    assertThat(followers.get(0).pieces).hasSize(1);
    assertThat(followers.get(0).pieces.getFirst()).isSameAs(followers.get(1).pieces.getFirst());
    assertThat(followers.get(2).pieces.getFirst()).isSameAs(followers.get(3).pieces.getFirst());
  }

  @Test
  void theLastOneToLeaveEndsTheSubscription() {
    Heard first = new Heard(false);
    Heard second = new Heard(false);
    board.follow(first, to(Channel.TRADES, "FAKEPACA"));
    board.follow(second, to(Channel.QUOTES, "FAKEPACA"));
    board.follow(first, Subscriptions.NONE);
    assertThat(market.open).hasSize(1);
    board.follow(second, to(Channel.BARS, "FAKEPACA"));
    assertThat(market.open).hasSize(1);
    board.follow(second, Subscriptions.NONE);
    assertThat(market.open).isEmpty();
    board.onTrade(trade());
    assertThat(first.pieces).isEmpty();
  }

  @Test
  void theStarGrowsWithWhatIsListed() {
    Heard follower = new Heard(false);
    board.follow(follower, to(Channel.TRADES, "*", "FAKEPACA", "UNKNOWN"));
    assertThat(market.open).hasSize(2);
    Instrument late = listed("LATE");
    market.listed.add(late);
    board.follow(follower, to(Channel.TRADES, "*", "FAKEPACA", "UNKNOWN"));
    assertThat(market.open.keySet()).extracting(Symbol::text).contains("LATE");
    assertThat(market.opened).isEqualTo(3);
  }

  private static Instrument listed(String symbol) {
    Instrument like = TestMarket.FAKEPACA;
    return new Instrument(
        new Symbol(symbol),
        like.assetId(),
        like.name(),
        like.exchange(),
        like.assetClass(),
        like.currency(),
        like.ticks(),
        like.lot(),
        true,
        false,
        false,
        false);
  }

  @Test
  void whatNobodyFollowsIsNotEvenEncoded() {
    Heard follower = new Heard(false);
    board.follow(follower, to(Channel.STATUSES, "FAKEPACA"));
    assertThat(market.open).as("there is nothing to tell of a status").isEmpty();
    board.onTrade(trade());
    assertThat(follower.pieces).isEmpty();
  }
}
