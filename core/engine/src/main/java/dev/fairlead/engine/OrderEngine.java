// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.account.ActingAccount;
import dev.fairlead.account.Configuration;
import dev.fairlead.doubt.Trust;
import dev.fairlead.exits.ExitGroup;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Funded;
import dev.fairlead.message.BrokerReport.Included;
import dev.fairlead.message.BrokerReport.Listed;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.BrokerReport.Unread;
import dev.fairlead.message.ClientCommand;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Effect;
import dev.fairlead.message.Event;
import dev.fairlead.message.Input;
import dev.fairlead.message.LinkChange;
import dev.fairlead.message.LinkHealth;
import dev.fairlead.message.LinkHealth.Breaker;
import dev.fairlead.message.OperatorAction;
import dev.fairlead.message.Outcome;
import dev.fairlead.message.PriceTouched;
import dev.fairlead.message.Reply;
import dev.fairlead.message.TimerFired;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderId;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Position;
import dev.fairlead.model.Principal;
import dev.fairlead.routing.Succession;
import dev.fairlead.state.AccountTotals;
import dev.fairlead.state.DoubtCase;
import dev.fairlead.state.EngineState;
import dev.fairlead.state.RoutePreview;
import dev.fairlead.state.StateChange;
import dev.fairlead.state.StateSum;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The product, as one function: what an input leads to. Deterministic: the same inputs after the
 * same state give the same outcomes and the same state, on any machine (I-04). Not thread-safe; one
 * writer applies inputs in the order of their sequence.
 *
 * <pre>
 * client command ─▶ ClientDesk ─▶ rules, route, funds ─▶ Outbox ─▶ effect: send
 * broker report ──▶ BrokerDesk ─▶ OrderLifecycle ──────▶ Progress ─▶ events, book
 *                             └─▶ Doubts ───────────────▶ Outbox ─▶ effect: query, timer
 * price touched, news of a group's order ─▶ Groups ─▶ Outbox ─▶ effect: send, watch
 * </pre>
 */
public final class OrderEngine {
  /**
   * The version of these rules; raised when the same input may lead elsewhere than before (J-10).
   */
  public static final int VERSION = 1;

  private final Book book;
  private final ClientDesk clientDesk;
  private final BrokerDesk brokerDesk;
  private final Doubts doubts;
  private final Groups groups;
  private boolean broken;

  /** An engine that goes on from {@code state}. */
  public OrderEngine(EngineState state) {
    book = new Book(state);
    Outbox outbox = new Outbox(book);
    Carried carried = new Carried(book, outbox);
    Progress progress = new Progress(book, outbox, carried);
    doubts = new Doubts(book, outbox, progress, carried);
    groups = new Groups(book, outbox, carried);
    clientDesk = new ClientDesk(book, outbox, groups, carried);
    brokerDesk = new BrokerDesk(book, doubts, progress);
  }

  /**
   * Takes one step. Throws {@link InvariantViolation} where a promise is broken; the engine is then
   * of no further use and refuses every input.
   */
  public Outcome apply(Input input) {
    Invariant.check(!broken, "fail-stop", () -> "an earlier input broke the engine");
    broken = true;
    try {
      book.advance(input.sequence(), input.at());
      Step step = new Step(book, input);
      take(step, input.cause());
      groups.settle(step);
      broken = false;
      return step.outcome();
    } catch (RuntimeException cause) {
      throw new InvariantViolation(input.sequence(), cause);
    }
  }

  private void take(Step step, Input.Cause cause) {
    switch (cause) {
      case ClientCommand command -> clientDesk.on(step, command);
      case BrokerReport report -> take(step, report);
      case LinkChange change -> take(step, change);
      case LinkHealth verdict -> judge(step, verdict);
      case TimerFired(var placement) -> book.placement(placement).ifPresent(p -> look(step, p));
      case PriceTouched touched -> groups.on(touched);
      case Input.TimePassed() -> succeed(step);
      case OperatorAction action -> take(step, action);
    }
  }

  private void take(Step step, OperatorAction action) {
    switch (action) {
      case OperatorAction.Started started -> start(step, started);
      case OperatorAction.OfDoubt said -> step.reply(doubts.on(step, said));
      case OperatorAction.Promote(var account, var by, var why) ->
          byHand(step, account, succession -> succession.promote(account, by, why, step.at()));
      case OperatorAction.FailBack(var by, var why) ->
          book.routing().accounts().stream()
              .findFirst()
              .ifPresentOrElse(
                  first ->
                      byHand(step, first, all -> all.failBack(by, why, book.links(), step.at())),
                  () -> step.reply(ClientDesk.denied(new Denial.NoBrokerReady("none is known"))));
    }
  }

  private void byHand(
      Step step, BrokerAccount account, Function<Succession, Event.FailedOver> change) {
    Succession succession = book.roster().succession();
    String refusal = succession.refusal(account, book.links());
    if (refusal != null) {
      step.reply(ClientDesk.denied(new Denial.NotPromotable(account, refusal)));
      return;
    }
    Event.FailedOver changed = change.apply(succession);
    step.event(changed);
    step.reply(new Reply.Acts(changed.acting()));
  }

