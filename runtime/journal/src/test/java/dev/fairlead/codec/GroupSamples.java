// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.codec;

import dev.fairlead.exits.ExitGroup;
import dev.fairlead.exits.Legs;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Input;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.PriceTouched;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest.Exits;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.StateEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Orders that belong together, as they occur. */
final class GroupSamples {
  private GroupSamples() {}

  /** Orders with exits, and what the market does to them. */
  static void add(Map<String, Input.Cause> causes) {
    OrderTerms stop = new OrderTerms.Stop(Price.parse("180"));
    OrderTerms stopLimit = new OrderTerms.StopLimit(Price.parse("180"), Price.parse("179.5"));
    OrderTerms.Limit profit = new OrderTerms.Limit(Price.parse("200"));
    causes.put("Place-Bracket", grouped(new Exits.Bracket(profit, stop), 2));
    causes.put("Place-Oco", grouped(new Exits.Oco(stopLimit), 1));
    causes.put("Place-Oto", grouped(new Exits.Oto(profit), 1));
    Quantity size = Quantity.of(300);
    Quote quote =
        new Quote(
            new Symbol("AAPL"),
            Price.parse("200"),
            size,
            Price.parse("200.01"),
            size,
            Samples.NOON);
    causes.put("PriceTouched", new PriceTouched(Samples.order(2), quote));
  }

  private static ClientCommand grouped(Exits exits, int legs) {
    List<OrderId> ids = LongStream.rangeClosed(2, 1 + legs).mapToObj(Samples::order).toList();
    return new ClientCommand.Place(
        Samples.PRINCIPAL,
        Samples.order(1),
        "my-group",
        Samples.REQUEST.leaving(exits),
        Price.parse("190.3"),
        ids);
  }

  /** What a broker tells of a leg that it holds back. */
  static void addCarried(Map<String, Input.Cause> causes) {
    PlacementId leg = Samples.PLACEMENT;
    OrderNews held = new OrderNews.Held("paper-3");
    causes.put("OrderReport-Held", new BrokerReport.OrderReport(Samples.ACCOUNT, leg, held));
    OrderNews found =
        new OrderNews.Found("paper-3", OrderNews.Found.State.HELD, Samples.REQUEST, List.of());
    causes.put("OrderReport-FoundHeld", new BrokerReport.OrderReport(Samples.ACCOUNT, leg, found));
  }

  /** A state with a bracket whose stop-loss works. */
  static EngineState grouped() {
    return grouped(false);
  }

  /** One with a bracket that its broker keeps, and whose exits it holds back. */
  static EngineState carried() {
    return grouped(true);
  }

  private static EngineState grouped(boolean atBroker) {
    Exits exits =
        new Exits.Bracket(
            new OrderTerms.Limit(Price.parse("200")), new OrderTerms.Stop(Price.parse("180")));
    Order entry =
        new Order(
            Samples.order(1),
            Samples.PRINCIPAL,
            "my-group",
            Samples.REQUEST.leaving(exits),
            Samples.ACCOUNT,
            OrderStatus.FILLED,
            Quantity.of(10),
            Notional.of(Price.parse("190"), Quantity.of(10)),
            Samples.PLACEMENT,
            null,
            null,
            null,
            "",
            Samples.NOON,
            Samples.NOON,
            Samples.NOON,
            Samples.NOON,
            Legs.parent(Samples.order(1), exits),
            null);
    List<Order> legs =
        Legs.of(entry, List.of(Samples.order(2), Samples.order(3)), () -> Samples.PLACEMENT);
    List<Order> orders = new ArrayList<>(List.of(entry));
    orders.addAll(legs);
    ExitGroup group = Legs.group(entry, legs).watching(ExitGroup.target(legs.getFirst()));
    return StateEdit.empty()
        .after(9, Samples.NOON)
        .started(7, 3, 1, 42)
        .routing(Samples.ROUTING)
        .orders(orders)
        .placements(atBroker ? legs.stream().map(GroupSamples::held).toList() : List.of())
        .groups(List.of(atBroker ? group.atBroker() : group.setBack(Samples.NOON)))
        .done();
  }

  private static Placement held(Order leg) {
    return new Placement(
        leg.placement(),
        leg.id(),
        leg.account(),
        leg.request(),
        Price.ZERO,
        PlacementStatus.WORKING,
        Quantity.ZERO,
        Notional.ZERO,
        0,
        "paper-2",
        false,
        null,
        null,
        0,
        List.of(),
        true);
  }
}
