// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.routing;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.account.ActingAccount.Turn;
import dev.fairlead.message.Event.FailedOver;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Routing.Failback;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.state.Lead;
import dev.fairlead.state.Lead.Setback;
import dev.fairlead.state.Links;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which account acts, where a strategy prefers one account to another. An account whose link goes
 * down or whose breaker opens loses its place at once; it has it back when it has been well for as
 * long as {@link Failback} says, and not before, so that orders do not go to and fro with a link
 * that does (hysteresis). Until then it stands behind those that have not failed, and still before
 * none at all. Not thread-safe; without a clock.
 */
public final class Succession {
  /** How long a link may take to come up after a start before that is held against its account. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final TreeMap<BrokerAccount, Setback> setbacks = new TreeMap<>();
  private @Nullable ActingAccount acting;
  private @Nullable BrokerAccount promoted;
  private Instant patientUntil;
  private Routing routing;
  private boolean active;

  /** Goes on from what a state knows. */
  Succession(Lead lead, Routing routing) {
    acting = lead.acting();
    promoted = lead.promoted();
    lead.setbacks().forEach(each -> setbacks.put(each.account(), each));
    patientUntil = lead.patientUntil();
    this.routing = routing;
    active = isWanted(routing);
  }

  private static boolean isWanted(Routing routing) {
    return routing.accounts().size() > 1 && RoutingStrategy.followsOrder(routing);
  }

  Lead lead() {
    return new Lead(acting, promoted, List.copyOf(setbacks.values()), patientUntil);
  }

  /** Whether any strategy that is configured prefers one account to another. */
  public boolean isActive() {
    return active;
  }

  /** The account that acts; empty where no strategy prefers one. */
  public Optional<ActingAccount> acting() {
    return Optional.ofNullable(acting);
  }

  /**
   * A new start, after which every link is down until it comes up. What failed before has still
   * failed, and has to be well again from the beginning.
   */
  void start(Routing started, Instant at) {
    routing = started;
    active = isWanted(started);
    BrokerAccount chosen = promoted;
    if (!active) {
      setbacks.clear();
      acting = null;
      promoted = null;
      patientUntil = Instant.EPOCH;
      return;
    }
    setbacks.keySet().retainAll(started.accounts());
    setbacks.replaceAll((_, setback) -> setback.well(null));
    promoted = chosen != null && started.accounts().contains(chosen) ? chosen : null;
    patientUntil = at.plus(PATIENCE);
  }

  /** When to look again after a start; null where there is nothing to wait for. */
  public @Nullable Instant patientUntil() {
    return active ? patientUntil : null;
  }

  /**
   * Something was heard of the link to {@code account}.
   *
   * @param took whether it took orders before that
   * @param trouble what is wrong if it does not now, as a sentence that names the account
   * @return when it may have its place back, if it is well from now on; null where nothing follows
   */
  public @Nullable Instant heard(
      BrokerAccount account, boolean took, String trouble, Links links, Instant at) {
    if (!active || !routing.accounts().contains(account)) {
      return null;
    }
    Setback setback = setbacks.get(account);
    if (links.takes(account).isEmpty()) {
      if (setback != null) {
        setbacks.put(account, setback.well(null));
      } else if (took || !at.isBefore(patientUntil)) {
        setbacks.put(account, new Setback(account, at, null, trouble));
      }
      return null;
    }
    return setback == null ? null : recovering(setback, links, at);
  }

  private @Nullable Instant recovering(Setback setback, Links links, Instant at) {
    return switch (routing.failback()) {
      case Failback.ByHand() -> {
        setbacks.put(setback.account(), setback.wellSince() == null ? setback.well(at) : setback);
        yield null;
      }
      case Failback.After(Duration hold, int score) -> {
        boolean well = links.health(setback.account()).score() >= score;
        boolean begins = well && setback.wellSince() == null;
        if (begins || !well) {
          setbacks.put(setback.account(), setback.well(well ? at : null));
        }
        yield begins ? at.plus(hold) : null;
      }
    };
  }

  /** Draws the conclusions by that instant; what has changed, if another account acts. */
  public Optional<FailedOver> settle(Links links, Instant at) {
    if (!active) {
      return Optional.empty();
    }
    if (!at.isBefore(patientUntil)) {
      missStillDown(links, at);
    }
    List<Setback> over = over(at);
    over.forEach(setback -> setbacks.remove(setback.account()));
    BrokerAccount next = next(links, at);
    ActingAccount before = acting;
    if (before == null) {
      acting = new ActingAccount(next, at, Turn.CONFIGURED, "", "", 0);
      return Optional.empty();
    }
    return before.account().equals(next)
        ? Optional.empty()
        : Optional.of(turn(before, next, over, links, at));
  }

  /** Those that had time enough to come up after the start, and did not. */
  private void missStillDown(Links links, Instant at) {
    for (BrokerAccount account : routing.accounts()) {
      if (links.takes(account).isEmpty() && !setbacks.containsKey(account)) {
        String cause = "the link to " + account + " has not come up since the start";
        setbacks.put(account, new Setback(account, at, null, cause));
      }
    }
  }

