// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.load;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.Offer;
import dev.fairlead.message.Offers;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.OrderType;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Principal;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.model.TimeInForce;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Inputs that take orders through their whole life, made before anything is timed. Orders come 64
 * at a time, so that many are open at once; every fourth is cancelled, the others are filled in two
 * parts. One wave buys what the next one sells.
 */
public final class EngineScript {
  private static final int WAVE = 64;
  private static final int EPOCH = 1;
  private static final Instant START = Instant.parse("2026-01-05T14:30:00Z");
  private static final Principal CLIENT = new Principal("bench");
  private static final BrokerAccount ACCOUNT = new BrokerAccount("paper", "main");
  private static final Price PRICE = Price.parse("100");
  private static final List<String> SYMBOLS =
      List.of("AAPL", "AMZN", "GOOG", "META", "MSFT", "NVDA", "QQQ", "SPY");

  private final List<Input> opening = new ArrayList<>();
  private final List<Input> trading = new ArrayList<>();

  private EngineScript() {}

  /** The script of {@code orders} orders. */
  public static EngineScript of(int orders) {
    EngineScript script = new EngineScript();
    script.open();
    for (int first = 0; first < orders; first += WAVE) {
      script.wave(first);
    }
    return script;
  }

  /** A new engine that is about to get the first order. */
  public OrderEngine engine() {
    OrderEngine engine = new OrderEngine(EngineState.EMPTY);
    opening.forEach(engine::apply);
    return engine;
  }

  /** The inputs to time. */
  public Input[] inputs() {
    return trading.toArray(Input[]::new);
  }

  private void open() {
    add(
        opening,
        new OperatorAction.Started(
            1,
            EPOCH,
            OrderEngine.VERSION,
            new OperatorAction.Routing("primary-only", List.of(ACCOUNT))));
    add(
        opening,
        new BrokerReport.Listed(ACCOUNT, SYMBOLS.stream().map(EngineScript::listed).toList()));
    Money cash = Money.parse("100000000", Currency.USD);
    add(opening, new BrokerReport.Funded(ACCOUNT, cash, 2, "opening balance"));
    var offer = Offer.of(AssetClass.EQUITY, OrderType.LIMIT, TimeInForce.DAY);
    var proof = new Capabilities.AbsenceProof.LookUps(1, Duration.ofSeconds(1));
    add(
        opening,
        new LinkChange.Up(
            ACCOUNT,
            Capabilities.taking(Offers.of(List.of(offer)))
                .replacing(Capabilities.Replacing.NEW_ID)
                .knowing(Capabilities.Identity.ENFORCED)
                .provingAbsence(proof)));
  }

  static Instrument listed(String symbol) {
    return new Instrument(
        new Symbol(symbol),
        new UUID(0, symbol.hashCode()),
        symbol,
        Exchange.NASDAQ,
        AssetClass.EQUITY,
        Currency.USD,
        TickRule.US_EQUITY,
        Quantity.parse("0.000000001"),
        true,
        true,
        true,
        true);
  }

  private void wave(int first) {
    boolean buys = first / WAVE % 2 == 0;
    for (int i = first; i < first + WAVE; i++) {
      add(trading, place(i, buys));
    }
    for (int i = first; i < first + WAVE; i++) {
      add(trading, new Answered(ACCOUNT, placement(i), 1, new SendResult.Accepted("B" + i)));
    }
    for (int i = first; i < first + WAVE; i++) {
      add(trading, isCanceled(i) ? new ClientCommand.Cancel(CLIENT, order(i)) : fill(i, buys, 1));
    }
    for (int i = first; i < first + WAVE; i++) {
      if (isCanceled(i)) {
        add(trading, new Answered(ACCOUNT, placement(i), 2, new SendResult.Accepted("B" + i)));
        add(trading, new OrderReport(ACCOUNT, placement(i), new OrderNews.Canceled()));
      } else {
        add(trading, fill(i, buys, 2));
      }
    }
  }

  private static boolean isCanceled(int order) {
    return order % 4 == 3;
  }

  private static ClientCommand.Place place(int order, boolean buys) {
    String symbol = symbol(order);
    OrderRequest request = buys ? OrderRequest.buy(symbol, "10") : OrderRequest.sell(symbol, "10");
    return new ClientCommand.Place(
        CLIENT, order(order), "client-" + order, request.limit("100"), PRICE);
  }

  private static OrderReport fill(int order, boolean buys, int part) {
    Fill fill =
        new Fill(
            "X" + order + "-" + part,
            0,
            new Symbol(symbol(order)),
            buys ? dev.fairlead.model.Side.BUY : dev.fairlead.model.Side.SELL,
            Quantity.of(5),
            PRICE,
            Money.zero(Currency.USD),
            START);
    return new OrderReport(ACCOUNT, placement(order), new OrderNews.Executed(fill, false));
  }

  private static String symbol(int order) {
    return SYMBOLS.get(order % SYMBOLS.size());
  }

  private static OrderId order(int order) {
    return new OrderId(new UUID(0x4000L, order));
  }

  private static PlacementId placement(int order) {
    return PlacementId.of(1, EPOCH, order + 1L);
  }

  private void add(List<Input> list, Input.Cause cause) {
    long sequence = opening.size() + trading.size() + 1L;
    list.add(new Input(sequence, START.plusNanos(sequence * 1_000), cause));
  }
}
