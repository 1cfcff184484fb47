// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.GatewayClient;
import dev.fairlead.terminal.Listings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists orders, the newest first. */
@Command(name = "orders", description = "List orders, the newest first.")
final class OrdersCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private final JsonFlag json = new JsonFlag();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      defaultValue = "open",
      description = "open, closed or all. Default: open.")
  private String status = "open";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "Most orders to list, up to 500. Default: 50.")
  private String limit = "50";

  OrdersCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (GatewayClient gateway = root.connect()) {
      return new Answers(root, json.isWanted())
          .listing(
              gateway.get("/v2/orders", Map.of("status", status, "limit", limit)),
              Listings::orders,
              "no " + (status.equals("all") ? "" : status + " ") + "orders");
    }
  }
}
