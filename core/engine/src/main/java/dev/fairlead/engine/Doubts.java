// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.doubt.Doubt;
import dev.fairlead.doubt.Doubt.Finding;
import dev.fairlead.doubt.DoubtPolicy;
import dev.fairlead.doubt.Resolution;
import dev.fairlead.doubt.Resolution.Verdict;
import dev.fairlead.doubt.Trust;
import dev.fairlead.engine.OrderLifecycle.News;
import dev.fairlead.message.Capabilities;
import dev.fairlead.message.Capabilities.AbsenceProof;
import dev.fairlead.message.Capabilities.AbsenceProof.Lists;
import dev.fairlead.message.Denial;
import dev.fairlead.message.Event;
import dev.fairlead.message.OperatorAction.OfDoubt;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.OrderNews.Executed;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.rules.Contradictions;
import dev.fairlead.rules.Proofs;
import dev.fairlead.rules.Waits;
import dev.fairlead.state.DoubtCase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The in-doubt protocol (reliability section 3): a request without a certain answer is neither
 * refused nor sent again. It is fenced, looked up on a schedule, and let go on evidence only (I-15,
 * I-16).
 */
final class Doubts {
  private static final String RESTARTED = "the gateway was restarted before the broker answered";

  private final Book book;
  private final Outbox outbox;
  private final Progress progress;
  private final Carried carried;

  Doubts(Book book, Outbox outbox, Progress progress, Carried carried) {
    this.book = book;
    this.outbox = outbox;
    this.progress = progress;
    this.carried = carried;
  }

  /** Nobody can tell whether the broker has it; what it has told since counts more (F-B05). */
  void placeInDoubt(Step step, Placement placement, String cause) {
    if (placement.isBrought()) {
      return; // Whether a leg is there is decided with the order that brought it.
    }
    boolean undecided =
        placement.status() == PlacementStatus.SENT
            || placement.status() == PlacementStatus.PENDING_CANCEL;
    if (undecided && !placement.isAcknowledged()) {
      doubt(step, placement, cause);
      settle(step, book.current(placement));
    }
  }

  /**
   * The broker says that it is filled and has not told all fills: they are asked for until they are
   * there, and never made up (F-B06).
   */
  void fillsMissing(Step step, Placement placement) {
    switch (placement.status()) {
      case SENT, WORKING, PARTIALLY_FILLED -> {
        doubt(step, placement, "filled at the broker, which has not told all fills");
        settle(step, book.current(placement));
      }
      case IN_DOUBT, PENDING_CANCEL, PENDING_REPLACE -> {
        // Looked at again anyway.
      }
      case FILLED, CANCELED, EXPIRED, REJECTED, NOT_PLACED -> {
        // What it says is known.
      }
    }
  }

  private void doubt(Step step, Placement placement, String cause) {
    Placement doubted =
        PlacementEdit.of(placement).status(PlacementStatus.IN_DOUBT).present().done();
    book.keep(step, doubted);
    Order order = book.requireOrder(doubted.order());
    if (order.placement().equals(doubted.id())) {
      step.tell(
          OrderEdit.of(order, step.at()).following(doubted).done(), new Happened.InDoubt(cause));
    }
  }

  /** Asks the broker once what it knows of the placement, where it can be asked. */
  void ask(Step step, Placement placement) {
    if (isAskable(placement)) {
      outbox.query(step, placement);
    }
  }

  private boolean isAskable(Placement placement) {
    return book.capabilities(placement.account()).map(Capabilities::answersQueries).orElse(false);
  }

  /** The instant has come to tell louder, or to look again if there is still something. */
  void look(Step step, Placement placement) {
    Doubt raised = book.doubts().raise(placement.id(), step.at());
    if (raised != null) {
      step.event(new Event.OfDoubt.Raised(raised));
      step.louder(raised);
    }
    if (!step.at().isBefore(Waits.nextLook(placement))) {
      noteOverdue(step, placement);
      settle(step, placement);
    }
  }

  /** What was taken and not told of for long is in doubt as well (reliability 3.7). */
  private void noteOverdue(Step step, Placement placement) {
    boolean overdue =
        switch (placement.status()) {
          case PENDING_CANCEL -> Waits.isOverdue(placement, Attempt.Kind.CANCEL, step.at());
          case PENDING_REPLACE -> Waits.isOverdue(placement, Attempt.Kind.REPLACE, step.at());
          case SENT,
              IN_DOUBT,
              WORKING,
              PARTIALLY_FILLED,
              FILLED,
              CANCELED,
              EXPIRED,
              REJECTED,
              NOT_PLACED ->
              false;
        };
    if (overdue) {
      Capabilities can = book.capabilities(placement.account()).orElse(null);
      step.doubted(book.doubts().overdue(placement, step.at(), can), placement);
    }
  }

