// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.budget.Purpose.Rank;
import dev.fairlead.message.Capabilities.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of who may go, in virtual time. */
final class PurseTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Upstox's three limits at once (its facts 2.15). */
  static final BudgetPlan UPSTOX =
      new BudgetPlan(
          "orders",
          List.of(
              limit(Budget.Lane.WRITES, 10, "PT1S"),
              limit(Budget.Lane.WRITES, 500, "PT1M"),
              limit(Budget.Lane.WRITES, 2_000, "PT30M"),
              limit(Budget.Lane.READS, 50, "PT1S"),
              limit(Budget.Lane.READS, 500, "PT1M"),
              limit(Budget.Lane.READS, 2_000, "PT30M")));

  /** Interactive Brokers' through its gateway (its facts A12). */
  static final BudgetPlan IBKR =
      new BudgetPlan(
          "web",
          List.of(
              limit(Budget.Lane.ALL, 10, "PT1S"),
              limit(Budget.Lane.MARKET_DATA, 10, "PT1S"),
              limit(Budget.Lane.LISTS, 1, "PT5S")));

  static final BudgetPlan ALPACA = BudgetPlan.all("trading", 200, Duration.ofMinutes(1));

  private record Sent(Purpose purpose, long at) {}

  private static Budget limit(Budget.Lane lane, int requests, String per) {
    return new Budget(lane, requests, Duration.parse(per));
  }

  static Stream<BudgetPlan> plans() {
    return Stream.of(ALPACA, UPSTOX, IBKR, BudgetPlan.all("one", 1, Duration.ofSeconds(1)));
  }

  private static boolean goes(Purse purse, Purpose purpose, long now) {
    boolean goes = purse.untilMay(purpose, now) <= 0;
    if (goes) {
      purse.spend(purpose, now);
    }
    return goes;
  }

  private static int all(Purse purse, Purpose purpose, long now) {
    int count = 0;
    while (goes(purse, purpose, now)) {
      count++;
    }
    return count;
  }

  @ParameterizedTest
  @MethodSource("plans")
  @DisplayName("F-B23 no stretch of any limit's time sees more than it, whatever is asked when")
  void noStretchSeesMoreThanALimit(BudgetPlan plan) {
    long seed = Long.getLong("fairlead.seed", 7);
    for (int run = 0; run < 5; run++) {
      Random random = new Random(seed + run);
      List<Sent> sent = asking(new Purse(plan, 0), random, 6_000);
      for (Budget limit : plan.limits()) {
        assertThat(most(sent, limit))
            .as("%s, seed %s", limit, seed + run)
            .isPositive()
            .isLessThanOrEqualTo(limit.requests());
      }
    }
  }

  /** Bursts and pauses, now of one purpose and now of another, and orders that are set aside. */
  private static List<Sent> asking(Purse purse, Random random, int steps) {
    List<Sent> sent = new ArrayList<>();
    Purpose[] purposes = Purpose.values();
    long now = 0;
    for (int step = 0; step < steps; step++) {
      now += random.nextInt(20) == 0 ? random.nextLong(40 * SECOND) : random.nextLong(SECOND / 5);
      Purpose purpose = purposes[random.nextInt(purposes.length)];
      if (purpose.isOrder() && random.nextBoolean() && purse.untilPledge(purpose, now) <= 0) {
        purse.pledge(purpose, now);
        now += random.nextInt(50) == 0 ? 12 * SECOND : random.nextLong(SECOND / 50);
      }
      if (goes(purse, purpose, now)) {
        sent.add(new Sent(purpose, now));
      }
    }
    return sent;
  }

  /** Most that one stretch of the limit's time has seen. */
  private static int most(List<Sent> sent, Budget limit) {
    List<Long> counted =
        sent.stream()
            .filter(each -> each.purpose().isCountedBy(limit.lane()))
            .map(Sent::at)
            .toList();
    int most = 0;
    int from = 0;
    for (int to = 0; to < counted.size(); to++) {
      while (counted.get(to) - counted.get(from) >= limit.per().toNanos()) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  @ParameterizedTest
  @MethodSource("plans")
  @DisplayName("R-13 a cancel goes at once however many orders and reads there are")
  void cancelsNeverWaitBehindOthers(BudgetPlan plan) {
    Random random = new Random(3);
    Purse purse = new Purse(plan, 0);
    List<Purpose> others = List.of(Purpose.PLACING, Purpose.LOOK_UP, Purpose.MARKET_DATA);
    long now = 0;
    int mine =
        plan.limits().stream().mapToInt(Budget::forCancels).filter(n -> n > 0).min().orElse(0);
    long longest =
        plan.limits().stream().mapToLong(limit -> limit.per().toNanos()).max().orElseThrow();
    for (int round = 0; round < 30; round++) {
      for (Purpose other : others) {
        all(purse, other, now);
      }
      for (int i = 0; i < mine; i++) {
        assertThat(goes(purse, Purpose.CANCEL, now)).as("round %s cancel %s", round, i).isTrue();
        all(purse, others.get(random.nextInt(others.size())), now);
      }
      // Theirs are there again when the longest time is over.
      now += longest + longest / 10;
    }
  }

  @Test
  @DisplayName("R-13 a closing order goes first, too, and one that opens waits")
  void closingsGoFirst() {
    Purse purse = new Purse(ALPACA, 0);
    assertThat(all(purse, Purpose.PLACING, 0)).isEqualTo(ALPACA.limits().getFirst().forPlacings());
    assertThat(purse.untilMay(Purpose.PLACING, 0)).isPositive();
    assertThat(goes(purse, Purpose.CLOSING, 0)).isTrue();
    assertThat(goes(purse, Purpose.CANCEL, 0)).isTrue();
  }

  @Test
  @DisplayName("F-B23 in every minute some reads go, however many cancels and orders there are")
  void readsDoNotStarve() {
    Purse purse = new Purse(ALPACA, 0);
    Budget limit = ALPACA.limits().getFirst();
    long now = 0;
    int read = 0;
    int minutes = 60;
    for (int tick = 0; tick < minutes * 60; tick++) {
      all(purse, Purpose.CANCEL, now);
      all(purse, Purpose.PLACING, now);
      read += all(purse, Purpose.LOOK_UP, now);
      now += SECOND;
    }
    assertThat(read).isGreaterThanOrEqualTo((minutes - 1) * limit.forReads());
    assertThat(limit.forReads()).isEqualTo(9);
  }

  @Test
  @DisplayName("F-B23 reads leave what orders and cancels have not used")
  void readsGiveWay() {
    Purse purse = new Purse(ALPACA, 0);
    Budget limit = ALPACA.limits().getFirst();
    int read = all(purse, Purpose.READING, 0);
    assertThat(read).isEqualTo(limit.used() - limit.forCancels() - limit.forOrders());
    assertThat(all(purse, Purpose.PLACING, 0)).isEqualTo(limit.forOrders());
    assertThat(all(purse, Purpose.CANCEL, 0)).isEqualTo(limit.forCancels());
  }

  @Test
  @DisplayName("L-13 with nothing else to do cancels have all but the reads' little")
  void cancelsMayHaveNearlyAll() {
    Budget limit = ALPACA.limits().getFirst();
    assertThat(all(new Purse(ALPACA, 0), Purpose.CANCEL, 0))
        .isEqualTo(limit.used() - limit.forReads());
  }

  @Test
  void whatWasSetAsideIsThereForTheOrder() {
    Purse purse = new Purse(ALPACA, 0);
    assertThat(purse.untilPledge(Purpose.PLACING, 0)).isZero();
    purse.pledge(Purpose.PLACING, 0);
    int others = all(purse, Purpose.CANCEL, 0) + all(purse, Purpose.LOOK_UP, 0);
    assertThat(others).isEqualTo(ALPACA.limits().getFirst().used() - 1);
    assertThat(goes(purse, Purpose.PLACING, 0)).isTrue();
    assertThat(goes(purse, Purpose.PLACING, 0)).isFalse();
  }

  @Test
  void whatNobodyFetchesIsFreeAgain() {
    Purse purse = new Purse(BudgetPlan.all("one", 1, Duration.ofSeconds(1)), 0);
    purse.pledge(Purpose.PLACING, 0);
    assertThat(purse.untilMay(Purpose.CANCEL, 0)).isPositive();
    assertThat(purse.untilMay(Purpose.CANCEL, Purse.PLEDGED.toNanos() + 1)).isZero();
    purse.pledge(Purpose.PLACING, Purse.PLEDGED.toNanos() + 1);
    purse.giveBack();
    assertThat(goes(purse, Purpose.CANCEL, Purse.PLEDGED.toNanos() + 2)).isTrue();
  }

  @Test
  @DisplayName("F-B23 a limit that the broker tells is believed when it is lower, and only then")
  void aLowerLimitIsBelieved() {
    Purse purse = new Purse(ALPACA, 0);
    purse.told(1_000, 60, 50 * SECOND, 0, Duration.ofSeconds(5));
    assertThat(all(purse, Purpose.PLACING, 0)).isEqualTo(57 - 17 - 2);
    purse.told(1_000, 10_000, 50 * SECOND, 0, Duration.ofSeconds(5));
    assertThat(all(purse, Purpose.PLACING, 0)).isEqualTo(124 - 38);
  }

  @Test
  void howLongAnOrderHasToWaitIsTold() {
    Purse purse = new Purse(ALPACA, 0);
    all(purse, Purpose.PLACING, 0);
    long wait = purse.untilPledge(Purpose.PLACING, 10 * SECOND);
    assertThat(wait).isBetween(50 * SECOND, 51 * SECOND);
    assertThat(purse.state(10 * SECOND, 0, 0).percentLeft()).isZero();
    assertThat(purse.untilPledge(Purpose.PLACING, 10 * SECOND + wait)).isZero();
    assertThat(purse.state(10 * SECOND + wait, 0, 0).percentLeft()).isEqualTo(100);
  }

  @Test
  void aShortLimitIsWaitedForAndIsNoneThatIsUsedUp() {
    Purse purse = new Purse(IBKR, 0);
    all(purse, Purpose.PLACING, 0);
    assertThat(purse.state(0, 0, 0).percentLeft()).isEqualTo(100);
    purse.refused(20 * SECOND);
    assertThat(purse.state(0, 0, 0).percentLeft()).isZero();
  }

  @Test
  void whatALimitKeepsForEachIsNeverMoreThanItself() {
    for (Budget.Lane lane : Budget.Lane.values()) {
      for (int requests = 1; requests < 300; requests++) {
        Budget limit = new Budget(lane, requests, Duration.ofSeconds(1));
        Window window = new Window(limit, 0);
        int kept = Stream.of(Rank.values()).mapToInt(window::kept).sum();
        assertThat(kept).as("%s", limit).isBetween(0, limit.used());
        assertThat(limit.used()).isBetween(1, requests);
        assertThat(limit.forPlacings()).isPositive();
      }
    }
  }
}