  /** What is over: the account has been well for long enough. */
  private List<Setback> over(Instant at) {
    return switch (routing.failback()) {
      case Failback.ByHand() -> List.of();
      case Failback.After(Duration hold, int _) ->
          setbacks.values().stream().filter(each -> isWellFor(each, hold, at)).toList();
    };
  }

  private static boolean isWellFor(Setback setback, Duration hold, Instant at) {
    Instant since = setback.wellSince();
    return since != null && !at.isBefore(since.plus(hold));
  }

  /** Where nobody takes orders, the one that acted goes on: there is no better one. */
  private BrokerAccount next(Links links, Instant at) {
    List<BrokerAccount> order = inOrder(routing.accounts());
    boolean patient = at.isBefore(patientUntil);
    for (BrokerAccount account : order) {
      boolean waitedFor = patient && !setbacks.containsKey(account);
      if (waitedFor || links.takes(account).isPresent()) {
        return account;
      }
    }
    ActingAccount now = acting;
    return now != null && order.contains(now.account()) ? now.account() : order.getFirst();
  }

  private FailedOver turn(
      ActingAccount before, BrokerAccount next, List<Setback> over, Links links, Instant at) {
    Setback failed = setbacks.get(before.account());
    boolean hasBack = over.stream().anyMatch(each -> each.account().equals(next));
    Turn turn;
    String cause;
    if (failed != null) {
      turn = Turn.FAILED_OVER;
      cause = failed.cause();
    } else if (hasBack && links.takes(next).isPresent()) {
      turn = Turn.FAILED_BACK;
      cause = next + " has been well for as long as it has to be";
    } else {
      turn = Turn.CONFIGURED;
      cause = "the order of accounts was changed";
    }
    return change(before, next, turn, cause, "", at);
  }

  private FailedOver change(
      ActingAccount before, BrokerAccount next, Turn turn, String cause, String by, Instant at) {
    ActingAccount after = new ActingAccount(next, at, turn, cause, by, before.count() + 1);
    acting = after;
    return new FailedOver(before.account(), after);
  }

  /** Why {@code account} cannot be made the acting one; null if it can. */
  public @Nullable String refusal(BrokerAccount account, Links links) {
    if (!active) {
      return "no routing strategy that is configured prefers one account to another";
    }
    if (!routing.accounts().contains(account)) {
      return "no such account is configured";
    }
    if (links.capabilities(account).isEmpty()) {
      return "its link is down";
    }
    return links.takes(account).isPresent() ? null : links.health(account).sentence();
  }

  /** An operator puts {@code account} before all others; there was no {@link #refusal} of it. */
  public FailedOver promote(BrokerAccount account, String by, String why, Instant at) {
    promoted = account;
    setbacks.remove(account);
    return change(requireActing(), account, Turn.PROMOTED, why, by, at);
  }

  /**
   * An operator lets the first account act again, of which there was no {@link #refusal}; whoever
   * else takes orders has its place back, too.
   */
  public FailedOver failBack(String by, String why, Links links, Instant at) {
    promoted = null;
    setbacks.keySet().removeIf(account -> links.takes(account).isPresent());
    BrokerAccount first = routing.accounts().getFirst();
    return change(requireActing(), first, Turn.FAILED_BACK, why, by, at);
  }

  private ActingAccount requireActing() {
    ActingAccount now = acting;
    if (now == null) {
      throw new IllegalStateException("no account acts");
    }
    return now;
  }

  /**
   * The same accounts in the order in which they are preferred now: the one that an operator chose,
   * then those that have not failed, then the others.
   */
  public List<BrokerAccount> inOrder(List<BrokerAccount> accounts) {
    if (setbacks.isEmpty() && promoted == null) {
      return accounts;
    }
    List<BrokerAccount> order = new ArrayList<>(accounts.size());
    for (BrokerAccount account : accounts) {
      if (account.equals(promoted) && !setbacks.containsKey(account)) {
        order.addFirst(account);
      } else if (!setbacks.containsKey(account)) {
        order.add(account);
      }
    }
    for (BrokerAccount account : accounts) {
      if (setbacks.containsKey(account)) {
        order.add(account);
      }
    }
    return order;
  }

  /**
   * Why {@code account} comes before others of {@code accounts} that the configuration prefers, as
   * the end of a sentence that names it; null where it does not, or only because they cannot take
   * the order.
   */
  public @Nullable String remark(BrokerAccount account, List<BrokerAccount> accounts) {
    if (setbacks.isEmpty() && promoted == null) {
      return null;
    }
    if (account.equals(promoted)) {
      ActingAccount now = acting;
      return now != null && now.turn() == Turn.PROMOTED && now.account().equals(account)
          ? "was promoted by " + now.by() + " at " + now.since() + ": " + now.cause()
          : "was promoted";
    }
    for (BrokerAccount other : accounts) {
      if (other.equals(account)) {
        return null;
      }
      Setback failed = setbacks.get(other);
      if (failed != null && !setbacks.containsKey(account)) {
        return "stands in for " + other + " since " + failed.since() + ": " + failed.cause();
      }
    }
    return null;
  }
}
