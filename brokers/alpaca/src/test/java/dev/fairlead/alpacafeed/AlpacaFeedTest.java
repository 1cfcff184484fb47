// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.broker.LinkSignal;
import dev.fairlead.broker.MarketData.Subscription;
import dev.fairlead.broker.Secret;
import dev.fairlead.model.Quote;
import dev.fairlead.model.Symbol;
import dev.fairlead.remote.Backoff;
import dev.fairlead.remote.SocketLimits;
import dev.fairlead.remote.Sockets;
import dev.fairlead.testkit.Await;
import dev.fairlead.testkit.FarSide;
import dev.fairlead.testkit.FarSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msgpack.core.MessagePack;
import tools.jackson.databind.json.JsonMapper;

/** The dialogue of market data streams with a far side. */
final class AlpacaFeedTest {
  private static final Symbol AAPL = new Symbol("AAPL");
  private static final Symbol BTC = new Symbol("BTC/USD");
  private static final Instant NOW = Instant.parse("2024-05-06T14:30:00Z");
  private static final String CONNECTED = "[{\"T\":\"success\",\"msg\":\"connected\"}]";
  private static final String AUTHENTICATED = "[{\"T\":\"success\",\"msg\":\"authenticated\"}]";
  private static final SocketLimits QUICK =
      SocketLimits.DEFAULT.withBackoff(new Backoff(Duration.ofMillis(5), Duration.ofMillis(20)));
  private final FarSide far = FarSide.open();
  private final Sockets sockets = Sockets.open("test-feed");
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<LinkSignal> signals = new CopyOnWriteArrayList<>();
  private final Ear ear = new Ear();
  private volatile Optional<String> answer = Optional.of("{}");
  private final Semaphore answering = new Semaphore(1_000);

  @AfterEach
  void closeAll() {
    far.close();
    sockets.close();
  }

  private FeedConfig config() {
    URI streams = URI.create(far.address("").toString());
    return FeedConfig.of("test", streams, streams, Secret.of("PKTEST"), Secret.of("secret"))
        .withLimits(QUICK);
  }

  private AlpacaFeed feed(FeedConfig config) {
    DataRequests requests =
        path -> {
          asked.add(path);
          answering.acquireUninterruptibly();
          return answer.map(text -> text.getBytes(StandardCharsets.UTF_8));
        };
    return new AlpacaFeed(config, sockets, requests, () -> {}, () -> NOW, signals::add);
  }

  private static String ask(String action, String... symbols) {
    String list =
        "[" + String.join(",", Arrays.stream(symbols).map(each -> '"' + each + '"').toList()) + "]";
    return "{\"action\":\""
        + action
        + "\",\"trades\":"
        + list
        + ",\"quotes\":"
        + list
        + ",\"bars\":"
        + list
        + "}";
  }

  private static String subscription(String... symbols) {
    return "[" + ask("x", symbols).replace("\"action\":\"x\"", "\"T\":\"subscription\"") + "]";
  }

  private static String quote(String symbol, String bid, String at) {
    return "[{\"T\":\"q\",\"S\":\""
        + symbol
        + "\",\"bp\":"
        + bid
        + ",\"bs\":1,\"ap\":999,\"as\":1,"
        + "\"t\":\"2024-05-06T14:"
        + at
        + "Z\"}]";
  }

  private FarSocket letIn() {
    FarSocket socket = far.next();
    socket.send(CONNECTED);
    assertThat(socket.text())
        .isEqualTo("{\"action\":\"auth\",\"key\":\"PKTEST\",\"secret\":\"secret\"}");
    socket.send(AUTHENTICATED);
    return socket;
  }

  private static FarSocket expect(FarSocket socket, String action, String... symbols) {
    assertThat(socket.text()).isEqualTo(ask(action, symbols));
    return socket;
  }

