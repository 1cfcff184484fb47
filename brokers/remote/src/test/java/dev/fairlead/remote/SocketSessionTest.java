// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.FarSide;
import dev.fairlead.testkit.FarSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SocketSessionTest {
  private static final SocketLimits QUICK =
      SocketLimits.DEFAULT.withBackoff(new Backoff(Duration.ofMillis(5), Duration.ofMillis(20)));

  private final FarSide far = FarSide.open();
  private final Sockets sockets = Sockets.open("test-sockets");
  private final Recorder talk = new Recorder();

  @AfterEach
  void closeAll() {
    far.close();
    sockets.close();
  }

  /** Says hello, and is let in by "in". */
  private static final class Recorder implements Talk {
    final List<String> news = new CopyOnWriteArrayList<>();
    final AtomicInteger signs = new AtomicInteger();

    /** How many news there were when nothing waited. */
    final List<Integer> rests = new CopyOnWriteArrayList<>();

    volatile CountDownLatch busy = new CountDownLatch(0);

    @Override
    public void opened(Line line) {
      news.add("opened");
      line.send("hello");
    }

    @Override
    public void heard(Line line, byte[] message, long heardNanos) {
      String text = new String(message, StandardCharsets.UTF_8);
      if (text.equals("in")) {
        line.ready();
      }
      news.add(text);
      if (text.equals("poison")) {
        throw new IllegalStateException("cannot read it");
      }
      if (text.equals("wait")) {
        try {
          assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }

    @Override
    public void caughtUp() {
      rests.add(news.size());
    }

    @Override
    public void lost(Loss loss) {
      news.add("lost " + loss.pace() + " " + loss.reason());
    }

    @Override
    public void probe(Line line) {
      line.send("alive?");
    }

    @Override
    public void alive() {
      signs.incrementAndGet();
    }

    void await(String... expected) {
      Await.until(
          "news " + List.of(expected) + ", got " + news, () -> news.containsAll(List.of(expected)));
    }
  }

  private SocketSession session(SocketLimits limits) {
    SocketTarget target = new SocketTarget(far.address("/feed"), Map.of("X-Kind", "test"));
    SocketSession session = new SocketSession("test", sockets, target, limits, talk);
    session.start();
    return session;
  }

  private FarSocket letIn() {
    FarSocket socket = far.next();
    assertThat(socket.text()).isEqualTo("hello");
    socket.send("in");
    return socket;
  }

  @Test
  void hearsTextBinaryAndMessagesInPieces() {
    try (SocketSession session = session(QUICK)) {
      FarSocket socket = letIn();
      assertThat(socket.path()).isEqualTo("/feed");
      assertThat(socket.headers()).containsEntry("x-kind", "test");
      socket.send("täxt");
      socket.send("binary".getBytes(StandardCharsets.UTF_8));
      socket.sendInTwo("in two pieces");
      talk.await("opened", "in", "täxt", "binary", "in two pieces");
      assertThat(session.isLive()).isTrue();
    }
    assertThat(talk.news).containsExactly("opened", "in", "täxt", "binary", "in two pieces");
  }

  @Test
  void saysGoodbyeWhenItIsClosed() {
    SocketSession session = session(QUICK);
    FarSocket socket = letIn();
    talk.await("in");
    session.close();
    Await.until("goodbye", () -> socket.closeCode() == 1001);
    assertThat(session.isLive()).isFalse();
    assertThat(talk.news).containsExactly("opened", "in");
  }

  @Test
  void comesBackAfterACut() {
    try (SocketSession session = session(QUICK)) {
      letIn().cut();
      FarSocket second = letIn();
      second.send("again");
      talk.await("again");
      assertThat(session.isLive()).isTrue();
    }
    assertThat(talk.news.get(2)).startsWith("lost SOON");
    assertThat(talk.news).filteredOn("opened"::equals).hasSize(2);
  }

  @Test
  void comesBackAfterACutAtEachByteOfAFrame() {
    String text = "a message that is cut";
    int length = FarSocket.frameLength(text);
    try (SocketSession _ = session(QUICK)) {
      for (int bytes = 0; bytes < length; bytes++) {
        FarSocket socket = letIn();
        socket.sendPart(text, bytes);
        socket.cut();
      }
      letIn().send("whole");
      talk.await("whole");
    }
    assertThat(talk.news).doesNotContain(text);
    assertThat(talk.news).filteredOn("opened"::equals).hasSize(length + 1);
  }

  @ParameterizedTest
  @CsvSource({"401, REFUSED", "403, REFUSED", "406, CROWDED", "429, CROWDED", "503, SOON"})
  void aRefusedHandshakeTellsHowSoonToTryAgain(int status, String pace) {
    far.refuseWith(status);
    try (SocketSession session = session(QUICK)) {
      talk.await("lost " + pace + " the peer answered " + status + " in place of a WebSocket");
      assertThat(session.isLive()).isFalse();
      far.refuseWith(101);
      letIn();
      talk.await("in");
    }
  }

  @Test
  void fn11AClosedPortIsTriedAgainAndAgainWithoutAStorm() {
    far.close();
    SocketLimits limits =
        QUICK.withBackoff(new Backoff(Duration.ofMillis(200), Duration.ofMillis(400)));
    try (SocketSession _ = session(limits)) {
      long begun = System.nanoTime();
      Await.until("three failures", () -> talk.news.size() >= 3);
      // Half of 200 and of 400 ms, at the least.
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(299));
      assertThat(talk.news).allSatisfy(news -> assertThat(news).startsWith("lost SOON"));
    }
  }

  @Test
  void fn10ASilentPeerIsGivenUp() {
    SocketLimits watch =
        QUICK.withWatch(
            Duration.ofMillis(50),
            Duration.ofMillis(300),
            Duration.ofHours(1),
            Duration.ofHours(1));
    try (SocketSession session = session(watch)) {
      FarSocket socket = letIn();
      talk.await("in");
      Await.until("pings", () -> socket.pings() >= 8);
      assertThat(session.isLive()).isTrue();
      socket.fallSilent();
      letIn();
      assertThat(talk.news).anyMatch(news -> news.contains("not even a pong"));
      assertThat(talk.signs).hasPositiveValue();
    }
  }

  @Test
  void fn10AnApplicationThatStandsStillBehindItsPongsIsGivenUp() {
    SocketLimits watch =
        QUICK.withWatch(
            Duration.ofMillis(50),
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofMillis(300));
    try (SocketSession _ = session(watch)) {
      FarSocket socket = letIn();
      for (int i = 0; i < 3; i++) {
        assertThat(socket.text()).isEqualTo("alive?");
        socket.send("yes");
      }
      assertThat(socket.text()).isEqualTo("alive?");
      letIn();
      assertThat(talk.news).anyMatch(news -> news.contains("application gave no answer"));
    }
  }

  @Test
  void answersPings() {
    try (SocketSession _ = session(QUICK)) {
      FarSocket socket = letIn();
      socket.ping();
      socket.ping();
      Await.until("pongs", () -> socket.pongs() == 2);
    }
  }

  @Test
  void aBusyListenerDoesNotMakeThePeerLookDead() {
    SocketLimits watch =
        QUICK.withWatch(
            Duration.ofMillis(30),
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofMillis(200));
    talk.busy = new CountDownLatch(1);
    try (SocketSession session = session(watch)) {
      FarSocket socket = letIn();
      socket.send("wait");
      talk.await("wait");
      for (int i = 0; i < 10; i++) {
        assertThat(socket.text()).isEqualTo("alive?");
        socket.send("yes " + i);
      }
      assertThat(session.isLive()).isTrue();
      talk.busy.countDown();
      talk.await("yes 9");
    }
    assertThat(talk.news).noneMatch(news -> news.startsWith("lost"));
  }

  @Test
  void fk04WhatFindsNoRoomEndsTheConnectionAndTheRestIsHeardFirst() {
    talk.busy = new CountDownLatch(1);
    try (SocketSession session = session(QUICK.withQueue(3))) {
      FarSocket socket = letIn();
      socket.send("wait");
      talk.await("wait");
      for (int i = 1; i <= 5; i++) {
        socket.send("m" + i);
      }
      Await.until("overflow", () -> !session.isLive());
      talk.busy.countDown();
      letIn();
      talk.await("m3");
    }
    assertThat(talk.news.subList(0, 7))
        .startsWith("opened", "in", "wait", "m1", "m2", "m3")
        .last()
        .asString()
        .contains("more came than could wait");
  }

  @Test
  void aPeerWaitsWhereTheListenerIsSlowAndNothingIsLost() {
    talk.busy = new CountDownLatch(1);
    SocketLimits patient = QUICK.withQueue(3).withPatience(Duration.ofSeconds(10));
    try (SocketSession session = session(patient)) {
      FarSocket socket = letIn();
      socket.send("wait");
      talk.await("wait");
      for (int i = 1; i <= 50; i++) {
        socket.send("m" + i);
      }
      assertThat(session.isLive()).isTrue();
      talk.busy.countDown();
      talk.await("m50");
      assertThat(session.isLive()).isTrue();
    }
    assertThat(talk.news).hasSize(53).last().isEqualTo("m50");
  }

  @Test
  void isToldWhenNothingWaitsAndOnlyThen() {
    talk.busy = new CountDownLatch(1);
    try (SocketSession _ = session(QUICK)) {
      FarSocket socket = letIn();
      Await.until("rest after the login", () -> talk.rests.contains(2));
      socket.send("wait");
      talk.await("wait");
      int signs = talk.signs.get();
      socket.send("one");
      socket.send("two");
      socket.send("three");
      // Something comes before it waits, but not before what came ahead of it does.
      Await.until("all came", () -> talk.signs.get() >= signs + 3);
      talk.busy.countDown();
      Await.until("rest after all", () -> talk.rests.contains(6));
      assertThat(talk.rests).startsWith(2).doesNotContain(3, 4);
    }
  }

  @Test
  void patienceHasAnEnd() {
    talk.busy = new CountDownLatch(1);
    SocketLimits hasty = QUICK.withQueue(3).withPatience(Duration.ofMillis(50));
    try (SocketSession session = session(hasty)) {
      FarSocket socket = letIn();
      socket.send("wait");
      talk.await("wait");
      for (int i = 1; i <= 5; i++) {
        socket.send("m" + i);
      }
      Await.until("overflow", () -> !session.isLive());
      talk.busy.countDown();
      letIn();
      assertThat(talk.news).contains("m3").doesNotContain("m5");
    }
  }

  @Test
  void aMessageThatIsTooLargeEndsTheConnection() {
    try (SocketSession _ = session(QUICK)) {
      letIn().send("x".repeat(QUICK.room().messageBytes() + 1));
      letIn();
      assertThat(talk.news.get(2)).startsWith("lost SOON");
    }
  }

  @Test
  void aListenerThatThrowsGetsAnotherConnection() {
    try (SocketSession _ = session(QUICK)) {
      letIn().send("poison");
      letIn().send("cure");
      talk.await("cure");
      assertThat(talk.news).anyMatch(news -> news.contains("cannot read it"));
    }
  }

  @Test
  void aGoodbyeOfThePeerIsToldWithItsCode() {
    try (SocketSession _ = session(QUICK)) {
      letIn().close(1012);
      letIn();
      assertThat(talk.news.get(2)).contains("1012");
    }
  }
}
