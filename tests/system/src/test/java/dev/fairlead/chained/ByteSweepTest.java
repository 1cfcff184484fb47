// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.chained;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.alpaca.AlpacaBroker;
import dev.fairlead.alpaca.AlpacaConfig;
import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.broker.Secret;
import dev.fairlead.contract.FarSide.Truth;
import dev.fairlead.gateway.BrokerManager;
import dev.fairlead.gateway.GatewayConfig;
import dev.fairlead.health.HealthRules;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.money.Quantity;
import dev.fairlead.peer.AlpacaPeer;
import dev.fairlead.peer.Cut;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Heard;
import dev.fairlead.testkit.MemoryJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The connection is cut at each byte of the request that places, cancels or replaces an order, and
 * of its reply, through a whole gateway. Each order is for another quantity, so that the peer's
 * orders tell whose they are. A sweep waits more than it works, before a peer of its own: they run
 * side by side.
 */
@Execution(ExecutionMode.CONCURRENT)
class ByteSweepTest {
  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("alpaca:main");

  /** Every byte with {@code test --all}; an odd step, so that both ways of cutting come up. */
  private static final int STEP = Boolean.getBoolean("fairlead.all") ? 1 : 7;

  /** Longer than any request or reply. */
  private static final int MOST_BYTES = 4_000;

  /** What every order is for at least: at a cent each it comes to more than a dollar. */
  private static final int LEAST = 100;

  /** What a replace asks for more; no order is for so many. */
  private static final int MORE = 5_000;