  @Test
  void opensAStreamWhenSomebodyListensAndTellsWhatComes() {
    try (AlpacaFeed feed = feed(config())) {
      assertThat(far.handshakes()).isZero();
      Subscription subscription = feed.subscribe(Set.of(AAPL), ear);
      FarSocket socket = expect(letIn(), "subscribe", "AAPL");
      assertThat(socket.path()).isEqualTo("/v2/iex");
      socket.send(subscription("AAPL"));
      socket.send(quote("AAPL", "180.5", "00:01"));
      socket.send(
          "[{\"T\":\"t\",\"S\":\"AAPL\",\"p\":181,\"s\":5,\"t\":\"2024-05-06T14:00:02Z\"},"
              + "{\"T\":\"b\",\"S\":\"AAPL\",\"o\":1,\"h\":1,\"l\":1,\"c\":182,\"v\":1,"
              + "\"t\":\"2024-05-06T14:00:00Z\"}]");
      ear.await("b AAPL 182");
      assertThat(ear.news).containsExactly("q AAPL 180.5", "t AAPL 181", "b AAPL 182");
      assertThat(feed.quote(AAPL).orElseThrow().bid()).hasToString("180.5");
      assertThat(feed.trade(AAPL).orElseThrow().id())
          .isEqualTo(Instant.parse("2024-05-06T14:00:02Z").toEpochMilli() * 1_000);
      assertThat(signals).contains(new LinkSignal.Connected(LinkSignal.Channel.MARKET_STREAM));
      subscription.close();
    }
  }

  @Test
  void oneSubscriptionServesAllWhoListen() {
    try (AlpacaFeed feed = feed(config().withGlances(0))) {
      Ear other = new Ear();
      Subscription first = feed.subscribe(Set.of(AAPL), ear);
      FarSocket socket = expect(letIn(), "subscribe", "AAPL");
      socket.send(subscription("AAPL"));
      Subscription second = feed.subscribe(Set.of(AAPL), other);
      socket.send(quote("AAPL", "1", "00:01"));
      ear.await("q AAPL 1");
      other.await("q AAPL 1");
      first.close();
      first.close();
      socket.send(quote("AAPL", "2", "00:02"));
      other.await("q AAPL 2");
      assertThat(socket.hasMore()).isFalse();
      second.close();
      expect(socket, "unsubscribe", "AAPL").send(subscription());
      // What comes late, because the stream had sent it before, is heard by nobody.
      socket.send(quote("AAPL", "3", "00:03"));
      Await.until("kept", () -> feed.quote(AAPL).orElseThrow().bid().toString().equals("3"));
      assertThat(ear.news).containsExactly("q AAPL 1");
      assertThat(other.news).containsExactly("q AAPL 1", "q AAPL 2");
    }
  }

  @Test
  void asksAgainForAllAfterACutAndForNothingElse() {
    try (AlpacaFeed feed = feed(config())) {
      Symbol ibm = new Symbol("IBM");
      Subscription apple = feed.subscribe(Set.of(AAPL), ear);
      FarSocket socket = expect(letIn(), "subscribe", "AAPL");
      socket.send(subscription("AAPL"));
      feed.subscribe(Set.of(ibm), ear);
      expect(socket, "subscribe", "IBM").send(subscription("AAPL", "IBM"));
      apple.close();
      expect(socket, "unsubscribe", "AAPL").send(subscription("IBM"));
      socket.cut();
      FarSocket second = expect(letIn(), "subscribe", "IBM");
      second.send(subscription("IBM"));
      second.send(quote("IBM", "7", "00:09"));
      ear.await("q IBM 7");
      assertThat(second.hasMore()).isFalse();
    }
  }

  @Test
  void whoListensTooSlowlyHearsTheNewestQuoteAndTheRestIsCounted() {
    CountDownLatch busy = new CountDownLatch(1);
    Ear slow =
        new Ear() {
          @Override
          public void onQuote(Quote quote) {
            super.onQuote(quote);
            Await.until("the others came", () -> busy.getCount() == 0);
          }
        };
    try (AlpacaFeed feed = feed(config())) {
      feed.subscribe(Set.of(AAPL), slow);
      FarSocket socket = expect(letIn(), "subscribe", "AAPL");
      socket.send(subscription("AAPL"));
      socket.send(quote("AAPL", "1", "00:01"));
      slow.await("q AAPL 1");
      long first = System.nanoTime();
      for (int i = 2; i <= 50; i++) {
        socket.send(quote("AAPL", String.valueOf(i), "01:" + (i + 9)));
      }
      Await.until(
          "they are late", () -> System.nanoTime() - first > 2 * Teller.QUOTES_LATE.toNanos());
      busy.countDown();
      slow.await("q AAPL 50");
      Await.until("all are told or counted", () -> slow.news.size() + skippedQuotes() == 50);
      assertThat(skippedQuotes()).isPositive();
    }
  }

