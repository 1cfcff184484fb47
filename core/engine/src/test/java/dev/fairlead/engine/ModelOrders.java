// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.message.BrokerCommand.Leg;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The truth of a broker that tests make up: its orders, what it does with requests, and what it
 * does by itself. What anybody is shown of that, when and how often, is up to the {@link Teller}.
 */
public final class ModelOrders {
  /** Hears of each change, as it happens. */
  public interface Teller {
    void tell(Truth truth, OrderNews news, Instant now);
  }

  private final Random random;
  private final Teller teller;
  private final Predicate<PlacementId> awaited;
  private final String prefix;
  private final Map<PlacementId, Truth> orders = new LinkedHashMap<>();
  private boolean refuses = true;
  private int names;
  private int executions;

  /**
   * One without orders.
   *
   * @param awaited whether a request for an order is on its way
   * @param prefix of the names that it gives, so that two brokers do not give the same
   */
  public ModelOrders(Random random, Teller teller, Predicate<PlacementId> awaited, String prefix) {
    this.random = random;
    this.teller = teller;
    this.awaited = awaited;
    this.prefix = prefix;
  }

  /** By the id that each was placed under, oldest first. */
  public Map<PlacementId, Truth> all() {
    return orders;
  }

  /** From here on it refuses nothing that it could do. */
  public void refusesNothing() {
    refuses = false;
  }

  private String nextName() {
    return prefix + "B" + names++;
  }

  // What it does with requests.

  /** Takes an order, or says why not. */
  public SendResult place(PlacementId id, OrderRequest request, Instant now) {
    if (orders.containsKey(id)) {
      return new SendResult.Refused("duplicate", "duplicate");
    }
    boolean halted = random.nextInt(20) == 0 && refuses;
    Truth truth = new Truth(id, request, halted ? "" : nextName());
    orders.put(truth.id, truth);
    if (halted) {
      truth.state = Found.State.REJECTED;
      return new SendResult.Refused("halted", "halted");
    }
    teller.tell(truth, new OrderNews.Working(truth.name), now);
    return new SendResult.Accepted(truth.name);
  }

  /** Takes an order with its exits, which it keeps itself. */
  public SendResult placeGroup(PlacementId id, OrderRequest request, List<Leg> legs, Instant now) {
    SendResult result = place(id, request.alone(), now);
    if (result instanceof SendResult.Accepted) {
      Truth parent = Objects.requireNonNull(orders.get(id));
      ModelGroup group = new ModelGroup(parent, request, legs, this::nextName);
      parent.group = group;
      for (Truth leg : group.legs()) {
        leg.group = group;
        orders.put(leg.id, leg);
        teller.tell(leg, new OrderNews.Held(leg.name), now);
      }
    }
    return result;
  }

  /** What an end, a fill or an act of one of its orders does to the others of its group. */
  private void inGroup(Truth truth, Instant now) {
    if (truth.group != null) {
      truth.group.after(truth).forEach((other, news) -> teller.tell(other, news, now));
    }
  }

  /** Cancels, unless there is nothing left to cancel. */
  public SendResult cancel(@Nullable Truth truth, Instant now) {
    if (truth == null || !truth.isWorking()) {
      return new SendResult.Refused("too-late", "too late");
    }
    truth.state = Found.State.CANCELED;
    teller.tell(truth, new OrderNews.Canceled(), now);
    inGroup(truth, now);
    return new SendResult.Accepted(truth.name);
  }

  /** Changes the terms, mostly. */
  public SendResult replace(@Nullable Truth truth, OrderRequest request, Instant now) {
    if (truth == null || !truth.isWorking() || (random.nextInt(6) == 0 && refuses)) {
      return new SendResult.Refused("too-late", "too late");
    }
    truth.request = request;
    truth.name = nextName();
    closeIfFilled(truth);
    teller.tell(truth, new OrderNews.Replaced(truth.name), now);
    return new SendResult.Accepted(truth.name);
  }

