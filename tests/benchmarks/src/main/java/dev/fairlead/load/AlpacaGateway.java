// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.alpaca.AlpacaBroker;
import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.broker.MarketListener;
import dev.fairlead.broker.Secret;
import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.GatewayConfig;
import dev.fairlead.market.Bar;
import dev.fairlead.market.Trade;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.metrics.ChannelMetrics;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.peer.AlpacaPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** A gateway in this process, whose broker is Alpaca as a peer on this machine plays it. */
public final class AlpacaGateway implements AutoCloseable {
  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("alpaca:main");
  private static final Symbol SYMBOL = new Symbol("AAPL");
  private static final Price PRICE = Price.parse("2");

  /** So little that what was bought in one round leaves the money for the next. */
  private static final Price SMALL_PRICE = Price.parse("0.01");

  private static final int FILLS_PER_ORDER = 1_000;
  private static final int QUOTES_PER_MESSAGE = 50;
  private static final int MESSAGES_AT_ONCE = 250;

  /** How far the far side may be ahead of a listener: a third of a second, at the speed wanted. */
  private static final int QUOTES_AHEAD = 100_000;

  /** Longer than a quote can wait and still be told. */
  private static final Duration HEARD_LIMIT = Duration.ofSeconds(5);

  private final AlpacaPeer peer;
  private final AlpacaBroker broker;
  private final BrokerManager manager;

  /** When the newest order was told to work, of {@link System#nanoTime}, and how many were. */
  private volatile long workedNanos;

  private final AtomicInteger worked = new AtomicInteger();

  public AlpacaGateway(Path data) {
    InstantSource clock = InstantSource.system();
    peer = farSide();
    AlpacaConfig config =
        AlpacaConfig.of(
                ACCOUNT,
                Environment.PAPER,
                peer.address(),
                Secret.of(AlpacaPeer.KEY_ID),
                Secret.of(AlpacaPeer.SECRET))
            .withRequestsPerMinute(10_000_000);
    broker = new AlpacaBroker(List.of(config), AlpacaBroker.Settings.DEFAULT, clock);
    manager = BrokerManager.open(GatewayConfig.of(data, ACCOUNT, broker));
    manager.onOrder(this::note);
    InProcess.await(() -> manager.unreadyReason().isEmpty());
  }

  private void note(OrderEvent event) {
    if (event.what() instanceof Happened.Working) {
      workedNanos = System.nanoTime();
      worked.incrementAndGet();
    }
  }

  /** A far side as the gateway's: an account with money, and no orders yet. */
  public static AlpacaPeer farSide() {
    return new AlpacaPeer(InstantSource.system(), Duration.ofSeconds(4));
  }

  private Order place(String quantity, Price price) {
    return InProcess.place(
        manager.local(), OrderRequest.buy(SYMBOL.text(), quantity).limit(price.toString()));
  }

  /**
   * Nanoseconds from the call until bytes of the request are in the far side's socket; then waits
   * until the broker has answered. The caller's thread looks for them itself, because how long one
   * of the far side's takes to wake up is no affair of the gateway's.
   */
  public long placeUntilThere() {
    int before = worked.get();
    int requests = peer.requests(Attempt.Kind.PLACE);
    long start = System.nanoTime();
    place("1", PRICE);
    InProcess.awaitClosely(() -> peer.hasUnread() || peer.requests(Attempt.Kind.PLACE) > requests);
    long seen = System.nanoTime();
    awaitWorked(before);
    // One of the far side's may have been quicker.
    return Math.min(seen, peer.placeBegunNanos()) - start;
  }

  /** The next order follows as soon as this one works. */
  private void awaitWorked(int before) {
    InProcess.awaitClosely(() -> worked.get() > before);
  }

  /** Nanoseconds from the call until it returns; then waits until the broker has answered. */
  public long placeUntilReply() {
    int before = worked.get();
    long start = System.nanoTime();
    place("1", PRICE);
    long took = System.nanoTime() - start;
    awaitWorked(before);
    return took;
  }

