// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fairlead.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks of a whole gateway, from its configuration to a receiver. */
final class UpWebhooksTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @TempDir private Path home;
  private final List<String> types = new CopyOnWriteArrayList<>();
  private HttpServer receiver;

  @BeforeEach
  void receive() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/hook",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          types.add(body.replaceFirst("^\\{\"type\":\"(\\w+)\".*", "$1"));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private Path config(String events) throws IOException {
    Path file = home.resolve("hooks.yaml");
    Files.writeString(
        file,
        """
        webhooks:
          desk:
            url: http://127.0.0.1:%d/hook
            local: yes
            events: %s
            secret-env: DESK_SECRET
        """
            .formatted(receiver.getAddress().getPort(), events));
    return file;
  }

  @Test
  @DisplayName("F-K11 what happens to orders is posted, and over a restart nothing is left out")
  void whatHappensIsPosted() throws IOException {
    String file = config("order_accepted, order_cancelled").toString();
    Map<String, String> environment = Map.of("DESK_SECRET", SECRET);
    try (Up up = Up.ready(home, environment, "--config", file)) {
      up.run("order", "buy", "AAPL", "1", "--limit", "1", "--tif", "gtc", "--id", "one");
      Await.until("the first is posted", () -> types.size() == 1);
      assertThat(up.err()).doesNotContain(SECRET);
    }
    receiver.stop(0);
    types.clear();
    receive();
    // Another port: a hook is who it is by its name.
    file = config("order_accepted, order_cancelled").toString();
    try (Up up = Up.ready(home, environment, "--config", file)) {
      up.run("order", "cancel", "one");
      Await.until("the cancel is posted", () -> types.contains("order_cancelled"));
      // What was taken when the first gateway ended may be told again, and nothing else.
      assertThat(types).containsOnlyOnce("order_cancelled").endsWith("order_cancelled");
    }
  }

  @Test
  @DisplayName("S-21 without its secret a hook keeps the gateway from starting, in one line")
  void aSecretThatIsMissingIsNamed() throws IOException {
    Ran ran = Ran.in(home, "up", "--port", "0", "--config", config("all").toString());
    assertThat(ran.code()).isNotZero();
    assertThat(ran.err()).contains("webhooks.desk.secret-env: DESK_SECRET is not set");
  }
}