  /** Does what may settle a placement that waits for something, and comes back to it. */
  void settle(Step step, Placement placement) {
    switch (placement.status()) {
      case IN_DOUBT, PENDING_REPLACE -> {
        if (isAskable(placement)) {
          outbox.watch(step, outbox.query(step, placement));
        }
      }
      case PENDING_CANCEL -> {
        if (book.capabilities(placement.account()).isPresent()) {
          outbox.cancel(step, placement);
          ask(step, book.current(placement));
        }
      }
      case SENT, WORKING, PARTIALLY_FILLED -> {
        // Waits for nothing but the broker's next word.
      }
      case FILLED, CANCELED, EXPIRED, REJECTED, NOT_PLACED -> {
        // Settled.
      }
    }
  }

  /**
   * After a start, nobody knows which of the unanswered requests had left before (I-05). Nothing is
   * sent: no link is up yet.
   */
  void afterStart(Step step) {
    // The timers of what was in doubt before went with the process (I-24).
    book.doubts().open().forEach(doubt -> step.louder(doubt));
    for (Placement placement : book.placements()) {
      boolean unanswered = placement.attempts().stream().anyMatch(PlacementEdit::isWaiting);
      if (unanswered || (placement.status().isLive() && placement.absences() > 0)) {
        // What was told of an absence counts in a row, and a restart has broken the row.
        book.keep(step, PlacementEdit.of(placement).unanswered(RESTARTED).present().done());
        placeInDoubt(step, book.current(placement), RESTARTED);
      }
    }
  }

  /** A link is up: settles what was left open on it. */
  void afterConnect(Step step, BrokerAccount account) {
    for (Placement placement : book.live()) {
      if (placement.account().equals(account)) {
        settle(step, sinceConnect(step, placement));
      }
    }
  }

  /** What was missing from lists before counts on a session that held only. */
  private Placement sinceConnect(Step step, Placement placement) {
    boolean broken = proof(placement).filter(Lists.class::isInstance).isPresent();
    if (broken && placement.absences() > 0) {
      book.keep(step, PlacementEdit.of(placement).present().done());
    }
    return book.current(placement);
  }

  /** The broker knows no such order: evidence only as far as its capabilities say (D-06). */
  void notFound(Step step, Placement placement) {
    if (placement.isBrought()) {
      if (placement.status().isLive() && !placement.isAcknowledged()) {
        book.keep(step, PlacementEdit.of(placement).absent().done());
      }
      return;
    }
    book.doubts().heard(placement.id(), step.at(), Finding.UNKNOWN);
    AbsenceProof proof = proof(placement).orElse(null);
    if (placement.status() != PlacementStatus.IN_DOUBT
        || !Proofs.counts(placement, proof, step.at())) {
      return;
    }
    Placement absent = PlacementEdit.of(placement).absent().done();
    book.keep(step, absent);
    Doubt doubt = book.doubts().find(absent.id()).orElseThrow();
    Trust trust = book.doubts().trust(absent.account());
    if (Proofs.isAbsent(absent, proof, trust, step.at())) {
      progress.notPlaced(step, absent, "the broker never got it", true);
    } else if (Proofs.isGivenUp(absent, doubt, trust, step.at())) {
      progress.notPlaced(step, absent, "the broker has not shown it for too long", false);
    }
  }

  private Optional<AbsenceProof> proof(Placement placement) {
    return book.capabilities(placement.account()).map(Capabilities::absence);
  }

  /** Whether the broker shows what it has by now: long enough after the replace was asked. */
  boolean isSettled(Placement placement, Instant now) {
    return Proofs.isSettled(placement, proof(placement).orElse(null), now);
  }

  /**
   * Whether this may be the cancelled half of a replace that a broker does as cancel and new
   * (F-B17): it shows the old terms, ended, soon after it was asked for new ones. Who cannot be
   * asked again is believed.
   */
  boolean mayBeHalf(Step step, Placement placement, Found found) {
    Replacement pending = placement.replacement();
    return found.state() == Found.State.CANCELED
        && placement.status() == PlacementStatus.PENDING_REPLACE
        && pending != null
        && !found.request().equals(pending.request())
        && isAskable(placement)
        && book.capabilities(placement.account())
            .filter(can -> can.replacing() == Capabilities.Replacing.NEW_ID)
            .isPresent()
        && !Proofs.isSince(placement, Attempt.Kind.REPLACE, Waits.SETTLE, step.at());
  }

