// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.reconcile.Reconciliation.Standing;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
  private static final BookSide EMPTY = new BookSide(Map.of(), Map.of(), Map.of());
  private static final Worth TEN_DOLLARS = new Worth(Price.parse("10"), Currency.USD);

  private volatile Instant now = Samples.START;

  private final Reconciler reconciler =
      new Reconciler(
          Samples.ACCOUNT,
          Optional::empty,
          () -> EMPTY,
          new Passes(
              symbol -> symbol.text().equals("AAPL") ? Optional.of(TEN_DOLLARS) : Optional.empty()),
          () -> now);

  private Reconciliation pass(FakeAccount broker) {
    reconciler.pass(broker);
    now = now.plusSeconds(60);
    return reconciler.last();
  }

  private static Standing only(Reconciliation reconciliation) {
    assertThat(reconciliation.drifts()).hasSize(1);
    return reconciliation.drifts().getFirst();
  }

  @Test
  void anAccountIsNotCleanBeforeItWasLookedAt() {
    assertThat(reconciler.last().isClean()).isFalse();
    assertThat(pass(new FakeAccount()).isClean()).isTrue();
  }

  @Test
  void aDriftIsConfirmedBySeeingItTwiceAndKeepsItsBeginning() {
    FakeAccount broker = new FakeAccount().holding("AAPL", "5");

    assertThat(only(pass(broker)).isConfirmed()).isFalse();
    assertThat(reconciler.last().isClean()).isTrue();

    Standing twice = only(pass(broker));
    assertThat(twice.isConfirmed()).isTrue();
    assertThat(twice.since()).isEqualTo(Samples.START);
    assertThat(reconciler.last().isClean()).isFalse();
    assertThat(reconciler.last().at()).contains(Samples.START.plus(Duration.ofSeconds(60)));
  }

  @Test
  void aDriftThatChangesIsTheSameDrift() {
    pass(new FakeAccount().holding("AAPL", "5"));

    Standing changed = only(pass(new FakeAccount().holding("AAPL", "6")));

    assertThat(changed.passes()).isEqualTo(2);
    assertThat(changed.drift().theirs()).isEqualTo("6");
  }

  @Test
  void aDriftThatIsGoneBeginsAnewWhenItComesBack() {
    pass(new FakeAccount().holding("AAPL", "5"));
    pass(new FakeAccount());

    assertThat(only(pass(new FakeAccount().holding("AAPL", "5"))).passes()).isEqualTo(1);
  }

  @Test
  void whatIsLeftOutOfAnIncompleteTellingIsNotSettled() {
    pass(new FakeAccount().holding("AAPL", "5"));
    pass(new FakeAccount().holding("AAPL", "5"));

    Reconciliation deaf = pass(new FakeAccount().leavingOut("a page failed"));

    assertThat(only(deaf).isConfirmed()).isTrue();
    assertThat(deaf.gap()).contains("a page failed");
    assertThat(deaf.isClean()).isFalse();
  }

  @Test
  void moneyAtStakeIsWhatDiffersAtTheNewestPrice() {
    Reconciliation reconciliation =
        pass(new FakeAccount().holding("AAPL", "-5").holding("MSFT", "1").cash("3.5"));

    assertThat(reconciliation.drifts())
        .extracting(Standing::atStake)
        .containsExactly(
            Optional.of(Money.parse("50", Currency.USD)),
            Optional.empty(),
            Optional.of(Money.parse("3.5", Currency.USD)));
  }

  @Test
  void aBrokerIsAskedWhenItsLinkComesUp() {
    Reconciler running =
        new Reconciler(
            Samples.ACCOUNT,
            () -> Optional.of(new FakeAccount()),
            () -> EMPTY,
            new Passes(_ -> Optional.empty()),
            () -> now);
    try (running) {
      running.start();
      Await.until("the first look", () -> running.last().at().isPresent());
      now = now.plusSeconds(1);
      running.look();
      Await.until("the next look", () -> running.last().at().equals(Optional.of(now)));
    }
  }
}
