// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaOrder.Execution;
import dev.fairlead.alpaca.AlpacaOrder.Standing;
import dev.fairlead.alpaca.Decoder.Update;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.PlacementId;
import dev.fairlead.remote.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * What the stream tells, on its way to the gateway. Where the stream has left something out, or
 * says a thing that only both orders of a replace decide, the order is looked up instead. Called by
 * one thread at a time.
 */
final class Updates {
  private static final String CHANNEL = "trade_updates";
  private static final int MOST_UNCLAIMED = 1_000;

  private final Names names;
  private final Reports reports;
  private final Looks looks;
  private final Lanes<PlacementId> lanes;
  private final LegNames legs;

  /** What was told of orders that may be legs of ours, oldest first; guarded by this. */
  private final List<JsonNode> unclaimed = new ArrayList<>();

  Updates(
      Names names, LegNames legs, Reports reports, Looks looks, Lanes<PlacementId> lanes) {
    this.names = names;
    this.legs = legs;
    this.reports = reports;
    this.looks = looks;
    this.lanes = lanes;
  }

  /** Tells what the {@code data} of one message says, after the answers that its order awaits. */
  void on(JsonNode data) {
    if (!waits(data)) {
      tell(data);
    }
  }

  /** What was told of orders that were not known is told now, as far as they are. */
  void retell() {
    List<JsonNode> again;
    synchronized (this) {
      if (unclaimed.isEmpty()) {
        return;
      }
      again = List.copyOf(unclaimed);
      unclaimed.clear();
    }
    again.forEach(this::on);
  }

  /**
   * An order that nobody knows may be a leg of a group that is being placed: what is told of it
   * waits until its name is known. More than a stream tells in that time is let through.
   */
  private boolean waits(JsonNode data) {
    if (!legs.isExpecting()) {
      return false;
    }
    Update update = Decoder.update(data, legs::claim);
    if (isOurs(update)) {
      return false;
    }
    synchronized (this) {
      return unclaimed.size() < MOST_UNCLAIMED && unclaimed.add(data);
    }
  }

  private static boolean isOurs(Update update) {
    return switch (update) {
      case Update.Told(AlpacaOrder order, var _) -> order.isOurs();
      case Update.Executed(AlpacaOrder order, var _) -> order.isOurs();
      case Update.Busted busted -> busted.order().isOurs();
      case Update.Corrected(AlpacaOrder order, var _, var _) -> order.isOurs();
      case Update.Changed(AlpacaOrder order) -> order.isOurs();
      case Update.Nothing(AlpacaOrder order) -> order.isOurs();
      case Update.Unread _ -> true;
    };
  }

  private void tell(JsonNode data) {
    switch (Decoder.update(data, legs::claim)) {
      case Update.Told(AlpacaOrder order, OrderNews news) -> then(order, () -> told(order, news));
      case Update.Executed(AlpacaOrder order, Execution execution) ->
          then(order, () -> executed(order, execution));
      case Update.Busted busted -> then(busted.order(), () -> busted(busted, data));
      case Update.Corrected(AlpacaOrder order, Execution execution, String previous) ->
          then(order, () -> corrected(order, execution, previous, data));
      case Update.Changed(AlpacaOrder order) -> look(order);
      case Update.Nothing(AlpacaOrder order) -> then(order, () -> nothing(order));
      case Update.Unread(String why) -> reports.unread(CHANNEL, why + " in " + data);
    }
  }

  /** A leg that has another's place already may be let go by its group. */
  private void nothing(AlpacaOrder order) {
    names.learn(order);
    boolean leg = legs.parent(order.placement()).isPresent();
    if (leg && order.standing() == Standing.WORKING && isLeading(order.placement(), order)) {
      reports.news(order.placement(), Decoder.stands(order));
    }
  }

  private void then(AlpacaOrder order, Runnable task) {
    lanes.follow(order.placement(), task);
  }

  private void told(AlpacaOrder order, OrderNews news) {
    PlacementId placement = order.placement();
    names.learn(order);
    boolean leads = isLeading(placement, order);
    boolean ends =
        news instanceof OrderNews.Canceled
            || news instanceof OrderNews.Expired
            || news instanceof OrderNews.Rejected;
    boolean settles = ends || news instanceof OrderNews.Replaced;
    if ((settles && !reports.isWhole(order)) || (ends && !leads)) {
      look(order);
    } else {
      reports.news(placement, news);
    }
  }

  /** Whether what happens to the order happens to the placement. */
  private boolean isLeading(PlacementId placement, AlpacaOrder order) {
    return names.name(placement, order.replaces().isEmpty() ? order.id() : "").equals(order.id());
  }

  /** What was told before is told again: the gateway knows it by its name. */
  private void executed(AlpacaOrder order, Execution execution) {
    names.learn(order);
    if (names.follows(order, execution) || names.repeats(execution)) {
      reports.executed(order, execution);
    } else {
      look(order);
    }
  }

  private void busted(Update.Busted bust, JsonNode data) {
    AlpacaOrder order = bust.order();
    Consumer<String> tell =
        execution -> {
          reports.news(order.placement(), new OrderNews.Busted(execution));
          names.retell(order.id(), order.filled());
        };
    named(
        order,
        bust.previous(),
        one ->
            one.alpacasId().equals(bust.previous())
                || (bust.quantity().filter(one.quantity()::equals).isPresent()
                    && bust.price().filter(one.price()::equals).isPresent()),
        order.filled().isZero(),
        tell,
        data);
  }

  /** The corrected execution keeps its name, and gets a higher revision (I-23). */
  private void corrected(AlpacaOrder order, Execution now, String previous, JsonNode data) {
    Consumer<String> tell =
        execution -> {
          reports.corrected(order.placement(), now, execution);
          names.retell(order.id(), order.filled());
        };
    named(
        order,
        previous,
        one ->
            one.alpacasId().equals(previous)
                || one.alpacasId().equals(now.alpacasId())
                || (one.quantity().equals(now.quantity()) && one.price().equals(now.price())),
        true,
        tell,
        data);
  }

  /**
   * Hands our name of the execution that Alpaca calls {@code previous} to {@code tell}. One that
   * was told before this process started is looked for in the list.
   */
  private void named(
      AlpacaOrder order,
      String previous,
      Predicate<Execution> fits,
      boolean isOnlyOne,
      Consumer<String> tell,
      JsonNode data) {
    String known = names.execution(previous);
    if (known != null) {
      tell.accept(known);
      return;
    }
    lanes.run(
        order.placement(),
        () ->
            looks
                .execution(order, previous, fits, isOnlyOne)
                .ifPresentOrElse(
                    tell,
                    () ->
                        reports.unread(
                            CHANNEL,
                            "a revision of an execution that Alpaca does not list: " + data)));
  }

  private void look(AlpacaOrder order) {
    PlacementId placement = order.placement();
    Runnable task =
        order.isOurs()
            ? () -> looks.at(placement, order.id())
            : () -> {
              if (!looks.tellExecutions(order)) {
                reports.unread(CHANNEL, "executions of order " + order.id() + " are not told");
              }
            };
    lanes.run(placement, task);
  }
}
