// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.message.OrderEvent;
import dev.fairlead.message.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class StoreTest {
  @TempDir Path folder;

  private Path file(String name) {
    return folder.resolve(name + ".db");
  }

  private List<String> dumpAfter(String name, List<Outcome> outcomes, SplittableRandom splits)
      throws SQLException {
    try (Store store = Store.open(file(name))) {
      int from = 0;
      while (from < outcomes.size()) {
        int to = Math.min(outcomes.size(), from + splits.nextInt(1, 100));
        store.apply(outcomes.subList(from, to));
        from = to;
      }
      assertThat(store.sequence()).isEqualTo(outcomes.size());
    }
    return Dump.of(file(name));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void hasTheSameRowsWhateverTheBatches(long seed) throws SQLException {
    List<Outcome> outcomes = new RandomTrading(seed).outcomes(500);
    List<String> one = dumpAfter("one", outcomes, new SplittableRandom(seed));
    List<String> other = dumpAfter("other", outcomes, new SplittableRandom(seed + 100));
    try (Store single = Store.open(file("single"))) {
      outcomes.forEach(outcome -> single.apply(List.of(outcome)));
    }
    assertThat(one).hasSizeGreaterThan(800);
    assertThat(other).isEqualTo(one);
    assertThat(Dump.of(file("single"))).isEqualTo(one);
  }

  @Test
  void comesBackTheSameAfterItWasDropped() throws SQLException {
    List<Outcome> outcomes = new RandomTrading(4).outcomes(1_000);
    List<String> before = dumpAfter("store", outcomes, new SplittableRandom(1));
    Store.drop(file("store"));
    assertThat(file("store")).doesNotExist();
    assertThat(dumpAfter("store", outcomes, new SplittableRandom(2))).isEqualTo(before);
  }

  @Test
  void passesOverOutcomesThatItHas() throws SQLException {
    List<Outcome> outcomes = new RandomTrading(5).outcomes(300);
    List<String> once = dumpAfter("once", outcomes, new SplittableRandom(1));
    try (Store store = Store.open(file("again"))) {
      store.apply(outcomes.subList(0, 200));
      store.apply(outcomes.subList(50, 150));
      store.apply(outcomes.subList(100, 300));
      store.apply(outcomes);
      assertThat(store.sequence()).isEqualTo(300);
    }
    assertThat(Dump.of(file("again"))).isEqualTo(once);
  }

  @Test
  void refusesAGap() {
    List<Outcome> outcomes = new RandomTrading(6).outcomes(10);
    try (Store store = Store.open(file("store"))) {
      store.apply(outcomes.subList(0, 4));
      assertThatThrownBy(() -> store.apply(outcomes.subList(5, 10)))
          .isInstanceOf(StoreException.class)
          .hasMessage("outcome 6 came where 5 was due: follow again");
      store.apply(outcomes.subList(4, 10));
      assertThat(store.sequence()).isEqualTo(10);
    }
  }

  @Test
  void goesOnAfterItWasClosedAndOpened() throws SQLException {
    List<Outcome> outcomes = new RandomTrading(7).outcomes(400);
    List<String> whole = dumpAfter("whole", outcomes, new SplittableRandom(1));
    for (int from = 0; from < 400; from += 100) {
      try (Store store = Store.open(file("parts"))) {
        assertThat(store.sequence()).isEqualTo(from);
        store.apply(outcomes.subList(from, from + 100));
      }
    }
    assertThat(Dump.of(file("parts"))).isEqualTo(whole);
  }

  @Test
  void keepsNothingOfABatchThatWasNotCommitted() throws SQLException {
    List<Outcome> outcomes = new RandomTrading(8).outcomes(400);
    List<String> half = dumpAfter("store", outcomes.subList(0, 200), new SplittableRandom(1));
    Connection connection = new StoreFile(file("store")).openForWriting();
    try (Projection dying = new Projection(connection)) {
      dying.write(outcomes.subList(200, 400));
    }
    assertThat(Dump.of(file("store"))).isEqualTo(half);
    try (Store store = Store.open(file("store"))) {
      assertThat(store.sequence()).isEqualTo(200);
    }
  }

  @Test
  void standsForItsPositionWhereverTheLogWasTorn() throws SQLException, IOException {
    List<Outcome> outcomes = new RandomTrading(9).outcomes(300);
    Path torn = file("torn");
    Set<Long> reached = new TreeSet<>();
    try (Store store = Store.open(file("store"))) {
      for (int from = 0; from < 300; from += 30) {
        store.apply(outcomes.subList(from, from + 30));
      }
      byte[] base = Files.readAllBytes(file("store"));
      byte[] log = Files.readAllBytes(folder.resolve("store.db-wal"));
      SplittableRandom random = new SplittableRandom(9);
      for (int image = 0; image < 12; image++) {
        Store.drop(torn);
        Files.write(torn, base);
        byte[] kept = Arrays.copyOf(log, random.nextInt(log.length));
        Files.write(folder.resolve("torn.db-wal"), kept);
        reached.add(requireConsistent(torn, outcomes, image));
      }
    }
    assertThat(reached).as("positions reached").hasSizeGreaterThan(4);
  }

  /** Opens what a crash has left, and compares it with a store that was fed as far. */
  private long requireConsistent(Path torn, List<Outcome> outcomes, int image) throws SQLException {
    long sequence;
    try (Store store = Store.open(torn)) {
      sequence = store.sequence();
    }
    Path fed = file("fed-" + image);
    try (Store store = Store.open(fed)) {
      store.apply(outcomes.subList(0, (int) sequence));
    }
    assertThat(Dump.of(torn)).isEqualTo(Dump.of(fed));
    return sequence;
  }

  @Test
  void showsAWriteToWhoWaitedForIt() throws Exception {
    List<Outcome> outcomes = new RandomTrading(10).outcomes(100);
    try (Store store = Store.open(file("store"))) {
      CompletableFuture<List<Integer>> seen =
          CompletableFuture.supplyAsync(() -> countsAfterEach(store, outcomes));
      outcomes.forEach(outcome -> store.apply(List.of(outcome)));
      List<Integer> expected = new ArrayList<>();
      int events = 0;
      for (Outcome outcome : outcomes) {
        events += events(outcome);
        expected.add(events);
      }
      assertThat(seen.get()).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(seen.get().get(i)).isGreaterThanOrEqualTo(expected.get(i));
      }
    }
  }

  private static List<Integer> countsAfterEach(Store store, List<Outcome> outcomes) {
    List<Integer> counts = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      assertThat(store.awaitSequence(outcome.sequence(), Duration.ofSeconds(20))).isTrue();
      counts.add(
          RandomTrading.PRINCIPALS.stream()
              .mapToInt(principal -> store.events(principal, 0, 10_000).size())
              .sum());
    }
    return counts;
  }

  private static int events(Outcome outcome) {
    return (int) outcome.events().stream().filter(event -> event instanceof OrderEvent).count();
  }

  @Test
  void waitsNoLongerThanItWasTold() {
    try (Store store = Store.open(file("store"))) {
      assertThat(store.awaitSequence(0, Duration.ZERO)).isTrue();
      assertThat(store.awaitSequence(1, Duration.ofMillis(5))).isFalse();
    }
  }

  @Test
  void saysThatAFileIsNoStore() throws IOException {
    Files.writeString(file("store"), "this is not a database, it is a text".repeat(1_000));
    assertThatThrownBy(() -> Store.open(file("store")))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.category()).isEqualTo(StoreException.Category.DAMAGED))
        .hasMessageContaining("fairlead store rebuild");
  }

  @Test
  void takesNothingAfterAFailureUntilItIsOpenedAgain() throws IOException {
    List<Outcome> outcomes = new RandomTrading(11).outcomes(20);
    try (Store store = Store.open(file("store"))) {
      store.apply(outcomes.subList(0, 10));
      Files.delete(file("store"));
      assertThatThrownBy(() -> store.apply(outcomes.subList(10, 20)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("has been taken away");
      assertThatThrownBy(() -> store.apply(outcomes.subList(10, 20)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("reopen");
      store.reopen();
      assertThat(store.sequence()).isZero();
      store.apply(outcomes);
      assertThat(store.events(RandomTrading.PRINCIPALS.getFirst(), 0, 10)).isNotEmpty();
    }
  }

  @Test
  void makesReadersWaitForAConnectionNoLongerThanItsLimit() {
    try (Store store = Store.open(file("store"));
        Readers readers = new Readers(new StoreFile(file("store")), 1, Duration.ofMillis(10))) {
      assertThat(store.sequence()).isZero();
      assertThatThrownBy(() -> readers.read(_ -> readers.read(_ -> 1)))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.category()).isEqualTo(StoreException.Category.BUSY));
      assertThat(readers.<Integer>read(_ -> 2)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SQLITE_FULL, FULL, make room",
    "SQLITE_CORRUPT, DAMAGED, fairlead store rebuild",
    "SQLITE_NOTADB, DAMAGED, fairlead store rebuild",
    "SQLITE_BUSY, BUSY, another process",
    "SQLITE_BUSY_SNAPSHOT, BUSY, another process",
    "SQLITE_IOERR_WRITE, FAILED, look at the disk",
    "SQLITE_READONLY, FAILED, permissions",
  })
  void saysWhatToDoAboutAFailure(
      SQLiteErrorCode code, StoreException.Category category, String advice) {
    StoreException failure =
        StoreFile.failure("write the store", new SQLiteException(code.message, code));
    assertThat(failure.category()).isEqualTo(category);
    assertThat(failure)
        .hasMessageContaining("could not write the store")
        .hasMessageContaining(advice);
  }
}