  private void start(Step step, OperatorAction.Started started) {
    List<BrokerAccount> wereUp = book.links().up();
    book.start(started);
    doubts.afterStart(step);
    wereUp.forEach(account -> step.event(new Event.LinkDown(account, "the gateway has stopped")));
    awaitTime(step, book.roster().succession().patientUntil());
    succeed(step);
  }

  private void judge(Step step, LinkHealth verdict) {
    boolean took = takes(verdict.account());
    Breaker before = book.links().health(verdict.account()).breaker();
    if (book.links().judge(verdict)) {
      step.event(new Event.HealthChanged(verdict));
      if (before != verdict.breaker()) {
        step.event(new Event.BreakerMoved(before, verdict));
      }
      heard(step, verdict.account(), took, verdict.sentence());
    }
  }

  private boolean takes(BrokerAccount account) {
    return book.links().takes(account).isPresent();
  }

  private void heard(Step step, BrokerAccount account, boolean took, String trouble) {
    Succession succession = book.roster().succession();
    awaitTime(step, succession.heard(account, took, trouble, book.links(), step.at()));
    succeed(step);
  }

  private static void awaitTime(Step step, @Nullable Instant at) {
    if (at != null) {
      step.effect(new Effect.AwaitTime(at));
    }
  }

  private void succeed(Step step) {
    book.roster().succession().settle(book.links(), step.at()).ifPresent(step::event);
  }

  private void look(Step step, Placement placement) {
    doubts.look(step, placement);
    groups.look(placement);
  }

  private void take(Step step, BrokerReport report) {
    switch (report) {
      case Answered answered -> brokerDesk.on(step, answered);
      case OrderReport news -> brokerDesk.on(step, news);
      case Listed listed -> brokerDesk.on(step, listed);
      case Funded funded -> brokerDesk.on(step, funded);
      case Flowed flow -> brokerDesk.on(step, flow);
      case Moved moved -> brokerDesk.on(step, moved);
      case Included included -> brokerDesk.on(included);
      case Clearance said -> {
        if (book.links().clear(said)) {
          step.event(new Event.ClearanceChanged(said));
        }
      }
      case Unread(var account, var channel, var raw) ->
          step.alarm("F-B33", account, "", "not understood, from " + channel + ": " + raw);
    }
  }

  private void take(Step step, LinkChange change) {
    switch (change) {
      case LinkChange.Up(var account, var capabilities) -> {
        boolean took = takes(account);
        boolean wasDown = book.capabilities(account).isEmpty();
        book.links().up(account, capabilities, step.at());
        doubts.afterConnect(step, account);
        groups.afterConnect(account);
        if (wasDown) {
          step.event(new Event.LinkUp(account));
        }
        heard(step, account, took, book.links().health(account).sentence());
      }
      case LinkChange.Down(var account, String reason) -> {
        boolean took = takes(account);
        if (book.capabilities(account).isPresent()) {
          step.event(new Event.LinkDown(account, reason));
        }
        book.links().down(account, step.at());
        heard(step, account, took, "the link to " + account + " is down: " + reason);
      }
    }
  }

  /** Where {@code place} would go at that instant, or why it would be refused; changes nothing. */
  public RoutePreview preview(ClientCommand.Place place, Instant at) {
    return clientDesk.preview(place, at);
  }

  /** All that the engine knows, as plain data. */
  public EngineState state() {
    return book.state();
  }

  /**
   * What has changed since this was last asked, or since the state that the engine began from; see
   * {@link StateSum}.
   */
  public StateChange changes() {
    return book.changes();
  }

  /** The sequence of the last input. */
  public long sequence() {
    return book.sequence();
  }

  /** How often this data folder was started. */
  public int epoch() {
    return book.epoch();
  }

  public Optional<Order> order(Principal principal, String clientOrderId) {
    return book.order(principal, clientOrderId);
  }

  public Optional<Order> order(OrderId id) {
    return book.order(id);
  }

  /**
   * The orders that belong with this one, as they are now: the entry, the take-profit and the
   * stop-loss, as far as the group has them. Empty for an order alone.
   */
  public List<Order> group(OrderId id) {
    return book.order(id).flatMap(book::group).map(ExitGroup::members).orElse(List.of()).stream()
        .map(book::requireOrder)
        .toList();
  }

  /** Orders that may still execute, oldest first; one that is held cannot. */
  public List<Order> openOrders() {
    return book.live().stream().map(placement -> book.requireOrder(placement.order())).toList();
  }

  /** Placements that may still execute, oldest first, those in doubt among them. */
  public List<Placement> livePlacements() {
    return book.live();
  }

  /** What is in doubt, oldest first, with what would settle it. */
  public List<DoubtCase> doubts() {
    return doubts.cases();
  }

  /** Accounts that are not believed as usual when they say that they have not got something. */
  public List<Trust> trusts() {
    return book.doubts().memory().trusts();
  }

  /** What {@code principal} has settled for its own trading; the defaults where nothing. */
  public Configuration configuration(Principal principal) {
    return book.clients().configuration(principal);
  }

  public List<Position> positions() {
    return book.ledger().positions();
  }

  public List<Balance> balances() {
    return book.ledger().balances();
  }

  /** The account that new orders go to first; empty where no strategy prefers one to another. */
  public Optional<ActingAccount> acting() {
    return book.roster().succession().acting();
  }

  /** What the orders at each broker account have come to; those without any are left out. */
  public List<AccountTotals> totals() {
    return book.ledger().totals().totals();
  }
}
