// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.doubt.Doubt.Finding;
import dev.fairlead.engine.Ledger.Standing;
import dev.fairlead.engine.OrderLifecycle.News;
import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.BrokerReport.Flowed;
import dev.fairlead.message.BrokerReport.Funded;
import dev.fairlead.message.BrokerReport.Included;
import dev.fairlead.message.BrokerReport.Listed;
import dev.fairlead.message.BrokerReport.Moved;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.Event;
import dev.fairlead.message.MovementKind;
import dev.fairlead.message.OrderEvent.Happened;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Executed;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.model.Balance;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.TickRule;
import dev.fairlead.money.Notional;
import dev.fairlead.money.Price;
import dev.fairlead.rules.OrderRules;
import dev.fairlead.state.EngineState.Parked;
import java.util.Optional;

/** Takes what brokers tell: finds whom it is about, and what it proves. */
final class BrokerDesk {
  /** No account may hold more times its equity; what says so is a mistake. */
  private static final int MOST_MULTIPLIER = 100;

  private final Book book;
  private final Doubts doubts;
  private final Progress progress;
  private final Answers answers;
  private final Executions executions;

  BrokerDesk(Book book, Doubts doubts, Progress progress) {
    this.book = book;
    this.doubts = doubts;
    this.progress = progress;
    this.answers = new Answers(book, doubts, progress);
    this.executions = new Executions(book, doubts, progress);
  }

  void on(Step step, Listed listed) {
    for (Instrument instrument : listed.instruments()) {
      Optional<String> unusable = unusable(instrument);
      if (unusable.isPresent()) {
        step.alarm("F-T01", listed.account(), "", unusable.get() + ", not taken: " + instrument);
      } else if (book.put(listed.account(), instrument)) {
        step.event(new Event.InstrumentListed(listed.account(), instrument));
        book.aside().take(instrument.symbol()).forEach(waiting -> book(step, waiting));
      }
    }
  }

  /** Why no order could be checked, or no position kept, by such a listing. */
  private Optional<String> unusable(Instrument instrument) {
    TickRule ticks = instrument.ticks();
    if (!instrument.lot().isPositive()
        || !ticks.fine().isPositive()
        || !ticks.coarse().isPositive()) {
      return Optional.of("a lot or price increment that is not positive");
    }
    return book.instrument(instrument.symbol())
        .filter(known -> !known.currency().equals(instrument.currency()))
        .map(known -> "another currency than " + known.currency());
  }

  void on(Step step, Funded funded) {
    if (funded.multiplier() < 1 || funded.multiplier() > MOST_MULTIPLIER) {
      step.alarm("F-T11", funded.account(), "", "multiplier out of range: " + funded);
      return;
    }
    try {
      Balance balance = book.ledger().fund(funded.account(), funded.amount(), funded.multiplier());
      step.event(new Event.BalanceChanged(balance, funded.amount(), funded.cause()));
    } catch (ArithmeticException beyond) {
      step.alarm("F-T11", funded.account(), "", "more than money holds: " + funded);
    }
  }

  /** Money that came or went; told again, by whatever channel, it counts no more (I-09). */
  void on(Step step, Flowed flow) {
    if (book.ledger().hasBooked(flow)) {
      return;
    }
    if (flow.id().isEmpty() || flow.amount().isZero()) {
      String why = flow.id().isEmpty() ? "money that flowed without an id" : "a flow of no money";
      step.alarm("F-B34", flow.account(), "", why + ", not taken: " + flow);
      return;
    }
    try {
      step.event(new Event.MoneyFlowed(flow, book.ledger().book(flow)));
    } catch (ArithmeticException beyond) {
      step.alarm("F-T11", flow.account(), "", "more than money holds: " + flow);
    }
  }

  void on(Included included) {
    included.ids().forEach(id -> book.ledger().include(included.account(), id));
  }

  /** Units that came or went; told again, by whatever channel, they count no more (I-09). */
  void on(Step step, Moved move) {
    if (!book.ledger().hasBooked(move) && !book.aside().has(move)) {
      Optional<String> odd = odd(move);
      if (odd.isPresent()) {
        step.alarm("F-B34", move.account(), "", odd.get() + ", not taken: " + move);
      } else {
        book(step, move);
      }
    }
  }

  private static Optional<String> odd(Moved move) {
    if (move.id().isEmpty()) {
      return Optional.of("units that moved without an id");
    }
    int sign = Long.signum(move.quantity().nanos());
    int costSign = move.cost().atto().signum();
    if (sign == 0) {
      return Optional.of("a move of no units");
    }
    return costSign != 0 && costSign != sign
        ? Optional.of("a cost of another sign than the units")
        : Optional.empty();
  }

