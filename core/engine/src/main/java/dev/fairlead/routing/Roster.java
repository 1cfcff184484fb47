// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.routing;

import dev.fairlead.message.Event;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Routing.Share;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderTerms;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.routing.RoutingStrategy.Route;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.RouteMemory;
import dev.fairlead.state.RouteMemory.Expected;
import dev.fairlead.state.RouteMemory.Listing;
import dev.fairlead.state.TrackRecord;
import dev.fairlead.state.Tracked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What routing knows of each account: what it lists, how it has done, what is outstanding there.
 * Kept only while there are several accounts to choose from: with one it costs nothing. Not
 * thread-safe.
 */
public final class Roster {
  /** Most live market orders whose market is remembered; of more, some slippage is not measured. */
  private static final int MOST_EXPECTED = 4096;

  private final Tracked<Symbol, Listing> listings = new Tracked<>();
  private final TreeMap<BrokerAccount, TrackRecord> records = new TreeMap<>();
  private final Map<PlacementId, Price> expected = new LinkedHashMap<>();

  /** What follows from the placements; looked up, never iterated. */
  private final Map<BrokerAccount, Traffic> traffic = new LinkedHashMap<>();

  private final Map<BrokerAccount, Share> shares = new LinkedHashMap<>();
  private final Succession succession;
  private boolean several;

  /** That of {@code state}, whose placements are to be {@link #restore}d. */
  public Roster(EngineState state) {
    RouteMemory memory = state.routes();
    memory.listings().forEach(listing -> listings.put(listing.symbol(), listing));
    listings.forgetChanges();
    memory.records().forEach(record -> records.put(record.account(), record));
    memory.expected().forEach(each -> expected.put(each.placement(), each.touch()));
    succession = new Succession(memory.lead(), state.routing());
    take(state.routing());
  }

  private void take(Routing routing) {
    several = routing.accounts().size() > 1;
    shares.clear();
    routing.shares().forEach(share -> shares.put(share.account(), share));
    traffic.clear();
  }

  /**
   * From here on these accounts.
   *
   * @param placements all of them, in the order in which they were made
   */
  public void start(Routing routing, List<Placement> placements, Instant at) {
    take(routing);
    succession.start(routing, at);
    if (several) {
      placements.forEach(placement -> count(null, placement));
    } else {
      expected.clear();
    }
  }

  /** Whether there is anything to choose from. */
  public boolean isSeveral() {
    return several;
  }

  /** Which account acts where a strategy prefers one. */
  public Succession succession() {
    return succession;
  }

  /** Who lists what. */
  public Tracked<Symbol, Listing> listings() {
    return listings;
  }

  /** What is to be remembered, and {@code some} of the listings. */
  public RouteMemory memory(List<Listing> some) {
    return new RouteMemory(
        some,
        List.copyOf(records.values()),
        expected.entrySet().stream()
            .map(each -> new Expected(each.getKey(), each.getValue()))
            .toList(),
        succession.lead());
  }

  /** Whether it is news that {@code account} lists it. */
  public boolean list(BrokerAccount account, Symbol symbol) {
    if (!several) {
      return false;
    }
    Listing known = listings.get(symbol);
    if (known != null && known.accounts().contains(account)) {
      return false;
    }
    List<BrokerAccount> all = new ArrayList<>(known == null ? List.of() : known.accounts());
    all.add(account);
    listings.put(symbol, new Listing(symbol, all));
    return true;
  }

  /** Whether it lists it, or nobody has said. */
  public boolean lists(BrokerAccount account, Symbol symbol) {
    Listing known = listings.get(symbol);
    return known == null || known.accounts().contains(account);
  }

  public Share share(BrokerAccount account) {
    Share settled = shares.get(account);
    return settled == null ? Share.usual(account) : settled;
  }

  public TrackRecord record(BrokerAccount account) {
    TrackRecord known = records.get(account);
    return known == null ? TrackRecord.of(account) : known;
  }

