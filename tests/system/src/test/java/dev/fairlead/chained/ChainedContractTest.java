// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.chained;

import dev.fairlead.contract.BrokerContract;
import dev.fairlead.contract.FarSide;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Alpaca's adapter keeps the contract in front of Fairlead's own Alpaca API, restarts and all. */
class ChainedContractTest extends BrokerContract {
  @TempDir static Path folder;

  ChainedContractTest() {
    super("alpaca, a gateway behind it");
  }

  @Override
  protected FarSide farSide() {
    try {
      return new GatewayFarSide(Files.createTempDirectory(folder, "upstream"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
