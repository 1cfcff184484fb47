// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.engine.EngineState.BookedFill;
import dev.fairlead.engine.EngineState.Parked;
import dev.fairlead.engine.OrderLifecycle.News;
import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.BrokerReport.Funded;
import dev.fairlead.message.BrokerReport.Listed;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.Event;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Executed;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.model.Balance;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.SendResult.InDoubt;
import dev.fairlead.model.TickRule;
import dev.fairlead.money.Price;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes what brokers tell: finds whom it is about, and what it proves. */
final class BrokerDesk {
  /** No account may hold more times its equity; what says so is a mistake. */
  private static final int MOST_MULTIPLIER = 100;

  private final Book book;
  private final Doubts doubts;
  private final Progress progress;

  BrokerDesk(Book book, Doubts doubts, Progress progress) {
    this.book = book;
    this.doubts = doubts;
    this.progress = progress;
  }

  void on(Step step, Listed listed) {
    for (Instrument instrument : listed.instruments()) {
      Optional<String> unusable = unusable(instrument);
      if (unusable.isPresent()) {
        alarm(step, listed.account(), "", "F-T01", unusable.get() + ", not taken: " + instrument);
      } else if (book.put(instrument)) {
        step.event(new Event.InstrumentListed(listed.account(), instrument));
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
      alarm(step, funded.account(), "", "F-T11", "multiplier out of range: " + funded);
      return;
    }
    try {
      Balance balance = book.ledger().fund(funded.account(), funded.amount(), funded.multiplier());
      step.event(new Event.BalanceChanged(balance, funded.cause()));
    } catch (ArithmeticException beyond) {
      alarm(step, funded.account(), "", "F-T11", "more than money holds: " + funded);
    }
  }

  void on(Step step, Answered answered) {
    Placement known = book.placement(answered.placement()).orElse(null);
    int number = answered.attempt();
    if (known == null
        || !known.account().equals(answered.account())
        || number < 1
        || number > known.lastAttempt()) {
      String detail = "an answer to a request that was never made: " + answered;
      alarm(step, answered.account(), answered.placement().text(), "F-B40", detail);
      return;
    }
    Attempt asked = known.attempt(number).orElse(null);
    if (asked == null || (asked.result() != null && !(asked.result() instanceof InDoubt))) {
      return; // Answered before, or so long ago that nothing follows from it.
    }
    Placement placement = PlacementEdit.of(known).answered(number, answered.result()).done();
    if (!placement.equals(known)) {
      book.put(placement);
      step.event(new Event.PlacementEvent(placement));
    }
    switch (asked.kind()) {
      case PLACE -> placeAnswered(step, placement, answered.result());
      case CANCEL -> cancelAnswered(step, placement, answered.result());
      case REPLACE -> replaceAnswered(step, placement, answered.result());
      case QUERY -> {
        // What it found came as a report; what it did not find is looked for again.
      }
    }
  }

  private void placeAnswered(Step step, Placement placement, SendResult result) {
    switch (result) {
      case SendResult.Accepted(String name) -> progress.on(step, placement, new News.Working(name));
      case SendResult.Refused(String _, String reason) ->
          ends(step, placement, PlacementStatus.REJECTED, reason);
      case SendResult.NotSent(String cause) -> doubts.notPlaced(step, placement, cause, false);
      case SendResult.InDoubt(String cause) -> doubts.placeInDoubt(step, placement, cause);
    }
  }

  private void cancelAnswered(Step step, Placement placement, SendResult result) {
    switch (result) {
      case SendResult.Refused(String _, String reason) -> cancelRefused(step, placement, reason);
      case SendResult.Accepted _, SendResult.NotSent _, InDoubt _ -> {
        // At most that the request was taken: the cancel itself is told by a report (I-22), and
        // asked for again when none comes.
      }
    }
  }

  /** Often it comes too late, and the fill is still to be told: looked for at once (F-B15). */
  private void cancelRefused(Step step, Placement placement, String reason) {
    boolean pending = placement.status() == PlacementStatus.PENDING_CANCEL;
    progress.on(step, placement, new News.CancelRefused(reason));
    if (pending) {
      doubts.ask(step, current(placement));
    }
  }

  private void replaceAnswered(Step step, Placement placement, SendResult result) {
    switch (result) {
      case SendResult.Accepted _ -> {
        // As with a cancel: the new terms are told by a report, and looked for when none comes.
      }
      case SendResult.Refused(String _, String reason) ->
          progress.on(step, placement, new News.ReplaceRefused(reason));
      case SendResult.NotSent(String cause) ->
          progress.on(step, placement, new News.ReplaceRefused(cause));
      case InDoubt _ -> doubts.settle(step, placement);
    }
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
      case Executed executed -> executed(step, placement, executed);
      case OrderNews.Canceled() -> ends(step, placement, PlacementStatus.CANCELED, "");
      case OrderNews.Expired() -> ends(step, placement, PlacementStatus.EXPIRED, "");
      case OrderNews.Rejected(String reason) ->
          ends(step, placement, PlacementStatus.REJECTED, reason);
      case OrderNews.CancelRefused(String reason) -> cancelRefused(step, placement, reason);
      case OrderNews.Replaced(String name) -> replaced(step, placement, name);
      case OrderNews.ReplaceRefused(String reason) ->
          progress.on(step, placement, new News.ReplaceRefused(reason));
      case OrderNews.Trailed(Price watermark) -> trailed(step, placement, watermark);
      case OrderNews.Busted(String executionId) -> busted(step, placement, executionId, news);
      case OrderNews.Corrected(Fill fill) -> corrected(step, placement, fill, news);
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
      park(step, news, "I-26", "of no placement of this account");
    } else {
      alarm(step, news.account(), news.placement().text(), "I-26", "of no placement: " + news);
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
      alarm(step, placement.account(), placement.id().text(), "F-T03", "watermark " + watermark);
    }
  }