  private long skippedQuotes() {
    return signals.stream()
        .mapToLong(signal -> signal instanceof LinkSignal.Skipped some ? some.quotes() : 0)
        .sum();
  }

  @Test
  void cryptoHasAStreamOfItsOwn() {
    try (AlpacaFeed feed = feed(config())) {
      feed.subscribe(Set.of(BTC), ear);
      FarSocket socket = expect(letIn(), "subscribe", "BTC/USD");
      assertThat(socket.path()).isEqualTo("/v1beta3/crypto/us");
      socket.send(subscription("BTC/USD"));
      socket.send(quote("BTC/USD", "63000.25", "00:01"));
      ear.await("q BTC/USD 63000.25");
      assertThat(far.handshakes()).isEqualTo(1);
    }
  }

  @Test
  void aSecondStreamIsNoReconnectAndALostOneIs() {
    try (AlpacaFeed feed = feed(config())) {
      feed.subscribe(Set.of(AAPL), ear);
      FarSocket shares = expect(letIn(), "subscribe", "AAPL");
      feed.subscribe(Set.of(BTC), ear);
      expect(letIn(), "subscribe", "BTC/USD");
      assertThat(states()).containsExactly("Connected");
      shares.cut();
      expect(letIn(), "subscribe", "AAPL");
      Await.until("it is back", () -> states().size() == 3);
      assertThat(states()).containsExactly("Connected", "Disconnected", "Connected");
    }
  }

  private List<String> states() {
    return signals.stream()
        .map(signal -> signal.getClass().getSimpleName())
        .filter(name -> name.endsWith("onnected"))
        .toList();
  }

  @Test
  void speaksMessagePackWhenItIsConfigured() throws Exception {
    try (AlpacaFeed feed = feed(config().withPacked(true))) {
      feed.subscribe(Set.of(AAPL), ear);
      FarSocket socket = far.next();
      assertThat(socket.headers()).containsEntry("content-type", "application/msgpack");
      socket.send(TicksTest.pack(CONNECTED));
      assertThat(unpacked(socket.bytes()))
          .isEqualTo("{\"action\":\"auth\",\"key\":\"PKTEST\",\"secret\":\"secret\"}");
      socket.send(TicksTest.pack(AUTHENTICATED));
      assertThat(unpacked(socket.bytes())).isEqualTo(ask("subscribe", "AAPL"));
      socket.send(TicksTest.pack(subscription("AAPL")));
      socket.send(TicksTest.pack(quote("AAPL", "180.5", "00:01")));
      ear.await("q AAPL 180.5");
    }
  }

  private static String unpacked(byte[] bytes) throws Exception {
    try (var in = MessagePack.newDefaultUnpacker(bytes)) {
      return in.unpackValue().toJson();
    }
  }

