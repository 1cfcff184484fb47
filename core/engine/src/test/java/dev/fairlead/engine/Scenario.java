// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static dev.fairlead.message.PriceTarget.Direction.FROM_BELOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.account.Configuration;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerReport.Funded;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.ClientCommand.Portion;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.PriceTarget;
import dev.fairlead.message.PriceTouched;
import dev.fairlead.message.Reply;
import dev.fairlead.message.TimerFired;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Percent;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A story told line by line: what went in, and after the bar what came of it, in order. Orders are
 * called {@code o1, o2, …} as the script names them, placements {@code p1, p2, …} in the order in
 * which they were made. Every step is audited, and at the end the whole story is told again to a
 * second engine, and from a snapshot half way to a third, which must end alike (I-04).
 *
 * <pre>
 * place o1 buy 10 AAPL limit 100 | send place p1; o1 accepted [ACCEPTED 0]; done o1
 * p1 tells fill x1 10 @ 100      | o1 filled 10 @ 100 [FILLED 10]
 * </pre>
 */
final class Scenario {
  private final Desk desk;
  private final List<PlacementId> placements = new ArrayList<>();

  Scenario(Desk desk) {
    this.desk = desk;
    // What an earlier script has placed keeps its number.
    desk.state().placements().forEach(placement -> placements.add(placement.id()));
  }

  /** An account with 100,000 USD that may be leveraged twice. */
  static void tell(String script) {
    tell(Desk.open("100000", 2), script);
  }

  static void tell(Desk desk, String script) {
    Scenario scenario = new Scenario(desk);
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    for (String line : joined(script)) {
      int bar = line.indexOf('|');
      String input = squeezed(bar < 0 ? line : line.substring(0, bar));
      expected.add(input + " | " + squeezed(bar < 0 ? "" : line.substring(bar + 1)));
      actual.add(input + " | " + squeezed(scenario.step(new Words(input))));
    }
    assertThat(String.join("\n", actual)).isEqualTo(String.join("\n", expected));
    Replays.endAlike(desk.inputs(), desk.outcomes(), desk.state());
  }

  /** The steps; a line that begins with the bar goes on with what came of the one before. */
  private static List<String> joined(String script) {
    List<String> lines = new ArrayList<>();
    for (String line : script.lines().filter(each -> !each.isBlank()).toList()) {
      int bar = line.strip().startsWith("|") ? line.indexOf('|') : -1;
      lines.add(bar < 0 ? line : lines.removeLast() + " " + line.substring(bar + 1));
    }
    return lines;
  }

