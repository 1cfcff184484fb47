// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.GatewayClient;
import dev.fairlead.terminal.Listings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what is held. */
@Command(name = "positions", description = "List what is held.")
final class PositionsCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private final JsonFlag json = new JsonFlag();

  PositionsCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (GatewayClient gateway = root.connect()) {
      return new Answers(root, json.isWanted())
          .listing(gateway.get("/v2/positions"), Listings::positions, "no positions");
    }
  }
}
