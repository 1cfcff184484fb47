// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.broker.AccountBook;
import dev.fairlead.message.BrokerReport.Clearance;
import dev.fairlead.message.BrokerReport.Clearance.Standing;
import dev.fairlead.model.PlacementId;
import dev.fairlead.model.Symbol;
import dev.fairlead.money.Currency;
import dev.fairlead.money.Money;
import dev.fairlead.money.Price;
import dev.fairlead.money.Quantity;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
  private static final BookSide EMPTY = new BookSide(Map.of(), Map.of(), Map.of());
  private static final Worth TEN_DOLLARS = new Worth(Price.parse("10"), Currency.USD);

  private volatile Instant now = Samples.START;

  private final List<Clearance> told = new CopyOnWriteArrayList<>();
  private volatile BookSide book = EMPTY;
  private volatile boolean deaf;

  private final Reconciler reconciler = reconciler(Optional::empty);

  private Reconciler reconciler(Supplier<Optional<AccountBook>> broker) {
    return new Reconciler(
        Samples.ACCOUNT,
        broker,
        () -> book,
        new Passes(
            symbol -> symbol.text().equals("AAPL") ? Optional.of(TEN_DOLLARS) : Optional.empty()),
        this::tell,
        () -> now,
        () -> Duration.between(Samples.START, now).toNanos());
  }

  private void tell(Clearance said) {
    if (deaf) {
      throw new IllegalStateException("planted");
    }
    told.add(said);
  }

  private List<Standing> standings() {
    return told.stream().map(Clearance::standing).toList();
  }

  private void begin() {
    reconciler.begin(Clearance.clear(Samples.ACCOUNT), true);
  }

  private static BookSide holding(String units) {
    return new BookSide(Map.of(), Map.of(new Symbol("AAPL"), Quantity.parse(units)), Map.of());
  }

  private Reconciliation pass(ScriptedAccount broker) {
    reconciler.pass(broker);
    now = now.plusSeconds(60);
    return reconciler.last();
  }

  private static Reconciliation.Standing only(Reconciliation reconciliation) {
    assertThat(reconciliation.drifts()).hasSize(1);
    return reconciliation.drifts().getFirst();
  }

  @Test
  void anAccountIsNotCleanBeforeItWasLookedAt() {
    assertThat(reconciler.last().isClean()).isFalse();
    assertThat(pass(new ScriptedAccount()).isClean()).isTrue();
  }

  @Test
  void aDriftIsConfirmedBySeeingItTwiceAndKeepsItsBeginning() {
    ScriptedAccount broker = new ScriptedAccount().holding("AAPL", "5");

    assertThat(only(pass(broker)).isConfirmed()).isFalse();
    assertThat(reconciler.last().isClean()).isTrue();

    Reconciliation.Standing twice = only(pass(broker));
    assertThat(twice.isConfirmed()).isTrue();
    assertThat(twice.since()).isEqualTo(Samples.START);
    assertThat(reconciler.last().isClean()).isFalse();
    assertThat(reconciler.last().at()).contains(Samples.START.plus(Duration.ofSeconds(60)));
  }

  @Test
  void aDriftThatChangesIsTheSameDrift() {
    pass(new ScriptedAccount().holding("AAPL", "5"));

    Reconciliation.Standing changed = only(pass(new ScriptedAccount().holding("AAPL", "6")));

    assertThat(changed.passes()).isEqualTo(2);
    assertThat(changed.drift().theirs()).isEqualTo("6");
  }

  @Test
  void aDriftThatIsGoneBeginsAnewWhenItComesBack() {
    pass(new ScriptedAccount().holding("AAPL", "5"));
    pass(new ScriptedAccount());

    assertThat(only(pass(new ScriptedAccount().holding("AAPL", "5"))).passes()).isEqualTo(1);
  }

  @Test
  void whatIsLeftOutOfAnIncompleteTellingIsNotSettled() {
    pass(new ScriptedAccount().holding("AAPL", "5"));
    pass(new ScriptedAccount().holding("AAPL", "5"));

    Reconciliation deaf = pass(new ScriptedAccount().leavingOut("a page failed"));

    assertThat(only(deaf).isConfirmed()).isTrue();
    assertThat(deaf.gap()).contains("a page failed");
    assertThat(deaf.isClean()).isFalse();
  }

  @Test
  void moneyAtStakeIsWhatDiffersAtTheNewestPrice() {
    Reconciliation reconciliation =
        pass(new ScriptedAccount().holding("AAPL", "-5").holding("MSFT", "1").cash("3.5"));

    assertThat(reconciliation.drifts())
        .extracting(Reconciliation.Standing::atStake)
        .containsExactly(
            Optional.of(Money.parse("50", Currency.USD)),
            Optional.empty(),
            Optional.of(Money.parse("3.5", Currency.USD)));
  }

  @Test
  void aBrokerIsAskedWhenItsLinkComesUp() {
    Reconciler running = reconciler(() -> Optional.of(new ScriptedAccount()));
    try (running) {
      running.start();
      Await.until("the first look", () -> running.last().at().isPresent());
      now = now.plusSeconds(1);
      running.look();
      Await.until("the next look", () -> running.last().at().equals(Optional.of(now)));
    }
  }

  @Test
  @DisplayName("R-35 after a start nothing is placed before a whole pass has found nothing amiss")
  void anAccountIsClearedByItsFirstWholePass() {
    begin();
    assertThat(standings()).containsExactly(Standing.STARTING);
    pass(new ScriptedAccount().leavingOut("a page failed"));
    assertThat(standings()).containsExactly(Standing.STARTING);
    pass(new ScriptedAccount());
    assertThat(standings()).containsExactly(Standing.STARTING, Standing.CLEAR);
    pass(new ScriptedAccount());
    assertThat(told).hasSize(2);
  }

  @Test
  void anAccountThatTellsNothingIsClearAtOnceWhateverWasSaidBefore() {
    reconciler.begin(Judge.stale(reconciler.last()), false);
    assertThat(standings()).containsExactly(Standing.CLEAR);
    told.clear();
    reconciler.begin(Clearance.clear(Samples.ACCOUNT), false);
    assertThat(told).isEmpty();
  }

  @Test
  @DisplayName("R-26 units that differ keep orders back from the second look on, until they agree")
  void whatDiffersTwiceKeepsOrdersBack() {
    begin();
    book = holding("5");
    pass(new ScriptedAccount().holding("AAPL", "7"));
    assertThat(standings()).containsExactly(Standing.STARTING);
    assertThat(Judge.pause(reconciler.last())).isEqualTo(Duration.ofSeconds(1));
    pass(new ScriptedAccount().holding("AAPL", "7"));
    assertThat(standings()).containsExactly(Standing.STARTING, Standing.DRIFTED);
    assertThat(told.getLast().why())
        .startsWith("book and broker differ in position AAPL")
        .contains("`fairlead drift`");
    pass(new ScriptedAccount().holding("AAPL", "8"));
    assertThat(told).hasSize(2);
    pass(new ScriptedAccount().holding("AAPL", "5"));
    assertThat(standings()).endsWith(Standing.CLEAR);
    assertThat(Judge.pause(reconciler.last())).isEqualTo(Judge.EVERY);
  }

  @Test
  @DisplayName("I-26 what others do in the account, and money, keep nothing back")
  void whatOthersDoKeepsNothingBack() {
    begin();
    ScriptedAccount broker =
        new ScriptedAccount()
            .holding("MSFT", "3")
            .order(new PlacementId("by-hand"), Samples.resting("1"))
            .cash("12");
    pass(broker);
    pass(broker);
    assertThat(reconciler.last().drifts()).hasSize(3);
    assertThat(standings()).containsExactly(Standing.STARTING, Standing.CLEAR);
  }

  @Test
  @DisplayName("R-26 after two minutes without a whole pass nothing is placed until the next one")
  void whatIsTooOldKeepsOrdersBack() {
    begin();
    pass(new ScriptedAccount());
    pass(new ScriptedAccount().leavingOut("a page failed"));
    now = Samples.START.plusSeconds(119);
    reconciler.age();
    assertThat(standings()).endsWith(Standing.CLEAR);
    now = Samples.START.plusSeconds(121);
    reconciler.age();
    assertThat(standings()).endsWith(Standing.STALE);
    reconciler.age();
    pass(new ScriptedAccount().leavingOut("a page failed"));
    assertThat(told).hasSize(3);
    pass(new ScriptedAccount());
    assertThat(standings()).endsWith(Standing.STALE, Standing.CLEAR);
  }

  @Test
  void whatTheEngineCouldNotBeToldIsToldWithTheNextPass() {
    begin();
    deaf = true;
    assertThatThrownBy(() -> pass(new ScriptedAccount())).hasMessage("planted");
    assertThat(reconciler.last().clearance().standing()).isEqualTo(Standing.STARTING);
    deaf = false;
    pass(new ScriptedAccount());
    assertThat(standings()).containsExactly(Standing.STARTING, Standing.CLEAR);
  }
}
