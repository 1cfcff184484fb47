// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.account.Configuration;
import dev.fairlead.engine.Funds.Verdict;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.Budget;
import dev.fairlead.message.ClientCommand.Place;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Event;
import dev.fairlead.message.Fault;
import dev.fairlead.message.OperatorAction.Routing;
import dev.fairlead.message.OperatorAction.Routing.Rule;
import dev.fairlead.message.RouteCandidate;
import dev.fairlead.message.RouteHints;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Position;
import dev.fairlead.money.Price;
import dev.fairlead.routing.Estimate;
import dev.fairlead.routing.RoutingStrategy;
import dev.fairlead.routing.RoutingStrategy.Choice;
import dev.fairlead.routing.RoutingStrategy.Contender;
import dev.fairlead.routing.RoutingStrategy.Route;
import dev.fairlead.routing.Rules;
import dev.fairlead.rules.GroupRules;
import dev.fairlead.rules.OrderParts;
import dev.fairlead.rules.OrderRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which account an order goes to: those that could take it now, and the strategy's choice among
 * them. It changes nothing, so that it can be asked without an order. An order that takes from a
 * position goes to where that is held, whatever the strategy (I-31).
 */
final class Router {
  /** What a decision came to. */
  sealed interface Decision {
    record Goes(Route route) implements Decision {}

    /** No account takes it. */
    record Stays(Denial denial, List<RouteCandidate> candidates) implements Decision {}
  }

  private final Book book;
  private final Funds funds;

  /** The last route of a gateway with one account: mostly the next one too. */
  private @Nullable Route last;

  Router(Book book, Funds funds) {
    this.book = book;
    this.funds = funds;
  }

  /**
   * Decides.
   *
   * @param at when; hours and budgets are of that instant
   */
  Decision decide(Place place, Instrument instrument, Configuration settled, Instant at) {
    Routing routing = book.routing();
    Rule rule = Rules.of(routing, place, instrument);
    Optional<RoutingStrategy> strategy = RoutingStrategy.named(rule.strategy());
    if (strategy.isEmpty()) {
      String why = "no routing strategy is called " + rule.strategy();
      return new Decision.Stays(new Denial.NoBrokerReady(why), List.of());
    }
    return book.roster().isSeveral() || routing.accounts().isEmpty()
        ? new Survey(place, instrument, settled, at, rule, strategy.get()).decision()
        : alone(place.request(), instrument, routing.accounts().getFirst(), rule.strategy());
  }

  /** Of the only account there is nothing to compare. */
  private Decision alone(
      OrderRequest request, Instrument instrument, BrokerAccount account, String strategy) {
    Capabilities can = book.capabilities(account).orElse(null);
    if (can == null) {
      return new Decision.Stays(new Denial.NoBrokerReady("the link is down"), List.of());
    }
    List<Fault> faults = OrderRules.check(OrderParts.of(request, instrument), can);
    if (!faults.isEmpty()) {
      return new Decision.Stays(new Denial.Invalid(faults), List.of());
    }
    Denial keptBack = book.links().keepsBack(account);
    if (keptBack != null && holders(request).isEmpty()) {
      return new Decision.Stays(keptBack, List.of());
    }
    Route known = last;
    if (known == null || !known.account().equals(account) || !known.strategy().equals(strategy)) {
      String reason =
          account + " is the only configured account, its link is up, and it takes such an order";
      known = new Route(account, strategy, reason);
      last = known;
    }
    return new Decision.Goes(known);
  }

  /** One order at all accounts. */
  private final class Survey {
    private final Place place;
    private final RouteHints hints;
    private final Instrument instrument;
    private final Configuration settled;
    private final Instant at;
    private final Rule rule;
    private final RoutingStrategy strategy;
    private final OrderParts parts;
    private final List<BrokerAccount> holders;
    private final List<BrokerAccount> accounts;
    private final @Nullable String[] passed;

    /** Why those that are up and have the instrument do not take it; the first one's is told. */
    private @Nullable Denial refusal;

