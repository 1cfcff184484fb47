// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static dev.fairlead.engine.Floor.A;
import static dev.fairlead.engine.Floor.B;
import static dev.fairlead.engine.Floor.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Event.Routed;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.RouteHints;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Position;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Side;
import dev.fairlead.routing.RoutingStrategy;
import dev.fairlead.rules.GroupRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders among three accounts whose links, health and luck change all the time. */
final class RandomRoutingTest {
  private static final int STEPS = 500;
  private static final List<BrokerAccount> ACCOUNTS = List.of(A, B, C);

  private final List<Routed> sent = new ArrayList<>();
  private Random random = new Random();
  private Floor floor = Floor.with("failover");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("I-04, I-31 whatever happens, routes are the same again, and closings are pinned")
  void routesAreTheSameAgain(long seed) {
    random = new Random(seed);
    floor = Floor.with(oneOf(RoutingStrategy.names()));
    for (int i = 0; i < STEPS; i++) {
      floor.desk.letPass(Duration.ofMillis(random.nextInt(2_000)));
      step(random.nextInt(21));
    }
    assertThat(sent.size()).as("seed %d", seed).isGreaterThan(30);
    Replays.endAlike(
        floor.desk.inputs(),
        floor.desk.outcomes(),
        floor.desk.state(),
        random.nextInt(floor.desk.inputs().size()));
  }

  private void step(int dice) {
    switch (dice) {
      case 0 -> floor.apply(new LinkChange.Down(oneOf(ACCOUNTS), "gone"));
      case 1, 2 -> up(oneOf(ACCOUNTS));
      case 3 ->
          floor.apply(
              new LinkHealth(
                  oneOf(ACCOUNTS),
                  random.nextInt(101),
                  random.nextInt(4) > 0 ? LinkHealth.Breaker.CLOSED : LinkHealth.Breaker.OPEN,
                  List.of()));
      case 4 -> {
        if (random.nextInt(10) == 0) {
          floor.desk.start(
              new Routing(
                  oneOf(RoutingStrategy.names()), random.nextInt(3) > 0 ? ACCOUNTS : List.of(B)));
          ACCOUNTS.forEach(this::up);
        }
      }
      case 20 -> lead();
      case 5, 6, 7, 8 -> tell();
      case 9 -> cancel();
      default -> place();
    }
  }

  private void lead() {
    switch (random.nextInt(4)) {
      case 0 -> floor.apply(new OperatorAction.Promote(oneOf(ACCOUNTS), "PK1", "random"));
      case 1 -> floor.apply(new OperatorAction.FailBack("PK1", "random"));
      default -> {
        floor.desk.letPass(Duration.ofSeconds(random.nextInt(90)));
        floor.apply(new Input.TimePassed());
      }
    }
  }

  private void up(BrokerAccount account) {
    floor.apply(new LinkChange.Up(account, Desk.capabilities(Desk.PROOF)));
    floor.apply(LinkHealth.unjudged(account));
  }

  private void place() {
    OrderRequest plain =
        random.nextInt(3) > 0
            ? OrderRequest.buy("AAPL", Integer.toString(1 + random.nextInt(20)))
            : OrderRequest.sell("AAPL", Integer.toString(1 + random.nextInt(10)));
    OrderRequest request =
        random.nextBoolean() ? plain : plain.limit(Integer.toString(90 + random.nextInt(20)));
    List<Position> before = floor.desk.state().positions();
    RouteHints hints =
        Floor.hints(
            random.nextInt(5) == 0 ? oneOf(RoutingStrategy.names()) : null,
            random.nextInt(10) == 0 ? oneOf(ACCOUNTS) : null,
            touch(),
            touch(),
            touch());
    Outcome outcome = floor.apply(floor.command(request, hints));
    outcome.events().stream()
        .filter(Routed.class::isInstance)
        .map(Routed.class::cast)
        .forEach(routed -> check(routed, request.side(), before, hints));
  }

  private @Nullable String touch() {
    return random.nextInt(6) == 0 ? null : "10" + random.nextInt(3) + "." + random.nextInt(10);
  }

  private void check(Routed routed, Side side, List<Position> before, RouteHints hints) {
    sent.add(routed);
    List<BrokerAccount> configured = floor.desk.state().routing().accounts();
    List<BrokerAccount> holders =
        before.stream()
            .filter(held -> GroupRules.closes(held, side) && configured.contains(held.account()))
            .map(Position::account)
            .toList();
    if (!holders.isEmpty()) {
      assertThat(holders).as("I-31").contains(routed.account());
    }
    if (configured.size() > 1) {
      assertThat(routed.candidates()).hasSize(ACCOUNTS.size());
      assertThat(Floor.passedOver(routed, routed.account())).isNull();
      if (hints.only() != null) {
        assertThat(routed.account()).as("S-11").isEqualTo(hints.only());
      }
    }
  }

  private void tell() {
    if (sent.isEmpty()) {
      return;
    }
    Routed routed = oneOf(sent);
    Placement placement =
        floor.desk.state().placements().stream()
            .filter(each -> each.id().equals(routed.placement()))
            .findFirst()
            .orElseThrow();
    switch (random.nextInt(6)) {
      case 0 -> floor.tell(routed, new OrderNews.Rejected("no"));
      case 1 -> floor.tell(routed, new OrderNews.Expired());
      case 2, 3 -> {
        if (placement.status().isLive()) {
          floor.fill(routed, "10" + random.nextInt(3), "0.01");
        }
      }
      case 4 ->
          floor.apply(
              new BrokerReport.Answered(
                  placement.account(), placement.id(), 1, new SendResult.InDoubt("slow")));
      default -> floor.accept(routed);
    }
  }

  private void cancel() {
    List<Order> orders = floor.orders();
    if (!orders.isEmpty()) {
      floor.apply(new ClientCommand.Cancel(Floor.ANN, oneOf(orders).id()));
    }
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