  /** Books units that came or went, or keeps them aside until they can be booked (I-12). */
  private void book(Step step, Moved move) {
    Instrument listed = book.instrument(move.symbol()).orElse(null);
    if (listed == null) {
      keepAside(step, move, "F-B34", "of an instrument that is not listed");
      return;
    }
    try {
      Moved whole = withCost(move);
      Standing standing = book.ledger().book(whole, listed.currency());
      step.event(new Event.UnitsMoved(whole, standing.position(), standing.balance()));
    } catch (ArithmeticException beyond) {
      keepAside(step, move, "F-T11", "beyond what numbers hold");
    }
  }

  /** What is taken elsewhere takes its share of the cost along, where nobody says how much. */
  private Moved withCost(Moved move) {
    boolean unsaid = move.kind().isFromOutside() && move.kind() != MovementKind.OPENING;
    Notional share =
        book.ledger()
            .position(move.account(), move.symbol())
            .filter(_ -> unsaid && move.cost().equals(Notional.ZERO))
            .map(position -> position.costOf(move.quantity()))
            .orElse(move.cost());
    return new Moved(move.account(), move.id(), move.symbol(), move.quantity(), share, move.cause())
        .of(move.kind(), move.at());
  }

  private void keepAside(Step step, Moved move, String rule, String why) {
    if (book.aside().keep(move)) {
      step.alarm(rule, move.account(), "", "kept aside, " + why + ": " + move);
    }
  }

  void on(Step step, Answered answered) {
    answers.on(step, answered);
  }

  void on(Step step, OrderReport report) {
    Placement placement = book.placement(report.placement()).orElse(null);
    if (placement == null || !placement.account().equals(report.account())) {
      setAside(step, report);
    } else {
      on(step, placement, report.news());
    }
  }

  private void on(Step step, Placement placement, OrderNews news) {
    switch (news) {
      case OrderNews.Working(String name) -> progress.on(step, placement, new News.Working(name));
      case OrderNews.Held(String name) -> held(step, placement, name);
      case Executed executed -> executions.executed(step, placement, executed);
      case OrderNews.Canceled() -> ends(step, placement, PlacementStatus.CANCELED, "");
      case OrderNews.Expired() -> ends(step, placement, PlacementStatus.EXPIRED, "");
      case OrderNews.Rejected(String reason) ->
          ends(step, placement, PlacementStatus.REJECTED, reason);
      case OrderNews.CancelRefused(String reason) -> answers.cancelRefused(step, placement, reason);
      case OrderNews.Replaced(String name) -> replaced(step, placement, name);
      case OrderNews.ReplaceRefused(String reason) ->
          progress.on(step, placement, new News.ReplaceRefused(reason));
      case OrderNews.Trailed(Price watermark) -> trailed(step, placement, watermark);
      case OrderNews.Busted busted -> executions.busted(step, placement, busted);
      case OrderNews.Corrected corrected -> executions.corrected(step, placement, corrected);
      case Found found -> found(step, placement, found);
      case OrderNews.NotFound() -> doubts.notFound(step, placement);
    }
  }

  /** Nothing of ours, or not of that account: what executed is kept, the rest only told (I-26). */
  private void setAside(Step step, OrderReport report) {
    boolean executed =
        switch (report.news()) {
          case Executed _, OrderNews.Busted _, OrderNews.Corrected _ -> true;
          case Found found -> !found.fills().isEmpty();
          case OrderNews.Working _,
              OrderNews.Held _,
              OrderNews.Canceled _,
              OrderNews.Expired _,
              OrderNews.Rejected _,
              OrderNews.CancelRefused _,
              OrderNews.Replaced _,
              OrderNews.ReplaceRefused _,
              OrderNews.Trailed _,
              OrderNews.NotFound _ ->
              false;
        };
    Parked news = new Parked(report.account(), report.placement(), report.news());
    if (executed) {
      executions.park(step, news, "I-26", "of no placement of this account");
    } else {
      step.alarm("I-26", news.account(), news.placement().text(), "of no placement: " + news);
    }
  }

  /** Of a leg that works it may be old news, or that it works no longer: it is asked. */
  private void held(Step step, Placement placement, String name) {
    boolean unclear =
        placement.isBrought()
            && !placement.held()
            && placement.status().isLive()
            && placement.isAcknowledged();
    progress.on(step, placement, new News.Held(name, false));
    if (unclear) {
      doubts.ask(step, book.current(placement));
    }
  }

  private void ends(Step step, Placement placement, PlacementStatus status, String reason) {
    progress.on(step, placement, new News.Ends(status, reason, ""));
  }