  /** Books an execution once, whatever the channel and however often it is told (I-09). */
  private void executed(Step step, Placement placement, Executed executed) {
    Fill fill = executed.fill();
    BookedFill booked = book.ledger().fill(placement.account(), fill.executionId()).orElse(null);
    Optional<String> odd = odd(placement, fill, booked);
    if (odd.isPresent()) {
      park(step, parked(placement, executed), "F-B34", odd.get());
      return;
    }
    try {
      if (booked == null) {
        progress.on(step, placement, new News.Fills(executed));
        unpark(step, placement, fill.executionId());
      } else {
        if (!booked.busted() && fill.revision() > booked.fill().revision()) {
          progress.corrects(step, placement, booked, fill);
          askAfterRevision(step, current(placement));
        }
        if (executed.completes()) {
          completes(step, current(placement));
        }
      }
    } catch (ArithmeticException beyond) {
      park(step, parked(placement, executed), "F-T11", "beyond what numbers hold");
    }
  }

  /** Why an execution cannot be one of this placement as it stands; kept aside, never dropped. */
  private Optional<String> odd(Placement placement, Fill fill, @Nullable BookedFill booked) {
    if (fill.executionId().isEmpty()) {
      return Optional.of("without an id");
    }
    if (!fill.quantity().isPositive() || fill.price().nanos() < 0) {
      return Optional.of("not a positive quantity at a price");
    }
    OrderRequest request = placement.request();
    if (!fill.symbol().equals(request.symbol()) || fill.side() != request.side()) {
      return Optional.of(
          "of another symbol or side than " + request.side() + " " + request.symbol());
    }
    if (!fill.fee().currency().equals(book.currency(request.symbol()))) {
      return Optional.of("with a fee in " + fill.fee().currency());
    }
    if (booked != null && !booked.placement().equals(placement.id())) {
      return Optional.of("the id is booked for " + booked.placement());
    }
    boolean other =
        booked != null
            && fill.revision() == booked.fill().revision()
            && !(fill.quantity().equals(booked.fill().quantity())
                && fill.price().equals(booked.fill().price()));
    return other ? Optional.of("the id is booked with other numbers") : Optional.empty();
  }

  /** What came before the execution that it is about is told again (I-23). */
  private void unpark(Step step, Placement placement, String executionId) {
    for (Parked waiting : book.parked(placement.id())) {
      boolean ours = waiting.account().equals(placement.account());
      if (ours && isAbout(waiting.news(), executionId)) {
        book.unpark(waiting);
        on(step, current(placement), waiting.news());
      }
    }
  }