  // What it does by itself.

  /** Something happens to one of its orders. */
  public void act(Instant now) {
    if (orders.isEmpty()) {
      return;
    }
    List<Truth> open = orders.values().stream().filter(Truth::isWorking).toList();
    boolean old = open.isEmpty() || random.nextInt(5) == 0;
    List<Truth> some = old ? List.copyOf(orders.values()) : open;
    Truth truth = some.get(random.nextInt(some.size()));
    switch (random.nextInt(14)) {
      case 0 -> end(truth, Found.State.EXPIRED, new OrderNews.Expired(), now);
      case 1 -> end(truth, Found.State.REJECTED, new OrderNews.Rejected("halted"), now);
      case 2 -> bust(truth, now);
      case 3 -> correct(truth, now);
      default -> fill(truth, now);
    }
  }

  private void end(Truth truth, Found.State state, OrderNews news, Instant now) {
    if (truth.isWorking()) {
      truth.state = state;
      teller.tell(truth, news, now);
      inGroup(truth, now);
    }
  }

  private void fill(Truth truth, Instant now) {
    Quantity left = truth.left();
    if (truth.held && truth.group != null) {
      truth.group.swap(truth).forEach((other, news) -> teller.tell(other, news, now));
    }
    if (truth.held || !truth.isWorking() || !left.isPositive()) {
      return;
    }
    Quantity part = new Quantity(1 + random.nextLong(left.nanos()) / 3);
    execute(truth, random.nextInt(6) == 0 ? left : part, now);
  }

  /** So much of it executes, whatever is left of it. */
  public void execute(Truth truth, Quantity quantity, Instant now) {
    Fill fill = fill(prefix + "x" + executions++, 0, truth, quantity);
    truth.fills.put(fill.executionId(), fill);
    closeIfFilled(truth);
    teller.tell(truth, new OrderNews.Executed(fill, false), now);
    inGroup(truth, now);
  }

  private void bust(Truth truth, Instant now) {
    if (!truth.fills.isEmpty()) {
      Fill fill = any(truth.fills);
      truth.fills.remove(fill.executionId());
      reopen(truth);
      teller.tell(truth, new OrderNews.Busted(fill.executionId()), now);
    }
  }

  private void correct(Truth truth, Instant now) {
    if (!truth.fills.isEmpty()) {
      Fill fill = any(truth.fills);
      Quantity less = new Quantity(1 + random.nextLong(fill.quantity().nanos()));
      Fill corrected = fill(fill.executionId(), fill.revision() + 1, truth, less);
      truth.fills.put(fill.executionId(), corrected);
      reopen(truth);
      teller.tell(truth, new OrderNews.Corrected(corrected), now);
    }
  }

  /**
   * Some brokers work the rest of a filled order again that a revision has left (FIX J.1.a); not
   * one that a request is on its way for, which it would refuse had it come before.
   */
  private void reopen(Truth truth) {
    boolean idle = !awaited.test(truth.id);
    if (truth.state == Found.State.FILLED && idle && random.nextBoolean()) {
      truth.state = Found.State.WORKING;
      closeIfFilled(truth);
    }
  }

  private Fill any(Map<String, Fill> fills) {
    return List.copyOf(fills.values()).get(random.nextInt(fills.size()));
  }

  private Fill fill(String id, int revision, Truth truth, Quantity quantity) {
    Price price = new Price(Price.parse("90").nanos() + 10_000_000L * random.nextInt(2_000));
    Money fee = new Money(random.nextInt(3) * 1_000L, Currency.USD);
    OrderRequest request = truth.request;
    return new Fill(
        id, revision, request.symbol(), request.side(), quantity, price, fee, Instant.EPOCH);
  }

  private static void closeIfFilled(Truth truth) {
    if (truth.isWorking() && !truth.left().isPositive()) {
      truth.state = Found.State.FILLED;
    }
  }
}