    /** The first that only waits for its book to be held against its broker. */
    private Denial.@Nullable NotCleared notCleared;

    Survey(
        Place place,
        Instrument instrument,
        Configuration settled,
        Instant at,
        Rule rule,
        RoutingStrategy strategy) {
      this.place = place;
      this.hints = place.hints();
      this.instrument = instrument;
      this.settled = settled;
      this.at = at;
      this.rule = rule;
      this.strategy = strategy;
      parts = OrderParts.of(place.request(), instrument);
      holders = holders(place.request());
      accounts = inOrder();
      passed = new @Nullable String[accounts.size()];
    }

    /** The rule's accounts before the others, which are passed over. */
    private List<BrokerAccount> inOrder() {
      List<BrokerAccount> configured = book.routing().accounts();
      List<BrokerAccount> preferred =
          strategy.followsOrder() ? book.roster().succession().inOrder(named()) : named();
      if (rule.accounts().isEmpty()) {
        return preferred;
      }
      List<BrokerAccount> ordered = new ArrayList<>(preferred);
      configured.stream().filter(each -> !ordered.contains(each)).forEach(ordered::add);
      return ordered;
    }

    private List<BrokerAccount> named() {
      return rule.accounts().isEmpty() ? book.routing().accounts() : rule.accounts();
    }

    Decision decision() {
      boolean busy = false;
      boolean free = false;
      for (int i = 0; i < accounts.size(); i++) {
        passed[i] = unfit(i, accounts.get(i));
        boolean fit = passed[i] == null;
        boolean spent = fit && isSpent(accounts.get(i));
        busy |= spent;
        free |= fit && !spent;
      }
      if (busy && free) {
        passOverSpent();
      }
      List<RouteCandidate> candidates = new ArrayList<>(accounts.size());
      List<Contender> contenders = new ArrayList<>(accounts.size());
      for (int i = 0; i < accounts.size(); i++) {
        RouteCandidate candidate = candidate(i);
        candidates.add(candidate);
        if (candidate.figures() != null) {
          contenders.add(new Contender(candidate.account(), i, candidate.figures()));
        }
      }
      return contenders.isEmpty()
          ? new Decision.Stays(denial(candidates), List.copyOf(candidates))
          : new Decision.Goes(route(contenders, candidates));
    }

    private Route route(List<Contender> contenders, List<RouteCandidate> candidates) {
      if (holders.isEmpty()) {
        Choice choice = strategy.choose(place.request().side(), contenders);
        BrokerAccount account = choice.contender().account();
        String remark =
            strategy.followsOrder() ? book.roster().succession().remark(account, named()) : null;
        String reason = account + " " + (remark == null ? choice.why() : remark);
        return new Route(account, strategy.name(), reason, candidates);
      }
      BrokerAccount account = contenders.getFirst().account();
      String reason = "it takes from a position that " + account + " holds";
      return new Route(account, Event.Routed.PINNED, reason, candidates);
    }

    private RouteCandidate candidate(int index) {
      BrokerAccount account = accounts.get(index);
      String why = passed[index];
      return why == null
          ? new RouteCandidate(
              account,
              null,
              Estimate.of(
                  book.roster(),
                  account,
                  place.request(),
                  instrument,
                  seen(account),
                  book.links().health(account).score()))
          : RouteCandidate.passedOver(account, why);
    }

    /** Several hold some of it: those with enough, which is what funds look at. */
    private @Nullable String unfit(int index, BrokerAccount account) {
      String where = elsewhere(index, account);
      if (where != null) {
        return where;
      }
      Capabilities can = book.capabilities(account).orElse(null);
      if (can == null) {
        return "its link is down";
      }
      Denial keptBack = holders.isEmpty() ? book.links().keepsBack(account) : null;
      if (keptBack != null) {
        return keptBack(keptBack);
      }
      String pause = Estimate.pause(can.pauses(), at);
      if (pause != null) {
        return pause;
      }
      if (!book.roster().lists(account, instrument.symbol())) {
        return "it does not list " + instrument.symbol();
      }
      List<Fault> faults = OrderRules.check(parts, can);
      if (!faults.isEmpty()) {
        return refused(new Denial.Invalid(faults));
      }
      Verdict verdict = funds.judge(account, place.request(), instrument, touch(account), settled);
      return verdict instanceof Verdict.Refused(Denial denial) ? refused(denial) : null;
    }

