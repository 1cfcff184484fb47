// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.broker.BrokerLink;
import dev.fairlead.broker.Known;
import dev.fairlead.broker.LinkListener;
import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.LinkChange;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.OrderRequest;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.paper.PaperConfig.Source;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PaperBrokerTest {
  private static final Price HIGH = Price.parse("1000");

  private final InstantSource clock = InstantSource.system();
  private final PaperBroker broker = new PaperBroker(PaperConfig.DEFAULT, clock);

  @Test
  void theMarketFillsWhatWaits() throws InterruptedException {
    TestBook book = new TestBook();
    try (BrokerLink link = broker.connect(TestBook.ACCOUNT, Known.NOTHING, book)) {
      // More than is ever displayed there, and never more than a few thousand dollars.
      Quantity wanted = Quantity.of(20_001);
      OrderRequest request = OrderRequest.buy("PENY", wanted.toString());
      book.send(link, book.place("A", request, HIGH, clock.instant()));
      Quantity filled = Quantity.ZERO;
      while (filled.compareTo(wanted) < 0) {
        filled = filled.plus(book.awaitFill("A").quantity());
      }
      assertThat(filled).isEqualTo(wanted);
      assertThat(book.news()).startsWith("A Accepted", "A Executed", "A Executed");
    }
  }

  @Test
  void aListenerThatWaitsHoldsUpNobodyElse() throws InterruptedException {
    Semaphore door = new Semaphore(0);
    CountDownLatch atTheDoor = new CountDownLatch(1);
    List<BrokerReport> heard = new ArrayList<>();
    LinkListener slow =
        new LinkListener() {
          @Override
          public void onReport(BrokerReport report) {
            atTheDoor.countDown();
            door.acquireUninterruptibly();
            heard.add(report);
          }

          @Override
          public void onChange(LinkChange change) {}
        };
    try (BrokerLink link = broker.connect(TestBook.ACCOUNT, Known.NOTHING, slow)) {
      assertThat(atTheDoor.await(10, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 100; i++) {
        assertThat(answer(link, place("P" + i))).isInstanceOf(SendResult.Accepted.class);
      }
      assertThat(link.quote(new Symbol("F"))).isPresent();
      assertThat(heard).isEmpty();
      door.release(1_000_000);
      assertThat(answer(link, TestBook.command("P7", new BrokerCommand.Ask.Query())))
          .isEqualTo(new SendResult.Accepted("paper-P7"));
      assertThat(heard).hasSize(3 + 100 + 1);
    }
  }

  private static SendResult answer(BrokerLink link, BrokerCommand command) {
    CompletableFuture<SendResult> answer = new CompletableFuture<>();
    link.send(command, answer::complete);
    assertThat(answer).isDone();
    return answer.join();
  }

  private static BrokerCommand place(String id) {
    return TestBook.command(id, new BrokerCommand.Ask.Place(OrderRequest.buy("F", "1")));
  }

  /** Four threads, each with so many placements: S0N0, S0N1 and so on. */
  private static void sendFromFour(int each, Consumer<String> sender) throws InterruptedException {
    List<Thread> senders = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      String name = "S" + number + "N";
      senders.add(
          Thread.ofPlatform()
              .start(() -> IntStream.range(0, each).forEach(i -> sender.accept(name + i))));
    }
    for (Thread thread : senders) {
      thread.join();
    }
  }

  @Test
  void reportsOfEachPlacementKeepTheirOrderUnderLoad() throws InterruptedException {
    TestBook book = new TestBook();
    try (BrokerLink link = broker.connect(TestBook.ACCOUNT, Known.NOTHING, book)) {
      OrderRequest request = OrderRequest.buy("NSE:INFY", "1").limit("100");
      sendFromFour(
          250,
          id -> {
            book.send(link, book.place(id, request, HIGH, clock.instant()));
            book.send(link, TestBook.command(id, new BrokerCommand.Ask.Cancel()));
          });
      book.send(link, TestBook.command("S0N0", new BrokerCommand.Ask.Query()));
      List<String> news = book.news();
      // Two answers and the end of each; what the query finds, and its answer.
      assertThat(news).hasSize(4 * 250 * 3 + 2);
      for (int i = 0; i < 250; i++) {
        String name = "S1N" + i;
        assertThat(news.stream().filter(said -> said.startsWith(name + " ")))
            .containsExactly(name + " Accepted", name + " Accepted", name + " Canceled");
      }
    }
  }

  @Test
  void everyOrderIsAnsweredBeforeItFills() throws InterruptedException {
    TestBook book = new TestBook();
    try (BrokerLink link = broker.connect(TestBook.ACCOUNT, Known.NOTHING, book)) {
      OrderRequest request = OrderRequest.buy("F", "1");
      sendFromFour(500, id -> book.send(link, book.place(id, request, HIGH, clock.instant())));
      book.awaitFills(2000);
      Set<String> accepted = new HashSet<>();
      for (String said : book.news()) {
        String id = said.substring(0, said.indexOf(' '));
        if (said.endsWith(" Accepted")) {
          accepted.add(id);
        } else {
          assertThat(accepted).contains(id);
        }
      }
      assertThat(accepted).hasSize(2000);
    }
  }

  @Test
  void accountsAreApart() {
    TestBook first = new TestBook();
    TestBook second = new TestBook();
    BrokerAccount other = BrokerAccount.parse("paper:other");
    try (BrokerLink one = broker.connect(TestBook.ACCOUNT, Known.NOTHING, first);
        BrokerLink two = broker.connect(other, Known.NOTHING, second)) {
      first.send(one, first.place("A", OrderRequest.buy("F", "1"), HIGH, clock.instant()));
      second.send(two, second.place("A", OrderRequest.buy("F", "2"), HIGH, clock.instant()));
    }
    assertThat(first.held("F")).isEqualTo(Quantity.of(1));
    assertThat(second.held("F")).isEqualTo(Quantity.of(2));
  }

  @Test
  void sleepsWhileNothingIsOpen() throws InterruptedException {
    CountDownLatch up = new CountDownLatch(1);
    LinkListener listener =
        new LinkListener() {
          @Override
          public void onReport(BrokerReport report) {}

          @Override
          public void onChange(LinkChange change) {
            up.countDown();
          }
        };
    CountingClock counting = new CountingClock();
    PaperBroker idle = new PaperBroker(PaperConfig.DEFAULT, counting);
    BrokerLink link = idle.connect(TestBook.ACCOUNT, Known.NOTHING, listener);
    assertThat(up.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(counting.quiet.tryAcquire(1, TimeUnit.SECONDS)).isFalse();
    link.close();
  }

  /** Lets a permit out for each reading after the first dozen: connecting needs some. */
  private static final class CountingClock implements InstantSource {
    final Semaphore quiet = new Semaphore(-12);

    @Override
    public Instant instant() {
      quiet.release();
      return Instant.now();
    }
  }

  @Test
  void namesItselfAndTheFolderThatItCannotPlay() {
    assertThat(broker.name()).isEqualTo("paper");
    Source missing = new Source.Replay(Path.of("no", "such", "folder"), BigDecimal.ONE);
    assertThatThrownBy(() -> new PaperBroker(PaperConfig.DEFAULT.trading(missing), clock))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("no recording in " + Path.of("no", "such", "folder"));
  }
}
