// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

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
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.Placement.Replacement;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.SendResult;
import java.util.Optional;

/** Takes what brokers tell: finds whom it is about, and what it proves. */
final class BrokerDesk {
  private final Book book;
  private final Outbox outbox;
  private final Doubts doubts;
  private final Progress progress;

  BrokerDesk(Book book, Outbox outbox, Doubts doubts, Progress progress) {
    this.book = book;
    this.outbox = outbox;
    this.doubts = doubts;
    this.progress = progress;
  }

  void on(Step step, Listed listed) {
    for (Instrument instrument : listed.instruments()) {
      if (book.put(instrument)) {
        step.event(new Event.InstrumentListed(listed.account(), instrument));
      }
    }
  }

  void on(Step step, Funded funded) {
    Balance balance = book.ledger().fund(funded.account(), funded.amount(), funded.multiplier());
    step.event(new Event.BalanceChanged(balance, funded.cause()));
  }

  void on(Step step, Answered answered) {
    Optional<Placement> known = book.placement(answered.placement());
    if (known.isEmpty() || answered.attempt() > known.get().attempts().size()) {
      step.event(
          new Event.Alarm(
              "F-B40",
              answered.account(),
              answered.placement().text(),
              "an answer to a request that was never made"));
      return;
    }
    Placement placement =
        PlacementEdit.of(known.get()).answered(answered.attempt(), answered.result()).done();
    book.put(placement);
    step.event(new Event.PlacementEvent(placement));
    switch (placement.attempts().get(answered.attempt() - 1).kind()) {
      case PLACE -> placeAnswered(step, placement, answered.result());
      case CANCEL -> cancelAnswered(step, placement, answered.result());
      case REPLACE -> replaceAnswered(step, placement, answered.result());
      case QUERY -> {
        // What was found came as a report; what was not is looked for again by the query's timer.
      }
    }
  }

  private void placeAnswered(Step step, Placement placement, SendResult result) {
    switch (result) {
      case SendResult.Accepted(String name) -> progress.on(step, placement, new News.Working(name));
      case SendResult.Refused(String _, String reason) ->
          progress.on(step, placement, new News.Ends(PlacementStatus.REJECTED, reason));
      case SendResult.NotSent(String cause) -> doubts.notPlaced(step, placement, cause, false);
      case SendResult.InDoubt(String cause) -> doubts.placeInDoubt(step, placement, cause);
    }
  }

  private void cancelAnswered(Step step, Placement placement, SendResult result) {
    switch (result) {
      case SendResult.Accepted _ -> {
        // Only that the request was taken; the cancel itself is told by a report (I-22).
      }
      case SendResult.Refused(String _, String reason) ->
          progress.on(step, placement, new News.CancelRefused(reason));
      case SendResult.NotSent _, SendResult.InDoubt _ -> {
        if (placement.status() == PlacementStatus.PENDING_CANCEL) {
          outbox.lookAgain(step, placement);
        }
      }
    }
  }

  private void replaceAnswered(Step step, Placement placement, SendResult result) {
    switch (result) {
      case SendResult.Accepted _ -> {
        // As with a cancel: the new terms are told by a report.
      }
      case SendResult.Refused(String _, String reason) ->
          progress.on(step, placement, new News.ReplaceRefused(reason));
      case SendResult.NotSent(String cause) ->
          progress.on(step, placement, new News.ReplaceRefused(cause));
      case SendResult.InDoubt _ -> doubts.query(step, placement);
    }
  }