  private static String squeezed(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** Takes one line without what is expected of it; what came of it. */
  String step(Words words) {
    String first = words.next();
    return switch (first) {
      case "sleep" -> {
        desk.letPass(Duration.parse("PT" + words.next().toUpperCase(Locale.ROOT)));
        yield "";
      }
      case "restart" -> told(desk.restart());
      case "up", "up-keeping-groups", "up-without-replace", "up-without-proof" ->
          told(apply(new LinkChange.Up(Desk.ACCOUNT, Desk.named(first))));
      case "down" -> told(apply(new LinkChange.Down(Desk.ACCOUNT, "cut")));
      case "timer" -> told(apply(new TimerFired(placement(words.next()))));
      case "touch" -> told(apply(touched(words)));
      case "fund" -> told(apply(new Funded(Desk.ACCOUNT, Desk.usd(words.next()), 2, "deposit")));
      case "move", "flow", "include" -> told(apply(Reports.movement(first, words)));
      case "place", "cancel", "cancel-all", "replace", "close", "configure" ->
          told(apply(command(first, words)));
      case "look", "resolve" -> told(apply(Operators.read(first, placement(words.next()), words)));
      case "settle", "restore" -> told(apply(Operators.read(first, words)));
      case "order" -> order(words.next());
      case "placement" -> placementText(words.next());
      case "size" -> size(words.next());
      case "sent" -> placed(words.next());
      case "position" -> position(words.next());
      case "money" -> money(words.next());
      case "parked" -> String.valueOf(desk.state().parked().size());
      default -> told(apply(Reports.read(placement(first), desk.state(), words)));
    };
  }

  private Outcome apply(Input.Cause cause) {
    return desk.apply(cause);
  }

  private static ClientCommand command(String kind, Words words) {
    return switch (kind) {
      case "cancel-all" -> new ClientCommand.CancelAll(principal(words));
      case "cancel" -> {
        OrderId order = orderId(words.next());
        yield new ClientCommand.Cancel(principal(words), order);
      }
      case "replace" -> {
        OrderId order = orderId(words.next());
        String successor = words.next();
        yield new ClientCommand.Replace(
            principal(words),
            order,
            orderId(successor),
            words.after("id", successor),
            Requests.changes(words),
            reference(words));
      }
      case "close" -> {
        String order = words.next();
        Symbol symbol = new Symbol(words.next());
        Portion portion = portion(words.next());
        yield new ClientCommand.Close(
            principal(words),
            orderId(order),
            words.after("id", order),
            symbol,
            portion,
            reference(words));
      }
      case "configure" -> new ClientCommand.Configure(principal(words), Requests.settles(words));
      default -> {
        String order = words.next();
        yield new ClientCommand.Place(
            principal(words),
            orderId(order),
            words.after("id", order),
            Requests.read(words),
            reference(words),
            legs(words));
      }
    };
  }

  /** {@code legs o2,o3}. */
  private static List<OrderId> legs(Words words) {
    String names = words.after("legs", "");
    return names.isEmpty()
        ? List.of()
        : Stream.of(names.split(",", -1)).map(Scenario::orderId).toList();
  }

  /** {@code touch o2 110}: the market is there. */
  private PriceTouched touched(Words words) {
    OrderId order = orderId(words.next());
    Price price = Price.parse(words.next());
    Symbol symbol = desk.engine().order(order).orElseThrow().request().symbol();
    Quantity size = Quantity.of(100);
    return new PriceTouched(order, new Quote(symbol, price, size, price, size, desk.now()));
  }

  private static Principal principal(Words words) {
    return new Principal(words.after("as", "ann"));
  }

  /** What the market shows unless the script says otherwise. */
  private static @Nullable Price reference(Words words) {
    String text = words.after("ref", "100");
    return text.equals("none") ? null : Price.parse(text);
  }

  private static Portion portion(String text) {
    if (text.equals("all")) {
      return new Portion.All();
    }
    return text.endsWith("%")
        ? new Portion.Share(Percent.parse(text.substring(0, text.length() - 1)))
        : new Portion.Units(Quantity.parse(text));
  }

  static OrderId orderId(String name) {
    return new OrderId(new UUID(0x4000, Long.parseLong(name.substring(1))));
  }

  private PlacementId placement(String name) {
    if (name.equals("stranger")) {
      return new PlacementId("not-one-of-ours");
    }
    return placements.get(Integer.parseInt(name.substring(1)) - 1);
  }

  // What comes out.

  private String told(Outcome outcome) {
    List<String> told = new ArrayList<>();
    outcome.effects().forEach(this::noteNew);
    outcome.events().forEach(event -> add(told, text(event)));
    Operators.withoutAlarms(desk, outcome).forEach(effect -> told.add(text(effect)));
    add(told, outcome.reply() == null ? "" : text(outcome.reply()));
    return String.join("; ", told);
  }

  private void noteNew(Effect effect) {
    if (effect instanceof Effect.Send(var command)) {
      if (command.ask() instanceof Ask.Place || command.ask() instanceof Ask.PlaceGroup) {
        placements.add(command.placement());
      }
      Desk.legs(command.ask()).forEach(leg -> placements.add(leg.placement()));
    }
  }

  private static void add(List<String> told, String text) {
    if (!text.isEmpty()) {
      told.add(text);
    }
  }

  private static String text(Event event) {
    return switch (event) {
      case OrderEvent(long _, Order order, Happened what) ->
          name(order.id()) + " " + Reports.text(what) + " " + status(order);
      case Event.Alarm alarm -> "alarm " + alarm.rule();
      case Event.HealthChanged(LinkHealth health) -> "breaker " + health.breaker().word();
      case Event.OfDoubt told -> Operators.text(told);
      case Event.PlacementEvent _, Event.Routed _, Event.BookEvent _, Event.GatewayEvent _ -> "";
    };
  }

  private String text(Effect effect) {
    return switch (effect) {
      case Effect.Send(var command) ->
          "send " + kind(command.ask()) + " p" + (placements.indexOf(command.placement()) + 1);
      case Effect.WatchPrice(PriceTarget target) ->
          "watch "
              + name(target.order())
              + (target.direction() == FROM_BELOW ? " >= " : " <= ")
              + target.price();
      case Effect.UnwatchPrice(OrderId order) -> "unwatch " + name(order);
      case Effect.StartTimer(var _, var at) ->
          "look in "
              + Duration.between(desk.now(), at).toString().substring(2).toLowerCase(Locale.ROOT);
      case Effect.AwaitTime _ -> throw new AssertionError("there is one account only");
    };
  }

  private static String kind(Ask ask) {
    return switch (ask) {
      case Ask.Place _ -> "place";
      case Ask.PlaceGroup _ -> "group";
      case Ask.Cancel() -> "cancel";
      case Ask.Replace _ -> "replace";
      case Ask.Query() -> "query";
    };
  }

  private static String text(Reply reply) {
    return switch (reply) {
      case Reply.Done(Order order) -> "done " + name(order.id());
      case Reply.Repeated(Order order) -> "repeated " + name(order.id());
      case Reply.DoneAll(List<Order> orders) ->
          "done all" + orders.stream().map(o -> " " + name(o.id())).collect(Collectors.joining());
      case Reply.Acts(var acting) -> "acts " + acting.account();
      case Reply.Trusted _ -> "trusted";
      case Reply.Configured(Configuration settled) ->
          settled.equals(Configuration.DEFAULT) ? "configured default" : "configured";
      case Reply.Denied(var denial) -> "denied " + denial.code() + ": " + denial.sentence();
    };
  }

  static String name(OrderId id) {
    return "o" + id.value().getLeastSignificantBits();
  }

  private static String status(Order order) {
    return "[" + order.status() + " " + order.filled() + "]";
  }

  private String order(String name) {
    return status(desk.engine().order(orderId(name)).orElseThrow());
  }

  private String placementText(String name) {
    Placement placement = made(name);
    return "[" + placement.status() + " " + placement.filled() + "] " + placement.brokerOrderId();
  }

  private String size(String name) {
    Order order = desk.engine().order(orderId(name)).orElseThrow();
    return order.size().units().orElseThrow().toString();
  }

  private Placement made(String name) {
    return desk.state().placements().stream()
        .filter(p -> p.id().equals(placement(name)))
        .findFirst()
        .orElseThrow();
  }

  /** What the broker has of a placement: side, quantity and price. */
  private String placed(String name) {
    OrderRequest request = made(name).request();
    return request.side()
        + " "
        + request.size().units().orElseThrow()
        + " "
        + request.terms().type()
        + request.terms().stopPrice().map(stop -> " " + stop).orElse("")
        + request.terms().limitPrice().map(limit -> " " + limit).orElse("");
  }

  private String position(String symbol) {
    return desk.state().positions().stream()
        .filter(position -> position.symbol().equals(new Symbol(symbol)))
        .map(Scenario::text)
        .findFirst()
        .orElse("none");
  }

  private static String text(Position position) {
    return position.quantity() + " cost " + position.cost() + " realized " + position.realized();
  }

  private String money(String what) {
    var usd =
        desk.state().balances().stream()
            .filter(balance -> balance.cash().currency().equals(Currency.USD))
            .findFirst()
            .orElseThrow();
    return switch (what) {
      case "cash" -> usd.cash().amount();
      case "reserved" -> usd.reserved().amount();
      case "long" -> usd.longCost().amount();
      case "short" -> usd.shortCost().amount();
      case "power" -> usd.buyingPower().amount();
      default -> throw new IllegalArgumentException(what);
    };
  }
}
