// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.server.TestServer.Answer;
import dev.fairlead.vitals.Finding.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How each part of a whole gateway is told. */
final class HealthPartsTest {
  @TempDir private Path data;
  private TestServer gateway;

  @BeforeEach
  void start() {
    gateway = TestServer.start(data);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private JsonNode part(String name) {
    return gateway
        .get("/health")
        .json()
        .get("parts")
        .valueStream()
        .filter(part -> part.get("part").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyPartIsToldAndHasARouteOfItsOwn() {
    List<String> told =
        gateway
            .get("/health")
            .json()
            .get("parts")
            .valueStream()
            .map(part -> part.get("part").asString())
            .toList();
    assertThat(told)
        .containsExactly("journal", "queue", "disk", "store", "link", "reconciliation", "doubts");
    for (Part part : Part.values()) {
      Answer answer = gateway.get("/health/" + part.name().toLowerCase(Locale.ROOT));
      assertThat(answer.status()).as(part.name()).isEqualTo(200);
      assertThat(answer.text("status")).as(part.name()).isIn("ok", "degraded");
    }
    assertThat(part("journal").toString())
        .isEqualTo(
            "{\"part\":\"journal\",\"account\":null,\"status\":\"ok\",\"code\":\"OK\","
                + "\"reason\":null}");
  }

  @Test
  void aLinkThatIsDownFailsByItselfAndTheProcessLivesOn() {
    gateway.broker.goDown();
    TestServer.await(() -> gateway.get("/health/link").status() == 503);
    JsonNode link = part("link");
    assertThat(link.get("account").asString()).isEqualTo("test:main");
    assertThat(link.get("code").asString()).isEqualTo("DOWN");
    assertThat(link.get("reason").asString()).startsWith("down since 20");
    assertThat(gateway.get("/health").text("status")).isEqualTo("failed");
    assertThat(gateway.get("/health").status()).isEqualTo(200);
    assertThat(gateway.get("/health/journal").status()).isEqualTo(200);
    assertThat(gateway.get("/health/live").status()).isEqualTo(200);
    assertThat(gateway.get("/health/ready").status()).isEqualTo(503);
  }

  @Test
  void aDoubtIsTold() {
    gateway.broker.losesAnswers = true;
    gateway.place(InsideServer.LIMIT_ORDER);
    TestServer.await(() -> !gateway.get("/health/doubts").text("status").equals("ok"));
    assertThat(part("doubts").get("reason").asString())
        .startsWith("of 1 requests nobody knows what became");
  }

  @Test
  @DisplayName("S-07 how the parts are is for a key that may read")
  void partsAreForAKey() {
    assertThat(gateway.send("GET", "/health", null, null).status()).isEqualTo(401);
    assertThat(gateway.send("GET", "/health/link", null, null).status()).isEqualTo(401);
    assertThat(gateway.send("GET", "/health/ready", null, null).status()).isEqualTo(200);
  }
}
