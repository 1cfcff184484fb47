// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fairlead.broker.Secret;
import dev.fairlead.gateway.BrokerManager.Subscription;
import dev.fairlead.gateway.OutcomeListener;
import dev.fairlead.message.Event;
import dev.fairlead.message.Outcome;
import dev.fairlead.model.BrokerAccount;
import dev.fairlead.notice.EventName;
import dev.fairlead.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Hooks that follow a journal of this test, and a receiver on this machine that they post to. */
final class WebhooksTest {
  private static final Secret SECRET = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final BrokerAccount ACCOUNT = BrokerAccount.parse("paper:main");
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ROOM = 50;
  private static final Pauses SHORT = new Pauses(Collections.nCopies(6, Duration.ofMillis(20)));

  @TempDir private Path data;
  private final Tape tape = new Tape();
  private final List<Request> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger failing = new AtomicInteger();
  private final List<Webhooks> running = new ArrayList<>();
  private volatile int failure = 500;
  private volatile CountDownLatch held = new CountDownLatch(0);
  private HttpServer receiver;

  private record Request(String id, String signature, long seconds, String body) {
    String type() {
      return JSON.readTree(body).get("type").asString();
    }
  }

  /** What a gateway has done and does, for those who follow it. */
  private static final class Tape implements Webhooks.Source {
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<OutcomeListener> listeners = new ArrayList<>();

    synchronized void happen(Event... events) {
      Outcome outcome =
          new Outcome(outcomes.size() + 1L, Instant.EPOCH, null, List.of(events), List.of());
      outcomes.add(outcome);
      listeners.forEach(listener -> listener.onOutcome(outcome));
    }

    void up(int times) {
      for (int i = 0; i < times; i++) {
        happen(new Event.LinkUp(ACCOUNT));
      }
    }

    @Override
    public Subscription follow(long sequence, OutcomeListener listener) {
      long told = sequence;
      while (true) {
        Outcome next;
        synchronized (this) {
          if (told == outcomes.size()) {
            listeners.add(listener);
            return () -> {
              synchronized (this) {
                listeners.remove(listener);
              }
            };
          }
          next = outcomes.get((int) told);
        }
        listener.onOutcome(next);
        told++;
      }
    }

    @Override
    public synchronized long lastSequence() {
      return outcomes.size();
    }

    synchronized int followers() {
      return listeners.size();
    }
  }

  @BeforeEach
  void receive() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.createContext("/hook", this::take);
    receiver.createContext(
        "/elsewhere",
        exchange -> {
          received.add(new Request("followed", "", 0, ""));
          answer(exchange, 200);
        });
    receiver.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    try {
      held.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
      answer(exchange, failure);
      return;
    }
    received.add(
        new Request(
            exchange.getRequestHeaders().getFirst("webhook-id"),
            exchange.getRequestHeaders().getFirst("webhook-signature"),
            Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp")),
            body));
    answer(exchange, 204);
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @AfterEach
  void stop() {
    held.countDown();
    running.forEach(Webhooks::close);
    receiver.stop(0);
  }

  private Webhook hook(EventName... names) {
    URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
    return new Webhook("ops", url, Set.of(names), true, SECRET);
  }

  private Webhooks start(Webhook hook, Pauses pauses) {
    Webhooks webhooks =
        new Webhooks(
            List.of(hook),
            tape,
            data,
            InstantSource.system(),
            pauses,
            ROOM,
            host -> InetAddress.getAllByName(host));
    running.add(webhooks);
    webhooks.start();
    return webhooks;
  }

  private List<String> ids() {
    return received.stream().map(Request::id).toList();
  }

  private static List<String> ids(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(i -> i + "-0").toList();
  }

  private void awaitReceived(int count) {
    Await.until("it has received " + count, () -> received.size() >= count);
  }

  @Test
  @DisplayName("S-42 what happens is posted in order, signed, and as the API tells it")
  void eventsArriveInOrderAndSigned() {
    Webhooks _ = start(hook(), SHORT);
    tape.up(1);
    tape.happen(new Event.LinkDown(ACCOUNT, "gone"), new Event.LinkUp(ACCOUNT));
    awaitReceived(3);
    assertThat(ids()).containsExactly("1-0", "2-0", "2-1");
    Request second = received.get(1);
    assertThat(second.type()).isEqualTo("broker_down");
    assertThat(JSON.readTree(second.body()).at("/data/details/reason").asString())
        .isEqualTo("gone");
    assertThat(second.signature())
        .isEqualTo(Signature.of(SECRET, "2-0", second.seconds(), bytes(second.body())));
    assertThat(Math.abs(Instant.now().getEpochSecond() - second.seconds())).isLessThan(60);
  }

  @Test
  void onlyWhatIsWantedIsPosted() {
    Webhooks _ = start(hook(EventName.BROKER_DOWN), SHORT);
    tape.up(5);
    tape.happen(new Event.LinkDown(ACCOUNT, "gone"));
    awaitReceived(1);
    assertThat(ids()).containsExactly("6-0");
  }

  @Test
  @DisplayName("F-K11 an event that is not taken is told again under its id, before any later one")
  void whatIsNotTakenIsToldAgain() {
    failing.set(3);
    Webhooks webhooks = start(hook(), SHORT);
    tape.up(4);
    awaitReceived(4);
    assertThat(ids()).isEqualTo(ids(1, 4));
    Await.until("all are taken", () -> "4-0".equals(webhooks.states().getFirst().told()));
    assertThat(webhooks.states().getFirst().failures()).isZero();
    assertThat(webhooks.states().getFirst().trouble()).isNull();
  }