  void on(Step step, OrderReport report) {
    Optional<Placement> known = book.placement(report.placement());
    if (known.isEmpty()) {
      park(step, new Parked(report.account(), report.placement(), report.news()), "I-26");
      return;
    }
    Placement placement = known.get();
    switch (report.news()) {
      case OrderNews.Working(String name) -> progress.on(step, placement, new News.Working(name));
      case Executed executed -> executed(step, placement, executed);
      case OrderNews.Canceled() -> ends(step, placement, PlacementStatus.CANCELED, "");
      case OrderNews.Expired() -> ends(step, placement, PlacementStatus.EXPIRED, "");
      case OrderNews.Rejected(String reason) ->
          ends(step, placement, PlacementStatus.REJECTED, reason);
      case OrderNews.CancelRefused(String reason) ->
          progress.on(step, placement, new News.CancelRefused(reason));
      case OrderNews.Replaced(String name) -> progress.on(step, placement, new News.Replaced(name));
      case OrderNews.ReplaceRefused(String reason) ->
          progress.on(step, placement, new News.ReplaceRefused(reason));
      case OrderNews.Trailed(var watermark) ->
          progress.on(step, placement, new News.Trailed(watermark));
      case OrderNews.Busted(String executionId) -> {
        if (!progress.busts(step, placement, executionId)) {
          park(step, new Parked(report.account(), placement.id(), report.news()), "I-23");
        }
      }
      case OrderNews.Corrected(Fill fill) -> {
        if (!progress.corrects(step, placement, fill)) {
          park(step, new Parked(report.account(), placement.id(), report.news()), "I-23");
        }
      }
      case Found found -> found(step, placement, found);
      case OrderNews.NotFound() -> doubts.notFound(step, placement);
    }
  }

  private void ends(Step step, Placement placement, PlacementStatus status, String reason) {
    progress.on(step, placement, new News.Ends(status, reason));
  }

  /** Books an execution once, whatever the channel and however often it is told (I-09). */
  private void executed(Step step, Placement placement, Executed executed) {
    Fill fill = executed.fill();
    if (book.ledger().fill(placement.account(), fill.executionId()).isPresent()) {
      progress.corrects(step, placement, fill);
      return;
    }
    progress.on(step, placement, new News.Fills(executed));
    for (Parked waiting : book.parked()) {
      boolean concerns =
          waiting.placement().equals(placement.id())
              && executionId(waiting.news()).filter(fill.executionId()::equals).isPresent();
      if (concerns) {
        book.unpark(waiting);
        on(step, new OrderReport(waiting.account(), waiting.placement(), waiting.news()));
      }
    }
  }

  private static Optional<String> executionId(OrderNews news) {
    return switch (news) {
      case OrderNews.Busted(String executionId) -> Optional.of(executionId);
      case OrderNews.Corrected(Fill fill) -> Optional.of(fill.executionId());
      case OrderNews.Working _,
          Executed _,
          OrderNews.Canceled _,
          OrderNews.Expired _,
          OrderNews.Rejected _,
          OrderNews.CancelRefused _,
          OrderNews.Replaced _,
          OrderNews.ReplaceRefused _,
          OrderNews.Trailed _,
          Found _,
          OrderNews.NotFound _ ->
          Optional.empty();
    };
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
    switch (found.state()) {
      case WORKING -> progress.on(step, now, new News.WorkingNow(found.brokerOrderId()));
      case CANCELED -> ends(step, now, PlacementStatus.CANCELED, "");
      case EXPIRED -> ends(step, now, PlacementStatus.EXPIRED, "");
      case REJECTED -> ends(step, now, PlacementStatus.REJECTED, "refused by the broker");
      case FILLED -> {
        if (now.status().isLive()) {
          // The broker says filled and has not told all fills: watched on, never made up (F-B06).
          outbox.lookAgain(step, now);
        }
      }
    }
    retryCancel(step, current(placement));
  }

  private Placement current(Placement placement) {
    return book.placement(placement.id()).orElse(placement);
  }

  /** A replace in doubt is decided by the terms that the broker shows (reliability 3.5). */
  private void settleReplace(Step step, Placement placement, Found found) {
    Replacement replacement = placement.replacement();
    if (placement.status() != PlacementStatus.PENDING_REPLACE || replacement == null) {
      return;
    }
    if (found.request().equals(replacement.request())) {
      progress.on(step, placement, new News.Replaced(found.brokerOrderId()));
    } else if (found.request().equals(placement.request())) {
      progress.on(step, placement, new News.ReplaceRefused("the broker kept the old terms"));
    }
  }

  private void retryCancel(Step step, Placement placement) {
    boolean overdue =
        placement.cancelWanted()
            && placement.status().isLive()
            && placement.status() != PlacementStatus.PENDING_REPLACE
            && placement.latest(Attempt.Kind.CANCEL).map(a -> a.result() != null).orElse(true);
    if (overdue) {
      outbox.cancel(step, placement);
    }
  }

  private void park(Step step, Parked news, String rule) {
    book.park(news);
    step.event(
        new Event.Alarm(
            rule,
            news.account(),
            news.placement().text(),
            "kept until it can be told what it belongs to: " + news.news()));
  }
}
