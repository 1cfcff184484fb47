// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.alpacafeed.Roster.Ask;
import dev.fairlead.model.Symbol;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RosterTest {
  private static final Symbol A = new Symbol("A");
  private static final Symbol B = new Symbol("B");
  private static final Symbol C = new Symbol("C");

  /** A stream with room for so many. */
  private static final class Stream {
    private final int room;
    private final Set<Symbol> told = new LinkedHashSet<>();
    private int asked;

    Stream(int room) {
      this.room = room;
    }

    /** Answers until nothing is asked any more. */
    void settle(Roster roster) {
      for (Optional<Ask> next = roster.next(); next.isPresent(); next = roster.next()) {
        asked++;
        assertThat(asked).as("questions without an end").isLessThan(200);
        Ask ask = next.get();
        switch (ask) {
          case Ask.Subscribe(var symbols) -> {
            Set<Symbol> all = new LinkedHashSet<>(told);
            all.addAll(symbols);
            if (all.size() > room) {
              roster.refuse(ask);
            } else {
              told.addAll(symbols);
              roster.confirm(Set.copyOf(told));
            }
          }
          case Ask.Unsubscribe(var symbols) -> {
            symbols.forEach(told::remove);
            roster.confirm(Set.copyOf(told));
          }
        }
      }
    }
  }

  private static Symbol symbol(int number) {
    return new Symbol("S" + number);
  }

  @Test
  void asksForASymbolOnceHoweverManyListen() {
    Roster roster = new Roster(100, 10);
    Stream stream = new Stream(100);
    roster.subscribe(A);
    roster.subscribe(A);
    roster.subscribe(B);
    stream.settle(roster);
    assertThat(stream.asked).isEqualTo(1);
    roster.leave(A);
    stream.settle(roster);
    assertThat(stream.told).containsExactlyInAnyOrder(A, B);
    roster.leave(A);
    stream.settle(roster);
    assertThat(stream.told).containsExactly(B);
  }

  @Test
  void asksForTheWantedSetAfterAReconnectInOneMessage() {
    Roster roster = new Roster(1_000, 10);
    Stream stream = new Stream(1_000);
    IntStream.range(0, 300).forEach(i -> roster.subscribe(symbol(i)));
    stream.settle(roster);
    roster.leave(symbol(7));
    roster.begin();
    Stream again = new Stream(1_000);
    again.settle(roster);
    assertThat(again.asked).isEqualTo(1);
    assertThat(again.told).hasSize(299).doesNotContain(symbol(7));
  }

  @Test
  void asksForManyInChunks() {
    Roster roster = new Roster(5_000, 0);
    IntStream.range(0, 1_200).forEach(i -> roster.subscribe(symbol(i)));
    Stream stream = new Stream(5_000);
    stream.settle(roster);
    assertThat(stream.asked).isEqualTo(3);
    assertThat(stream.told).hasSize(1_200);
  }

  @ParameterizedTest
  @CsvSource({"100, 30", "1000, 1", "31, 30", "1000, 999", "5, 0"})
  void findsOutHowManyThereIsRoomForInFewQuestions(int wanted, int room) {
    Roster roster = new Roster(10_000, 0);
    IntStream.range(0, wanted).forEach(i -> roster.subscribe(symbol(i)));
    Stream stream = new Stream(room);
    stream.settle(roster);
    assertThat(stream.told).hasSize(room);
    assertThat(stream.told)
        .contains(IntStream.range(0, room).mapToObj(RosterTest::symbol).toArray(Symbol[]::new));
    assertThat(stream.asked).isLessThan(40);
    assertThat(roster.unseated()).isEqualTo(wanted - room);
  }

  @Test
  void aSeatThatIsGivenBackGoesToTheNext() {
    Roster roster = new Roster(10_000, 0);
    IntStream.range(0, 5).forEach(i -> roster.subscribe(symbol(i)));
    Stream stream = new Stream(3);
    stream.settle(roster);
    roster.leave(symbol(1));
    stream.settle(roster);
    assertThat(stream.told).containsExactlyInAnyOrder(symbol(0), symbol(2), symbol(3));
  }

  @Test
  void whoSubscribesGoesBeforeWhatWasOnlyLookedAt() {
    Roster roster = new Roster(2, 2);
    Stream stream = new Stream(2);
    assertThat(roster.glance(A, 0)).isTrue();
    assertThat(roster.glance(B, 1)).isTrue();
    stream.settle(roster);
    assertThat(stream.told).containsExactlyInAnyOrder(A, B);
    roster.subscribe(C);
    stream.settle(roster);
    assertThat(stream.told).containsExactlyInAnyOrder(B, C);
  }

  @Test
  void whatWasLookedAtKeepsItsSeatForAMinute() {
    Roster roster = new Roster(100, 2);
    assertThat(roster.glance(A, 0)).isTrue();
    assertThat(roster.glance(B, 10)).isTrue();
    assertThat(roster.glance(C, 20)).isFalse();
    assertThat(roster.glance(A, Roster.KEPT_NANOS)).isTrue();
    assertThat(roster.glance(C, Roster.KEPT_NANOS + 10)).isTrue();
    Stream stream = new Stream(100);
    stream.settle(roster);
    assertThat(stream.told).containsExactlyInAnyOrder(A, C);
  }

  @Test
  void aSymbolThatIsRefusedForItselfDoesNotStandInTheWay() {
    Roster roster = new Roster(100, 0);
    IntStream.range(0, 20).forEach(i -> roster.subscribe(symbol(i)));
    Set<Symbol> told = new LinkedHashSet<>();
    for (Optional<Ask> next = roster.next(); next.isPresent(); next = roster.next()) {
      if (next.get().symbols().contains(symbol(13))) {
        roster.refuseThese(next.get());
      } else {
        told.addAll(next.get().symbols());
        roster.confirm(Set.copyOf(told));
      }
    }
    assertThat(told).hasSize(19).doesNotContain(symbol(13));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theStreamTellsWhatIsWantedWhateverHappens(long seed) {
    Random random = new Random(seed);
    int room = 1 + random.nextInt(12);
    Roster roster = new Roster(1_000, 5);
    Stream stream = new Stream(room);
    int[] counts = new int[20];
    for (int step = 0; step < 500; step++) {
      int which = random.nextInt(counts.length);
      if (random.nextBoolean()) {
        counts[which]++;
        roster.subscribe(symbol(which));
      } else if (counts[which] > 0) {
        counts[which]--;
        roster.leave(symbol(which));
      }
      if (random.nextInt(20) == 0) {
        roster.begin();
        stream = new Stream(room);
      }
      stream.asked = 0;
      stream.settle(roster);
      Set<Symbol> wanted = new TreeSet<>();
      IntStream.range(0, counts.length)
          .filter(i -> counts[i] > 0)
          .forEach(i -> wanted.add(symbol(i)));
      assertThat(wanted).as("seed %s, step %s", seed, step).containsAll(stream.told);
      assertThat(stream.told).hasSize(Math.min(room, wanted.size()));
    }
  }
}
