// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Included;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.MovementKind;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderSize;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Side;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What brokers say, as scripts write it: {@code p1 answers place accepted B1}, {@code p1 tells fill
 * x1 5 @ 100}, {@code p1 tells found working B1 x1 5 @ 100}.
 */
final class Reports {
  private Reports() {}

  static BrokerReport read(PlacementId id, EngineState state, Words words) {
    Placement placement =
        state.placements().stream().filter(p -> p.id().equals(id)).findFirst().orElse(null);
    String verb = words.next();
    if (verb.equals("tells")) {
      return new OrderReport(Desk.ACCOUNT, id, news(words, placement == null ? ANY : placement));
    }
    Attempt.Kind kind = Attempt.Kind.valueOf(words.next().toUpperCase(Locale.ROOT));
    int attempt = Objects.requireNonNull(placement).latest(kind).orElseThrow().number();
    return new Answered(Desk.ACCOUNT, id, attempt, result(words));
  }

  /**
   * {@code move m1 -5 AAPL cost -500}: units that came or went without a fill; {@code flow f1
   * 12.5}: money that did; {@code include f1}: either, as part of what the account was opened with.
   */
  static BrokerReport movement(String kind, Words words) {
    String id = words.next();
    return switch (kind) {
      case "include" -> new Included(Desk.ACCOUNT, List.of(id));
      case "flow" ->
          new Flowed(
              Desk.ACCOUNT,
              id,
              MovementKind.DIVIDEND,
              Desk.usd(words.next()),
              null,
              Instant.EPOCH,
              "flowed");
      default -> moved(id, words);
    };
  }

  private static Moved moved(String id, Words words) {
    Quantity quantity = Quantity.parse(words.next());
    Symbol symbol = new Symbol(words.next());
    Notional cost = Notional.of(Desk.usd(words.after("cost", "0")));
    return new Moved(Desk.ACCOUNT, id, symbol, quantity, cost, "moved");
  }

  /** Stands for what the broker knows and we do not. */
  private static final Placement ANY =
      new Placement(
          new PlacementId("any"),
          Scenario.orderId("o0"),
          Desk.ACCOUNT,
          OrderRequest.buy("AAPL", "10").limit("100"),
          Price.parse("100"),
          PlacementStatus.WORKING,
          Quantity.ZERO,
          Notional.ZERO,
          0,
          "",
          false,
          null,
          null,
          0,
          List.of());

  private static SendResult result(Words words) {
    String result = words.next();
    return switch (result) {
      case "accepted" -> new SendResult.Accepted(words.rest());
      case "refused" -> new SendResult.Refused("code", words.rest());
      case "not-sent" -> new SendResult.NotSent(words.rest());
      case "doubt" -> new SendResult.InDoubt(words.rest());
      default -> throw new IllegalArgumentException(result);
    };
  }

  private static OrderNews news(Words words, Placement placement) {
    String news = words.next();
    return switch (news) {
      case "working" -> new OrderNews.Working(words.rest());
      case "held" -> new OrderNews.Held(words.rest());
      case "fill" -> {
        boolean completes = words.has("completes");
        yield new OrderNews.Executed(fill(words, placement.request()), completes);
      }
      case "canceled" -> new OrderNews.Canceled();
      case "expired" -> new OrderNews.Expired();
      case "rejected" -> new OrderNews.Rejected(words.rest());
      case "cancel-refused" -> new OrderNews.CancelRefused(words.rest());
      case "replaced" -> new OrderNews.Replaced(words.rest());
      case "replace-refused" -> new OrderNews.ReplaceRefused(words.rest());
      case "trailed" -> new OrderNews.Trailed(Price.parse(words.next()));
      case "bust" -> new OrderNews.Busted(words.next());
      case "correct" -> new OrderNews.Corrected(fill(words, placement.request()));
      case "found" -> found(words, placement);
      case "sized" -> {
        OrderSize size = new OrderSize.Units(Quantity.parse(words.next()));
        OrderRequest sized = placement.request().with(size);
        yield new Found(words.rest(), Found.State.WORKING, sized, List.of());
      }
      case "not-found" -> new OrderNews.NotFound();
      default -> throw new IllegalArgumentException(news);
    };
  }

  private static Found found(Words words, Placement placement) {
    Found.State state = Found.State.valueOf(words.next().toUpperCase(Locale.ROOT));
    Replacement replacement = placement.replacement();
    OrderRequest terms =
        words.has("new") && replacement != null ? replacement.request() : placement.request();
    String name = words.next();
    List<Fill> fills = new ArrayList<>();
    while (!words.isEmpty()) {
      fills.add(fill(words, terms));
    }
    return new Found(name, state, terms, fills);
  }

  /** {@code x1 5 @ 100}, {@code x1 r2 4 @ 100} for a revision, {@code x1 5 @ 100 fee 0.01}. */
  private static Fill fill(Words words, OrderRequest request) {
    String id = words.next();
    String next = words.next();
    int revision = 0;
    if (next.startsWith("r")) {
      revision = Integer.parseInt(next.substring(1));
      next = words.next();
    }
    Quantity quantity = Quantity.parse(next);
    words.next();
    Price price = Price.parse(words.next());
    Money fee = Money.parse(words.after("fee", "0"), Currency.USD);
    Symbol symbol = words.after("of").map(Symbol::new).orElse(request.symbol());
    Side side = words.has("other-side") ? request.side().opposite() : request.side();
    return new Fill(id, revision, symbol, side, quantity, price, fee, Desk.START);
  }

  /** What happened to an order, in words. */
  static String text(Happened what) {
    String name = what.getClass().getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-");
    String detail =
        switch (what) {
          case Happened.Filled(var fill, var _) -> " " + fill.quantity() + " @ " + fill.price();
          case Happened.LateFill(var fill, var _) -> " " + fill.quantity() + " @ " + fill.price();
          case Happened.Busted(var fill, var _) -> " " + fill.executionId();
          case Happened.Corrected(var fill, var _) -> " " + fill.executionId();
          case Happened.ReplaceRequested(var successor) -> " by " + Scenario.name(successor);
          case Happened.Replaced(var successor) -> " by " + Scenario.name(successor);
          case Happened.Accepted _,
              Happened.Working _,
              Happened.CancelRequested _,
              Happened.CancelRefused _,
              Happened.Canceled _,
              Happened.Expired _,
              Happened.Rejected _,
              Happened.ReplaceRefused _,
              Happened.InDoubt _,
              Happened.Rerouted _,
              Happened.Reinstated _,
              Happened.Trailed _,
              Happened.Held _,
              Happened.Released _,
              Happened.Completed _,
              Happened.Sized _ ->
              "";
        };
    return name.toLowerCase(Locale.ROOT) + detail;
  }
}
