// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.journal.SqliteJournal;
import dev.fairlead.message.BrokerReport;
import dev.fairlead.model.Instrument;
import dev.fairlead.model.Symbol;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.Samples;
import dev.fairlead.testkit.ScriptedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live broker lists some twelve thousand instruments, at every start. */
final class ManyInstrumentsTest {
  private static final int MANY = 12_000;
  private static final Symbol LAST = new Symbol("T" + (MANY - 1));
  private static final BrokerReport.Listed ALL =
      new BrokerReport.Listed(
          Samples.ACCOUNT, IntStream.range(0, MANY).mapToObj(i -> Samples.share("T" + i)).toList());

  @TempDir private Path folder;

  @Test
  @DisplayName("twelve thousand instruments are written once, however often they are listed")
  void theyAreWrittenOnceHoweverOftenTheyAreListed() throws IOException {
    long first = started();
    long second = started();
    long third = started();
    assertThat(second - first).as("inputs of a start").isLessThan(10);
    assertThat(third - second).isLessThan(10);
    try (Stream<Path> files = Files.list(folder.resolve("snapshots"))) {
      List<Long> sizes = files.sorted().map(file -> file.toFile().length()).toList();
      assertThat(sizes).hasSize(3);
      assertThat(sizes.getFirst()).as("bytes of the first snapshot").isGreaterThan(MANY);
      assertThat(sizes.subList(1, 3)).as("and of the others").allMatch(size -> size < MANY);
    }
  }

  /** The last input after a start at which all were listed. */
  private long started() {
    ScriptedBroker broker = new ScriptedBroker();
    try (BrokerManager manager =
        BrokerManager.open(
            GatewayConfig.of(folder, Samples.ACCOUNT, broker),
            SqliteJournal.open(folder, InstantSource.system()))) {
      broker.tell(ALL);
      Await.until("listed", () -> manager.instrument(LAST).isPresent());
      assertThat(manager.instruments())
          .hasSizeGreaterThanOrEqualTo(MANY)
          .isSortedAccordingTo(Comparator.comparing(Instrument::symbol));
      return manager.lastSequence();
    }
  }
}