  @Test
  void findsOutHowManySymbolsThePlanTakes() {
    try (AlpacaFeed feed = feed(config().withStocks(StockFeed.SIP))) {
      Set<Symbol> many =
          Set.copyOf(IntStream.range(0, 8).mapToObj(i -> new Symbol("S" + i)).toList());
      feed.subscribe(many, ear);
      FarSocket socket = letIn();
      List<String> told = new ArrayList<>();
      // Room for three: 8, 4, 2 refused as they come; then by ones.
      for (int i = 0; i < 30 && told.size() < 3; i++) {
        var list = new JsonMapper().readTree(socket.text()).path("quotes");
        List<String> symbols = list.valueStream().map(each -> each.asString()).toList();
        if (told.size() + symbols.size() > 3) {
          socket.send("[{\"T\":\"error\",\"code\":405,\"msg\":\"symbol limit exceeded\"}]");
        } else {
          told.addAll(symbols);
          socket.send(subscription(told.toArray(String[]::new)));
        }
      }
      assertThat(told).containsExactly("S0", "S1", "S2");
      assertThat(socket.text()).contains("S3");
      socket.send("[{\"T\":\"error\",\"code\":405,\"msg\":\"symbol limit exceeded\"}]");
      socket.send(quote("S1", "5", "00:01"));
      ear.await("q S1 5");
      assertThat(socket.hasMore()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "402, auth failed, REFUSED",
    "406, connection limit exceeded, CROWDED",
    "409, insufficient subscription, REFUSED",
    "404, auth timeout, SOON",
    "500, internal error, SOON",
  })
  void anErrorInTheLoginEndsTheConnectionAndAnotherFollows(int code, String message, String pace) {
    try (AlpacaFeed feed = feed(config())) {
      feed.subscribe(Set.of(AAPL), ear);
      FarSocket first = far.next();
      first.send(CONNECTED);
      assertThat(first.text()).contains("auth");
      first.send("[{\"T\":\"error\",\"code\":" + code + ",\"msg\":\"" + message + "\"}]");
      expect(letIn(), "subscribe", "AAPL");
      assertThat(signals)
          .contains(
              new LinkSignal.ApiError(
                  LinkSignal.Channel.MARKET_STREAM, String.valueOf(code), message));
      assertThat(Remedy.of(code, message, false))
          .isEqualTo(
              switch (pace) {
                case "REFUSED" -> Remedy.STAY_AWAY;
                case "CROWDED" -> Remedy.WAIT;
                default -> Remedy.RECONNECT;
              });
    }
  }

  @Test
  void fn10AStreamThatStandsStillIsAskedAndGivenUp() {
    SocketLimits watch =
        QUICK.withWatch(
            Duration.ofMillis(50),
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofMillis(300));
    try (AlpacaFeed feed = feed(config().withLimits(watch))) {
      feed.subscribe(Set.of(AAPL), ear);
      FarSocket socket = expect(letIn(), "subscribe", "AAPL");
      socket.send(subscription("AAPL"));
      expect(socket, "subscribe", "AAPL").send(subscription("AAPL"));
      expect(socket, "subscribe", "AAPL");
      expect(letIn(), "subscribe", "AAPL");
      assertThat(signals)
          .anyMatch(signal ->
              signal instanceof LinkSignal.Disconnected lost
                  && lost.reason().contains("application gave no answer"));
    }
  }

  @Test
  void whoLooksDoesNotWaitAndSoonSees() {
    answer =
        Optional.of(
            "{\"quotes\":{\"AAPL\":{\"bp\":5,\"bs\":1,\"ap\":6,\"as\":1,"
                + "\"t\":\"2024-05-06T14:00:00Z\"}}}");
    int held = answering.drainPermits();
    try (AlpacaFeed feed = feed(config())) {
      assertThat(feed.quote(AAPL)).isEmpty();
      answering.release(held);
      Await.until("a quote", () -> feed.quote(AAPL).isPresent());
      assertThat(asked).contains("/v2/stocks/quotes/latest?symbols=AAPL&feed=iex");
      FarSocket socket = expect(letIn(), "subscribe", "AAPL");
      socket.send(subscription("AAPL"));
      socket.send(quote("AAPL", "5.5", "00:01"));
      Await.until(
          "the stream's", () -> feed.quote(AAPL).orElseThrow().bid().toString().equals("5.5"));
      // An older one, from wherever, does not replace it.
      socket.send(quote("AAPL", "4", "00:00"));
      socket.send(quote("AAPL", "6", "00:02"));
      Await.until("the newest", () -> feed.quote(AAPL).orElseThrow().bid().toString().equals("6"));
    }
  }

  @Test
  void nothingIsHeardAfterItIsClosed() {
    AlpacaFeed feed = feed(config());
    feed.subscribe(Set.of(AAPL), ear);
    FarSocket socket = expect(letIn(), "subscribe", "AAPL");
    socket.send(subscription("AAPL"));
    socket.send(quote("AAPL", "1", "00:01"));
    ear.await("q AAPL 1");
    feed.close();
    Await.until("goodbye", () -> socket.closeCode() == 1001);
    feed.subscribe(Set.of(BTC), ear);
    assertThat(far.handshakes()).isEqualTo(1);
    assertThat(ear.news).hasSize(1);
  }
}
