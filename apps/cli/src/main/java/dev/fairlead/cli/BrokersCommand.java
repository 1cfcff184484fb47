// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.GatewayClient;
import dev.fairlead.terminal.Insights;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows each broker account and how its link stands. */
@Command(name = "brokers", description = "Show the broker accounts and how their links stand.")
final class BrokersCommand implements Callable<Integer> {
  private final Root root;

  @Mixin private final JsonFlag json = new JsonFlag();

  BrokersCommand(Root root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (GatewayClient gateway = root.connect()) {
      return new Answers(root, json.isWanted())
          .listing(gateway.get("/fairlead/v1/brokers"), Insights::brokers, "no broker accounts");
    }
  }
}
