// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.system.NodeProgram.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alpaca's JavaScript SDK, unmodified, against a running gateway; {@code sdk/js/trade.js} is its
 * user's program, and a day of trading in one piece. {@link CompatibilityTest} tries every method.
 */
final class JavaScriptSdkTest {
  private static final long TRADE_SECONDS = 120;

  @TempDir Path folder;

  @Test
  @DisplayName("issue 2, 7: a real client trades a day")
  void aRealClientTradesADay() throws Exception {
    NodeProgram program = NodeProgram.installed(getClass());
    try (GatewayProcess gateway = GatewayProcess.up(folder.resolve("data")).ready();
        TradingClient client = gateway.client()) {
      Ran ran = program.node(TRADE_SECONDS, NodeProgram.environment(client.env()), "trade.js");
      System.out.println(ran.output());
      assertThat(ran.exitCode()).as(ran.output()).isZero();
      assertThat(ran.output().lines().filter(line -> line.startsWith("ok "))).hasSize(12);
    }
  }
}
