// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Folders;
import dev.fairlead.testkit.RecordingBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StopTest {
  private static final int ROUNDS = 3;
  private static final int TRADERS = 4;

  @TempDir Path folder;

  @Test
  @DisplayName("F-P08 a stop under load answers what it took, and refuses or doubts nothing of it")
  void aStopUnderLoadIsInOrder() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    Path data = folder.resolve("data");
    Path wire = folder.resolve("wire");
    Traders traders = new Traders();
    for (int round = 1; round <= ROUNDS; round++) {
      try (GatewayProcess gateway = GatewayProcess.tapped(data, wire).ready();
          TradingClient client = gateway.client()) {
        int before = traders.answers();
        Traders.Running trading = traders.start(client, TRADERS, "s" + round, random.split());
        assertThat(gateway.endsWithin(Duration.ofMillis(700))).isFalse();
        gateway.stop();
        trading.end();
        assertThat(traders.answers()).isGreaterThan(before);
        assertThat(gateway.err()).noneMatch(line -> line.contains(" ERROR "));
      }
      Audit audit =
          Audit.of(Folders.copy(data, folder.resolve("copy")))
              .keeps(traders.promises())
              .matches(RecordingBroker.read(wire))
              .isConsistent()
              .requireSound();
      assertThat(audit.state().orders())
          .filteredOn(order ->
              switch (order.status()) {
                case IN_DOUBT, ACCEPTED, PENDING_CANCEL, PENDING_REPLACE -> true;
                // The venue may refuse what crossed a fill on its way.
                case REJECTED -> !order.reason().startsWith("insufficient");
                case HELD, WORKING, PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED, REPLACED -> false;
              })
          .isEmpty();
      assertThat(audit.snapshotAt()).isEqualTo(audit.state().sequence());
    }
    Path rebuilt = Folders.copy(data, folder.resolve("rebuilt"));
    try (GatewayProcess rebuild = GatewayProcess.command(rebuilt, "store", "rebuild")) {
      assertThat(rebuild.awaitEnd()).as("%s", List.of(rebuild.err())).isZero();
    }
    assertThat(StoreRows.of(rebuilt)).isEqualTo(StoreRows.of(data));
  }
}