  /**
   * Under a name that an earlier replace may have given it, this may be the late echo of that one:
   * the terms that the broker shows decide (I-21).
   */
  private void replaced(Step step, Placement placement, String name) {
    boolean mayBeEcho =
        placement.status() == PlacementStatus.PENDING_REPLACE
            && name.equals(placement.brokerOrderId())
            && placement.attempts().stream()
                    .filter(attempt -> attempt.kind() == Attempt.Kind.REPLACE)
                    .count()
                > 1;
    if (mayBeEcho) {
      doubts.ask(step, placement);
    } else {
      progress.on(step, placement, new News.Replaced(name));
    }
  }

  private void trailed(Step step, Placement placement, Price watermark) {
    if (watermark.isPositive() && watermark.compareTo(OrderRules.MOST_PRICE) <= 0) {
      progress.on(step, placement, new News.Trailed(watermark));
    } else {
      step.alarm("F-T03", placement.account(), placement.id().text(), "watermark " + watermark);
    }
  }

  /**
   * All that the broker knows: fills first, so that nothing closes before they are booked (F-B06).
   */
  private void found(Step step, Placement placement, Found found) {
    Finding finding = Answers.finding(found.state());
    if (finding != null) {
      book.doubts().heard(placement.id(), step.at(), finding);
    }
    for (Fill fill : found.fills()) {
      executions.executed(step, book.current(placement), new Executed(fill, false));
    }
    if (doubts.mayBeHalf(step, book.current(placement), found)) {
      return; // Looked at again, as any replace without an end is.
    }
    settleReplace(step, book.current(placement), found);
    resized(step, book.current(placement), found);
    Placement now = book.current(placement);
    String name = found.brokerOrderId();
    switch (found.state()) {
      case WORKING -> worksNow(step, now, new News.WorkingNow(name), new News.Working(name));
      case HELD -> worksNow(step, now, new News.Held(name, true), new News.Held(name, false));
      case CANCELED -> progress.on(step, now, new News.Ends(PlacementStatus.CANCELED, "", name));
      case EXPIRED -> progress.on(step, now, new News.Ends(PlacementStatus.EXPIRED, "", name));
      case REJECTED ->
          progress.on(
              step, now, new News.Ends(PlacementStatus.REJECTED, "refused by the broker", name));
      case FILLED -> filledThere(step, now, name);
    }
  }

  /** An order that had ended works again only if it says so when asked after its end (I-20). */
  private void worksNow(Step step, Placement now, News certain, News perhaps) {
    boolean asked =
        now.latest(Attempt.Kind.QUERY).filter(query -> query.result() == null).isPresent();
    boolean stale =
        switch (now.status()) {
          case FILLED, CANCELED, EXPIRED, REJECTED ->
              !asked || now.attempts().stream().anyMatch(PlacementEdit::isOvertaken);
          case SENT,
              IN_DOUBT,
              WORKING,
              PARTIALLY_FILLED,
              PENDING_CANCEL,
              PENDING_REPLACE,
              NOT_PLACED ->
              false;
        };
    progress.on(step, now, stale ? perhaps : certain);
    if (stale && !asked && !now.isComplete()) {
      doubts.ask(step, book.current(now));
    }
  }

  /** Who keeps a group says for how much its legs are. */
  private void resized(Step step, Placement now, Found found) {
    OrderRequest told = found.request();
    if (!now.isBrought()
        || !now.status().isLive()
        || now.replacement() != null
        || told.equals(now.request())
        || !told.equals(now.request().with(told.size()))) {
      return;
    }
    Placement sized = PlacementEdit.of(now).asking(told).done();
    Placement after =
        sized.isComplete() ? PlacementEdit.of(sized).status(PlacementStatus.FILLED).done() : sized;
    book.keep(step, after);
    Order order = book.requireOrder(after.order());
    OrderEdit edit = OrderEdit.of(order, step.at());
    told.size().units().ifPresent(edit::sizedTo);
    step.tell(edit.following(after).done(), new Happened.Sized());
  }

  /** The broker says filled: by its fills, which it may not have told in full. */
  private void filledThere(Step step, Placement now, String name) {
    progress.on(step, now, new News.Working(name));
    executions.completes(step, book.current(now));
    doubts.fillsMissing(step, book.current(now));
  }

  /**
   * A replace in doubt is decided by the terms that the broker shows (reliability 3.5): the new
   * ones at once, the old ones only when they stand for good.
   */
  private void settleReplace(Step step, Placement placement, Found found) {
    Replacement replacement = placement.replacement();
    if (placement.status() != PlacementStatus.PENDING_REPLACE || replacement == null) {
      return;
    }
    boolean forGood =
        found.state() != Found.State.WORKING || doubts.isSettled(placement, step.at());
    if (found.request().equals(replacement.request())) {
      progress.on(step, placement, new News.Replaced(found.brokerOrderId()));
    } else if (found.request().equals(placement.request()) && forGood) {
      progress.on(step, placement, new News.ReplaceRefused("the broker kept the old terms"));
    }
  }
}
