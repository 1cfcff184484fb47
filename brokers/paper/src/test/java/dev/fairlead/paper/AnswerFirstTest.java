// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.broker.Known;
import dev.fairlead.feed.SyntheticMarket;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerCommand.Ask;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.SendResult;
import dev.fairlead.money.Price;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What follows from a request is not heard before its answer, whichever thread tells it. */
@Timeout(30)
class AnswerFirstTest {
  private static final Price HIGH = Price.parse("1000");

  /** More than is ever displayed, so that the quotes that follow go on filling it. */
  private static final OrderRequest LARGE = OrderRequest.buy("F", "15000");

  private final ManualClock clock = new ManualClock("2026-03-02T15:00:00Z");
  private final TestBook book = new TestBook();
  private final PaperLink link =
      new PaperLink(TestBook.ACCOUNT, new SyntheticMarket(5), PaperConfig.DEFAULT, clock, book);

  AnswerFirstTest() {
    link.open(Known.NOTHING);
    link.step();
  }

  private BrokerCommand place(String id, OrderRequest request) {
    return book.place(id, request, HIGH, clock.instant());
  }

  /** Does it on another thread, and waits until it is done. */
  private static void elsewhere(Runnable what) {
    try {
      CompletableFuture.runAsync(what).get(10, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theMarketDoesNotOvertakeAnAnswer() {
    BrokerCommand first = place("A", LARGE);
    link.send(
        first,
        result -> {
          clock.pass(Duration.ofSeconds(5));
          elsewhere(link::step);
          assertThat(book.news()).isEmpty();
          book.note(first, result);
        });
    List<String> news = book.news();
    assertThat(news).startsWith("A Accepted", "A Executed", "A Executed");
    assertThat(news.stream().filter("A Accepted"::equals)).hasSize(1);
  }

  @Test
  void anotherRequestIsAnsweredWhileOneIsNot() {
    BrokerCommand first = place("A", LARGE);
    BrokerCommand second = place("B", OrderRequest.buy("KO", "1"));
    link.send(
        first,
        result -> {
          elsewhere(() -> book.send(link, second));
          assertThat(book.news()).containsExactly("B Accepted");
          book.note(first, result);
        });
    assertThat(book.news()).containsExactly("B Accepted", "A Accepted", "A Executed", "B Executed");
  }

  @Test
  void aQueryIsAnsweredAfterWhatItHasToWaitFor() {
    BrokerCommand first = place("A", LARGE);
    CompletableFuture<SendResult> found = new CompletableFuture<>();
    link.send(
        first,
        result -> {
          found.completeAsync(() -> book.send(link, TestBook.command("A", new Ask.Query())));
          assertThat(book.news()).isEmpty();
          book.note(first, result);
        });
    assertThat(found.join()).isEqualTo(new SendResult.Accepted("paper-A"));
    assertThat(book.news()).containsExactly("A Accepted", "A Executed", "A Found", "A Accepted");
  }

  @Test
  void whatHappenedBeforeIsToldBefore() {
    book.send(link, place("A", OrderRequest.buy("F", "15000")));
    clock.pass(Duration.ofSeconds(10));
    assertThat(book.send(link, TestBook.command("A", new Ask.Cancel())))
        .isEqualTo(
            new SendResult.Refused("not-cancelable", "order is already in \"filled\" state"));
    assertThat(book.news())
        .startsWith("A Accepted", "A Executed")
        .endsWith("A Executed", "A Refused");
  }

  @Test
  void anAnswerThatCannotBeTakenHoldsUpNothing() {
    BrokerCommand first = place("A", LARGE);
    assertThatThrownBy(() ->
            link.send(
                first,
                _ -> {
                  throw new IllegalStateException("planted");
                }))
        .hasMessage("planted");
    book.send(link, place("B", OrderRequest.buy("KO", "1")));
    assertThat(book.news()).containsExactly("A Executed", "B Accepted", "B Executed");
  }
}