  /** Nanoseconds from the call until the broker's answer is booked and told. */
  public long placeUntilTaken() {
    int before = worked.get();
    long start = System.nanoTime();
    place("1", PRICE);
    awaitWorked(before);
    return workedNanos - start;
  }

  /** Cancels all that is open, so that what rests binds no money. */
  public void clear() {
    manager.local().cancelAll();
    InProcess.await(() -> manager.openOrders().isEmpty());
  }

  /** Executions a second, from bytes on the wire until each is durable and in the book. */
  public double fillsPerSecond(int orders) throws IOException {
    List<Order> placed = new ArrayList<>();
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < orders; i++) {
      placed.add(place(String.valueOf(FILLS_PER_ORDER), SMALL_PRICE));
    }
    InProcess.await(() -> placed.stream().allMatch(order -> is(order, OrderStatus.WORKING)));
    for (Order order : placed) {
      PlacementId placement = manager.order(order.id()).orElseThrow().placement();
      frames.writeBytes(peer.executions(placement, FILLS_PER_ORDER, SMALL_PRICE));
    }
    byte[] all = frames.toByteArray();
    long start = System.nanoTime();
    peer.pour(all);
    InProcess.await(() -> placed.stream().allMatch(order -> is(order, OrderStatus.FILLED)));
    return orders * (double) FILLS_PER_ORDER / ((System.nanoTime() - start) / 1e9);
  }

  private boolean is(Order order, OrderStatus status) {
    return manager.order(order.id()).filter(now -> now.status() == status).isPresent();
  }

  /**
   * Quotes a second, from bytes on the wire until a listener has heard each. Fails where one is not
   * heard: what a listener is spared must not pass for speed.
   */
  public double quotesPerSecond(int messages) throws IOException {
    LongAdder heard = new LongAdder();
    try (BrokerManager.Subscription _ =
        manager.subscribeMarketData(Set.of(SYMBOL), new Counting(heard))) {
      InProcess.await(() -> {
        peer.quote(SYMBOL, "99.98", "100", "100.02", "100");
        return heard.sum() > 0;
      });
      awaitQuiet(heard);
      long before = heard.sum();
      long skippedBefore = skippedQuotes();
      long all = (long) QUOTES_PER_MESSAGE * messages;
      long start = System.nanoTime();
      for (long sent = 0; sent < all; ) {
        int burst = (int) Math.min(MESSAGES_AT_ONCE, (all - sent) / QUOTES_PER_MESSAGE);
        peer.pourQuotes(SYMBOL, QUOTES_PER_MESSAGE, burst);
        sent += (long) QUOTES_PER_MESSAGE * burst;
        long due = sent == all ? all : sent - QUOTES_AHEAD;
        InProcess.await(
            HEARD_LIMIT,
            () -> heard.sum() - before >= due,
            () ->
                "%d of %d quotes were heard, %d passed over because they came too late"
                    .formatted(heard.sum() - before, all, skippedQuotes() - skippedBefore));
      }
      return all / ((System.nanoTime() - start) / 1e9);
    }
  }

  /** Waits until what was told to find out that somebody listens has been heard. */
  private static void awaitQuiet(LongAdder heard) {
    long[] last = {-1};
    InProcess.await(() -> last[0] == (last[0] = heard.sum()));
  }

  private long skippedQuotes() {
    return manager.metrics().values().stream()
        .flatMap(metrics -> metrics.channels().values().stream())
        .mapToLong(ChannelMetrics::skippedQuotes)
        .sum();
  }

  private record Counting(LongAdder heard) implements MarketListener {
    @Override
    public void onQuote(Quote quote) {
      heard.increment();
    }

    @Override
    public void onTrade(Trade trade) {}

    @Override
    public void onBar(Bar minuteBar) {}
  }

  @Override
  public void close() {
    manager.close();
    broker.close();
    peer.close();
  }
}
