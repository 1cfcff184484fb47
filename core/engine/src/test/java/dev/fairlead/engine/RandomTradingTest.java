// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.exits.ExitGroup;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.PriceTarget;
import dev.fairlead.message.PriceTouched;
import dev.fairlead.message.TimerFired;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderChanges;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients at random against a broker behind a bad line ({@link ModelBroker}). After every step the
 * book is audited ({@link StepAudit}: I-06, I-07, I-09 to I-11, I-13 to I-15, I-17, I-18, I-20,
 * I-21, I-24, I-30, I-32; {@link GroupAudit} for orders with exits, which the broker keeps itself
 * in every third seed); when the faults stop, the book comes to agree with the broker (I-12, I-25),
 * and what entries have filled is left or protected.
 *
 * <p>{@code -Dfairlead.seed=N} runs one seed, {@code -Dfairlead.all=true} many fresh ones.
 */
final class RandomTradingTest {
  private static final int STEPS = 600;
  private static final Price REFERENCE = Price.parse("100");

  private record Timer(Instant at, PlacementId placement) {}

  static LongStream seeds() {
    Long seed = Long.getLong("fairlead.seed");
    if (seed != null) {
      return LongStream.of(seed);
    }
    return Boolean.getBoolean("fairlead.all")
        ? new Random().longs(1_000)
        : LongStream.rangeClosed(1, 30);
  }

  @ParameterizedTest(name = "-Dfairlead.seed={0}")
  @MethodSource("seeds")
  @DisplayName("I-12 I-25 the book agrees with an honest broker once the faults have stopped")
  void theBookAgreesWithTheBroker(long seed) {
    new Trading(seed).run();
  }

  @Test
  @DisplayName("a few seeds together make happen all that can happen to an order")
  void someSeedsTogetherTryEverything() {
    Set<Class<?>> happened = new HashSet<>(Set.of(Happened.Trailed.class));
    int all = Happened.class.getPermittedSubclasses().length;
    for (long seed = 1; seed <= 60 && happened.size() < all; seed++) {
      Trading trading = new Trading(seed);
      trading.run();
      for (Outcome outcome : trading.desk.outcomes()) {
        outcome.events().stream()
            .filter(OrderEvent.class::isInstance)
            .forEach(event -> happened.add(((OrderEvent) event).what().getClass()));
      }
    }
    assertThat(happened).containsExactlyInAnyOrder(Happened.class.getPermittedSubclasses());
  }

  /** One run. */
  private static final class Trading {
    private final Random random;
    private final ModelBroker broker;
    private final Transfers transfers;
    private final Capabilities can;
    private final Desk desk;
    private final List<Timer> timers = new ArrayList<>();
    private final Map<OrderId, PriceTarget> targets = new LinkedHashMap<>();
    private final long seed;
    private boolean up = true;
    private long ids;

    Trading(long seed) {
      this.seed = seed;
      can = seed % 3 == 0 ? Desk.keepingGroups() : Desk.capabilities(Desk.PROOF);
      desk = Desk.open("1000000", 2, can);
      random = new Random(seed);
      transfers = new Transfers(random);
      broker = new ModelBroker(random, 12 * Math.floorMod(seed, 4));
    }

    void run() {
      try {
        for (int i = 0; i < STEPS; i++) {
          step();
        }
        settleDown();
        agree();
      } catch (AssertionError | RuntimeException failure) {
        List<Input> inputs = desk.inputs();
        List<Input> last = inputs.subList(Math.max(0, inputs.size() - 8), inputs.size());
        throw new AssertionError(
            "-Dfairlead.seed=%d, last of %d inputs: %s".formatted(seed, inputs.size(), last),
            failure);
      }
      int snapshotAt = random.nextInt(desk.inputs().size());
      Replays.endAlike(desk.inputs(), desk.outcomes(), desk.state(), snapshotAt);
      boolean carried = desk.state().groups().stream().anyMatch(ExitGroup::carried);
      assertThat(carried).isEqualTo(!can.groups().isEmpty());
    }

    private void step() {
      int choice = random.nextInt(200);
      if (!up && choice < 20) {
        connect();
      } else if (choice == 20) {
        restart();
      } else if (up && choice < 3) {
        disconnect();
      } else {
        switch (random.nextInt(11)) {
          case 0, 1 -> apply(command());
          case 2, 3 -> broker.act(desk.now());
          case 4 -> transfers.next(desk.engine().positions()).ifPresent(this::apply);
          case 5 -> passes(Duration.ofMillis(random.nextInt(3_000)));
          case 6 -> touch();
          default -> deliver();
        }
      }
    }

