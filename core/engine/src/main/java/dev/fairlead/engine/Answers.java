// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.doubt.Doubt.Finding;
import dev.fairlead.engine.OrderLifecycle.News;
import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.OrderNews.Found;
import dev.fairlead.model.Placement;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.SendResult.InDoubt;
import org.jspecify.annotations.Nullable;

/** Takes the answers to our requests: each once, and for no more than it proves (D-01). */
final class Answers {
  private final Book book;
  private final Doubts doubts;
  private final Progress progress;

  Answers(Book book, Doubts doubts, Progress progress) {
    this.book = book;
    this.doubts = doubts;
    this.progress = progress;
  }

  void on(Step step, Answered answered) {
    Placement known = book.placement(answered.placement()).orElse(null);
    int number = answered.attempt();
    if (known == null
        || !known.account().equals(answered.account())
        || number < 1
        || number > known.lastAttempt()) {
      String detail = "an answer to a request that was never made: " + answered;
      step.alarm("F-B40", answered.account(), answered.placement().text(), detail);
      return;
    }
    Attempt asked = known.attempt(number).orElse(null);
    if (asked == null || (asked.result() != null && !(asked.result() instanceof InDoubt))) {
      return; // Answered before, or so long ago that nothing follows from it.
    }
    Placement placement = PlacementEdit.of(known).answered(number, answered.result()).done();
    switch (asked.kind()) {
      case PLACE -> placeAnswered(step, placement, answered.result());
      case CANCEL -> cancelAnswered(step, kept(step, placement), answered.result());
      case REPLACE -> replaceAnswered(step, kept(step, placement), answered.result());
      case QUERY -> {
        // What it found came as a report; what it did not find is looked for again.
        kept(step, placement);
      }
    }
  }

  private Placement kept(Step step, Placement answered) {
    book.keepIfChanged(step, answered);
    return answered;
  }

  /** What is certain is kept, and told, as one with what it leads to. */
  private void placeAnswered(Step step, Placement placement, SendResult result) {
    switch (result) {
      case SendResult.Accepted(String name) -> progress.on(step, placement, new News.Working(name));
      case SendResult.Refused(String _, String reason) ->
          progress.on(step, placement, new News.Ends(PlacementStatus.REJECTED, reason, ""));
      case SendResult.NotSent(String cause) ->
          progress.notPlaced(step, kept(step, placement), cause, false);
      case SendResult.InDoubt(String cause) ->
          doubts.placeInDoubt(step, kept(step, placement), cause);
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
  void cancelRefused(Step step, Placement placement, String reason) {
    boolean pending = placement.status() == PlacementStatus.PENDING_CANCEL;
    progress.on(step, placement, new News.CancelRefused(reason));
    if (pending) {
      doubts.ask(step, book.current(placement));
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

  /** What a look leaves in doubt; null where it says how the placement ended. */
  static @Nullable Finding finding(Found.State state) {
    return switch (state) {
      case WORKING -> Finding.WORKING;
      case HELD -> Finding.HELD;
      case FILLED -> Finding.FILLED;
      case CANCELED, EXPIRED, REJECTED -> null;
    };
  }
}
