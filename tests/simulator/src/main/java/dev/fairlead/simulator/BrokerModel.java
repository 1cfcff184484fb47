// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.simulator;

import dev.fairlead.engine.ModelOrders;
import dev.fairlead.engine.Truth;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.message.BrokerCommand.Leg;
import dev.fairlead.message.OrderNews;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A broker's account: its truth, what it does, and what it shows of it when it is asked. How the
 * news of it travels is the {@link Line}'s business.
 */
final class BrokerModel {
  private static final Duration LIE = Duration.ofMinutes(4);

  private final BrokerAccount account;
  private final Personality kind;
  private final Agenda agenda;
  private final Faults faults;
  private final Dice dice;
  private final ModelOrders orders;
  private final Map<PlacementId, Instant> shown = new HashMap<>();

  /** Orders that surfaced against the broker's word, or executed beyond what was asked. */
  private final Map<PlacementId, Quantity> breaches = new HashMap<>();

  private final Set<PlacementId> doubled = new HashSet<>();
  private boolean rests;

  BrokerModel(
      BrokerAccount account,
      Personality kind,
      Agenda agenda,
      Faults faults,
      Dice dice,
      ModelOrders.Teller teller,
      Predicate<PlacementId> awaited) {
    this.account = account;
    this.kind = kind;
    this.agenda = agenda;
    this.faults = faults;
    this.dice = dice;
    orders = new ModelOrders(dice.random(), teller, awaited, account.toString().replace(':', '-'));
  }

  BrokerAccount account() {
    return account;
  }

  Personality kind() {
    return kind;
  }

  /** Its orders as they are, whatever it shows. */
  Map<PlacementId, Truth> truth() {
    return orders.all();
  }

  /** By how much it may have more than was asked for, because it broke its word (D-06). */
  Quantity breach(PlacementId id) {
    return breaches.getOrDefault(id, Quantity.ZERO);
  }

  /** Placings that it took though it had the id. */
  Set<PlacementId> doubled() {
    return doubled;
  }

  /** Breaks its word about the request that is on its way: it comes when it may not any more. */
  void breaksItsWord(BrokerCommand command) {
    switch (command.ask()) {
      case Ask.Place(OrderRequest request) -> breach(command.placement(), request);
      case Ask.PlaceGroup(OrderRequest request, var _) -> breach(command.placement(), request);
      case Ask.Cancel _, Ask.Replace _, Ask.Query _ -> {
        // Only of a placing there is a word that can be broken.
      }
    }
  }

  private void breach(PlacementId id, OrderRequest request) {
    request.size().units().ifPresent(units -> breaches.merge(id, units, Quantity::plus));
  }

  /** Takes a request that has arrived. */
  SendResult take(BrokerCommand command) {
    Instant now = agenda.now();
    PlacementId id = command.placement();
    Truth truth = orders.all().get(id);
    return switch (command.ask()) {
      case Ask.Place(OrderRequest asked) -> shown(id, orders.place(place(id), asked, now));
      case Ask.PlaceGroup(OrderRequest asked, List<Leg> legs) ->
          shown(id, orders.placeGroup(place(id), asked, legs, now));
      case Ask.Cancel() -> orders.cancel(truth, now);
      case Ask.Replace(OrderRequest asked) -> orders.replace(truth, asked, now);
      case Ask.Query() -> new SendResult.Accepted("");
    };
  }

  /** Who does not look at ids has two orders where the same is placed twice. */
  private PlacementId place(PlacementId id) {
    if (kind.enforcesIds() || !orders.all().containsKey(id)) {
      return id;
    }
    doubled.add(id);
    return new PlacementId(id.text() + "#2");
  }

  private SendResult shown(PlacementId id, SendResult result) {
    if (kind.lies() && faults.strike(Fault.VIEW_FALSE, "sent", id)) {
      shown.put(id, agenda.now().plus(dice.upTo(LIE)));
      Truth truth = orders.all().get(id);
      if (truth != null) {
        breach(id, truth.request);
      }
    } else if (faults.strike(Fault.VIEW_STALE, "sent", id)) {
      shown.put(id, agenda.now().plus(dice.upTo(kind.latestView())));
    }
    return result;
  }

  /** What it answers when it is asked for one order. */
  OrderNews find(PlacementId id) {
    Truth truth = orders.all().get(id);
    return truth == null || shown.getOrDefault(id, Instant.MIN).isAfter(agenda.now())
        ? new OrderNews.NotFound()
        : truth.found();
  }

  /** Something happens to one of its orders. */
  void act() {
    if (rests) {
      return;
    }
    Optional<Truth> some = some();
    if (kind.lies()
        && some.isPresent()
        && faults.strike(Fault.OVERFILL, "working", some.get().id)) {
      Truth truth = some.get();
      Quantity beyond = Quantity.of(1 + dice.below(5));
      Quantity left = Quantity.max(Quantity.ZERO, truth.left());
      breaches.merge(truth.id, beyond, Quantity::plus);
      orders.execute(truth, left.plus(beyond), agenda.now());
    } else {
      orders.act(agenda.now());
    }
  }

  private Optional<Truth> some() {
    List<Truth> open = orders.all().values().stream().filter(Truth::isWorking).toList();
    return open.isEmpty() ? Optional.empty() : Optional.of(dice.oneOf(open));
  }

  /** From here on it refuses nothing by itself. */
  void refusesNothing() {
    orders.refusesNothing();
  }

  /** So much of an order executes, as a script says. */
  void execute(Truth truth, Quantity units) {
    orders.execute(truth, units, agenda.now());
  }

  /** Nothing happens by itself any more. */
  void rest() {
    rests = true;
  }

  /** By the name that it gave the order. */
  @Nullable Truth named(String name) {
    return orders.all().values().stream()
        .filter(truth -> truth.name.equals(name))
        .findFirst()
        .orElse(null);
  }
}
