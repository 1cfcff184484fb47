// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import dev.fairlead.alpaca.AlpacaOrder.Execution;
import dev.fairlead.alpaca.AlpacaOrder.Standing;
import dev.fairlead.broker.Known;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.money.Quantity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which order at Alpaca is of which placement, and how much of each has been told. All of it is a
 * shortcut: what is not here any more is asked for again. Bounded. Thread-safe.
 */
final class Names {
  /** So many orders and executions are remembered; those longest unused are forgotten. */
  private static final int MOST = 200_000;

  private final Map<String, PlacementId> placements = bounded();
  private final Map<PlacementId, Live> live = bounded();

  /** Of each order, what has been told of it, without a gap. */
  private final Map<String, Quantity> told = bounded();

  /** Our id of each execution, by the one that Alpaca's stream has for it. */
  private final Map<String, String> executions = bounded();

  private final Map<String, Integer> revisions = bounded();

  /** Executions that were told since this process started, by our ids. */
  private final Map<String, Boolean> toldOnes = bounded();

  /**
   * A placement that may still execute.
   *
   * @param name the order that works for it now; empty until that is known
   * @param replaces the attempt that asked for a replace last; 0 for none
   * @param since when it was placed, at the latest
   * @param works whether it was told to work since this process started
   */
  record Live(String name, int replaces, OrderRequest request, Instant since, boolean works) {
    private Live named(String changed) {
      return new Live(changed, replaces, request, since, works);
    }

    private Live working() {
      return new Live(name, replaces, request, since, true);
    }
  }

  private static <K, V> Map<K, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
      }
    };
  }

  /** Takes up what the book knows. */
  synchronized void takeUp(Known known) {
    for (Placement placement : known.live()) {
      int replaces = placement.latest(Attempt.Kind.REPLACE).map(Attempt::number).orElse(0);
      Instant since = placement.latest(Attempt.Kind.PLACE).map(Attempt::at).orElse(Instant.EPOCH);
      live.put(
          placement.id(),
          new Live(placement.brokerOrderId(), replaces, placement.request(), since, false));
      if (!placement.brokerOrderId().isEmpty()) {
        placements.put(placement.brokerOrderId(), placement.id());
      }
    }
  }

  synchronized void placing(PlacementId placement, OrderRequest request, Instant at) {
    live.put(placement, new Live("", 0, request, at, false));
  }

  synchronized void replacing(PlacementId placement, int attempt) {
    live.computeIfPresent(
        placement,
        (_, was) -> new Live(was.name(), attempt, was.request(), was.since(), was.works()));
  }

  /** Alpaca has taken it under this name. */
  synchronized void taken(PlacementId placement, String name) {
    placements.put(name, placement);
    live.computeIfPresent(
        placement, (_, was) -> (was.name().isEmpty() ? was.named(name) : was).working());
  }

  /** It is told to work now; false where that was told before, by an answer or by the stream. */
  synchronized boolean tellWorking(PlacementId placement) {
    Live known = live.get(placement);
    boolean news = known == null || !known.works();
    if (known != null && news) {
      live.put(placement, known.working());
    }
    return news;
  }

  /** Another order works for the placement from now on. */
  synchronized void replaced(PlacementId placement, String name) {
    placements.put(name, placement);
    live.computeIfPresent(placement, (_, was) -> was.named(name));
  }

  /** Takes what an order says of itself. */
  synchronized void learn(AlpacaOrder order) {
    PlacementId placement = order.placement();
    placements.put(order.id(), placement);
    Live known = live.get(placement);
    boolean first = order.replaces().isEmpty();
    if (known == null) {
      if (order.isOurs() && first && order.standing().isLive() && order.request().isPresent()) {
        live.put(
            placement, new Live(order.id(), 0, order.request().get(), order.submittedAt(), false));
      }
    } else if (known.name().isEmpty() && first) {
      live.put(placement, known.named(order.id()));
    }
    if (order.standing() == Standing.REPLACED && !order.replacedBy().isEmpty()) {
      placements.put(order.replacedBy(), placement);
    }
  }

  synchronized void ended(PlacementId placement) {
    live.remove(placement);
  }

  /** All of ours that may still execute. */
  synchronized List<PlacementId> live() {
    return List.copyOf(live.keySet());
  }

  synchronized Optional<Live> live(PlacementId placement) {
    return Optional.ofNullable(live.get(placement));
  }

  /** The order that works for a placement, or {@code otherwise} where that is not known here. */
  synchronized String name(PlacementId placement, String otherwise) {
    Live known = live.get(placement);
    return known == null || known.name().isEmpty() ? otherwise : known.name();
  }

  synchronized Optional<PlacementId> placement(String orderId) {
    return Optional.ofNullable(placements.get(orderId));
  }

  /** How much of an order has been told, without a gap. */
  synchronized Quantity told(String orderId) {
    return told.getOrDefault(orderId, Quantity.ZERO);
  }

  /**
   * Whether it comes right after what was told of its order, so that nothing is missing between. An
   * order that took another's place may go on counting where that one ended.
   */
  synchronized boolean follows(AlpacaOrder order, Execution execution) {
    Quantity before = execution.before();
    Quantity base = told.containsKey(order.id()) ? told(order.id()) : told(order.replaces());
    return before.equals(told(order.id())) || before.equals(base);
  }

  /** Whether it was told before, or something that comes later was. */
  synchronized boolean repeats(Execution execution) {
    return execution.cumulative().compareTo(told(execution.orderId())) <= 0;
  }

  /** Whether just this execution was told since this process started. */
  synchronized boolean isTold(Execution execution) {
    return toldOnes.containsKey(execution.id());
  }

  /** It is told now. */
  synchronized void tell(AlpacaOrder order, Execution execution) {
    toldOnes.put(execution.id(), true);
    if (!execution.alpacasId().isEmpty()) {
      executions.put(execution.alpacasId(), execution.id());
    }
    if (follows(order, execution)) {
      told.put(order.id(), execution.cumulative());
    }
  }

  /** So much of an order has executed, after something was taken back. */
  synchronized void retell(String orderId, Quantity filled) {
    told.put(orderId, filled);
  }

  /** What Alpaca's stream calls {@code alpacasId} is the execution that we call {@code id}. */
  synchronized void rename(String alpacasId, String id) {
    executions.put(alpacasId, id);
  }

  /** The next revision of an execution of ours; the original has 0. */
  synchronized int revise(String execution) {
    return revisions.merge(execution, 1, Integer::sum);
  }

  /** Our id of an execution, by Alpaca's. */
  synchronized @Nullable String execution(String alpacasId) {
    return executions.get(alpacasId);
  }
}