  @Test
  @DisplayName("S-40 a redirect is a failure, and is not followed")
  void aRedirectIsNotFollowed() {
    failure = 302;
    failing.set(2);
    Webhooks _ = start(hook(), SHORT);
    tape.up(2);
    awaitReceived(2);
    assertThat(ids()).isEqualTo(ids(1, 2));
  }

  @Test
  @DisplayName("F-K11 after the last attempt a hook is parked, and goes on when it is resumed")
  void aHookIsParkedAndResumed() {
    failing.set(Integer.MAX_VALUE);
    Webhooks webhooks = start(hook(), new Pauses(List.of(Duration.ofMillis(1))));
    tape.up(3);
    Await.until("it is parked", () -> webhooks.states().getFirst().parked() != null);
    assertThat(webhooks.states().getFirst().parked())
        .isEqualTo("event 1-0 was not taken in 2 attempts: answered 500");
    assertThat(tape.followers()).as("a parked hook follows nothing").isZero();
    failing.set(0);
    assertThat(webhooks.resume("other")).isFalse();
    assertThat(webhooks.resume("ops")).isTrue();
    awaitReceived(3);
    assertThat(ids()).isEqualTo(ids(1, 3));
  }

  @Test
  @DisplayName("S-43 a receiver that wants no more is told no more")
  void goneParks() {
    failure = 410;
    failing.set(1);
    Webhooks webhooks = start(hook(), SHORT);
    tape.up(1);
    Await.until("it is parked", () -> webhooks.states().getFirst().parked() != null);
    assertThat(received).isEmpty();
  }

  /** Over and over: who closes it may come between any two steps of its thread. */
  @RepeatedTest(20)
  @DisplayName("a hook goes on where it was, and one that is new begins with what comes")
  void aRestartGoesOn() {
    tape.up(5);
    Webhooks first = start(hook(), SHORT);
    tape.up(5);
    Await.until(
        "it knows that all were taken", () -> "10-0".equals(first.states().getFirst().told()));
    first.close();
    tape.up(5);
    Webhooks _ = start(hook(), SHORT);
    awaitReceived(10);
    assertThat(ids()).isEqualTo(ids(6, 15));
  }

  @Test
  void whatPassesAHookBySettlesItsPlace() throws IOException {
    Webhooks first = start(hook(EventName.ALARM), SHORT);
    tape.up(7);
    Path place = data.resolve("webhooks").resolve("ops");
    Await.until(
        "its place is kept",
        () -> {
          try {
            return Files.readString(place).startsWith("7-");
          } catch (IOException notYet) {
            return false;
          }
        });
    first.close();
    assertThat(Files.readString(place)).startsWith("7-");
  }

  @Test
  @DisplayName("F-K04 a receiver that hangs holds up nobody, and misses nothing")
  void aReceiverThatHangsHoldsUpNobody() {
    held = new CountDownLatch(1);
    Webhooks _ = start(hook(), SHORT);
    // More than is held for it, all of it told while the first is under way.
    int many = 500;
    Await.until("it follows", () -> tape.followers() == 1);
    tape.happen(new Event.LinkUp(ACCOUNT));
    for (int i = 1; i < many; i++) {
      tape.happen(
          i % 100 == 0
              ? new Event[] {new Event.Alarm("F-B12", ACCOUNT, "", "seen")}
              : new Event[] {new Event.LinkUp(ACCOUNT)});
    }
    assertThat(tape.lastSequence()).isEqualTo(many);
    held.countDown();
    awaitReceived(many);
    assertThat(ids()).isEqualTo(ids(1, many));
  }

  @Test
  @DisplayName("S-40 a name that leads to this machine is not asked for a hook on the internet")
  void aNameThatLeadsHereIsNotAsked() throws InterruptedException {
    try (Sender sender =
        new Sender(_ -> new InetAddress[] {InetAddress.ofLiteral("1.1.1.1"), loopback()})) {
      Webhook far =
          new Webhook("far", URI.create("https://hooks.example.com/hook"), Set.of(), false, SECRET);
      assertThat(sender.post(far, "1-0", 0, new byte[0]))
          .isInstanceOfSatisfying(
              Attempt.Failed.class,
              failed ->
                  assertThat(failed.reason())
                      .contains("leads to an address that is not on the public internet"));
    }
    try (Sender sender = new Sender(_ -> new InetAddress[] {InetAddress.ofLiteral("1.1.1.1")})) {
      assertThat(sender.post(hook(), "1-0", 0, new byte[0]))
          .isInstanceOfSatisfying(
              Attempt.Failed.class,
              failed -> assertThat(failed.reason()).contains("is not on this machine"));
    }
    assertThat(received).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  @Test
  @DisplayName("S-43 a message is less than 20,000 bytes whatever a broker has said")
  void aMessageIsNotLong() {
    Webhooks _ = start(hook(), SHORT);
    tape.happen(new Event.Alarm("F-B33", ACCOUNT, "", "\u20ac".repeat(100_000)));
    awaitReceived(1);
    assertThat(bytes(received.getFirst().body()).length).isLessThan(20_000);
    assertThat(JSON.readTree(received.getFirst().body()).at("/data/details/detail").asString())
        .endsWith(" (cut)");
  }
}