    private void apply(Input.Cause cause) {
      Outcome outcome = desk.apply(cause);
      Operators.restoreIfCaught(desk);
      for (Effect effect : outcome.effects()) {
        switch (effect) {
          case Effect.Send(BrokerCommand command) -> {
            assertThat(up).as("I-05 sent while the link is down").isTrue();
            broker.send(command, desk.now());
          }
          case Effect.StartTimer(var placement, var at) -> timers.add(new Timer(at, placement));
          case Effect.WatchPrice(PriceTarget target) -> targets.put(target.order(), target);
          case Effect.UnwatchPrice(OrderId order) -> targets.remove(order);
          case Effect.AwaitTime _ -> throw new AssertionError("there is one account only");
        }
      }
    }

    /** The market reaches something that is watched, or seems to. */
    private void touch() {
      if (targets.isEmpty()) {
        return;
      }
      PriceTarget target = List.copyOf(targets.values()).get(random.nextInt(targets.size()));
      targets.remove(target.order());
      Price price = random.nextInt(8) == 0 ? REFERENCE : target.price();
      Quantity size = Quantity.of(100);
      Quote quote = new Quote(target.symbol(), price, size, price, size, desk.now());
      apply(new PriceTouched(target.order(), quote));
    }

    private void deliver() {
      broker.work(desk.now());
      broker.next(desk.now()).forEach(this::apply);
    }

    private void passes(Duration duration) {
      desk.letPass(duration);
      broker.work(desk.now());
      List<Timer> due = timers.stream().filter(t -> !t.at().isAfter(desk.now())).toList();
      timers.removeAll(due);
      due.forEach(timer -> apply(new TimerFired(timer.placement())));
    }

    private void disconnect() {
      up = false;
      apply(new LinkChange.Down(Desk.ACCOUNT, "cut"));
      broker.disconnect().forEach(this::apply);
    }

    private void restart() {
      up = false;
      broker.die();
      timers.clear();
      apply(desk.nextStart());
      targets.clear();
      desk.state().groups().stream()
          .flatMap(group -> Stream.ofNullable(group.watched()))
          .forEach(target -> targets.put(target.order(), target));
    }

    private void connect() {
      up = true;
      apply(new LinkChange.Up(Desk.ACCOUNT, can));
      Set<PlacementId> open = live().stream().map(Placement::id).collect(Collectors.toSet());
      broker.catchUp(open).forEach(this::apply);
    }

    private List<Placement> live() {
      return desk.state().placements().stream().filter(p -> p.status().isLive()).toList();
    }

    private ClientCommand command() {
      Order some = someOrder();
      Principal principal =
          some == null || random.nextInt(8) == 0 ? anyPrincipal() : some.principal();
      OrderId order = some == null ? freshOrder() : some.id();
      return switch (random.nextInt(16)) {
        case 0, 1, 2 -> new ClientCommand.Cancel(principal, order);
        case 3 ->
            random.nextInt(4) == 0
                ? new ClientCommand.CancelAll(principal)
                : new ClientCommand.Cancel(principal, order);
        case 4, 5, 6, 7 ->
            new ClientCommand.Replace(
                principal, order, freshOrder(), clientOrderId(), changes(), REFERENCE);
        case 8 ->
            new ClientCommand.Close(
                principal,
                freshOrder(),
                clientOrderId(),
                new Symbol("AAPL"),
                new ClientCommand.Portion.All(),
                REFERENCE);
        default -> place(principal);
      };
    }

    private ClientCommand place(Principal principal) {
      OrderRequest request = request();
      OrderId order = freshOrder();
      String clientOrderId = clientOrderId();
      List<OrderId> legs = Stream.generate(this::freshOrder).limit(request.exits().legs()).toList();
      return new ClientCommand.Place(principal, order, clientOrderId, request, REFERENCE, legs);
    }

    /** A profit and a loss five from the market. */
    private OrderRequest withExits(OrderRequest request) {
      boolean buys = request.side() == Side.BUY;
      OrderTerms.Limit profit = new OrderTerms.Limit(Price.parse(buys ? "105" : "95"));
      OrderTerms loss = new OrderTerms.Stop(Price.parse(buys ? "95" : "105"));
      return switch (random.nextInt(6)) {
        case 0 -> request.leaving(new Exits.Oto(random.nextBoolean() ? profit : loss));
        case 1 ->
            request
                .with(new OrderTerms.Limit(Price.parse(buys ? "95" : "105")))
                .leaving(new Exits.Oco(new OrderTerms.Stop(profit.limit())));
        default -> request.leaving(new Exits.Bracket(profit, loss));
      };
    }

