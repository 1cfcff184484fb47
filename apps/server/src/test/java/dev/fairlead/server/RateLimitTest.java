// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.server.RateLimits.Allowance;
import dev.fairlead.server.RateLimits.Kind;
import dev.fairlead.server.TestServer.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class RateLimitTest {
  private static final String ORDER =
      "{'symbol':'AAPL','qty':'1','side':'buy','type':'limit','time_in_force':'day',"
          + "'limit_price':'1'}";

  @TempDir private Path data;

  private TestServer start(int requests, int cancels) {
    return TestServer.start(
        data,
        new MemoryJournal(),
        config -> config.limiting(config.rates().requests(requests, cancels)));
  }

  private static long header(Answer answer, String name) {
    return answer.response().headers().firstValueAsLong(name).orElse(-1);
  }

  @Test
  @DisplayName("4.2 every answer tells the limit, what is left of it and when it begins anew")
  void everyAnswerTellsTheLimit() {
    try (TestServer gateway = start(100, 7)) {
      long second = TestServer.CLOCK.instant().getEpochSecond();
      List<Answer> answers =
          List.of(
              gateway.get("/v2/clock"),
              gateway.get("/v2/nothing"),
              gateway.post("/v2/orders", "{"),
              gateway.post("/v2/orders", "x".repeat(70_000)),
              gateway.send("PUT", "/v2/orders", "{}", gateway.key));
      long left = 99;
      for (Answer answer : answers) {
        assertThat(header(answer, "X-RateLimit-Limit")).isEqualTo(100);
        assertThat(header(answer, "X-RateLimit-Remaining")).isEqualTo(left--);
        assertThat(header(answer, "X-RateLimit-Reset")).isEqualTo((second / 60 + 1) * 60);
        assertThat(answer.response().headers().firstValue("Retry-After")).isEmpty();
      }
      Answer stranger = gateway.send("GET", "/v2/clock", null, null);
      assertThat(stranger.status()).isEqualTo(401);
      assertThat(header(stranger, "X-RateLimit-Remaining")).isEqualTo(99);
      Answer cancel = gateway.delete("/v2/orders");
      assertThat(header(cancel, "X-RateLimit-Limit")).isEqualTo(7);
      assertThat(header(cancel, "X-RateLimit-Remaining")).isEqualTo(6);
    }
  }

  @Test
  @DisplayName("S-35 a key that has asked too often is told to wait, and its order was not taken")
  void tooManyRequestsAreRefused() {
    try (TestServer gateway = start(3, 5)) {
      var other = gateway.keys.create();
      JsonNode placed = gateway.place(ORDER);
      gateway.get("/v2/clock");
      gateway.get("/v2/clock");
      Answer refused = gateway.post("/v2/orders", ORDER.replace('\'', '"'));
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.json().get("code").asInt()).isEqualTo(42910000);
      assertThat(refused.message()).startsWith("rate limit exceeded");
      assertThat(header(refused, "X-RateLimit-Remaining")).isZero();
      assertThat(header(refused, "Retry-After")).isBetween(1L, 60L);
      // Cancels have a budget of their own, and others have theirs.
      assertThat(gateway.delete("/v2/orders/" + placed.get("id").asString()).status())
          .isEqualTo(204);
      assertThat(gateway.delete("/v2/orders").status()).isEqualTo(207);
      assertThat(gateway.send("GET", "/v2/orders?status=all", null, other).status()).isEqualTo(200);
      assertThat(gateway.gateway.openOrders().size()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  @DisplayName("S-35 cancels that are too many are refused, and requests go on")
  void tooManyCancelsAreRefused() {
    try (TestServer gateway = start(50, 2)) {
      assertThat(gateway.delete("/v2/orders").status()).isEqualTo(207);
      assertThat(gateway.delete("/v2/orders").status()).isEqualTo(207);
      Answer refused = gateway.delete("/v2/orders");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.message()).contains("2 cancels in a minute");
      assertThat(gateway.get("/v2/clock").status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("S-35 strangers share a budget, and take nothing from those with a key")
  void strangersShareOne() {
    try (TestServer gateway = start(5, 5)) {
      for (int i = 0; i < 5; i++) {
        assertThat(gateway.send("GET", "/v2/clock", null, null).status()).isEqualTo(401);
      }
      assertThat(gateway.send("GET", "/v2/clock", null, null).status()).isEqualTo(429);
      assertThat(gateway.get("/v2/clock").status()).isEqualTo(200);
    }
  }

  @Test
  void theBudgetIsNewEveryMinuteAndAClockThatGoesBackGrantsNothing() {
    RateLimits limits = new RateLimits(RateConfig.DEFAULT.requests(2, 1));
    assertThat(limits.take("a", Kind.REQUEST, 119)).isEqualTo(new Allowance(2, 1, 120, true));
    assertThat(limits.take("a", Kind.REQUEST, 119)).isEqualTo(new Allowance(2, 0, 120, true));
    assertThat(limits.take("a", Kind.REQUEST, 119)).isEqualTo(new Allowance(2, 0, 120, false));
    assertThat(limits.take("a", Kind.CANCEL, 119)).isEqualTo(new Allowance(1, 0, 120, true));
    assertThat(limits.take("b", Kind.REQUEST, 119).granted()).isTrue();
    assertThat(limits.take("a", Kind.REQUEST, 120)).isEqualTo(new Allowance(2, 1, 180, true));
    assertThat(limits.take("a", Kind.REQUEST, 120).granted()).isTrue();
    assertThat(limits.take("a", Kind.REQUEST, 59).granted()).isFalse();
  }

  @Test
  void callersAreForgottenRatherThanGrow() {
    RateLimits limits = new RateLimits(RateConfig.DEFAULT.requests(1, 1));
    for (int i = 0; i < 100_000; i++) {
      assertThat(limits.take("caller " + i, Kind.REQUEST, 1).granted()).isTrue();
    }
    assertThat(limits.take("caller 99999", Kind.REQUEST, 1).granted()).isFalse();
  }
}
