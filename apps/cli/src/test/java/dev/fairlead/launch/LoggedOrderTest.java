// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.client.Answer;
import dev.fairlead.client.GatewayClient;
import dev.fairlead.config.FairleadConfig;
import dev.fairlead.testkit.Await;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An order can be followed through the log by its fields, and no secret with it. */
final class LoggedOrderTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ORDER =
      "{\"symbol\":\"AAPL\",\"qty\":\"1\",\"side\":\"buy\",\"type\":\"limit\","
          + "\"limit_price\":\"1\",\"time_in_force\":\"gtc\",\"client_order_id\":\"my "
          + "\\\"own\\\"\"}";

  @TempDir private Path data;

  private final List<String> lines = new CopyOnWriteArrayList<>();

  private final Handler handler =
      new Handler() {
        private final JsonLines json = new JsonLines();

        @Override
        public void publish(LogRecord line) {
          lines.add(json.format(line));
        }

        @Override
        public void flush() {
          // Nothing is held back.
        }

        @Override
        public void close() {
          // Nothing is held.
        }
      };

  private Optional<JsonNode> line(String message, String key, String value) {
    return lines.stream()
        .map(JSON::readTree)
        .filter(line -> line.get("message").asString().equals(message))
        .filter(line -> line.path(key).asString("").equals(value))
        .findFirst();
  }

  private JsonNode awaited(String message, String key, String value) {
    return Await.value(message + " " + key + "=" + value, () -> line(message, key, value));
  }

  @Test
  @DisplayName("S-23 from the request to the broker's answer by its fields, without a secret")
  void anOrderIsFollowedByItsFields() {
    Logger ours = Logger.getLogger("dev.fairlead");
    Level before = ours.getLevel();
    List<String> secrets = new ArrayList<>();
    handler.setLevel(Level.ALL);
    ours.setLevel(Level.FINE);
    ours.addHandler(handler);
    try (RunningGateway gateway = RunningGateway.start(data, FairleadConfig.DEFAULT.withPort(0));
        GatewayClient client = new GatewayClient(gateway.clientEnv())) {
      secrets.add(gateway.clientEnv().secret());
      Answer placed = client.post("/v2/orders", ORDER);
      assertThat(placed.status()).as(placed.body()).isEqualTo(200);
      String order = JSON.readTree(placed.body()).get("id").asString();
      JsonNode asked = awaited("request answered", "order", order);
      assertThat(asked.get("request").asString()).matches("[0-9a-f]{32}");
      assertThat(asked.get("key").asString()).isEqualTo(gateway.clientEnv().keyId());
      assertThat(asked.get("status").asString()).isEqualTo("200");
      JsonNode taken = awaited("order accepted", "order", order);
      assertThat(taken.get("account").asString()).isEqualTo("paper:main");
      assertThat(taken.get("client_order_id").asString()).isEqualTo("my \"own\"");
      assertThat(taken.get("level").asString()).isEqualTo("DEBUG");
      JsonNode sent = awaited("request accepted", "placement", taken.get("placement").asString());
      assertThat(sent.get("account").asString()).isEqualTo("paper:main");
      assertThat(sent.get("kind").asString()).isEqualTo("place");
      assertThat(sent.get("attempt").asString()).isEqualTo("1");
      assertThat(sent.get("broker_order_id").asString()).isNotBlank();
      assertThat(awaited("link up", "account", "paper:main").get("level").asString())
          .isEqualTo("DEBUG");
    } finally {
      ours.removeHandler(handler);
      ours.setLevel(before);
    }
    assertThat(lines)
        .allSatisfy(line -> {
          assertThat(JSON.readTree(line).get("message").asString()).isNotBlank();
          secrets.forEach(secret -> assertThat(line).doesNotContain(secret));
        });
  }
}