  /** A doubt may have to wait until an absence is proven. */
  private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);

  /** What is asked for while the connection is cut. */
  private enum Asked {
    PLACE("POST /v2/orders "),
    CANCEL("DELETE /v2/orders/"),
    REPLACE("PATCH /v2/orders/");

    private final String begins;

    Asked(String begins) {
      this.begins = begins;
    }
  }

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  @DisplayName("F-N02 a placing that is cut at any byte is one order, and never an invented end")
  void anyCutLeavesOneOrder(Cut.Where where) throws InterruptedException {
    sweep(Asked.PLACE, where);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F-N02 a cancel that is cut at any byte is asked for until it is done, and no more")
  void anyCutOfACancelEndsInACancel(Cut.Where where) throws InterruptedException {
    sweep(Asked.CANCEL, where);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F-N02 a replace that is cut at any byte leaves one order, whose terms are known")
  void anyCutOfAReplaceLeavesOneOrder(Cut.Where where) throws InterruptedException {
    sweep(Asked.REPLACE, where);
  }

  private void sweep(Asked asked, Cut.Where where) throws InterruptedException {
    InstantSource clock = InstantSource.system();
    Heard<OrderEvent> events = new Heard<>();
    try (AlpacaPeer peer = new AlpacaPeer(clock, Duration.ofSeconds(4));
        AlpacaBroker broker = broker(peer, clock);
        BrokerManager gateway = BrokerManager.open(config(broker), new MemoryJournal())) {
      gateway.onOrder(events);
      gateway.awaitReady();
      Rig rig = new Rig(peer, gateway, events);

      int count = rig.sweep(asked, where);

      assertThat(count).isGreaterThan(50 / STEP);
      List<Quantity> placed =
          IntStream.rangeClosed(LEAST + 1, LEAST + count).mapToObj(Quantity::of).toList();
      switch (asked) {
        case PLACE -> {
          rig.awaitWorking(count);
          assertThat(rig.openThere()).isEqualTo(placed);
        }
        case CANCEL -> {
          Await.until("no order to be open", SETTLE_LIMIT, () -> rig.open().isEmpty());
          assertThat(rig.openThere()).isEmpty();
          assertThat(events.all().stream().filter(event -> isCancel(event.what()))).hasSize(count);
        }
        case REPLACE -> {
          rig.awaitWorking(count);
          assertThat(rig.openThere()).isEqualTo(rig.open());
          assertThat(rig.open().stream().map(ByteSweepTest::original).sorted().toList())
              .isEqualTo(placed);
        }
      }
      assertThat(peer.orders()).as("nothing was placed twice").hasSize(count);
      assertThat(events.all())
          .extracting(OrderEvent::what)
          .noneMatch(what -> isEnd(what) && !isRightEnd(asked, what));
      assertThat(gateway.positions()).isEmpty();
    }
  }

  /** So many cuts in a row would open any breaker, and then nothing would be sent any more. */
  private GatewayConfig config(AlpacaBroker broker) {
    return GatewayConfig.of(folder, ACCOUNT, broker).judging(HealthRules.DEFAULT.neverOpening());
  }

  private static AlpacaBroker broker(AlpacaPeer peer, InstantSource clock) {
    AlpacaConfig config =
        AlpacaConfig.of(
                ACCOUNT,
                Environment.PAPER,
                peer.address(),
                Secret.of(AlpacaPeer.KEY_ID),
                Secret.of(AlpacaPeer.SECRET))
            .withRequestsPerMinute(100_000);
    return new AlpacaBroker(List.of(config), AlpacaBroker.Settings.DEFAULT, clock);
  }

  /** A gateway, and the peer that it trades with. */
  private record Rig(AlpacaPeer peer, BrokerManager gateway, Heard<OrderEvent> events) {
    /** Asks for one thing a step, until a cut comes after the last byte; for how many orders. */
    int sweep(Asked asked, Cut.Where where) {
      int count = 0;
      for (int at = 1; at < MOST_BYTES; at += STEP) {
        count++;
        OrderId order = asked == Asked.PLACE ? null : working(count);
        peer.cut(new Cut(asked.begins, where, at, at % 2 == 0));
        if (!isCut(asked, order, count)) {
          peer.cut(new Cut("nothing begins like this", where, at, false));
          return count;
        }
      }
      throw new AssertionError("no request or reply is longer than " + MOST_BYTES);
    }

    /** Whether the request was cut; where it was not, it is done. */
    private boolean isCut(Asked asked, @Nullable OrderId order, int number) {
      OrderId about = order == null ? place(number) : order;
      switch (asked) {
        case PLACE -> Await.until("an answer", () -> heard(about, ByteSweepTest::isAnswer));
        case CANCEL -> {
          assertThat(gateway.local().cancel(about)).isInstanceOf(Reply.Done.class);
          Await.until(
              "a cut or a cancel",
              () -> !peer.isCutPending() || heard(about, ByteSweepTest::isCancel));
        }
        case REPLACE -> {
          OrderChanges more = OrderChanges.NONE.quantity(String.valueOf(MORE + LEAST + number));
          assertThat(gateway.local().replace(about, more)).isInstanceOf(Reply.Done.class);
          Await.until(
              "a cut or a replace",
              () -> !peer.isCutPending() || heard(about, Happened.Replaced.class::isInstance));
        }
      }
      return !peer.isCutPending();
    }

    private OrderId place(int number) {
      OrderRequest request = OrderRequest.buy("AAPL", String.valueOf(LEAST + number)).limit("0.01");
      return ((Reply.Done) gateway.local().place(request)).order().id();
    }

    /** One that nobody has disturbed yet. */
    private OrderId working(int number) {
      OrderId order = place(number);
      Await.until("the order to work", () -> heard(order, Happened.Working.class::isInstance));
      return order;
    }

    private boolean heard(OrderId order, Predicate<Happened> what) {
      return events.all().stream()
          .filter(event -> event.order().id().equals(order))
          .map(OrderEvent::what)
          .anyMatch(what);
    }

    void awaitWorking(int count) {
      Await.until(
          "all orders to work, " + gateway.openOrders().stream().map(Order::status).toList(),
          SETTLE_LIMIT,
          () ->
              gateway.openOrders().size() == count
                  && gateway.openOrders().stream()
                      .allMatch(order -> order.status() == OrderStatus.WORKING));
    }

    /** What the open orders are for. */
    List<Quantity> open() {
      return gateway.openOrders().stream()
          .map(order -> ((OrderSize.Units) order.request().size()).quantity())
          .sorted()
          .toList();
    }

    /** What the peer's open orders really are for. */
    List<Quantity> openThere() {
      return peer.orders().stream().filter(Truth::isOpen).map(Truth::asked).sorted().toList();
    }
  }

  /** What an order was for before a replace. */
  private static Quantity original(Quantity quantity) {
    Quantity more = Quantity.of(MORE);
    return quantity.compareTo(more) > 0 ? quantity.minus(more) : quantity;
  }

  private static boolean isAnswer(Happened what) {
    return what instanceof Happened.Working || what instanceof Happened.InDoubt;
  }

  private static boolean isCancel(Happened what) {
    return what instanceof Happened.Canceled;
  }

  /** A cancelled order ends; so does the successor of a replace that never arrived. */
  private static boolean isRightEnd(Asked asked, Happened what) {
    return switch (asked) {
      case PLACE -> false;
      case CANCEL -> isCancel(what);
      case REPLACE ->
          what instanceof Happened.Rejected(String reason)
              && reason.equals("the broker kept the old terms");
    };
  }

  private static boolean isEnd(Happened what) {
    return what instanceof Happened.Rejected
        || what instanceof Happened.Canceled
        || what instanceof Happened.Expired
        || what instanceof Happened.Filled;
  }
}
