// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import dev.fairlead.client.Answer;
import dev.fairlead.client.GatewayClient;
import dev.fairlead.client.UpdateStream;
import dev.fairlead.config.FairleadConfig;
import dev.fairlead.config.LogFormat;
import dev.fairlead.config.LogLevel;
import dev.fairlead.launch.Logs;
import dev.fairlead.launch.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/**
 * Lives a gateway's life in a minute: starts, takes orders of every kind, is asked everything once,
 * stops. The launcher records what the JVM loads and links meanwhile, so that a real start finds it
 * done.
 */
@Command(name = "aot-train", hidden = true, description = "Prepare quick starts.")
final class AotTrainCommand implements Callable<Integer> {
  private static final List<String> ORDERS =
      List.of(
          order("\"type\":\"market\",\"time_in_force\":\"day\""),
          order("\"type\":\"limit\",\"time_in_force\":\"gtc\",\"limit_price\":\"1\""),
          order("\"type\":\"stop\",\"time_in_force\":\"gtc\",\"stop_price\":\"9999\""),
          order("\"type\":\"trailing_stop\",\"time_in_force\":\"day\",\"trail_percent\":\"5\""),
          order("\"type\":\"limit\",\"time_in_force\":\"day\""));

  private static final List<String> READS =
      List.of(
          "/health/live",
          "/health/ready",
          "/v2/account",
          "/v2/assets",
          "/v2/clock",
          "/v2/calendar?start=2026-01-01&end=2026-01-31",
          "/v2/positions",
          "/v2/orders?status=all",
          "/v2/account/activities/FILL");

  private static final long FILL_LIMIT_SECONDS = 10;

  private final Root root;

  AotTrainCommand(Root root) {
    this.root = root;
  }

  private static String order(String terms) {
    return "{\"symbol\":\"AAPL\",\"qty\":\"1\",\"side\":\"buy\"," + terms + "}";
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Logs.configure(LogLevel.WARNING, LogFormat.TEXT);
    Path data = Files.createTempDirectory("fairlead-train");
    try {
      train(data);
    } finally {
      delete(data);
    }
    return ExitCode.DONE.number();
  }

  private void train(Path data) throws InterruptedException {
    FairleadConfig config = FairleadConfig.DEFAULT.withPort(0);
    try (RunningGateway gateway = RunningGateway.start(data, config);
        GatewayClient client = new GatewayClient(gateway.clientEnv())) {
      var filled = new CountDownLatch(1);
      try (UpdateStream _ = client.updates(untilFilled(filled))) {
        for (String order : ORDERS) {
          client.post("/v2/orders", order);
        }
        boolean came = filled.await(FILL_LIMIT_SECONDS, TimeUnit.SECONDS);
        root.err().println("fairlead: trained" + (came ? "" : ", without a fill"));
      }
      READS.forEach(client::get);
      finish(client);
    }
  }

  /** What a client does to orders that are there. */
  private static void finish(GatewayClient client) {
    Answer open = client.get("/v2/orders", Map.of("limit", "1"));
    for (JsonNode order : Answers.parse(open.body())) {
      client.patch("/v2/orders/" + order.path("id").asString(""), "{\"qty\":\"2\"}");
    }
    client.delete("/v2/orders");
    client.delete("/v2/positions");
  }

  private static UpdateStream.Listener untilFilled(CountDownLatch filled) {
    return new UpdateStream.Listener() {
      @Override
      public void onUpdate(JsonNode update) {
        if (update.path("event").asString("").equals("fill")) {
          filled.countDown();
        }
      }

      @Override
      public void onEnd(String reason) {
        filled.countDown();
      }
    };
  }

  private static void delete(Path data) throws IOException {
    try (Stream<Path> all = Files.walk(data)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
