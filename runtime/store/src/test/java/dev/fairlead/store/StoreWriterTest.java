// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.message.Outcome;
import dev.fairlead.store.StoreWriter.Health.Behind;
import dev.fairlead.store.StoreWriter.Health.Current;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreWriterTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final StoreWriter.Limits SMALL =
      new StoreWriter.Limits(
          100, 30, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(20), LIMIT);

  /** A journal with a sequencer, as far as a store is concerned. */
  private static final class Gateway implements StoreWriter.Source {
    private final List<Outcome> journal = new ArrayList<>();
    private @Nullable Consumer<Outcome> listener;
    private int follows;
    private int refusals;

    @Override
    public synchronized StoreWriter.Following follow(long sequence, Consumer<Outcome> heard) {
      follows++;
      if (refusals > 0) {
        refusals--;
        throw new IllegalStateException("the journal is away");
      }
      journal.subList((int) sequence, journal.size()).forEach(heard);
      listener = heard;
      return this::end;
    }

    private synchronized void end() {
      listener = null;
    }

    synchronized void take(List<Outcome> outcomes) {
      for (Outcome outcome : outcomes) {
        journal.add(outcome);
        if (listener != null) {
          listener.accept(outcome);
        }
      }
    }

    synchronized boolean isFollowed() {
      return listener != null;
    }

    synchronized int follows() {
      return follows;
    }

    synchronized void refuse(int times) {
      refusals = times;
    }
  }

  private final Gateway gateway = new Gateway();
  private final List<Outcome> outcomes = new RandomTrading(50).outcomes(3_000);
  private Path file = Path.of("");
  private Store store;

  @BeforeEach
  void open(@TempDir Path folder) {
    file = folder.resolve("store.db");
    store = Store.open(file);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<Outcome> outcomes(int from, int to) {
    return outcomes.subList(from, to);
  }

  private static void await(String what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(deadline - System.nanoTime()).as("nanoseconds left until " + what).isPositive();
      Thread.onSpinWait();
    }
  }

  private void requireSameAsFed(int count) throws SQLException {
    Path fed = file.resolveSibling("fed.db");
    try (Store other = Store.open(fed)) {
      other.apply(outcomes(0, count));
    }
    assertThat(Dump.of(file)).isEqualTo(Dump.of(fed));
  }

  @Test
  void writesWhatItHears() throws SQLException {
    try (StoreWriter writer = StoreWriter.start(store, gateway)) {
      await("it follows", gateway::isFollowed);
      gateway.take(outcomes(0, 2_000));
      assertThat(store.awaitSequence(2_000, LIMIT)).isTrue();
      assertThat(writer.health()).isEqualTo(new Current(2_000));
    }
    requireSameAsFed(2_000);
  }

  @Test
  void readsThePastFirstHoweverLongItIs() throws SQLException {
    gateway.take(outcomes(0, 2_500));
    try (StoreWriter _ = StoreWriter.start(store, gateway, SMALL)) {
      assertThat(store.awaitSequence(2_500, LIMIT)).isTrue();
      assertThat(gateway.follows())
          .as("attempts, though the past is longer than the queue")
          .isOne();
    }
    requireSameAsFed(2_500);
  }

  @Test
  void writesWhatIsLeftWhenItIsClosed() {
    StoreWriter writer = StoreWriter.start(store, gateway);
    await("it follows", gateway::isFollowed);
    gateway.take(outcomes(0, 2_000));
    writer.close();
    assertThat(store.sequence()).isEqualTo(2_000);
    assertThat(gateway.isFollowed()).isFalse();
  }

  @Test
  void fallsBehindWhenTooMuchWaitsAndCatchesUp() throws SQLException {
    try (StoreWriter writer = StoreWriter.start(store, gateway, SMALL)) {
      await("it follows", gateway::isFollowed);
      try (Connection other = new StoreFile(file).openForWriting();
          Statement statement = other.createStatement()) {
        // While another connection holds the file nothing can be written, and yet:
        assertThat(statement.executeUpdate("UPDATE journal_position SET sequence = 0")).isOne();
        gateway.take(outcomes(0, 1_000));
        assertThat(store.sequence()).isZero();
        assertThat(writer.health()).isInstanceOf(Behind.class);
        other.rollback();
      }
      assertThat(store.awaitSequence(1_000, LIMIT)).isTrue();
      await("it is current", () -> writer.health() instanceof Current);
    }
    requireSameAsFed(1_000);
  }

  @Test
  void givesUpAllThatWaitsWhenItIsTooMuch() throws InterruptedException {
    OutcomeQueue queue = new OutcomeQueue(3, 10);
    outcomes(0, 3).forEach(queue::offer);
    assertThat(queue.isOverflown()).isFalse();
    outcomes(3, 5).forEach(queue::offer);
    assertThat(queue.isOverflown()).isTrue();
    assertThat(queue.take(LIMIT, () -> false)).isEmpty();
  }

  @Test
  void lingersForMoreUntilSomebodyWaits() {
    StoreWriter.Limits patient =
        new StoreWriter.Limits(100, 30, Duration.ofHours(1), LIMIT, LIMIT, LIMIT);
    try (StoreWriter writer = StoreWriter.start(store, gateway, patient)) {
      await("it follows", gateway::isFollowed);
      gateway.take(outcomes(0, 5));
      await("it is current", () -> writer.health().equals(new Current(0)));
      assertThat(store.awaitSequence(5, LIMIT)).isTrue();
      gateway.take(outcomes(5, 40));
      await("a whole batch is written without anybody waiting", () -> store.sequence() == 35);
    }
    assertThat(store.sequence()).as("what lingered when it was closed").isEqualTo(40);
  }

  @Test
  void triesAgainForAsLongAsTheGatewayRefuses() {
    gateway.refuse(3);
    gateway.take(outcomes(0, 10));
    try (StoreWriter writer = StoreWriter.start(store, gateway, SMALL)) {
      assertThat(store.awaitSequence(10, LIMIT)).isTrue();
      await("it is current", () -> writer.health() instanceof Current);
      assertThat(gateway.follows()).isEqualTo(4);
    }
  }

  @Test
  void isRebuiltWhenItsFileIsTakenAway() throws IOException, SQLException {
    try (StoreWriter writer = StoreWriter.start(store, gateway, SMALL)) {
      await("it follows", gateway::isFollowed);
      gateway.take(outcomes(0, 50));
      assertThat(store.awaitSequence(50, LIMIT)).isTrue();
      assertThat(store.positions()).isNotEmpty();
      Files.delete(file);
      gateway.take(outcomes(50, 100));
      await("it was rebuilt", () -> gateway.follows() > 1 && store.sequence() == 100);
      await("it is current", () -> writer.health() instanceof Current);
      assertThat(store.positions()).isNotEmpty();
    }
    requireSameAsFed(100);
  }

  @Test
  void staysBehindWhileItsFileIsDamagedAndHoldsUpNobody() throws IOException, SQLException {
    Path garbage = file.resolveSibling("garbage");
    Files.writeString(garbage, "not a database".repeat(1_000));
    try (StoreWriter writer = StoreWriter.start(store, gateway, SMALL)) {
      await("it follows", gateway::isFollowed);
      Files.move(garbage, file, StandardCopyOption.REPLACE_EXISTING);
      gateway.take(outcomes(0, 1_000));
      await(
          "it names the damage",
          () ->
              writer.health() instanceof Behind(String reason, long _)
                  && reason.contains("store.db is damaged"));
      assertThat(gateway.isFollowed()).isFalse();
      Files.delete(file);
      assertThat(store.awaitSequence(1_000, LIMIT)).isTrue();
    }
    requireSameAsFed(1_000);
  }
}