    private Principal anyPrincipal() {
      return new Principal(List.of("ann", "bob", "eve").get(random.nextInt(3)));
    }

    private OrderRequest request() {
      String quantity = String.valueOf(1 + random.nextInt(20));
      OrderRequest request =
          random.nextInt(3) > 0
              ? OrderRequest.buy("AAPL", quantity)
              : OrderRequest.sell("AAPL", quantity);
      OrderRequest priced = random.nextInt(4) > 0 ? request.limit("100") : request;
      OrderRequest lasting = random.nextBoolean() ? priced : priced.goodFor(TimeInForce.GTC);
      return random.nextInt(3) > 0 ? lasting : withExits(lasting);
    }

    private OrderChanges changes() {
      return new OrderChanges(
          random.nextBoolean() ? Quantity.of(1 + random.nextInt(25)) : null,
          null,
          random.nextInt(3) > 0 ? Price.parse(String.valueOf(95 + random.nextInt(10))) : null,
          null,
          null);
    }

    private OrderId freshOrder() {
      return new OrderId(new UUID(0x4000, ++ids));
    }

    /** An order that may still execute, mostly. */
    private @Nullable Order someOrder() {
      List<Order> orders = desk.state().orders();
      List<Order> open = desk.engine().openOrders();
      List<Order> some = open.isEmpty() || random.nextInt(6) == 0 ? orders : open;
      return some.isEmpty() ? null : some.get(random.nextInt(some.size()));
    }

    /** One that was used before, sometimes. */
    private String clientOrderId() {
      return "c" + (random.nextInt(20) == 0 ? random.nextLong(ids) : ids);
    }

    /** No new faults; everything arrives, timers run, and the link catches up. */
    private void settleDown() {
      broker.heal();
      for (int round = 0; round < 40; round++) {
        if (up && round % 10 == 5) {
          disconnect();
        }
        if (!up) {
          connect();
        }
        broker.work(desk.now());
        int delivered = 0;
        while (!broker.isIdle(desk.now())) {
          deliver();
          delivered++;
          assertThat(delivered).as("I-25 something is asked without end").isLessThan(2_000);
        }
        passes(Duration.ofSeconds(5));
      }
    }

    /** What the broker has, the book has; what it never got was given up. */
    private void agree() {
      for (Placement placement : desk.state().placements()) {
        Truth truth = broker.orders().get(placement.id());
        if (truth == null) {
          assertThat(placement.status()).as("%s", placement).isEqualTo(PlacementStatus.NOT_PLACED);
        } else {
          String both = placement + " at the broker " + truth.found();
          assertThat(effective(placement)).as(both).isEqualTo(truth.fills);
          assertThat(placement.status().isLive()).as(both).isEqualTo(truth.isWorking());
          if (!endedBeforeItsReplace(placement)) {
            assertThat(placement.request()).as(both).isEqualTo(truth.request);
            assertThat(placement.brokerOrderId()).as(both).isEqualTo(truth.name);
            assertThat(truth.isWorking() || agrees(placement, truth)).as(both).isTrue();
          }
        }
      }
      assertThat(desk.state().parked()).isEmpty();
      GroupAudit.leftOrProtected(desk.state());
    }

    /** Told of its end first, the book holds it to be that of the old terms (1.2). */
    private boolean endedBeforeItsReplace(Placement placement) {
      boolean resized =
          placement.latest(Placement.Attempt.Kind.REPLACE).isPresent()
              && desk.engine().order(placement.order()).orElseThrow().isExit();
      return (resized && !placement.status().isLive()) || isOrderEndedFirst(placement);
    }

    private boolean isOrderEndedFirst(Placement placement) {
      return desk.state().orders().stream()
          .anyMatch(order ->
              placement.order().equals(order.replaces())
                  && order.reason().equals("the order ended first"));
    }

    /** What was filled once stays so, whatever a revision takes back and however it ends then. */
    private static boolean agrees(Placement placement, Truth truth) {
      boolean revised = placement.status() == PlacementStatus.FILLED && !placement.isComplete();
      return revised || placement.status().name().equals(truth.state.name());
    }

    private Map<String, Fill> effective(Placement placement) {
      Map<String, Fill> effective = new HashMap<>();
      desk.state().fills().stream()
          .filter(booked -> booked.placement().equals(placement.id()) && !booked.busted())
          .forEach(booked -> effective.put(booked.fill().executionId(), booked.fill()));
      return effective;
    }
  }
}