  private static boolean isAbout(OrderNews news, String executionId) {
    return (news instanceof OrderNews.Busted(String id) && id.equals(executionId))
        || (news instanceof OrderNews.Corrected(Fill fill)
            && fill.executionId().equals(executionId));
  }

  private void busted(Step step, Placement placement, String executionId, OrderNews news) {
    BookedFill booked = book.ledger().fill(placement.account(), executionId).orElse(null);
    if (booked == null || !booked.placement().equals(placement.id())) {
      park(step, parked(placement, news), "I-23", "of an execution that has not been told");
      return;
    }
    if (booked.busted()) {
      return; // Told before (I-09).
    }
    try {
      progress.busts(step, placement, booked);
      askAfterRevision(step, current(placement));
    } catch (ArithmeticException beyond) {
      park(step, parked(placement, news), "F-T11", "beyond what numbers hold");
    }
  }

  /** Less is filled of it than was asked for: does the broker work the rest again? (FIX J.1.a) */
  private void askAfterRevision(Step step, Placement placement) {
    if (placement.status() == PlacementStatus.FILLED
        && !placement.isByValue()
        && !placement.isComplete()) {
      doubts.ask(step, placement);
    }
  }

  private void corrected(Step step, Placement placement, Fill fill, OrderNews news) {
    BookedFill booked = book.ledger().fill(placement.account(), fill.executionId()).orElse(null);
    if (booked == null) {
      park(step, parked(placement, news), "I-23", "of an execution that has not been told");
    } else {
      executed(step, placement, new Executed(fill, false));
    }
  }

  /**
   * All that the broker knows: fills first, so that nothing closes before they are booked (F-B06).
   */
  private void found(Step step, Placement placement, Found found) {
    for (Fill fill : found.fills()) {
      executed(step, current(placement), new Executed(fill, false));
    }
    settleReplace(step, current(placement), found);
    Placement now = current(placement);
    String name = found.brokerOrderId();
    switch (found.state()) {
      case WORKING -> worksNow(step, now, name);
      case CANCELED -> progress.on(step, now, new News.Ends(PlacementStatus.CANCELED, "", name));
      case EXPIRED -> progress.on(step, now, new News.Ends(PlacementStatus.EXPIRED, "", name));
      case REJECTED ->
          progress.on(
              step, now, new News.Ends(PlacementStatus.REJECTED, "refused by the broker", name));
      case FILLED -> filledThere(step, now, name);
    }
  }

  /** An order that had ended works again only if it says so when asked after its end (I-20). */
  private void worksNow(Step step, Placement now, String name) {
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
    progress.on(step, now, stale ? new News.Working(name) : new News.WorkingNow(name));
    if (stale && !asked && !now.isComplete()) {
      doubts.ask(step, current(now));
    }
  }

  /** The broker says filled: by its fills, which it may not have told in full. */
  private void filledThere(Step step, Placement now, String name) {
    progress.on(step, now, new News.Working(name));
    completes(step, current(now));
    doubts.fillsMissing(step, current(now));
  }

  /**
   * Filled by the broker's word and not by the numbers: one by value, or one of whose executions
   * some were taken back.
   */
  private void completes(Step step, Placement placement) {
    boolean byWord =
        placement.isByValue() ? placement.fills() > 0 : book.ledger().isRevised(placement);
    if (byWord && placement.status().isLive()) {
      progress.on(step, placement, new News.Completes());
    }
  }

  private Placement current(Placement placement) {
    return book.placement(placement.id()).orElse(placement);
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

  private static Parked parked(Placement placement, OrderNews news) {
    return new Parked(placement.account(), placement.id(), news);
  }

  private void park(Step step, Parked news, String rule, String why) {
    if (book.park(news)) {
      String detail = "kept aside, " + why + ": " + news.news();
      alarm(step, news.account(), news.placement().text(), rule, detail);
    }
  }

  private static void alarm(
      Step step, BrokerAccount account, String placement, String rule, String detail) {
    step.event(new Event.Alarm(rule, account, placement, detail));
  }
}
