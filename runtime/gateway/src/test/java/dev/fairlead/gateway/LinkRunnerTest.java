// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.BrokerCommand;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.message.BrokerReport.Answered;
import dev.fairlead.message.BrokerReport.OrderReport;
import dev.fairlead.message.Event;
import dev.fairlead.message.Input;
import dev.fairlead.message.OrderNews;
import dev.fairlead.message.Reply;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.model.Fill;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Order;
import dev.fairlead.model.OrderStatus;
import dev.fairlead.model.Placement.Attempt;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.SendResult;
import dev.fairlead.model.Symbol;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.MemoryJournal;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedBroker;
import dev.fairlead.testkit.ScriptedBroker.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LinkRunnerTest {
  @Test
  @DisplayName("F-P05 an adapter that throws leaves the order in doubt, and is asked what became")
  void anAdapterThatThrowsLeavesTheOrderInDoubt() {
    try (Rig rig = Rig.open()) {
      rig.broker.next(
          Attempt.Kind.PLACE,
          (command, _) -> {
            rig.broker.obeySilently(command);
            throw new IllegalStateException("planted");
          });
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      assertThat(kinds(rig.broker)).containsExactly("Place", "Query");
    }
  }

  @Test
  @DisplayName("F-P05 an adapter that breaks with an error goes on with the next command")
  void anAdapterThatBreaksGoesOn() {
    try (Rig rig = Rig.open()) {
      rig.broker.next(
          Attempt.Kind.PLACE,
          (_, _) -> {
            throw new StackOverflowError("planted");
          });
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      assertThat(kinds(rig.broker)).containsExactly("Place", "Query", "Place");
    }
  }

  @Test
  @DisplayName("F-P05 an adapter that gives no answer leaves the order in doubt, and is asked")
  void anAdapterThatGivesNoAnswerLeavesTheOrderInDoubt() {
    try (Rig rig = Rig.open(new MemoryJournal(), impatient()).ready()) {
      rig.broker.next(Attempt.Kind.PLACE, (command, _) -> rig.broker.obeySilently(command));
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      assertThat(kinds(rig.broker)).containsExactly("Place", "Query");
      assertThat(answersTo(rig, order.placement(), 1))
          .containsExactly(new SendResult.InDoubt("the adapter gave no answer within PT0.05S"));
    }
  }

  private static ScriptedBroker impatient() {
    return new ScriptedBroker().answeringWithin(Duration.ofMillis(50));
  }

  @Test
  void anAnswerMayComeLaterAndFromAnotherThread() {
    try (Rig rig = Rig.open()) {
      CompletableFuture<Consumer<SendResult>> kept = new CompletableFuture<>();
      rig.broker.next(Attempt.Kind.PLACE, (_, answer) -> kept.complete(answer));
      Order order = rig.place("a");
      Consumer<SendResult> answer = kept.join();

      // Meanwhile the link takes what is about other orders.
      rig.awaitStatus(rig.place("b").id(), OrderStatus.WORKING);
      answer.accept(new SendResult.Accepted("x-1"));
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      assertThat(answersTo(rig, order.placement(), 1))
          .containsExactly(new SendResult.Accepted("x-1"));
      assertThat(kinds(rig.broker)).containsExactly("Place", "Place");
    }
  }

  @Test
  void aLinkTellsSinceWhenItStandsAndWhatWentWrongLast() {
    try (Rig rig = Rig.open()) {
      assertThat(state(rig).standing()).isInstanceOf(LinkState.Standing.Up.class);
      assertThat(state(rig).trouble()).isEmpty();
      rig.broker.next(
          Attempt.Kind.PLACE,
          (_, answer) -> answer.accept(new SendResult.NotSent("no route to host")));
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.REJECTED);
      assertThat(state(rig).trouble().orElseThrow().what())
          .isEqualTo(
              "attempt 1 of placement " + order.placement() + " was not sent: no route to host");
      rig.broker.goDown("planted");
      Await.until("down", () -> state(rig).standing() instanceof LinkState.Standing.Down);
      assertThat(state(rig).standing())
          .isInstanceOfSatisfying(
              LinkState.Standing.Down.class,
              down -> {
                assertThat(down.reason()).isEqualTo("planted");
                assertThat(state(rig).trouble())
                    .contains(new LinkState.Trouble(down.since(), "the link went down: planted"));
              });
    }
  }

  private static LinkState state(Rig rig) {
    return rig.manager.links().getFirst();
  }

  @Test
  @DisplayName("F-B19 an account is opened with the instant up to which it was heard")
  void anAccountIsOpenedWithTheInstantUpToWhichItWasHeard() {
    try (Rig rig = Rig.open()) {
      assertThat(rig.broker.connects().getLast().heard()).isEqualTo(Instant.EPOCH);
      rig.awaitStatus(rig.place("a").id(), OrderStatus.WORKING);
      Instant last = rig.journal.inputs().getLast().at();
      try (Rig next = rig.killed().ready()) {
        assertThat(next.broker.connects().getLast().heard()).as("up at a kill").isEqualTo(last);
        next.broker.goDown("planted");
        Await.until("down", () -> state(next).standing() instanceof LinkState.Standing.Down);
        Instant down = next.journal.inputs().getLast().at();
        next.broker.connectDown();
        try (Rig third = next.killed()) {
          assertThat(third.broker.connects().getLast().heard()).as("down").isEqualTo(down);
          try (Rig fourth = third.killed()) {
            assertThat(fourth.broker.connects().getLast().heard())
                .as("not up since")
                .isEqualTo(down);
          }
        }
      }
    }
  }

  @Test
  void whatIsListedAgainIsJournaledOnlyWhereItChanged() {
    try (Rig rig = Rig.open()) {
      List<Instrument> many =
          IntStream.range(0, 1_203).mapToObj(i -> Samples.share("T" + i)).toList();
      rig.broker.tell(new BrokerReport.Listed(Samples.ACCOUNT, many));
      Await.until("listed", () -> rig.manager.instrument(new Symbol("T1202")).isPresent());
      assertThat(listings(rig.journal)).extracting(List::size).endsWith(500, 500, 203);
      int before = listings(rig.journal).size();
      try (Rig next = rig.killed().ready()) {
        Instrument other = withName(many.get(7), "Renamed");
        List<Instrument> again = new ArrayList<>(many);
        again.set(7, other);
        next.broker.tell(new BrokerReport.Listed(Samples.ACCOUNT, again));
        next.broker.tell(new BrokerReport.Listed(Samples.ACCOUNT, again));
        Await.until(
            "changed", () -> next.manager.instrument(other.symbol()).equals(Optional.of(other)));
        assertThat(listings(next.journal)).hasSize(before + 1).endsWith(List.of(other));
      }
    }
  }

  private static List<List<Instrument>> listings(MemoryJournal journal) {
    return journal.inputs().stream()
        .map(Input::cause)
        .filter(BrokerReport.Listed.class::isInstance)
        .map(cause -> ((BrokerReport.Listed) cause).instruments())
        .toList();
  }

  private static Instrument withName(Instrument like, String name) {
    return new Instrument(
        like.symbol(),
        like.assetId(),
        name,
        like.exchange(),
        like.assetClass(),
        like.currency(),
        like.ticks(),
        like.lot(),
        like.tradable(),
        like.fractionable(),
        like.shortable(),
        like.marginable());
  }

  @Test
  void onlyTheFirstAnswerCounts() {
    try (Rig rig = Rig.open()) {
      CompletableFuture<Consumer<SendResult>> kept = new CompletableFuture<>();
      rig.broker.next(
          Attempt.Kind.PLACE,
          (command, answer) -> {
            rig.broker.obey(command, answer);
            answer.accept(new SendResult.Refused("refused", "changed its mind"));
            kept.complete(answer);
            throw new IllegalStateException("planted");
          });
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      kept.join().accept(new SendResult.NotSent("much later"));
      Order next = rig.place("b");
      rig.awaitStatus(next.id(), OrderStatus.WORKING);
      assertThat(answersTo(rig, order.placement(), 1))
          .containsExactly(new SendResult.Accepted("broker-" + order.placement()));
      assertThat(kinds(rig.broker)).containsExactly("Place", "Place");
    }
  }

  @Test
  void anAnswerAfterTheCallWasGivenUpIsIgnored() {
    try (Rig rig = Rig.open(new MemoryJournal(), impatient()).ready()) {
      CompletableFuture<Consumer<SendResult>> kept = new CompletableFuture<>();
      rig.broker.next(
          Attempt.Kind.PLACE,
          (command, answer) -> {
            rig.broker.obeySilently(command);
            kept.complete(answer);
          });
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      kept.join().accept(new SendResult.Refused("refused", "too late"));
      rig.awaitStatus(rig.place("b").id(), OrderStatus.WORKING);
      assertThat(answersTo(rig, order.placement(), 1))
          .containsExactly(new SendResult.InDoubt("the adapter gave no answer within PT0.05S"));
    }
  }

  @Test
  void whatIsToldAfterTheAnswerComesAfterIt() {
    try (Rig rig = Rig.open()) {
      OrderNews fill = new OrderNews.Executed(Samples.bought("x1", "10"), true);
      rig.broker.next(
          Attempt.Kind.PLACE,
          (command, answer) -> {
            rig.broker.obey(command, answer);
            rig.broker.tell(command.placement(), fill);
          });
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.FILLED);
      PlacementId placement = order.placement();
      assertThat(rig.journal.inputs())
          .extracting(Input::cause)
          .containsSubsequence(
              new Answered(
                  Samples.ACCOUNT, placement, 1, new SendResult.Accepted("broker-" + placement)),
              new OrderReport(Samples.ACCOUNT, placement, fill));
    }
  }

  /** What the journal has as answers to one attempt. */
  private static List<SendResult> answersTo(Rig rig, PlacementId placement, int attempt) {
    return rig.journal.inputs().stream()
        .map(Input::cause)
        .filter(Answered.class::isInstance)
        .map(Answered.class::cast)
        .filter(answered -> answered.placement().equals(placement) && answered.attempt() == attempt)
        .map(Answered::result)
        .toList();
  }

  @Test
  void whatIsProvenNotSentIsRefused() {
    try (Rig rig = Rig.open()) {
      rig.broker.next(Attempt.Kind.PLACE, Reaction.notSent());
      Order order = rig.place("a");
      Order rejected = rig.awaitStatus(order.id(), OrderStatus.REJECTED);
      assertThat(rejected.reason()).isEqualTo("no route to host");
    }
  }

  @Test
  void whatTheBrokerRefusesIsRejectedWithItsReason() {
    try (Rig rig = Rig.open()) {
      rig.broker.next(Attempt.Kind.PLACE, Reaction.refuse("market closed"));
      Order order = rig.place("a");
      Order rejected = rig.awaitStatus(order.id(), OrderStatus.REJECTED);
      assertThat(rejected.reason()).isEqualTo("market closed");
    }
  }

  @Test
  @DisplayName("F-B05 a fill that comes before the answer is booked")
  void aFillBeforeTheAnswerIsBooked() {
    try (Rig rig = Rig.open()) {
      rig.broker.next(
          Attempt.Kind.PLACE,
          (command, answer) -> {
            rig.broker.tell(
                command.placement(), new OrderNews.Executed(Samples.bought("x1", "10"), true));
            rig.broker.obey(command, answer);
          });
      Order order = rig.place("a");
      assertThat(rig.awaitStatus(order.id(), OrderStatus.FILLED).filled()).hasToString("10");
    }
  }

  @Test
  @DisplayName("I-09 a fill that is told three times is booked once")
  void aRepeatedFillIsBookedOnce() {
    try (Rig rig = Rig.open()) {
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      Fill fill = Samples.bought("x1", "4");
      for (int i = 0; i < 3; i++) {
        rig.broker.tell(order.placement(), new OrderNews.Executed(fill, false));
      }
      rig.broker.tell(order.placement(), new OrderNews.Executed(Samples.bought("x2", "6"), true));
      rig.awaitStatus(order.id(), OrderStatus.FILLED);
      assertThat(rig.manager.positions())
          .singleElement()
          .satisfies(position -> assertThat(position.quantity()).hasToString("10"));
    }
  }

  @Test
  void anOrderOfAnAccountThatIsNoLongerConfiguredStopsNothing() {
    try (Rig rig = Rig.open()) {
      Order order = rig.place("a");
      rig.awaitStatus(order.id(), OrderStatus.WORKING);
      ScriptedBroker other = new ScriptedBroker();
      GatewayConfig renamed =
          GatewayConfig.of(Rig.config(other).data(), BrokerAccount.parse("paper:other"), other);

      try (Rig next = Rig.open(renamed, rig.journal.restarted(), other)) {
        Await.until(
            "it is up", () -> next.manager.instrument(order.request().symbol()).isPresent());
        assertThat(next.manager.local().cancel(order.id())).isInstanceOf(Reply.Done.class);
        next.awaitStatus(order.id(), OrderStatus.PENDING_CANCEL);
        Await.until(
            "the cancel is known not to have gone out",
            () ->
                next.outcomes.all().stream()
                    .flatMap(outcome -> outcome.events().stream())
                    .anyMatch(event ->
                        event instanceof Event.PlacementEvent told
                            && told.placement().attempts().getLast().result() != null));
        assertThat(other.commands()).isEmpty();
      }
    }
  }

  static List<String> kinds(ScriptedBroker broker) {
    return broker.commands().stream()
        .map(BrokerCommand::ask)
        .map(ask -> ask.getClass().getSimpleName())
        .toList();
  }
}
