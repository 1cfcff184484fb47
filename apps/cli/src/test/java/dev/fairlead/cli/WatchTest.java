// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Await;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatchTest {
  @TempDir private Path home;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private FutureTask<Integer> watch(String... args) {
    var around =
        new Surroundings(
            Map.of(),
            home,
            false,
            new PrintWriter(out),
            new PrintWriter(err),
            _ -> {},
            "fairlead",
            Typist.NOBODY);
    var watching = new FutureTask<>(() -> Fairlead.run(around, args));
    Thread.ofPlatform().daemon().name("watch").start(watching);
    return watching;
  }

  @Test
  void printsALineForEachUpdateAndEndsWithTheGateway()
      throws InterruptedException, ExecutionException {
    FutureTask<Integer> watching;
    try (Up up = Up.ready(home)) {
      watching = watch("watch");
      Await.until(
          "a line of an order",
          () -> {
            up.run("order", "buy", "AAPL", "1", "--limit", "1");
            return out.toString().contains("new: buy 1 AAPL limit 1 day: new");
          });
    }
    assertThat(watching.get()).isEqualTo(5);
    assertThat(err.toString()).startsWith("fairlead: the ");
    assertThat(out.toString().lines())
        .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d \\w+.*"));
  }

  @Test
  void printsTheGatewaysJsonForPrograms() {
    try (Up up = Up.ready(home)) {
      FutureTask<Integer> _ = watch("watch", "--json");
      Await.until(
          "an update",
          () -> {
            up.run("order", "buy", "AAPL", "1");
            return out.toString().contains("\"event\":\"fill\"");
          });
      assertThat(out.toString().lines())
          .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }
  }
}
