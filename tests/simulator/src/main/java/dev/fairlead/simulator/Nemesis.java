// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.routing.RoutingStrategy;
import java.time.Duration;
import java.util.List;

/** What befalls the process, its links and their health from time to time. */
final class Nemesis {
  private final Agenda agenda;
  private final Faults faults;
  private final Dice dice;
  private final Gateway gateway;
  private final List<Line> lines;
  private final List<BrokerAccount> accounts;

  Nemesis(Agenda agenda, Faults faults, Dice dice, Gateway gateway, List<Line> lines, Swarm swarm) {
    this.agenda = agenda;
    this.faults = faults;
    this.dice = dice;
    this.gateway = gateway;
    this.lines = lines;
    accounts = swarm.accounts();
  }

  /** A moment at which something may happen. */
  void moment() {
    if (!gateway.isRunning()) {
      return;
    }
    if (faults.strike(Fault.KILLED, "process", "idle")) {
      gateway.kill();
      return;
    }
    if (faults.strike(Fault.REROUTED, "process", "stop and start")) {
      gateway.route(new Routing(dice.oneOf(RoutingStrategy.names()), accounts));
      gateway.kill();
      return;
    }
    if (faults.strike(Fault.PAUSED, "process", "idle")) {
      gateway.standStill(dice.upTo(Duration.ofMinutes(10)));
    }
    Line line = dice.oneOf(lines);
    BrokerAccount account = line.broker().account();
    if (faults.strike(Fault.CUT, "link", account)) {
      breaks(line, Duration.ofSeconds(3));
    } else if (faults.strike(Fault.BROKER_RESTARTS, "link", account)) {
      breaks(line, Duration.ofMinutes(3));
    } else if (faults.strike(Fault.STALLED, "link", account)) {
      line.standStill(dice.upTo(Duration.ofSeconds(90)));
    }
    if (faults.strike(Fault.UNWELL, "link", account)) {
      Breaker breaker = dice.oneOf(List.of(Breaker.values()));
      int score = breaker == Breaker.CLOSED ? 40 + dice.below(61) : dice.below(40);
      gateway.tell(new LinkHealth(account, score, breaker, List.of()));
      agenda.after(
          dice.upTo(Duration.ofMinutes(2)), () -> gateway.tell(LinkHealth.unjudged(account)));
    }
  }

  private void breaks(Line line, Duration most) {
    line.cut("cut");
    agenda.after(dice.upTo(most), line::connect);
  }

  /** It was killed: somebody starts it again, and its links connect one after another. */
  void comesBack() {
    agenda.after(dice.upTo(Duration.ofSeconds(8)), this::start);
  }

  private void start() {
    if (!gateway.isRunning()) {
      gateway.start();
      lines.forEach(line -> agenda.after(dice.between(SOON, Duration.ofSeconds(3)), line::connect));
    }
  }

  private static final Duration SOON = Duration.ofMillis(20);
}
