// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.engine.OrderEngine;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event;
import dev.fairlead.message.Input;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.PriceTarget;
import dev.fairlead.message.Reply;
import dev.fairlead.message.TimerFired;
import dev.fairlead.model.OrderId;
import dev.fairlead.state.EngineState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's process: takes inputs in batches, makes them durable, applies them, and lets out
 * what they led to, in this order. It can be killed between any two of these, and starts again from
 * what its disk has.
 */
final class Gateway {
  /** Whoever hears what the process lets out. */
  interface Outside {
    /** The engine took a step; nothing of it has been let out yet. */
    void stepped(Input input, Outcome outcome, OrderEngine engine);

    /** It was told to its client. */
    void told(Event event);

    void send(BrokerCommand command);

    /** The process is gone. */
    void died();

    /** It is there again, with what its disk had. */
    void recovered(OrderEngine engine, List<Outcome> replayed);
  }

  private record Waiting(Input.Cause cause, Consumer<Reply> answer) {}

  private static final Duration SYNC = Duration.ofMillis(2);
  private static final int INSTANCE = 77;

  private final Agenda agenda;
  private final Faults faults;
  private final Dice dice;
  private final Outside outside;
  private final Tamper tamper;
  private final Disk disk = new Disk();
  private final List<Waiting> intake = new ArrayList<>();
  private final Map<OrderId, PriceTarget> targets = new LinkedHashMap<>();
  private @Nullable OrderEngine engine;
  private Routing routing;
  private int starts;
  private int batches;
  private boolean syncing;
  private Instant stoodStill = Instant.MIN;

  Gateway(
      Agenda agenda, Faults faults, Dice dice, Routing routing, Outside outside, Tamper tamper) {
    this.agenda = agenda;
    this.faults = faults;
    this.dice = dice;
    this.routing = routing;
    this.outside = outside;
    this.tamper = tamper;
  }

  boolean isRunning() {
    return engine != null;
  }

  /** What the book says now; empty while the process is gone. */
  Optional<EngineState> state() {
    return Optional.ofNullable(engine).map(OrderEngine::state);
  }

  long durable() {
    return disk.lastSequence();
  }

  /** What the market is watched for. */
  List<PriceTarget> targets() {
    return List.copyOf(targets.values());
  }

  /** From its next start on. */
  void route(Routing other) {
    routing = other;
  }

  /** Takes an input; one that finds no process is lost. */
  void tell(Input.Cause cause) {
    tell(cause, _ -> {});
  }

  /** The same, with somebody who waits for the reply. */
  void tell(Input.Cause cause, Consumer<Reply> answer) {
    if (engine == null) {
      return;
    }
    tamper.told(cause).forEach(told -> intake.add(new Waiting(told, answer)));
    if (!syncing) {
      syncing = true;
      boolean slow = faults.strike(Fault.DISK_SLOW, "process", "sync");
      Duration sync = slow ? dice.upTo(Duration.ofSeconds(5)) : SYNC;
      int run = starts;
      agenda.after(sync, () -> commit(run));
    }
  }

  private void commit(int run) {
    if (engine == null || run != starts) {
      return;
    }
    if (stoodStill.isAfter(agenda.now())) {
      agenda.at(stoodStill, () -> commit(run));
      return;
    }
    syncing = false;
    List<Waiting> batch = List.copyOf(intake);
    intake.clear();
    List<Input> inputs = number(batch);
    if (faults.strike(Fault.KILLED_UNSYNCED, "process", "batch of " + inputs.size())) {
      int kept = dice.below(inputs.size() + 1);
      releaseUnsynced(inputs, batch);
      disk.append(inputs.subList(0, kept));
      kill();
      return;
    }
    disk.append(inputs);
    release(engine, inputs, batch, run);
    batches++;
    if (batches % 50 == 0 && engine != null && run == starts) {
      disk.save(engine.changes());
    }
  }

  private List<Input> number(List<Waiting> batch) {
    List<Input> inputs = new ArrayList<>(batch.size());
    for (Waiting waiting : batch) {
      inputs.add(new Input(disk.lastSequence() + inputs.size() + 1, agenda.now(), waiting.cause()));
    }
    return inputs;
  }

