// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerCommand.Leg;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Capabilities.Identity;
import dev.fairlead.message.Capabilities.Replacing;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.Offer.Trait;
import dev.fairlead.message.Offers;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Started;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest.OrderClass;
import dev.fairlead.model.Symbol;
import dev.fairlead.model.TickRule;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.state.EngineState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An engine with its surroundings: gives inputs their sequence and time, keeps all that went in and
 * came out, and audits the book after every step.
 */
final class Desk {
  static final BrokerAccount ACCOUNT = BrokerAccount.parse("paper:main");
  static final Instant START = Instant.parse("2026-01-05T14:30:00Z");
  static final Duration SETTLE = Duration.ofSeconds(30);
  static final AbsenceProof.LookUps PROOF = new AbsenceProof.LookUps(3, SETTLE);

  static final Instrument AAPL = listed("AAPL", Currency.USD, "0.000000001", true);
  static final Instrument BRK = listed("BRK.A", Currency.USD, "1", false);
  static final Instrument RELIANCE = listed("NSE:RELIANCE", Currency.INR, "1", false);
  static final Instrument BTC =
      new Instrument(
          new Symbol("BTC/USD"),
          new UUID(1, 4),
          "Bitcoin",
          Exchange.CRYPTO,
          AssetClass.CRYPTO,
          Currency.USD,
          TickRule.of(Price.parse("0.01")),
          Quantity.parse("0.000000001"),
          true,
          true,
          false,
          false);

  private final OrderEngine engine = new OrderEngine(EngineState.EMPTY);
  private final List<Input> inputs = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final StepAudit audit = new StepAudit();
  private Instant now = START;
  private int epoch;

  private static Instrument listed(
      String symbol, Currency currency, String lot, boolean fractionable) {
    return new Instrument(
        new Symbol(symbol),
        new UUID(1, symbol.length()),
        symbol,
        currency.equals(Currency.USD) ? Exchange.NASDAQ : Exchange.NSE,
        AssetClass.EQUITY,
        currency,
        currency.equals(Currency.USD) ? TickRule.US_EQUITY : TickRule.of(Price.parse("0.05")),
        Quantity.parse(lot),
        true,
        fractionable,
        currency.equals(Currency.USD),
        true);
  }

  /** A desk that has started, with instruments, money and a link that is up. */
  static Desk open(String cash, int multiplier) {
    return open(cash, multiplier, capabilities(PROOF));
  }

  static Desk open(String cash, int multiplier, Capabilities can) {
    Desk desk = new Desk();
    desk.restart();
    desk.apply(new BrokerReport.Listed(ACCOUNT, List.of(AAPL, BRK, RELIANCE, BTC)));
    desk.apply(new BrokerReport.Funded(ACCOUNT, usd(cash), multiplier, "opening balance"));
    desk.apply(new LinkChange.Up(ACCOUNT, can));
    return desk;
  }

  /** One with several accounts, all of them alike and up. */
  static Desk open(Routing routing) {
    Desk desk = new Desk();
    desk.start(routing);
    for (BrokerAccount account : routing.accounts()) {
      desk.apply(new BrokerReport.Listed(account, List.of(AAPL, BRK, RELIANCE, BTC)));
      desk.apply(new BrokerReport.Funded(account, usd("100000"), 2, "opening balance"));
      desk.apply(new LinkChange.Up(account, capabilities(PROOF)));
    }
    return desk;
  }

  /** Starts again, with orders routed so from here on. */
  Outcome start(Routing routing) {
    epoch++;
    return apply(new Started(77, epoch, OrderEngine.VERSION, routing));
  }

  static Money usd(String amount) {
    return Money.parse(amount, Currency.USD);
  }

  /** What comes along with a placing. */
  static List<Leg> legs(Ask ask) {
    return ask instanceof Ask.PlaceGroup(var _, List<Leg> legs) ? legs : List.of();
  }

  /** By the word that scripts have for them. */
  static Capabilities named(String name) {
    return switch (name) {
      case "up-keeping-groups" -> keepingGroups();
      case "up-without-replace" -> withoutReplace();
      case "up-without-proof" -> capabilities(null);
      default -> capabilities(PROOF);
    };
  }

  /** Everything is offered. */
  static Capabilities capabilities(@Nullable AbsenceProof absence) {
    return Capabilities.taking(Offers.all())
        .replacing(Replacing.NEW_ID)
        .knowing(Identity.ENFORCED)
        .provingAbsence(absence);
  }

  /** The same of a broker that keeps groups of shares itself. */
  static Capabilities keepingGroups() {
    Capabilities can = capabilities(PROOF);
    Offers offers =
        can.offers()
            .each(
                offer -> offer.assetClass() == AssetClass.EQUITY ? offer.and(Trait.GROUP) : offer);
    return new Capabilities(
        offers,
        Set.of(OrderClass.BRACKET, OrderClass.OCO, OrderClass.OTO),
        can.replacing(),
        can.identity(),
        can.absence(),
        can.reach(),
        can.budgets(),
        can.pauses());
  }

  /** The same of a broker that does not change orders. */
  static Capabilities withoutReplace() {
    return capabilities(PROOF).replacing(Replacing.NONE);
  }

  Outcome restart() {
    return apply(nextStart());
  }

  Started nextStart() {
    epoch++;
    Routing routing = new Routing("primary-only", List.of(ACCOUNT));
    return new Started(77, epoch, OrderEngine.VERSION, routing);
  }

  Outcome apply(Input.Cause cause) {
    Input input = new Input(inputs.size() + 1L, now, cause);
    inputs.add(input);
    Outcome outcome = engine.apply(input);
    outcomes.add(outcome);
    audit.check(input, outcome, engine.state());
    return outcome;
  }

  void letPass(Duration duration) {
    now = now.plus(duration);
  }

  Instant now() {
    return now;
  }

  EngineState state() {
    return engine.state();
  }

  OrderEngine engine() {
    return engine;
  }

  List<Input> inputs() {
    return inputs;
  }

  List<Outcome> outcomes() {
    return outcomes;
  }
}
