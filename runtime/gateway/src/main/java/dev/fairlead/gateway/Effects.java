// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import dev.fairlead.gateway.Submission.Answer;
import dev.fairlead.gateway.Submission.ToApply;
import dev.fairlead.hub.MarketHub;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Input;
import dev.fairlead.message.PriceTarget;
import dev.fairlead.message.TimerFired;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Position;
import dev.fairlead.state.EngineState;
import dev.fairlead.watch.PriceWatch;
import dev.fairlead.watch.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Does what an input led to; what comes of it is an input again. Only hands over, never waits. */
final class Effects implements AutoCloseable {
  private final Intake intake;
  private final Map<BrokerAccount, LinkRunner> links;
  private final Timers timers = new Timers();
  private final PriceWatch watch;
  private final MarketHub markets;
  private final Supplier<List<Position>> positions;

  /**
   * Effects on the links that there will be.
   *
   * @param positions what is held now; may wait
   */
  Effects(
      Intake intake,
      Map<BrokerAccount, LinkRunner> links,
      MarketHub markets,
      Supplier<List<Position>> positions) {
    this.intake = intake;
    this.links = links;
    this.markets = markets;
    this.positions = positions;
    watch = new PriceWatch(markets::quote, this::submit);
  }

  /** Watches again for what the engine was waiting for when it was stopped, and what is held. */
  void start(EngineState started) {
    started.groups().stream()
        .flatMap(group -> Stream.ofNullable(group.watched()))
        .forEach(watch::watch);
    watch.start();
    markets.keepKnown(positions);
  }

  /**
   * Makes ready what an input at {@code now} led to, which is not durable yet: nothing leaves, or
   * is done otherwise, before the result is run (I-02). What is run is so on the sequencer's
   * thread.
   */
  Runnable ready(Instant now, Effect effect) {
    return switch (effect) {
      case Effect.Send(BrokerCommand command) -> sending(command);
      case Effect.WatchPrice(PriceTarget target) -> () -> watch.watch(target);
      case Effect.UnwatchPrice(OrderId order) -> () -> watch.unwatch(order);
      case Effect.StartTimer(PlacementId placement, Instant at) ->
          () -> timers.after(Duration.between(now, at), () -> submit(new TimerFired(placement)));
      case Effect.AwaitTime(Instant at) ->
          () -> timers.after(Duration.between(now, at), () -> submit(new Input.TimePassed()));
    };
  }

  /** The book may know accounts that the configuration no longer does. */
  private Runnable sending(BrokerCommand command) {
    LinkRunner link = links.get(command.account());
    if (link == null) {
      String cause = "no broker account " + command.account() + " is configured";
      return () -> intake.own(LinkRunner.notSent(command, cause));
    }
    return link.ready(command);
  }

  private void submit(Input.Cause cause) {
    intake.report(new ToApply(cause, Answer.NONE));
  }

  /** No more timers and touches; what is sent by then is the links'. */
  @Override
  public void close() {
    timers.close();
    watch.close();
  }
}