  private void release(OrderEngine running, List<Input> inputs, List<Waiting> batch, int run) {
    List<Outcome> outcomes = new ArrayList<>(inputs.size());
    for (Input input : inputs) {
      Outcome outcome = running.apply(input);
      outside.stepped(input, outcome, running);
      outcomes.add(tamper.decided(input, outcome));
    }
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      outcome.events().forEach(outside::told);
      Reply reply = outcome.reply();
      if (reply != null) {
        batch.get(i).answer().accept(reply);
      }
      for (Effect effect : outcome.effects()) {
        if (faults.strike(Fault.KILLED_IN_RELEASE, "process", effect.getClass().getSimpleName())) {
          kill();
          return;
        }
        act(effect, run);
      }
    }
  }

  /** Only where a bug is planted. */
  private void releaseUnsynced(List<Input> inputs, List<Waiting> batch) {
    OrderEngine running = engine;
    if (tamper.releasesUnsynced() && running != null) {
      for (int i = 0; i < inputs.size(); i++) {
        Outcome outcome = running.apply(inputs.get(i));
        Reply reply = outcome.reply();
        if (reply != null) {
          batch.get(i).answer().accept(reply);
        }
        outcome.effects().forEach(effect -> act(effect, starts));
      }
    }
  }

  /** Time that is waited for passes with the inputs that come anyway: there are many. */
  private void act(Effect effect, int run) {
    if (effect instanceof Effect.Send(BrokerCommand command)) {
      outside.send(command);
    } else if (effect instanceof Effect.StartTimer(var placement, Instant at)) {
      if (!tamper.losesTimers()) {
        boolean late = faults.strike(Fault.TIMER_LATE, "process", placement);
        Duration later = late ? dice.upTo(Duration.ofMinutes(3)) : Duration.ZERO;
        timer(at.plus(later), run, new TimerFired(placement));
      }
    } else if (effect instanceof Effect.WatchPrice(PriceTarget target)) {
      targets.put(target.order(), target);
    } else if (effect instanceof Effect.UnwatchPrice(OrderId order)) {
      targets.remove(order);
    }
  }

  private void timer(Instant at, int run, Input.Cause fired) {
    agenda.at(
        at,
        () -> {
          if (run == starts) {
            tell(fired);
          }
        });
  }

  /** The market has come to it; it is watched no more. */
  void touched(OrderId order) {
    targets.remove(order);
  }

  /** Does nothing for a while, and then goes on as if nothing had been. */
  void standStill(Duration duration) {
    stoodStill = agenda.now().plus(duration);
  }

  /** Ends it, as {@code kill -9} does. */
  void kill() {
    if (engine != null) {
      engine = null;
      starts++;
      intake.clear();
      syncing = false;
      targets.clear();
      if (tamper.losesSynced()) {
        disk.loseLast();
      }
      outside.died();
    }
  }

  /** Starts it, from what its disk has. */
  void start() {
    List<Outcome> replayed = new ArrayList<>();
    if (faults.strike(Fault.KILLED_IN_RECOVERY, "recovery", "start " + starts)) {
      disk.recover(true, (_, _, _) -> {});
    }
    OrderEngine recovered =
        disk.recover(
            dice.below(4) > 0,
            (input, outcome, running) -> {
              outside.stepped(input, outcome, running);
              replayed.add(outcome);
            });
    engine = recovered;
    starts++;
    if (tamper.sendsOnReplay()) {
      int run = starts;
      replayed.forEach(outcome -> outcome.effects().forEach(effect -> act(effect, run)));
    }
    recovered.state().groups().stream()
        .flatMap(group -> Stream.ofNullable(group.watched()))
        .forEach(target -> targets.put(target.order(), target));
    outside.recovered(recovered, replayed);
    int epoch = recovered.epoch() + (tamper.keepsEpoch() && recovered.epoch() > 0 ? 0 : 1);
    tell(new OperatorAction.Started(INSTANCE, epoch, OrderEngine.VERSION, routing));
  }
}
