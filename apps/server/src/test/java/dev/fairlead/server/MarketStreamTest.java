// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.keys.IssuedKey;
import dev.fairlead.market.BarSpan;
import dev.fairlead.ticker.MarketStreamConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The market data streams over real sockets (facts 6.2). */
final class MarketStreamTest {
  private static final String CONNECTED = "[{'T':'success','msg':'connected'}]";
  private static final String AUTHENTICATED = "[{'T':'success','msg':'authenticated'}]";
  private static final String AT = "2026-08-17T14:00:00.5Z";

  @TempDir private Path data;

  private TestServer start(int connections, int perKey, int buffer, Duration authenticate) {
    MarketStreamConfig limits =
        new MarketStreamConfig(
            connections, perKey, 100, buffer, authenticate, Duration.ofMillis(5));
    UnaryOperator<ServerConfig> change = config -> config.ticking(limits);
    return TestServer.start(data, new MemoryJournal(), change);
  }

  private static Map<String, String> headers(IssuedKey key) {
    return Map.of("APCA-API-KEY-ID", key.key().id(), "APCA-API-SECRET-KEY", key.secret());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/iex", "/v2/sip", "/v2/delayed_sip"})
  void whatHappensToASymbolIsTold(String path) {
    try (TestServer gateway = TestServer.start(data);
        TickerClient client = TickerClient.enter(gateway, path)) {
      client.send("{'action':'subscribe','trades':['AAPL'],'quotes':['AAPL'],'bars':['AAPL']}");
      assertThat(client.next().json().at("/0/T").asString()).isEqualTo("subscription");
      gateway.broker.market.trade("AAPL", "190.01", "100", AT);
      client.expect(
          "[{'T':'t','S':'AAPL','t':'2026-08-17T14:00:00.500000000Z','x':'Q','p':190.01,'s':100,"
              + "'c':['@'],'i':1,'z':'C'}]");
      gateway.broker.market.quote("AAPL", "190", "190.02", AT);
      client.expect(
          "[{'T':'q','S':'AAPL','t':'2026-08-17T14:00:00.500000000Z','bx':'Q','bp':190,'bs':200,"
              + "'ax':'Q','ap':190.02,'as':200,'c':['R'],'z':'C'}]");
      gateway.broker.market.bar("AAPL", BarSpan.MINUTE, "190", "2026-08-17T13:59:00Z");
      client.expect(
          "[{'T':'b','S':'AAPL','t':'2026-08-17T13:59:00Z','o':190,'h':190,'l':190,'c':190,"
              + "'v':1000,'n':7,'vw':190123}]");
      gateway.broker.market.trade("NOQUOTE", "1", "1", AT);
      client.send("{'action':'unsubscribe','trades':['AAPL']}");
      assertThat(client.next().json().at("/0/trades")).isEmpty();
      gateway.broker.market.trade("AAPL", "190.03", "100", AT);
      gateway.broker.market.quote("AAPL", "190", "190.03", AT);
      assertThat(client.next().json().at("/0/ap").asString()).isEqualTo("190.03");
    }
  }

  @Test
  void cryptoHasOrderBooksAndNoShares() {
    try (TestServer gateway = TestServer.start(data);
        TickerClient client = TickerClient.enter(gateway, "/v1beta3/crypto/us")) {
      client.send(
          "{'action':'subscribe','trades':['*'],'orderbooks':['BTC/USD'],'quotes':['AAPL']}");
      assertThat(client.next().json().at("/0/orderbooks/0").asString()).isEqualTo("BTC/USD");
      gateway.broker.market.quote("AAPL", "190", "190.02", AT);
      gateway.broker.market.trade("AAPL", "190", "1", AT);
      gateway.broker.market.trade("BTC/USD", "60000", "0.5", AT);
      client.expect(
          "[{'T':'t','S':'BTC/USD','t':'2026-08-17T14:00:00.500000000Z','p':60000,'s':0.5,'i':2,"
              + "'tks':'B'}]");
      gateway.broker.market.quote("BTC/USD", "59990", "60010", AT);
      client.expect(
          "[{'T':'o','S':'BTC/USD','t':'2026-08-17T14:00:00.500000000Z',"
              + "'b':[{'p':59990,'s':200}],'a':[{'p':60010,'s':200}],'r':true}]");
    }
  }

  @Test
  void aMinuteBringsTheDayWithIt() {
    try (TestServer gateway = TestServer.start(data);
        TickerClient client = TickerClient.enter(gateway, "/v2/iex")) {
      client.send("{'action':'subscribe','dailyBars':['AAPL'],'updatedBars':['AAPL']}");
      client.next();
      gateway.broker.market.bar("AAPL", BarSpan.DAY, "189", "2026-08-17T04:00:00Z");
      gateway.broker.market.bar("AAPL", BarSpan.MINUTE, "190", "2026-08-17T13:59:00Z");
      JsonNode day = client.next().json();
      assertThat(day.at("/0/T").asString()).isEqualTo("d");
      assertThat(day.at("/0/t").asString()).isEqualTo("2026-08-17T04:00:00Z");
    }
  }

  @Test
  void theTestStreamAlwaysMoves() {
    try (TestServer gateway = TestServer.start(data);
        TickerClient client = TickerClient.enter(gateway, "/v2/test")) {
      client.send("{'action':'subscribe','trades':['FAKEPACA'],'quotes':['FAKEPACA']}");
      client.next();
      assertThat(client.next().json().at("/0/S").asString()).isEqualTo("FAKEPACA");
      assertThat(client.next().json().at("/0/S").asString()).isEqualTo("FAKEPACA");
    }
  }

  @Test
  void theStarIsAllThatIsListedOfItsKind() {
    try (TestServer gateway = TestServer.start(data);
        TickerClient client = TickerClient.enter(gateway, "/v2/iex")) {
      client.send("{'action':'subscribe','trades':['*','AAPL']}");
      client.next();
      gateway.broker.market.trade("BTC/USD", "60000", "1", AT);
      gateway.broker.market.trade("AAPL", "190", "1", AT);
      gateway.broker.market.trade("NOQUOTE", "20", "1", AT);
      List<String> symbols = new ArrayList<>();
      while (symbols.size() < 2) {
        client.next().json().forEach(item -> symbols.add(item.get("S").asString()));
      }
      assertThat(symbols).containsExactly("AAPL", "NOQUOTE");
      client.send("{'action':'unsubscribe','trades':['*']}");
      client.next();
      gateway.broker.market.trade("NOQUOTE", "20", "1", AT);
      gateway.broker.market.trade("AAPL", "191", "1", AT);
      assertThat(client.next().json().at("/0/p").asInt()).isEqualTo(191);
    }
  }

  @Test
  void manyClientsAreOneSubscription() {
    try (TestServer gateway = TestServer.start(data);
        TickerClient first = TickerClient.enter(gateway, "/v2/iex");
        TickerClient second = TickerClient.enter(gateway, "/v2/sip")) {
      for (TickerClient client : List.of(first, second)) {
        client.send("{'action':'subscribe','trades':['AAPL'],'quotes':['AAPL']}");
        client.next();
      }
      assertThat(gateway.broker.market.subscriptions("AAPL")).isEqualTo(1);
      assertThat(gateway.server.followedSymbols()).isEqualTo(1);
      gateway.broker.market.trade("AAPL", "190", "1", AT);
      assertThat(first.next().bytes()).isEqualTo(second.next().bytes());
      first.leave();
      TestServer.await(() -> gateway.server.marketStreams() == 1);
      assertThat(gateway.broker.market.subscriptions("AAPL")).isEqualTo(1);
      second.leave();
      TestServer.await(() -> gateway.broker.market.subscriptions("AAPL") == 0);
    }
  }

  @Test
  void headersAtTheHandshakeLetInUnasked() {
    try (TestServer gateway = TestServer.start(data);
        TickerClient client = TickerClient.connect(gateway, "/v2/iex", headers(gateway.key));
        TickerClient basic =
            TickerClient.connect(gateway, "/v2/iex", Map.of("Authorization", basic(gateway.key)));
        TickerClient wrong =
            TickerClient.connect(gateway, "/v2/iex", Map.of("Authorization", "Basic UEs6bm8="))) {
      client.expect(CONNECTED);
      client.expect(AUTHENTICATED);
      client.send(TickerClient.auth(gateway.key));
      client.expect("[{'T':'error','code':403,'msg':'already authenticated'}]");
      basic.expect(CONNECTED);
      basic.expect(AUTHENTICATED);
      wrong.expect(CONNECTED);
      wrong.expect("[{'T':'error','code':402,'msg':'auth failed'}]");
      assertThat(wrong.closeCode()).isEqualTo(1008);
    }
  }

  private static String basic(IssuedKey key) {
    byte[] pair = (key.key().id() + ":" + key.secret()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Test
  void whoNeverSaysWhoIsToldSoAndSentAway() {
    try (TestServer gateway = start(10, 10, 100, Duration.ofMillis(300));
        TickerClient client = TickerClient.connect(gateway, "/v2/iex", Map.of())) {
      client.expect(CONNECTED);
      client.expect("[{'T':'error','code':404,'msg':'auth timeout'}]");
      assertThat(client.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void aKeyHasAsManyConnectionsAsItMay() {
    try (TestServer gateway = start(10, 2, 100, Duration.ofSeconds(10));
        TickerClient _ = TickerClient.enter(gateway, "/v2/iex");
        TickerClient second = TickerClient.enter(gateway, "/v2/sip");
        TickerClient third = TickerClient.connect(gateway, "/v2/iex", Map.of())) {
      third.expect(CONNECTED);
      third.send(TickerClient.auth(gateway.key));
      third.expect("[{'T':'error','code':406,'msg':'connection limit exceeded'}]");
      assertThat(third.closeCode()).isEqualTo(1008);
      second.leave();
      TestServer.await(() -> gateway.server.marketStreams() == 1);
      TickerClient.enter(gateway, "/v2/iex").close();
    }
  }

  @Test
  void oneConnectionMoreThanThereMayBeIsRefusedBeforeItIsOne() {
    try (TestServer gateway = start(1, 1, 100, Duration.ofSeconds(10));
        TickerClient _ = TickerClient.enter(gateway, "/v2/iex")) {
      assertThatThrownBy(() -> TickerClient.connect(gateway, "/v2/iex", Map.of()))
          .rootCause()
          .hasMessageContaining("429");
    }
  }

  /** S-14. */
  @Test
  void aRevokedKeyEndsItsConnectionsWithinASecond() {
    try (TestServer gateway = TestServer.start(data);
        TickerClient client = TickerClient.enter(gateway, "/v2/iex")) {
      gateway.keys.revoke(gateway.key.key().id());
      client.expect("[{'T':'error','code':402,'msg':'auth failed'}]");
      assertThat(client.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void aSlowReaderIsCutAndTheOthersLoseNothing() throws Exception {
    int trades = 200_000;
    try (TestServer gateway = start(10, 10, 2_000, Duration.ofSeconds(10));
        TickerClient quick = TickerClient.enter(gateway, "/v2/iex");
        DeafStream _ = DeafStream.ofTrades(gateway, "/v2/iex", "AAPL")) {
      quick.send("{'action':'subscribe','trades':['AAPL']}");
      quick.next();
      TestServer.await(() -> gateway.server.marketStreams() == 2);
      MemoryMarket market = gateway.broker.market;
      int sent = 0;
      int heard = 0;
      long slowest = 0;
      while (sent < trades && gateway.server.marketStreams() == 2) {
        // No further ahead of the quick one than its buffer has room for.
        for (int i = 0; i < 500; i++) {
          long start = System.nanoTime();
          market.trade("AAPL", "190", "1", AT);
          slowest = Math.max(slowest, System.nanoTime() - start);
          sent++;
        }
        while (heard < sent) {
          for (JsonNode item : quick.next().json()) {
            heard++;
            assertThat(item.get("i").asInt()).isEqualTo(heard);
          }
        }
      }
      assertThat(gateway.server.marketStreams()).isEqualTo(1);
      assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void clientsHearThatTheServerStops() {
    try (TestServer gateway = TestServer.start(data);
        TickerClient client = TickerClient.enter(gateway, "/v2/iex")) {
      gateway.server.close();
      assertThat(client.closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void underLoadFramesGetLongerAndNotMore() {
    try (TestServer gateway = TestServer.start(data);
        TickerClient client = TickerClient.enter(gateway, "/v2/iex")) {
      client.send("{'action':'subscribe','trades':['AAPL']}");
      client.next();
      for (int i = 0; i < 1_000; i++) {
        gateway.broker.market.trade("AAPL", "190", "1", AT);
      }
      int frames = 0;
      int items = 0;
      while (items < 1_000) {
        items += client.next().json().size();
        frames++;
      }
      assertThat(items).isEqualTo(1_000);
      assertThat(frames).isLessThan(500);
    }
  }

  @Test
  void aMessageThatIsTooLongEndsTheConnection() {
    try (TestServer gateway = TestServer.start(data);
        TickerClient client = TickerClient.connect(gateway, "/v2/iex", Map.of())) {
      client.expect(CONNECTED);
      client.send("{'action':'" + "x".repeat(70_000) + "'}");
      assertThat(client.closeCode()).isEqualTo(1009);
    }
  }
}
