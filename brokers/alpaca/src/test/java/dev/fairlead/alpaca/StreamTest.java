// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.alpaca.AlpacaConfig.Environment;
import dev.fairlead.broker.Secret;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.remote.Backoff;
import dev.fairlead.remote.SocketLimits;
import dev.fairlead.remote.Sockets;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.FarSide;
import dev.fairlead.testkit.FarSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The dialogue of trade_updates with a far side that does what the test says. */
final class StreamTest {
  private static final String AUTHORIZED =
      "{\"stream\":\"authorization\",\"data\":{\"status\":\"authorized\",\"action\":"
          + "\"authenticate\"}}";
  private static final String LISTENING =
      "{\"stream\":\"listening\",\"data\":{\"streams\":[\"trade_updates\"]}}";
  private static final String LOGIN =
      "{\"action\":\"authenticate\",\"data\":{\"key_id\":\"PKTEST\",\"secret_key\":\"s3\\\"t\"}}";
  private static final String LISTEN =
      "{\"action\":\"listen\",\"data\":{\"streams\":[\"trade_updates\"]}}";
  private static final SocketLimits QUICK =
      SocketLimits.DEFAULT.withBackoff(new Backoff(Duration.ofMillis(5), Duration.ofMillis(20)));

  private final FarSide far = FarSide.open();
  private final Sockets sockets = Sockets.open("test-stream");
  private final Heard heard = new Heard();

  @AfterEach
  void closeAll() {
    far.close();
    sockets.close();
  }

  private static final class Heard implements TradeUpdates.Listener {
    final List<String> news = new CopyOnWriteArrayList<>();
    volatile CountDownLatch catchUp = new CountDownLatch(0);

