// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.calendar.TradingHours;
import dev.fairlead.desk.GatewayDesk;
import dev.fairlead.server.TestServer.Answer;
import dev.fairlead.wire.PostRoute;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerLifeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path data;

  @Test
  void aTakenPortIsNamed() {
    try (TestServer first = TestServer.start(data)) {
      ServerConfig same =
          ServerConfig.of(first.server.port(), TradingHours.ALWAYS, TestServer.CLOCK);
      GatewayDesk desk = new GatewayDesk(first.gateway, first.store, first.keys::allowance);
      assertThatThrownBy(() -> FairleadServer.start(same, desk, first.keys, first.watchlists))
          .isInstanceOfSatisfying(
              ServerException.class,
              taken -> {
                assertThat(taken.category()).isEqualTo(ServerException.Category.PORT_TAKEN);
                assertThat(taken)
                    .hasMessageContaining("port " + first.server.port() + " is taken")
                    .hasMessageContaining("choose another");
              });
      assertThat(first.get("/v2/clock").status()).isEqualTo(200);
    }
  }

  @Test
  void theAddressIsOnLoopbackWithThePortThatWasFound() {
    try (TestServer gateway = TestServer.start(data)) {
      assertThat(gateway.server.address().toString())
          .isEqualTo("http://127.0.0.1:" + gateway.server.port());
      assertThat(gateway.server.port()).isPositive();
    }
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> ServerConfig.of(70_000, TradingHours.ALWAYS, TestServer.CLOCK))
        .hasMessageContaining("port 70000")
        .hasMessageContaining("65535");
  }

  @Test
  void aRouteThatIsMeasuredHasTheSameGuards() {
    PostRoute echo = new PostRoute("/measured/echo", body -> body);
    try (TestServer gateway =
        TestServer.start(data, new MemoryJournal(), config -> config.measuring(echo))) {
      assertThat(gateway.post("/measured/echo", "{\"a\":1}").json().get("a").asInt()).isEqualTo(1);
      assertThat(gateway.send("POST", "/measured/echo", "{}", null).status()).isEqualTo(401);
      assertThat(gateway.post("/measured/echo", "x".repeat(70_000)).status()).isEqualTo(413);
    }
  }

  @Test
  void aRequestInFlightIsAnsweredWhileTheServerStops() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    PostRoute slow = held("/measured/slow", inside, goOn);
    try (TestServer gateway =
        TestServer.start(data, new MemoryJournal(), config -> config.measuring(slow))) {
      CompletableFuture<Answer> answer =
          CompletableFuture.supplyAsync(() -> gateway.post("/measured/slow", "{\"a\":1}"));
      assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway.server::close);
      // Longer than the second after which Jetty, left to itself, cuts what is in flight.
      CompletableFuture.delayedExecutor(1_500, TimeUnit.MILLISECONDS).execute(goOn::countDown);
      assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
      stopped.get(10, TimeUnit.SECONDS);
      assertThatThrownBy(() -> gateway.get("/health/live"))
          .isInstanceOf(java.io.UncheckedIOException.class);
    }
  }

  @Test
  void aConnectionBetweenTwoRequestsHoldsUpNoStop() {
    try (TestServer gateway =
            TestServer.start(data, new MemoryJournal(), config -> config.stopping(PATIENCE));
        RawHttp idle = RawHttp.connect(gateway.server)) {
      idle.say("GET /health/live HTTP/1.1", "Host: 127.0.0.1", "");
      assertThat(idle.response().status()).isEqualTo(200);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway.server::close);
      assertThat(stopped).succeedsWithin(PATIENCE.dividedBy(3));
      assertThat(idle.readUntil("")).as("closed without a further word").isEmpty();
    }
  }

  @Test
  void aRequestThatNeverEndsIsCutWhenTheServerStops() {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    PostRoute endless = held("/measured/endless", inside, never);
    try (TestServer gateway =
        TestServer.start(
            data,
            new MemoryJournal(),
            config -> config.measuring(endless).stopping(Duration.ofMillis(100)))) {
      CompletableFuture<Answer> answer =
          CompletableFuture.supplyAsync(() -> gateway.post("/measured/endless", "{}"));
      TestServer.await(() -> inside.getCount() == 0);
      assertThatCode(gateway.server::close).doesNotThrowAnyException();
      assertThat(answer).failsWithin(PATIENCE);
    } finally {
      never.countDown();
    }
  }

  @Test
  void streamsHearThatTheServerStops() {
    try (TestServer gateway = TestServer.start(data);
        StreamClient client = gateway.listen()) {
      gateway.server.close();
      assertThat(client.closeCode()).isEqualTo(1001);
    }
  }

  /** A route that echoes once it is let go on; {@code inside} tells that it has been reached. */
  private static PostRoute held(String path, CountDownLatch inside, CountDownLatch goOn) {
    return new PostRoute(
        path,
        body -> {
          inside.countDown();
          try {
            goOn.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return body;
        });
  }
}
