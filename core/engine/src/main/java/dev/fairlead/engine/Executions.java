// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.engine;

import dev.fairlead.engine.OrderLifecycle.News;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.OrderNews.Executed;
import dev.fairlead.model.Fill;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.Placement;
import dev.fairlead.model.PlacementStatus;
import dev.fairlead.state.EngineState.BookedFill;
import dev.fairlead.state.EngineState.Parked;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes what executed, what of it was taken back and what was corrected: booked once (I-09), and
 * kept aside where it cannot be booked, never dropped (I-12).
 */
final class Executions {
  private final Book book;
  private final Doubts doubts;
  private final Progress progress;

  Executions(Book book, Doubts doubts, Progress progress) {
    this.book = book;
    this.doubts = doubts;
    this.progress = progress;
  }

  /** Books an execution once, whatever the channel and however often it is told (I-09). */
  void executed(Step step, Placement placement, Executed executed) {
    Fill fill = executed.fill();
    BookedFill booked = book.ledger().fill(placement.account(), fill.executionId()).orElse(null);
    Optional<String> odd = odd(placement, fill, booked);
    if (odd.isPresent()) {
      park(step, placement, executed, "F-B34", odd.get());
      return;
    }
    try {
      if (booked == null) {
        doubts.makeWay(step, placement);
        progress.on(step, book.current(placement), new News.Fills(executed));
        unpark(step, placement, fill.executionId());
      } else {
        if (!booked.busted() && fill.revision() > booked.fill().revision()) {
          progress.corrects(step, placement, booked, fill);
          askAfterRevision(step, book.current(placement));
        }
        if (executed.completes()) {
          completes(step, book.current(placement));
        }
      }
    } catch (ArithmeticException beyond) {
      park(step, placement, executed, "F-T11", "beyond what numbers hold");
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
    for (Parked waiting : book.aside().of(placement.id())) {
      boolean ours = waiting.account().equals(placement.account());
      if (ours && isAbout(waiting.news(), executionId)) {
        book.aside().unpark(waiting);
        revised(step, book.current(placement), waiting.news());
      }
    }
  }

  private static boolean isAbout(OrderNews news, String executionId) {
    return (news instanceof OrderNews.Busted(String id) && id.equals(executionId))
        || (news instanceof OrderNews.Corrected(Fill fill)
            && fill.executionId().equals(executionId));
  }

  private void revised(Step step, Placement placement, OrderNews news) {
    if (news instanceof OrderNews.Busted busted) {
      busted(step, placement, busted);
    } else if (news instanceof OrderNews.Corrected corrected) {
      corrected(step, placement, corrected);
    }
  }

  /** Takes an execution back, once (I-23). */
  void busted(Step step, Placement placement, OrderNews.Busted news) {
    String executionId = news.executionId();
    BookedFill booked = book.ledger().fill(placement.account(), executionId).orElse(null);
    if (booked == null || !booked.placement().equals(placement.id())) {
      park(step, placement, news, "I-23", "of an execution that has not been told");
      return;
    }
    if (booked.busted()) {
      return; // Told before (I-09).
    }
    try {
      progress.busts(step, placement, booked);
      askAfterRevision(step, book.current(placement));
    } catch (ArithmeticException beyond) {
      park(step, placement, news, "F-T11", "beyond what numbers hold");
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

  /** Puts a newer revision in an execution's place (I-23). */
  void corrected(Step step, Placement placement, OrderNews.Corrected news) {
    Fill fill = news.fill();
    BookedFill booked = book.ledger().fill(placement.account(), fill.executionId()).orElse(null);
    if (booked == null) {
      park(step, placement, news, "I-23", "of an execution that has not been told");
    } else {
      executed(step, placement, new Executed(fill, false));
    }
  }

  /**
   * Filled by the broker's word and not by the numbers: one by value, or one of whose executions
   * some were taken back.
   */
  void completes(Step step, Placement placement) {
    boolean byWord =
        placement.isByValue() ? placement.fills() > 0 : book.ledger().isRevised(placement);
    if (byWord && placement.status().isLive()) {
      progress.on(step, placement, new News.Completes());
    }
  }

  private void park(Step step, Placement placement, OrderNews news, String rule, String why) {
    park(step, new Parked(placement.account(), placement.id(), news), rule, why);
  }

  /** Keeps news aside that cannot be booked, and tells the operator once (I-12). */
  void park(Step step, Parked news, String rule, String why) {
    if (book.aside().park(news)) {
      String detail = "kept aside, " + why + ": " + news.news();
      step.alarm(rule, news.account(), news.placement().text(), detail);
    }
  }
}
