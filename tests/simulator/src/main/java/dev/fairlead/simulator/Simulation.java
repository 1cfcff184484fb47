// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.Event;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.PriceTarget;
import dev.fairlead.message.PriceTouched;
import dev.fairlead.model.AssetClass;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Exchange;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Quote;
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

/**
 * One run: clients trade through a gateway with brokers, and everything goes wrong that the seed
 * has in store; then nothing goes wrong any more, and all must come to agree. Nothing but the seed,
 * the swarm and what is left out decides what happens.
 */
final class Simulation {
  /** What a run was, when it held. */
  record Result(
      Agreement.Account account, List<Faults.Strike> strikes, int steps, Duration simulated) {}

  private static final Instant START = Instant.parse("2026-01-05T14:30:00Z");
  private static final Duration LIVENESS = Duration.ofMinutes(15);

  private final Swarm swarm;
  private final Agenda agenda = new Agenda(START);
  private final Faults faults;
  private final Dice dice;
  private final Checks checks = new Checks();
  private final List<Line> lines = new ArrayList<>();
  private final Gateway gateway;
  private final Clients clients;
  private final Nemesis nemesis;
  private final Agreement agreement;
  private int surplus;

  Simulation(long seed, Swarm swarm, Set<Integer> leftOut, Tamper tamper) {
    this.swarm = swarm;
    faults = new Faults(seed, swarm.rates(), leftOut, agenda::now);
    dice = new Dice(seed, "script");
    gateway =
        new Gateway(
            agenda,
            faults,
            new Dice(seed, "gateway"),
            new Routing(swarm.strategy(), swarm.accounts()),
            new Listening(),
            tamper);
    List<BrokerAccount> accounts = swarm.accounts();
    for (int i = 0; i < accounts.size(); i++) {
      Dice own = new Dice(seed, "broker " + i);
      Personality kind = swarm.brokers().get(i);
      lines.add(new Line(agenda, faults, own, gateway, tamper, accounts.get(i), kind));
    }
    clients = new Clients(agenda, faults, new Dice(seed, "clients"), gateway, swarm);
    nemesis = new Nemesis(agenda, faults, new Dice(seed, "nemesis"), gateway, lines, swarm);
    agreement = new Agreement(checks, lines);
  }

  /** Runs it; what breaks a promise is thrown. */
  Result run() {
    open();
    for (int i = 0; i < swarm.bursts(); i++) {
      busy(dice.between(Duration.ofSeconds(20), Duration.ofSeconds(90)));
      quiet(dice.upTo(dice.oneIn(3) ? Duration.ofMinutes(40) : Duration.ofMinutes(4)));
    }
    Agreement.Account account = settleDown();
    return new Result(
        account, faults.strikes(), checks.steps(), Duration.between(START, agenda.now()));
  }

  List<Faults.Strike> strikes() {
    return faults.strikes();
  }

  Checks checks() {
    return checks;
  }

  // For scenes that have a script of their own.

  Agenda agenda() {
    return agenda;
  }

  Faults faults() {
    return faults;
  }

  Gateway gateway() {
    return gateway;
  }

  Line line(int index) {
    return lines.get(index);
  }

  Agreement agreement() {
    return agreement;
  }

  /** Starts all of it, and funds its accounts. */
  void open() {
    gateway.start();
    for (BrokerAccount account : swarm.accounts()) {
      gateway.tell(new BrokerReport.Listed(account, List.of(listed("AAPL"), listed("MSFT"))));
      Money cash = Money.parse("1000000", Currency.USD);
      gateway.tell(new BrokerReport.Funded(account, cash, 2, "opening balance"));
    }
    agenda.runUntil(agenda.now().plusSeconds(10));
    while (!isOpen()) {
      // Killed before it knew of any account: opened again.
      Checks.require(agenda.now().isBefore(START.plusSeconds(600)), "opens", "never");
      open();
    }
    lines.forEach(Line::connect);
  }

  private boolean isOpen() {
    return gateway
        .state()
        .filter(book -> book.balances().size() == swarm.accounts().size())
        .filter(book -> book.instruments().size() == 2)
        .isPresent();
  }

  static Instrument listed(String symbol) {
    return new Instrument(
        new Symbol(symbol),
        new UUID(1, symbol.hashCode()),
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

  private void busy(Duration duration) {
    Instant end = agenda.now().plus(duration);
    while (agenda.now().isBefore(end)) {
      agenda.runUntil(agenda.now().plus(dice.upTo(Duration.ofMillis(800))));
      switch (dice.below(6)) {
        case 0, 1 -> clients.act();
        case 2, 3 -> dice.oneOf(lines).broker().act();
        case 4 -> touch();
        default -> nemesis.moment();
      }
      surplus = Math.max(surplus, agreement.noneDoubled());
    }
  }

  private void quiet(Duration duration) {
    Instant end = agenda.now().plus(duration);
    while (agenda.now().isBefore(end)) {
      agenda.runUntil(agenda.now().plus(dice.upTo(Duration.ofSeconds(90))));
      if (dice.oneIn(4)) {
        dice.oneOf(lines).broker().act();
      } else {
        nemesis.moment();
      }
    }
  }

  /** The market reaches something that is watched, or seems to. */
  private void touch() {
    List<PriceTarget> targets = gateway.targets();
    if (!targets.isEmpty()) {
      PriceTarget target = dice.oneOf(targets);
      gateway.touched(target.order());
      Price price = dice.oneIn(8) ? Clients.REFERENCE : target.price();
      Quantity size = Quantity.of(100);
      Quote quote = new Quote(target.symbol(), price, size, price, size, agenda.now());
      gateway.tell(new PriceTouched(target.order(), quote));
    }
  }

  /** No new faults; the links break a few times in peace, so that all is read up. */
  Agreement.Account settleDown() {
    faults.cease();
    lines.forEach(line -> line.broker().rest());
    Instant end = agenda.now().plus(LIVENESS);
    for (int round = 0; round < 4; round++) {
      agenda.runUntil(agenda.now().plusSeconds(90));
      if (!gateway.isRunning()) {
        gateway.start();
      }
      for (Line line : lines) {
        line.cut("in peace");
        gateway.tell(LinkHealth.unjudged(line.broker().account()));
      }
      agenda.runUntil(agenda.now().plusSeconds(1));
      lines.forEach(Line::connect);
    }
    agenda.runUntil(end);
    EngineState book = gateway.state().orElseThrow(() -> new AssertionError("F-P01: not running"));
    Agreement.Account account = agreement.all(book);
    return new Agreement.Account(
        account.orders(),
        account.doubled(),
        account.lost(),
        Math.max(surplus, account.surplus()),
        account.onDesk());
  }

  private final class Listening implements Gateway.Outside {
    @Override
    public void stepped(Input input, Outcome outcome, OrderEngine engine) {
      checks.stepped(input, outcome, engine);
    }

    @Override
    public void told(Event event) {
      checks.told(event);
    }

    @Override
    public void send(BrokerCommand command) {
      lines.stream()
          .filter(line -> line.broker().account().equals(command.account()))
          .findFirst()
          .orElseThrow()
          .send(command);
    }

    @Override
    public void died() {
      lines.forEach(Line::die);
      nemesis.comesBack();
    }

    @Override
    public void recovered(OrderEngine engine, List<Outcome> replayed) {
      checks.recovered(engine, replayed);
    }
  }
}
