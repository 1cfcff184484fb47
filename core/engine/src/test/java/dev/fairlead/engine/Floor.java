// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.ClientCommand.Place;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Event.Routed;
import dev.fairlead.message.Input;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Routing.Failback;
import dev.fairlead.message.OperatorAction.Routing.Rule;
import dev.fairlead.message.OperatorAction.Routing.Share;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.Reply;
import dev.fairlead.message.RouteCandidate;
import dev.fairlead.message.RouteHints;
import dev.fairlead.message.RouteHints.Sight;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Principal;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.RoutePreview;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A desk with three accounts, and orders whose way is looked at. */
final class Floor {
  static final BrokerAccount A = BrokerAccount.parse("paper:a");
  static final BrokerAccount B = BrokerAccount.parse("paper:b");
  static final BrokerAccount C = BrokerAccount.parse("paper:c");
  static final Principal ANN = new Principal("ann");

  final Desk desk;
  private int orders;
  private int executions;

  private Floor(Routing routing) {
    desk = Desk.open(routing);
  }

  static Floor with(String strategy, Rule... rules) {
    return new Floor(new Routing(strategy, List.of(A, B, C), List.of(rules), List.of()));
  }

  static Floor sharing(String strategy, Share... shares) {
    return new Floor(new Routing(strategy, List.of(A, B, C), List.of(), List.of(shares)));
  }

  static Floor failingBack(Failback rule) {
    return new Floor(new Routing("failover", List.of(A, B, C), List.of(), List.of(), rule));
  }

  Outcome apply(Input.Cause cause) {
    return desk.apply(cause);
  }

  /** The same price at all accounts. */
  static RouteHints seeing(String touch) {
    return seeing(touch, touch, touch);
  }

  /** Null where an account sees nothing. */
  static RouteHints seeing(@Nullable String a, @Nullable String b, @Nullable String c) {
    return hints(null, null, a, b, c);
  }

  static RouteHints hints(
      @Nullable String strategy, @Nullable BrokerAccount only, @Nullable String... touches) {
    List<Sight> sights = new ArrayList<>();
    List<BrokerAccount> accounts = List.of(A, B, C);
    for (int i = 0; i < touches.length; i++) {
      String touch = touches[i];
      if (touch != null) {
        sights.add(new Sight(accounts.get(i), Price.parse(touch)));
      }
    }
    return new RouteHints(strategy, only, sights);
  }

  Place command(OrderRequest request, RouteHints hints) {
    orders++;
    String id = "order-" + orders;
    OrderId order = new OrderId(new UUID(7, orders));
    return new Place(ANN, order, id, request, Price.parse("100"), List.of(), hints);
  }

  private Outcome placed(OrderRequest request, RouteHints hints) {
    Place place = command(request, hints);
    RoutePreview preview = desk.engine().preview(place, desk.now());
    Outcome outcome = desk.apply(place);
    // What is asked without an order is what becomes of the order.
    RoutePreview.Chosen chosen = preview.chosen();
    if (outcome.reply() instanceof Reply.Denied(Denial denial)) {
      assertThat(preview.denial()).isEqualTo(denial);
    } else if (chosen != null) {
      Routed routed = routed(outcome);
      assertThat(routed.account()).isEqualTo(chosen.account());
      assertThat(routed.strategy()).isEqualTo(chosen.strategy());
      assertThat(routed.reason()).isEqualTo(chosen.reason());
      assertThat(routed.candidates()).isEqualTo(preview.candidates());
    }
    return outcome;
  }

  private static Routed routed(Outcome outcome) {
    return outcome.events().stream()
        .filter(Routed.class::isInstance)
        .map(Routed.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("not routed: " + outcome));
  }

  /** Where it went, and why. */
  Routed goes(OrderRequest request, RouteHints hints) {
    return routed(placed(request, hints));
  }

  BrokerAccount account(OrderRequest request, RouteHints hints) {
    return goes(request, hints).account();
  }

  Denial denied(OrderRequest request, RouteHints hints) {
    return placed(request, hints).reply() instanceof Reply.Denied(Denial denial)
        ? denial
        : fail(request);
  }

  private static Denial fail(OrderRequest request) {
    throw new AssertionError("was taken: " + request);
  }

  static @Nullable String passedOver(Routed routed, BrokerAccount account) {
    return candidate(routed, account).passedOver();
  }

  static RouteCandidate candidate(Routed routed, BrokerAccount account) {
    return routed.candidates().stream()
        .filter(each -> each.account().equals(account))
        .findFirst()
        .orElseThrow();
  }

  static RouteCandidate.Figures figures(Routed routed, BrokerAccount account) {
    RouteCandidate.Figures figures = candidate(routed, account).figures();
    if (figures == null) {
      throw new AssertionError(account + " was passed over: " + passedOver(routed, account));
    }
    return figures;
  }

  /** The broker takes it. */
  void accept(Routed routed) {
    Placement placement = placement(routed);
    apply(
        new BrokerReport.Answered(
            placement.account(),
            placement.id(),
            placement.lastAttempt(),
            new SendResult.Accepted("broker-" + placement.id())));
  }

  void tell(Routed routed, OrderNews news) {
    apply(new BrokerReport.OrderReport(routed.account(), routed.placement(), news));
  }

  /** All of it fills at {@code price} for {@code fee}. */
  void fill(Routed routed, String price, String fee) {
    Placement placement = placement(routed);
    OrderRequest request = placement.request();
    executions++;
    Fill fill =
        new Fill(
            "x" + executions,
            0,
            request.symbol(),
            request.side(),
            request.size().units().orElse(Quantity.of(1)),
            Price.parse(price),
            Money.parse(fee, Currency.USD),
            desk.now());
    tell(routed, new OrderNews.Executed(fill, true));
  }

  private Placement placement(Routed routed) {
    return desk.state().placements().stream()
        .filter(each -> each.id().equals(routed.placement()))
        .findFirst()
        .orElseThrow();
  }

  List<Order> orders() {
    return desk.state().orders();
  }
}
