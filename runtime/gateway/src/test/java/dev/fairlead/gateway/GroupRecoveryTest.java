// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.Order.Group.Role;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Quote;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedBroker;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A bracket, killed at each of its turns: the next process goes on where this one was. */
final class GroupRecoveryTest {
  private static final OrderRequest BRACKET =
      OrderRequest.buy("AAPL", "10")
          .leaving(
              new Exits.Bracket(
                  new OrderTerms.Limit(Price.parse("300")),
                  new OrderTerms.Stop(Price.parse("100"))));

  private static void fill(ScriptedBroker broker, Order order, String execution, String price) {
    OrderRequest request = order.request();
    broker.tell(
        order.placement(),
        new OrderNews.Executed(
            new Fill(
                execution,
                0,
                request.symbol(),
                request.side(),
                Quantity.of(10),
                Price.parse(price),
                Money.zero(Currency.USD),
                Instant.EPOCH),
            false));
  }

  private static void show(ScriptedBroker broker, String price) {
    Price touch = Price.parse(price);
    Quantity size = Quantity.of(100);
    broker.show(new Quote(BRACKET.symbol(), touch, size, touch, size, Instant.EPOCH));
  }

  private static List<String> asks(ScriptedBroker broker) {
    return broker.commands().stream()
        .filter(command -> !(command.ask() instanceof Ask.Query))
        .map(GroupRecoveryTest::text)
        .toList();
  }

  private static String text(BrokerCommand command) {
    return switch (command.ask()) {
      case Ask.Place(OrderRequest request) -> "place " + request.terms().type();
      case Ask.PlaceGroup(OrderRequest request, var legs) ->
          "place " + request.exits().orderClass() + " with " + legs.size();
      case Ask.Cancel() -> "cancel";
      case Ask.Replace _ -> "replace";
      case Ask.Query() -> "query";
    };
  }

  /** What comes after a kill; the one before watches the market no longer. */
  private static Rig killed(Rig before) {
    Rig next = before.killed().ready();
    before.close();
    return next;
  }

  @Test
  @DisplayName("I-05 I-15 a bracket that is killed at each turn places each exit once")
  void aBracketGoesOnAfterEveryKill() {
    Rig rig = Rig.open();
    try {
      Order entry = Rig.done(rig.manager.local().place(BRACKET, "mine"));
      rig.awaitStatus(entry.id(), OrderStatus.WORKING);
      List<Order> group = rig.manager.group(entry.id());
      assertThat(group).extracting(Order::status).endsWith(OrderStatus.HELD, OrderStatus.HELD);
      Order profit = group.get(1);
      Order stop = group.get(2);

      rig = killed(rig);
      fill(rig.broker, entry, "x1", "200");
      rig.awaitStatus(stop.id(), OrderStatus.WORKING);

      rig = killed(rig);
      rig.awaitStatus(stop.id(), OrderStatus.WORKING);
      // The cancel never arrives, and that it did not is lost with the process.
      rig.broker.next(Attempt.Kind.CANCEL, (_, _) -> {});
      show(rig.broker, "300.05");
      rig.awaitStatus(stop.id(), OrderStatus.PENDING_CANCEL);

      rig = killed(rig);
      Order works = rig.awaitStatus(profit.id(), OrderStatus.WORKING);
      assertThat(rig.manager.group(entry.id()).get(2).status()).isEqualTo(OrderStatus.HELD);

      rig = killed(rig);
      fill(rig.broker, works, "x2", "300");
      rig.awaitStatus(profit.id(), OrderStatus.FILLED);
      rig.awaitStatus(stop.id(), OrderStatus.CANCELED);
      assertThat(rig.manager.positions())
          .singleElement()
          .satisfies(position -> assertThat(position.isFlat()).isTrue());
      assertThat(asks(rig.broker))
          .containsExactly("place MARKET", "place STOP", "cancel", "cancel", "place LIMIT");
    } finally {
      rig.close();
    }
  }

  @Test
  @DisplayName("I-05 a bracket that its broker keeps is sent once, whenever the gateway is killed")
  void aBracketThatTheBrokerKeepsGoesOnAfterEveryKill() {
    ScriptedBroker broker = new ScriptedBroker(Samples.keepingGroups());
    // It arrives, and the answer is lost with the process.
    broker.next(Attempt.Kind.PLACE, (command, _) -> broker.obeySilently(command));
    Rig rig = Rig.open(new MemoryJournal(), broker).ready();
    try {
      Order entry = Rig.done(rig.manager.local().place(BRACKET, "mine"));
      Await.until("it is sent", () -> !broker.commands(Attempt.Kind.PLACE).isEmpty());
      List<Order> group = rig.manager.group(entry.id());
      Order profit = group.get(1);
      Order stop = group.get(2);

      rig = killed(rig);
      assertThat(broker.connects().getLast().groups())
          .containsExactly(
              new BrokerCommand.Group(
                  entry.placement(),
                  List.of(
                      new BrokerCommand.Leg(Role.TAKE_PROFIT, profit.placement()),
                      new BrokerCommand.Leg(Role.STOP_LOSS, stop.placement()))));
      rig.awaitStatus(entry.id(), OrderStatus.WORKING);
      assertThat(rig.manager.group(entry.id()))
          .extracting(Order::status)
          .endsWith(OrderStatus.HELD, OrderStatus.HELD);

      fill(broker, entry, "x1", "200");
      rig.awaitStatus(entry.id(), OrderStatus.FILLED);
      rig = killed(rig);
      broker.tell(profit.placement(), new OrderNews.Working("B-profit"));
      rig.awaitStatus(profit.id(), OrderStatus.WORKING);

      rig = killed(rig);
      fill(broker, profit, "x2", "300");
      rig.awaitStatus(profit.id(), OrderStatus.FILLED);

      rig = killed(rig);
      broker.tell(stop.placement(), new OrderNews.Canceled());
      rig.awaitStatus(stop.id(), OrderStatus.CANCELED);
      assertThat(rig.manager.positions())
          .singleElement()
          .satisfies(position -> assertThat(position.isFlat()).isTrue());
      assertThat(asks(broker)).containsExactly("place BRACKET with 2");
      rig = killed(rig);
      assertThat(broker.connects().getLast().groups()).isEmpty();
    } finally {
      rig.close();
    }
  }
}
