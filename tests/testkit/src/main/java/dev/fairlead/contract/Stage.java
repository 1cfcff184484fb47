// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.Broker;
import dev.fairlead.broker.BrokerLink;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.testkit.Await;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * What a case plays on: a far side, a link to it once it is asked for, and a book that hears it.
 * Whatever the case is about, {@link #audit} checks what always holds.
 */
final class Stage implements AutoCloseable {
  /** A buy at this price rests. */
  static final Price LOW = Price.parse("50");

  /** A buy at this price trades. */
  static final Price HIGH = Price.parse("110");

  private final FarSide far;
  private final ContractBook book;
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private @Nullable Broker broker;
  private @Nullable BrokerLink link;

  Stage(FarSide far) {
    this.far = far;
    this.book = new ContractBook(far.account(), far.clock());
  }

  /** One request that was sent, and its answers. Thread-safe. */
  final class Sent implements Consumer<SendResult> {
    private final BrokerCommand command;
    private final AtomicInteger answers = new AtomicInteger();
    private volatile @Nullable SendResult result;

    private Sent(BrokerCommand command) {
      this.command = command;
    }

    @Override
    public void accept(SendResult told) {
      book.note(command, told);
      // Counted first: whoever sees the answer looks at the count.
      answers.incrementAndGet();
      result = told;
    }

    boolean isAnswered() {
      return result != null;
    }

    /** Waits for the answer, no longer than the adapter may take. */
    SendResult answer() {
      return Await.value(
          "the answer to " + command, far.answerLimit(), () -> Optional.ofNullable(result));
    }
  }

  FarSide far() {
    return far;
  }

  ContractBook book() {
    return book;
  }

  /** The link, which is up; opened when it is first asked for. */
  BrokerLink link() {
    BrokerLink open = link;
    if (open == null) {
      open = connect();
      awaitUp();
    }
    return open;
  }

  /** A link that may not be up yet. */
  BrokerLink connect() {
    Broker adapter = far.broker();
    broker = adapter;
    BrokerLink opened = adapter.connect(far.account(), book.known(), book);
    link = opened;
    return opened;
  }

  /** Ends the session, as the end of the process does. */
  void disconnect() {
    if (link != null) {
      link.close();
      link = null;
    }
    if (broker != null) {
      broker.close();
      broker = null;
    }
  }

  /** Another session, with what the book knows by now. */
  void reopen() {
    disconnect();
    int ups = ups();
    connect();
    awaitUps(ups + 1);
  }

  /** What the account takes, as it says. */
  Capabilities can() {
    link();
    return book.heard(LinkChange.Up.class).getLast().capabilities();
  }

  int ups() {
    return book.heard(LinkChange.Up.class).size();
  }

  boolean isUp() {
    List<LinkChange> changes = book.heard(LinkChange.class);
    return !changes.isEmpty() && changes.getLast() instanceof LinkChange.Up;
  }

  void awaitUp() {
    await("the link to be up", this::isUp);
  }

  void awaitUps(int times) {
    await("the link to have come up " + times + " times", () -> ups() >= times && isUp());
  }

  /** Waits as long as an answer or a catch-up may take. */
  void await(String what, BooleanSupplier condition) {
    try {
      Await.until(what, far.catchUpLimit().plus(far.answerLimit()), condition);
    } catch (AssertionError inVain) {
      throw new AssertionError(inVain.getMessage() + ", heard " + book.summary(), inVain);
    }
  }

  Symbol share() {
    return symbol(AssetClass.EQUITY);
  }

  /** What of this class is traded; the case is skipped where there is nothing. */
  Symbol symbol(AssetClass assetClass) {
    return far.symbol(assetClass)
        .orElseThrow(() -> new TestAbortedException("needs a far side that trades " + assetClass));
  }

  /** A market order to buy shares. */
  OrderRequest buy(String quantity) {
    return request(Side.BUY, quantity);
  }

  OrderRequest sell(String quantity) {
    return request(Side.SELL, quantity);
  }

  private OrderRequest request(Side side, String quantity) {
    return new OrderRequest(
        share(),
        side,
        new OrderSize.Units(Quantity.parse(quantity)),
        new OrderTerms.Market(),
        TimeInForce.DAY,
        false);
  }

  /** An order to buy shares that rests. */
  OrderRequest resting(String quantity) {
    return buy(quantity).with(new OrderTerms.Limit(LOW));
  }

  /** Sends one request, and waits for nothing. */
  Sent send(PlacementId id, Ask ask) {
    Sent one = new Sent(book.command(id, ask));
    sent.add(one);
    link().send(one.command, one);
    return one;
  }

  /** A placement that the link is not asked for yet; the link is open before it is noted. */
  PlacementId note(OrderRequest request) {
    link();
    return book.note(request);
  }

  /** Another placement, sent once. */
  PlacementId offer(OrderRequest request) {
    PlacementId id = link == null ? note(request) : book.note(request);
    send(id, new Ask.Place(request));
    return id;
  }

  /** The answer to the newest request about {@code id}. */
  SendResult answer(PlacementId id) {
    return sent.reversed().stream()
        .filter(one -> one.command.placement().equals(id))
        .findFirst()
        .orElseThrow()
        .answer();
  }

  /** A placement that is taken. */
  PlacementId place(OrderRequest request) {
    PlacementId id = offer(request);
    assertThat(answer(id)).isInstanceOf(SendResult.Accepted.class);
    return id;
  }

  /** A placement that is filled whole. */
  PlacementId bought(String quantity) {
    PlacementId id = place(buy(quantity).with(new OrderTerms.Limit(HIGH)));
    fillUp(id, quantity);
    return id;
  }

  /** Fills what is missing to {@code quantity} in one go. */
  void fillUp(PlacementId id, String quantity) {
    Quantity whole = Quantity.parse(quantity);
    Quantity left = whole.minus(book.filled(id));
    if (left.isPositive()) {
      far.fill(id, left, Price.parse("100"));
    }
    awaitFilled(id, quantity);
  }

  void awaitFilled(PlacementId id, String quantity) {
    Quantity whole = Quantity.parse(quantity);
    await(quantity + " of " + id + " filled", () -> book.filled(id).compareTo(whole) >= 0);
  }

  SendResult cancel(PlacementId id) {
    return send(id, new Ask.Cancel()).answer();
  }

  SendResult replace(PlacementId id, OrderRequest request) {
    return send(id, new Ask.Replace(request)).answer();
  }

  SendResult query(PlacementId id) {
    return send(id, new Ask.Query()).answer();
  }

  /** What a query finds, which is told before it is answered. */
  OrderNews.Found found(PlacementId id) {
    int before = book.news(id, OrderNews.Found.class).size();
    assertThat(query(id)).isInstanceOf(SendResult.Accepted.class);
    List<OrderNews.Found> told = book.news(id, OrderNews.Found.class);
    assertThat(told).as("findings told before the answer").hasSizeGreaterThan(before);
    return told.getLast();
  }

  /** Waits until news of this kind was told of {@code id}. */
  <T extends OrderNews> T awaitNews(PlacementId id, Class<T> kind) {
    await(kind.getSimpleName() + " of " + id, () -> !book.news(id, kind).isEmpty());
    return book.news(id, kind).getLast();
  }

  /** Waits until {@code id} has ended by {@code kind}, however it was told. */
  void awaitEnd(PlacementId id, OrderNews.Found.State state) {
    await(id + " to be " + state, () -> book.placement(id).status().name().equals(state.name()));
  }

  /** What became of an order, as the far side knows it. */
  FarSide.Truth truth(PlacementId id) {
    List<FarSide.Truth> orders = truths(id);
    assertThat(orders).as("orders of " + id + " at the far side").hasSize(1);
    return orders.getFirst();
  }

  List<FarSide.Truth> truths(PlacementId id) {
    return far.orders().stream().filter(order -> order.id().equals(id)).toList();
  }

  /** What holds in every case: a request has one answer, and an execution is told alike. */
  void audit() {
    for (Sent one : sent) {
      one.answer();
      assertThat(one.answers).as("answers to " + one.command).hasValue(1);
    }
    Map<String, Fill> once = new TreeMap<>();
    for (PlacementId id : sent.stream().map(one -> one.command.placement()).distinct().toList()) {
      for (Fill fill : book.told(id)) {
        Fill known = once.putIfAbsent(fill.executionId(), fill);
        assertThat(known == null ? fill : known)
            .as("an execution that is told again")
            .usingRecursiveComparison()
            .ignoringFields("at")
            .isEqualTo(fill);
      }
    }
  }

  @Override
  public void close() {
    try {
      disconnect();
    } finally {
      far.close();
    }
  }
}
