// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Folders;
import dev.fairlead.testkit.RecordingBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power of the disk that holds the whole data folder is cut while clients trade. Clients keep
 * what they were promised, and the broker what it was sent, as both do outside.
 */
@EnabledIfSystemProperty(
    named = "fairlead.all",
    matches = "true",
    disabledReason = "needs root and a loop device: -Dfairlead.all=true")
final class PowerCutTest {
  private static final int ROUNDS = 20;
  private static final int TRADERS = 3;

  @TempDir Path folder;

  @Test
  @DisplayName("I-01 I-02 I-03 F-D01 a power cut takes back nothing that anybody was told")
  void aPowerCutTakesNothingBack() throws Throwable {
    long seed = Long.getLong("fairlead.seed", System.nanoTime());
    System.out.println("PowerCutTest: " + ROUNDS + " cuts, -Dfairlead.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Path wire = folder.resolve("wire");
    Traders traders = new Traders();
    try (LoopDisk disk = LoopDisk.in(folder)) {
      Path data = disk.folder().resolve("data");
      for (int round = 1; round <= ROUNDS; round++) {
        disk.mount();
        try (GatewayProcess gateway = GatewayProcess.tapped(data, wire).ready();
            TradingClient client = gateway.client()) {
          Traders.Running trading = traders.start(client, TRADERS, "r" + round, random.split());
          gateway.endsWithin(Duration.ofMillis(100 + random.nextInt(1_500)));
          disk.cutPower();
          // Whatever it would still like to promise, it can't.
          gateway.endsWithin(Duration.ofMillis(100));
          gateway.kill();
          trading.end();
        } finally {
          disk.unmount();
        }
        disk.mount();
        try {
          Audit.of(Folders.copy(data, folder.resolve("copy")))
              .keeps(traders.promises())
              .matches(RecordingBroker.read(wire))
              .isConsistent()
              .requireSound();
        } catch (AssertionError | RuntimeException broken) {
          throw new AssertionError("cut " + round + " of -Dfairlead.seed=" + seed, broken);
        } finally {
          disk.unmount();
        }
      }
      assertThat(traders.answers()).isGreaterThan(ROUNDS * 10);
      System.out.println("PowerCutTest: " + traders.answers() + " commands answered");
      endsInOrder(disk, data);
    }
  }

  private static void endsInOrder(LoopDisk disk, Path data) {
    disk.mount();
    try (GatewayProcess gateway = GatewayProcess.up(data).ready()) {
      assertThat(gateway.stop()).isZero();
    }
    try (GatewayProcess verify = GatewayProcess.command(data, "journal", "verify")) {
      assertThat(verify.awaitEnd()).as("%s %s", verify.out(), verify.err()).isZero();
    }
  }
}
