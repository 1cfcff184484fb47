// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.keys.IssuedKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Where an order spent its time. Every answer is checked against the document. */
final class TraceTest extends InsideServer {
  private JsonNode trace(JsonNode order) {
    return get("/orders/" + order.get("id").asString() + "/trace");
  }

  private static List<String> hops(JsonNode trace) {
    return trace.get("steps").valueStream().map(step -> step.get("hop").asString()).toList();
  }

  private static JsonNode step(JsonNode trace, String hop) {
    return trace
        .get("steps")
        .valueStream()
        .filter(step -> step.get("hop").asString().equals(hop))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + hop + " in " + hops(trace)));
  }

  private static Instant instant(JsonNode node, String key) {
    return Instant.parse(node.get(key).asString());
  }

  /** The steps follow each other from the beginning to the end without a gap. */
  private static void assertWhole(JsonNode trace) {
    Instant before = instant(trace, "from");
    BigDecimal shares = BigDecimal.ZERO;
    for (JsonNode step : trace.get("steps")) {
      Instant at = instant(step, "at");
      assertThat(step.get("micros").asLong())
          .as(step.toString())
          .isEqualTo(Duration.between(before, at).toNanos() / 1_000);
      shares = shares.add(new BigDecimal(step.get("share_percent").asString()));
      before = at;
    }
    assertThat(instant(trace, "until")).isEqualTo(before);
    assertThat(shares).isCloseTo(new BigDecimal(100), within(trace));
  }

  /** Each share is told to a hundredth of a per cent. */
  private static Offset<BigDecimal> within(JsonNode trace) {
    return Offset.offset(
        new BigDecimal("0.01").multiply(BigDecimal.valueOf(trace.get("steps").size())));
  }

  @Test
  void aFilledOrderShowsEachHopWithItsInstantAndShare() {
    JsonNode placed = gateway.place(LIMIT_ORDER);
    gateway.awaitStatus(placed, "new");
    gateway.broker.fillInParts("AAPL", "189.4", "4", "6");
    gateway.awaitStatus(placed, "filled");
    JsonNode trace = trace(placed);
    assertThat(hops(trace))
        .containsExactlyInAnyOrder(
            "accept", "route", "journal", "send", "acknowledge", "working", "filled", "filled");
    assertThat(hops(trace)).endsWith("filled", "filled").startsWith("accept", "route");
    assertWhole(trace);
    for (String hop : List.of("journal", "send", "acknowledge")) {
      assertThat(step(trace, hop).get("source").asString()).as(hop).isEqualTo("process");
    }
    assertThat(instant(trace, "from")).isBefore(instant(step(trace, "accept"), "at"));
    assertThat(step(trace, "accept").get("input").asLong()).isPositive();
    assertThat(step(trace, "route").get("detail").asString())
        .startsWith("test:main by primary-only: ");
    assertThat(step(trace, "acknowledge").get("detail").asString()).startsWith("accepted ");
    assertThat(step(trace, "filled").get("detail").asString()).isEqualTo("4 at 189.4");
    assertThat(trace.get("status").asString()).isEqualTo("filled");
  }

  @Test
  void cancelsAndDoubtsAreSteps() {
    gateway.broker.losesAnswers = true;
    JsonNode doubted = gateway.place(LIMIT_ORDER);
    TestServer.await(() -> trail(doubted).get("status").asString().equals("in_doubt"));
    JsonNode trace = trace(doubted);
    assertThat(hops(trace)).contains("in_doubt").doesNotContain("acknowledge");
    assertThat(step(trace, "in_doubt").get("detail").asString()).isEqualTo("connection reset");
    assertWhole(trace);

    gateway.broker.losesAnswers = false;
    JsonNode placed = gateway.place(LIMIT_ORDER);
    gateway.awaitStatus(placed, "new");
    gateway.delete("/v2/orders/" + placed.get("id").asString());
    gateway.awaitStatus(placed, "canceled");
    JsonNode canceled = trace(placed);
    assertThat(hops(canceled)).contains("cancel", "cancel_requested").endsWith("canceled");
    assertThat(step(canceled, "cancel").get("detail").asString()).startsWith("attempt 2: accepted");
    assertWhole(canceled);
  }

  @Test
  void aReplacementsTraceBeginsWithItselfAndNotWithWhatItReplaced() {
    JsonNode placed = gateway.place(LIMIT_ORDER);
    gateway.awaitStatus(placed, "new");
    JsonNode changed =
        gateway
            .patch("/v2/orders/" + placed.get("id").asString(), "{\"limit_price\":\"188\"}")
            .json();
    gateway.awaitStatus(changed, "new");
    JsonNode trace = trace(changed);
    assertThat(hops(trace)).contains("accept", "replace").doesNotContain("send");
    assertWhole(trace);
    assertThat(hops(trace(placed))).endsWith("replaced");
  }

  @Test
  @DisplayName("S-11 what others have is as unknown as what nobody has")
  void anothersOrderHasNoTrace() {
    JsonNode placed = gateway.place(LIMIT_ORDER);
    IssuedKey other = gateway.keys.create();
    String path = "/orders/" + placed.get("id").asString() + "/trace";
    assertThat(ask("GET", path, null, other).text("code")).isEqualTo("UNKNOWN_ORDER");
    assertThat(ask("GET", "/orders/none/trace", null, other).text("code"))
        .isEqualTo("UNKNOWN_ORDER");
  }
}