    /** Why such an order goes nowhere but to others. */
    private @Nullable String elsewhere(int index, BrokerAccount account) {
      BrokerAccount only = hints.only();
      if (only != null && !only.equals(account)) {
        return "this key trades only at " + only;
      }
      if (!holders.isEmpty()) {
        return holders.contains(account)
            ? null
            : "the position that it takes from is at " + names(holders);
      }
      if (!rule.accounts().isEmpty() && !rule.accounts().contains(account)) {
        return "the rule is for " + names(rule.accounts());
      }
      return index > 0 && !strategy.hasChoice()
          ? strategy.name() + " takes the first account"
          : null;
    }

    /** An account whose book is to be held against its broker first is a refusal of its own. */
    private String keptBack(Denial denial) {
      if (denial instanceof Denial.NotCleared uncleared) {
        notCleared = notCleared == null ? uncleared : notCleared;
        return uncleared.clearance().why();
      }
      return denial instanceof Denial.NoBrokerReady(String unwell) ? unwell : denial.sentence();
    }

    private String refused(Denial denial) {
      if (refusal == null) {
        refusal = denial;
      }
      return denial.sentence();
    }

    /** What is compared: what one account sees says nothing of another. */
    private @Nullable Price seen(BrokerAccount account) {
      return hints.sights().isEmpty() ? place.reference() : hints.touch(account);
    }

    /** What it is valued by, for which any price is better than none. */
    private @Nullable Price touch(BrokerAccount account) {
      Price seen = hints.touch(account);
      return seen == null ? place.reference() : seen;
    }

    private Denial denial(List<RouteCandidate> candidates) {
      Denial told = refusal;
      if (told != null) {
        return told;
      }
      if (notCleared != null) {
        return notCleared;
      }
      String detail =
          candidates.stream()
              .map(each -> each.account() + ": " + each.passedOver())
              .collect(Collectors.joining("; "));
      return new Denial.NoBrokerReady(detail.isEmpty() ? "the link is down" : detail);
    }

    /**
     * Whether as many orders were sent there as its broker allows in that time, or its link was
     * found to have nothing left: what else asks the broker, here and elsewhere, the engine does
     * not see.
     */
    private boolean isSpent(BrokerAccount account) {
      if (book.links().health(account).isSpent()) {
        return true;
      }
      Capabilities can = book.capabilities(account).orElseThrow();
      for (Budget budget : can.budgets()) {
        Instant sent =
            switch (budget.lane()) {
              case ALL, ORDERS, WRITES -> book.roster().placed(account, budget.forPlacings());
              case CANCELS, READS, MARKET_DATA, LISTS -> null;
            };
        if (sent != null && sent.plus(budget.per()).isAfter(at)) {
          return true;
        }
      }
      return false;
    }

    /** They would have to wait, and others need not. */
    private void passOverSpent() {
      for (int i = 0; i < passed.length; i++) {
        if (passed[i] == null && isSpent(accounts.get(i))) {
          passed[i] = "its budget of orders is used up";
        }
      }
    }
  }

  /** Who holds what such an order takes from (I-31). */
  private List<BrokerAccount> holders(OrderRequest request) {
    List<BrokerAccount> holding = List.of();
    for (BrokerAccount account : book.routing().accounts()) {
      Position held = book.ledger().position(account, request.symbol()).orElse(null);
      if (held != null && GroupRules.closes(held, request.side())) {
        holding = holding.isEmpty() ? new ArrayList<>(2) : holding;
        holding.add(account);
      }
    }
    return holding;
  }

  private static String names(List<BrokerAccount> accounts) {
    return accounts.stream().map(BrokerAccount::toString).collect(Collectors.joining(" and "));
  }
}
