// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.GatewayClient;
import dev.fairlead.terminal.Listings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists executions, the newest first. */
@Command(name = "fills", description = "List executions, the newest first.")
final class FillsCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private final JsonFlag json = new JsonFlag();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "Most fills to list, up to 100. Default: 50.")
  private String limit = "50";

  FillsCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (GatewayClient gateway = root.connect()) {
      return new Answers(root, json.isWanted())
          .listing(
              gateway.get("/v2/account/activities/FILL", Map.of("page_size", limit)),
              Listings::fills,
              "no fills");
    }
  }
}