  /** What somebody does about doubts; the broker's word stands above it. */
  Reply on(Step step, OfDoubt action) {
    return switch (action) {
      case OfDoubt.Look(PlacementId id, String _) -> lookNow(step, id);
      case OfDoubt.Resolve(PlacementId id, Resolution resolution) -> resolve(step, id, resolution);
      case OfDoubt.Settle(BrokerAccount account, DoubtPolicy policy) ->
          trust(step, book.doubts().trust(account).settled(policy), "settled by its owner");
      case OfDoubt.Restore(BrokerAccount account, String who, String proof) -> {
        Trust trust = book.doubts().trust(account);
        yield trust.breach() == null
            ? ClientDesk.denied(new Denial.NothingToRestore(account))
            : trust(step, trust.caught(null), "restored by " + who + ": " + proof);
      }
    };
  }

  private Reply trust(Step step, Trust trust, String cause) {
    if (book.doubts().put(trust)) {
      step.event(new Event.OfDoubt.TrustChanged(trust, cause));
    }
    return new Reply.Trusted(trust);
  }

  private Reply lookNow(Step step, PlacementId id) {
    Doubt doubt = book.doubts().find(id).orElse(null);
    if (doubt == null) {
      return ClientDesk.denied(new Denial.UnknownDoubt(id.text()));
    }
    BrokerAccount account = doubt.account();
    Optional<Capabilities> can = book.capabilities(account);
    if (can.isEmpty()) {
      return ClientDesk.denied(new Denial.NoBrokerReady("the link to " + account + " is down"));
    }
    if (!can.get().answersQueries()) {
      String why = account + " cannot be asked what became of an order: look there by hand";
      return ClientDesk.denied(new Denial.NoBrokerReady(why));
    }
    outbox.query(step, book.placement(id).orElseThrow());
    return new Reply.Done(book.requireOrder(doubt.order()));
  }

  private Reply resolve(Step step, PlacementId id, Resolution resolution) {
    Doubt doubt = book.doubts().find(id).orElse(null);
    if (doubt == null) {
      return ClientDesk.denied(new Denial.UnknownDoubt(id.text()));
    }
    Placement placement = book.placement(id).orElseThrow();
    Verdict verdict = resolution.verdict();
    Optional<String> contradicted =
        verdict instanceof Verdict.NeverPlaced() && carried.showsLegs(placement)
            ? Optional.of("the broker has shown the exits that came with it")
            : Contradictions.of(verdict, placement, doubt);
    if (contradicted.isPresent()) {
      return ClientDesk.denied(new Denial.DoubtContradicted(id, contradicted.get()));
    }
    book.doubts().resolve(id);
    conclude(step, placement, resolution);
    return new Reply.Done(book.requireOrder(book.current(placement).order()));
  }

  private void conclude(Step step, Placement placement, Resolution resolution) {
    String why = "as " + resolution.who() + " says: " + resolution.proof();
    switch (resolution.verdict()) {
      case Verdict.Placed(String name) -> {
        progress.on(step, placement, new News.WorkingNow(name));
        ask(step, book.current(placement));
      }
      case Verdict.NeverPlaced() ->
          progress.notPlaced(step, placement, "never placed, " + why, false);
      case Verdict.Filled(Quantity quantity, Price price) -> {
        Quantity more = quantity.minus(placement.filled());
        if (more.isPositive()) {
          Fill fill = ownFill(placement, more, price, step.at());
          progress.on(step, placement, new News.Fills(new Executed(fill, true)));
        }
        end(step, book.current(placement), why);
      }
      case Verdict.Ended() -> end(step, placement, why);
    }
  }

  private void end(Step step, Placement placement, String why) {
    if (placement.status().isLive()) {
      progress.on(step, placement, new News.Ends(PlacementStatus.CANCELED, why, ""));
    }
  }

  private Fill ownFill(Placement placement, Quantity quantity, Price price, Instant at) {
    OrderRequest request = placement.request();
    Money noFee = Money.zero(book.currency(request.symbol()));
    return new Fill(
        ownFillId(placement), 0, request.symbol(), request.side(), quantity, price, noFee, at);
  }

  private static String ownFillId(Placement placement) {
    return "operator:" + placement.id().text();
  }

  /** What an operator has booked is taken back when the broker tells what it was (I-09). */
  void makeWay(Step step, Placement placement) {
    if (book.doubts().isResolved(placement.id())) {
      book.ledger()
          .fill(placement.account(), ownFillId(placement))
          .filter(own -> !own.busted())
          .ifPresent(own -> progress.busts(step, placement, own));
    }
  }

  /** Everything that is in doubt, with what would settle it. */
  List<DoubtCase> cases() {
    return book.doubts().open().stream().map(this::casus).toList();
  }

  private DoubtCase casus(Doubt doubt) {
    Placement placement = book.placement(doubt.placement()).orElseThrow();
    Capabilities can = book.capabilities(doubt.account()).orElse(null);
    Trust trust = book.doubts().trust(doubt.account());
    return new DoubtCase(
        doubt,
        book.requireOrder(doubt.order()),
        placement,
        can == null ? null : can.doubtClass(),
        trust,
        Proofs.needs(placement, doubt, can, trust));
  }
}