  /** Placements at it that may still execute. */
  public int outstanding(BrokerAccount account) {
    Traffic known = traffic.get(account);
    return known == null ? 0 : known.live();
  }

  /** When the {@code nth} newest placing there was sent; null where there were not so many. */
  public @Nullable Instant placed(BrokerAccount account, int nth) {
    Traffic known = traffic.get(account);
    return known == null ? null : known.sent(nth);
  }

  /**
   * A new order goes where a strategy chose with the input {@code sequence}; one that is pinned
   * takes nobody's turn.
   *
   * @param touch the market that the order saw there; null where nothing is known of it
   */
  public void chosen(Order order, Route route, long sequence, @Nullable Price touch) {
    if (!several || route.strategy().equals(Event.Routed.PINNED)) {
      return;
    }
    boolean turn = route.strategy().equals(RoundRobin.NAME);
    change(route.account(), record -> record.used(sequence, turn));
    if (touch != null
        && order.request().terms() instanceof OrderTerms.Market
        && expected.size() < MOST_EXPECTED) {
      expected.put(order.placement(), touch);
    }
  }

  /** A placement is other than it was, or new. */
  public void put(@Nullable Placement before, Placement after, Instant at) {
    if (!several) {
      return;
    }
    count(before, after);
    if (before == null) {
      return;
    }
    Instant sent = answeredNow(before, after);
    if (sent != null) {
      change(after.account(), record -> record.answered(sent, at));
    }
    if (before.status() != after.status()) {
      judge(before.status(), after);
    }
    if (!after.status().isLive()) {
      expected.remove(after.id());
    }
  }

  /** The same without what is remembered of it already. */
  public void restore(Placement placement) {
    if (several) {
      count(null, placement);
    }
  }

  private void count(@Nullable Placement before, Placement after) {
    Traffic counted = traffic.computeIfAbsent(after.account(), _ -> new Traffic());
    if (before == null && !after.attempts().isEmpty()) {
      counted.sent(after.attempts().getFirst().at());
    }
    boolean wasLive = before != null && before.status().isLive();
    counted.add((after.status().isLive() ? 1 : 0) - (wasLive ? 1 : 0));
  }

  /** When it was sent, if its placing has its first answer now. */
  private static @Nullable Instant answeredNow(Placement before, Placement after) {
    if (before.attempts().isEmpty() || after.attempts().isEmpty()) {
      return null;
    }
    Attempt then = before.attempts().getFirst();
    Attempt now = after.attempts().getFirst();
    return then.result() == null && now.result() != null ? now.at() : null;
  }

  private void judge(PlacementStatus before, Placement after) {
    BrokerAccount account = after.account();
    boolean undecided = before == PlacementStatus.SENT || before == PlacementStatus.IN_DOUBT;
    switch (after.status()) {
      case REJECTED -> change(account, record -> record.decided(true).ended(false));
      case WORKING, PARTIALLY_FILLED -> {
        if (undecided) {
          change(account, record -> record.decided(false));
        }
      }
      case FILLED ->
          change(account, record -> (undecided ? record.decided(false) : record).ended(true));
      case CANCELED, EXPIRED -> {
        if (before.isLive() && !after.cancelWanted()) {
          change(account, record -> (undecided ? record.decided(false) : record).ended(false));
        }
      }
      case SENT, IN_DOUBT, PENDING_CANCEL, PENDING_REPLACE, NOT_PLACED -> {
        // Nothing is known by that.
      }
    }
  }

  /** Something executed that had not been told before. */
  public void executed(Placement placement, Fill fill) {
    if (several) {
      Price touch = expected.get(placement.id());
      change(placement.account(), record -> record.executed(fill, touch));
    }
  }

  private void change(BrokerAccount account, UnaryOperator<TrackRecord> change) {
    records.put(account, change.apply(record(account)));
  }
}