    @Override
    public void onLive() {
      news.add("live");
      try {
        assertThat(catchUp.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      news.add("caught up");
    }

    @Override
    public void onUpdate(JsonNode data) {
      news.add(data.path("event").asString());
      if (data.path("event").asString().equals("poison")) {
        throw new IllegalStateException("cannot be taken");
      }
    }

    @Override
    public void onDead(String reason) {
      news.add("dead " + reason);
    }

    @Override
    public void onUnread(String raw) {
      news.add("unread " + raw);
    }

    @Override
    public void onHeard() {}

    void await(String what) {
      Await.until(what + ", got " + news, () -> news.contains(what));
    }
  }

  private Stream stream(SocketLimits limits) {
    AlpacaConfig config =
        AlpacaConfig.of(
                BrokerAccount.parse("alpaca:main"),
                Environment.PAPER,
                Secret.of("PKTEST"),
                Secret.of("s3\"t"))
            .withTradeStream(URI.create(far.address("/stream").toString()));
    Stream stream = new Stream(config, sockets, limits, heard);
    stream.start();
    return stream;
  }

  private static String update(String event) {
    return "{\"stream\":\"trade_updates\",\"data\":{\"event\":\"" + event + "\",\"order\":{}}}";
  }

  private FarSocket letIn() {
    FarSocket socket = far.next();
    assertThat(socket.text()).isEqualTo(LOGIN);
    socket.send(AUTHORIZED);
    assertThat(socket.text()).isEqualTo(LISTEN);
    socket.send(LISTENING);
    return socket;
  }

  @Test
  void logsInListensAndHearsTextAndBinaryFrames() {
    Stream stream = stream(QUICK);
    FarSocket socket = letIn();
    assertThat(socket.path()).isEqualTo("/stream");
    socket.send(update("new").getBytes(StandardCharsets.UTF_8));
    socket.send(new byte[] {1});
    socket.sendInTwo(update("fill"));
    heard.await("fill");
    assertThat(stream.isLive()).isTrue();
    stream.close();
    assertThat(heard.news).containsExactly("live", "caught up", "new", "fill");
    assertThat(stream.isLive()).isFalse();
  }

  @Test
  void asksForNothingElseAndSendsNothingElse() {
    Stream stream = stream(QUICK);
    FarSocket socket = letIn();
    socket.send(update("new"));
    heard.await("new");
    assertThat(socket.hasMore()).isFalse();
    stream.close();
  }

  @Test
  void fn12UpdatesWaitWhileItIsCaughtUpAndComeInTheirOrder() {
    heard.catchUp = new CountDownLatch(1);
    Stream stream = stream(QUICK);
    FarSocket socket = letIn();
    heard.await("live");
    for (int i = 0; i < 1_000; i++) {
      socket.send(update("e" + i));
    }
    assertThat(heard.news).containsExactly("live");
    heard.catchUp.countDown();
    heard.await("e999");
    assertThat(heard.news).hasSize(1_002).startsWith("live", "caught up", "e0", "e1");
    stream.close();
  }

  @Test
  void tooManyUpdatesDuringACatchUpAreCaughtUpWithAgain() {
    heard.catchUp = new CountDownLatch(1);
    Stream stream = stream(QUICK.withQueue(10));
    FarSocket socket = letIn();
    heard.await("live");
    for (int i = 0; i < 12; i++) {
      socket.send(update("e" + i));
    }
    Await.until("dead", () -> !stream.isLive());
    heard.catchUp.countDown();
    letIn().send(update("after"));
    heard.await("after");
    assertThat(heard.news)
        .filteredOn(news -> news.equals("live") || news.startsWith("dead"))
        .hasSize(3);
    assertThat(heard.news).contains("e9").doesNotContain("e11");
    stream.close();
  }

  @Test
  void fb06EachConnectionIsCaughtUpBeforeItsUpdates() {
    Stream stream = stream(QUICK);
    letIn().cut();
    FarSocket second = letIn();
    second.send(update("fill"));
    second.send(update("fill"));
    Await.until("both", () -> heard.news.stream().filter("fill"::equals).count() == 2);
    // A doubled update is passed on as it came: who hears it counts a fill once (I-09).
    assertThat(heard.news.getFirst()).isEqualTo("live");
    assertThat(heard.news.get(2)).startsWith("dead");
    assertThat(heard.news.subList(3, 7)).containsExactly("live", "caught up", "fill", "fill");
    stream.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", AUTHORIZED, AUTHORIZED + LISTENING})
  void comesBackFromACutAtEachStepOfTheDialogue(String said) {
    Stream stream = stream(QUICK);
    FarSocket first = far.next();
    if (said.startsWith(AUTHORIZED)) {
      assertThat(first.text()).isEqualTo(LOGIN);
      first.send(AUTHORIZED);
    }
    if (said.endsWith(LISTENING)) {
      assertThat(first.text()).isEqualTo(LISTEN);
      first.send(LISTENING);
    }
    first.cut();
    letIn().send(update("new"));
    heard.await("new");
    stream.close();
  }

  @Test
  void aKeyThatIsRefusedIsToldOnceWithWhatToDo() {
    Stream stream = stream(QUICK);
    for (int i = 0; i < 3; i++) {
      FarSocket socket = far.next();
      assertThat(socket.text()).isEqualTo(LOGIN);
      socket.send(AUTHORIZED.replace("\"authorized", "\"unauthorized"));
    }
    letIn();
    heard.await("live");
    assertThat(heard.news)
        .containsOnlyOnce(
            "dead Alpaca does not let the key of alpaca:main follow its orders (unauthorized): is"
                + " it revoked, or of another environment?");
    assertThat(stream.isLive()).isTrue();
    stream.close();
  }

  @ParameterizedTest
  @CsvSource({"429", "406"})
  void aConnectionTooManyIsWaitedOutAndToldOnce(int status) {
    far.refuseWith(status);
    Stream stream = stream(QUICK);
    Await.until("attempts", () -> far.handshakes() >= 3);
    far.refuseWith(101);
    letIn();
    heard.await("live");
    assertThat(heard.news)
        .containsExactly(
            "dead the peer answered " + status + " in place of a WebSocket", "live", "caught up");
    stream.close();
  }

  @Test
  void fn10AStreamThatStandsStillBehindItsPongsIsGivenUp() {
    Stream stream =
        stream(
            QUICK.withWatch(
                Duration.ofMillis(50),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofMillis(300)));
    FarSocket socket = letIn();
    assertThat(socket.text()).isEqualTo(LISTEN);
    socket.send(LISTENING);
    assertThat(socket.text()).isEqualTo(LISTEN);
    letIn();
    Await.until("live again", () -> heard.news.stream().filter("live"::equals).count() == 2);
    assertThat(heard.news).anyMatch(news -> news.contains("application gave no answer"));
    assertThat(socket.pings()).isPositive();
    stream.close();
  }

  @Test
  void fb33WhatIsNoMessageOfTheProtocolIsToldAsItCame() {
    Stream stream = stream(QUICK);
    FarSocket socket = letIn();
    List<String> strange =
        List.of(
            "<html>",
            "{}",
            "[1]",
            "{\"stream\":\"account_updates\",\"data\":{}}",
            "{\"stream\":\"trade_updates\",\"data\":7}",
            "{\"action\":\"error\",\"data\":{\"error_message\":\"odd\"}}");
    strange.forEach(socket::send);
    socket.send("x".repeat(5_000));
    socket.send(update("fill"));
    heard.await("fill");
    assertThat(heard.news).containsAll(strange.stream().map(raw -> "unread " + raw).toList());
    assertThat(heard.news).contains("unread " + "x".repeat(4_096));
    assertThat(stream.isLive()).isTrue();
    stream.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"action\":\"error\",\"data\":{\"error_message\":\"busy\"}}|busy",
        "{\"stream\":\"\",\"data\":{\"error\":\"busy\"}}|busy",
        "[{\"T\":\"error\",\"code\":406,\"msg\":\"connection limit exceeded\"}]|406",
      })
  void anErrorInTheDialogueEndsTheConnection(String error, String told) {
    Stream stream = stream(QUICK);
    FarSocket first = far.next();
    assertThat(first.text()).isEqualTo(LOGIN);
    first.send(error);
    letIn();
    heard.await("live");
    assertThat(heard.news.getFirst()).startsWith("dead").contains(told);
    stream.close();
  }

  @Test
  void anUpdateThatCannotBeTakenIsCaughtUpWith() {
    Stream stream = stream(QUICK);
    letIn().send(update("poison"));
    letIn().send(update("new"));
    heard.await("new");
    assertThat(heard.news).filteredOn("live"::equals).hasSize(2);
    stream.close();
  }

  @Test
  void nothingIsHeardAfterItIsClosed() {
    Stream stream = stream(QUICK);
    FarSocket socket = letIn();
    socket.send(update("new"));
    heard.await("new");
    stream.close();
    Await.until("goodbye", () -> socket.closeCode() == 1001);
    List<String> before = List.copyOf(heard.news);
    socket.send(update("fill"));
    Await.until("the end", socket::hasEnded);
    assertThat(heard.news).isEqualTo(before);
  }
}
