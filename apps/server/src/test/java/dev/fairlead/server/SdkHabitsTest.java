// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What SDKs do with any answer, whatever it is of (facts 7). */
final class SdkHabitsTest {
  private static final String LIMIT =
      "{'symbol':'AAPL','qty':'1','side':'buy','type':'limit','time_in_force':'day',"
          + "'limit_price':'100'}";

  @TempDir private static Path data;
  private static TestServer gateway;

  @BeforeAll
  static void start() {
    gateway = TestServer.start(data);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /** Python follows none, and JavaScript 4 takes one for an error. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v2",
        "/v2/",
        "/v2/orders/",
        "/v2/clock/",
        "/v2//clock",
        "/v2/stocks/",
        "/v2/stocks/AAPL/bars/",
        "/fairlead/v1",
        "/fairlead/v1/",
        "/stream"
      })
  void nothingIsAnsweredByARedirect_7_1_and_7_2(String path) {
    Answer answer = gateway.get(path);
    assertThat(answer.status() / 100).as("status %d", answer.status()).isNotEqualTo(3);
    assertThat(answer.response().headers().firstValue("Location")).isEmpty();
  }

  /** Go takes any status from 300 on for an error, and reads its code and message. */
  @Test
  void goTakesAnyStatusFrom300OnForAnError_7_3() {
    JsonNode order = gateway.awaitStatus(gateway.place(LIMIT), "new");
    String path = "/v2/orders/" + order.get("id").asString();
    List<Answer> done =
        List.of(
            gateway.get(path),
            gateway.patch(path, "{\"limit_price\":\"99\"}"),
            gateway.delete("/v2/orders"),
            gateway.delete("/v2/positions"),
            gateway.post("/v2/watchlists", "{\"name\":\"go\"}"));
    assertThat(done).allMatch(answer -> answer.status() >= 200 && answer.status() < 300);
    List<Answer> refused =
        List.of(
            gateway.get("/v2/orders/none"),
            gateway.get("/v2/nothing"),
            gateway.post("/v2/orders", "{"),
            gateway.post("/v2/orders", "{}"),
            gateway.send("GET", "/v2/clock", null, null),
            gateway.send("PUT", "/v2/orders", "{}", gateway.key));
    for (Answer answer : refused) {
      assertThat(answer.status()).isGreaterThanOrEqualTo(400);
      assertThat(answer.json().get("code").isIntegralNumber()).as("%s", answer).isTrue();
      assertThat(answer.message()).isNotEmpty();
    }
  }

  /** JavaScript 4 makes a {@code Date} of each instant, which takes this form everywhere. */
  @Test
  void javaScript4MakesADateOfEachInstant_7_2() {
    String instant = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)";
    JsonNode order = gateway.place(LIMIT);
    for (String key : List.of("created_at", "updated_at", "submitted_at")) {
      assertThat(order.get(key).asString()).matches(instant);
    }
    JsonNode clock = gateway.get("/v2/clock").json();
    for (String key : List.of("timestamp", "next_open", "next_close")) {
      assertThat(clock.get(key).asString()).matches(instant);
    }
    assertThat(gateway.get("/v2/account").text("created_at")).matches(instant);
  }
}
