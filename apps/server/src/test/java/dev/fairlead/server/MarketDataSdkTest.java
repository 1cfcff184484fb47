// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.market.BarSpan;
import dev.fairlead.server.TestServer.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;
import tools.jackson.databind.JsonNode;

/**
 * What each SDK needs of the market data (facts 6.1 to 6.3, 7, 10), a line each. MessagePack is
 * read here by a library that is not ours.
 */
final class MarketDataSdkTest {
  private static final String AT = "2026-08-17T13:59:58.123456789Z";

  @TempDir private static Path data;
  private static TestServer gateway;

  @BeforeAll
  static void start() {
    gateway = TestServer.start(data);
    gateway.broker.market.trade("AAPL", "190.01", "250.5", AT);
    gateway.broker.market.bar("AAPL", BarSpan.DAY, "190", "2026-08-17T04:00:00Z");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static byte[] packedAuth() {
    return packed(packer -> {
      packer.packMapHeader(3);
      packer.packString("action").packString("auth");
      packer.packString("key").packString(gateway.key.key().id());
      packer.packString("secret").packString(gateway.key.secret());
    });
  }

  private interface Content {
    void write(MessageBufferPacker packer) throws IOException;
  }

  private static byte[] packed(Content content) {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      content.write(packer);
      return packer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Value key(Value frame, String key) {
    Value first = frame.asArrayValue().get(0);
    return Objects.requireNonNull(
        first.asMapValue().map().get(ValueFactory.newString(key)), key + " is missing");
  }

  private static TickerClient enterPacked(String path) {
    TickerClient client = TickerClient.connect(gateway, path, TickerClient.PACKED);
    assertThat(key(client.next().packed(), "msg")).hasToString("connected");
    client.sendBinary(packedAuth(), 1_000);
    assertThat(key(client.next().packed(), "msg")).hasToString("authenticated");
    return client;
  }

  private static TickerClient subscribedPacked() {
    TickerClient client = enterPacked("/v2/iex");
    client.sendBinary(
        packed(packer -> {
          packer.packMapHeader(4);
          packer.packString("trades").packArrayHeader(1).packString("AAPL");
          packer.packString("quotes").packArrayHeader(1).packString("AAPL");
          packer.packString("bars").packArrayHeader(1).packString("AAPL");
          packer.packString("action").packString("subscribe");
        }),
        1_000);
    assertThat(key(client.next().packed(), "T")).hasToString("subscription");
    return client;
  }

  /** 10.6, 6.3: honours Content-Type: application/msgpack from the first frame on. */
  @Test
  void packedFromTheWelcomeOnEveryFrameIsBinary() {
    try (TickerClient client = TickerClient.connect(gateway, "/v2/iex", TickerClient.PACKED)) {
      TickerClient.Frame welcome = client.next();
      assertThat(welcome.text()).isFalse();
      assertThat(welcome.packed().toJson())
          .isEqualTo("[{\"T\":\"success\",\"msg\":\"connected\"}]");
    }
  }

  /** 7.4, 7.5: Java and C# never ask for MessagePack, and read text frames. */
  @Test
  void withoutTheHeaderEveryFrameIsTextOfJson() {
    try (TickerClient client = TickerClient.connect(gateway, "/v2/iex", Map.of())) {
      TickerClient.Frame welcome = client.next();
      assertThat(welcome.text()).isTrue();
      assertThat(welcome.json().get(0).get("T").asString()).isEqualTo("success");
    }
  }

  /** 7.3, 6.3: Go decodes by position, so T comes first in every map. */
  @Test
  void goFindsTFirstInEveryMap() {
    try (TickerClient client = subscribedPacked()) {
      gateway.broker.market.trade("AAPL", "190.01", "1", AT);
      gateway.broker.market.quote("AAPL", "190", "190.02", AT);
      gateway.broker.market.bar("AAPL", BarSpan.MINUTE, "190", "2026-08-17T13:58:00Z");
      int items = 0;
      while (items < 3) {
        for (Value item : client.next().packed().asArrayValue()) {
          assertThat(item.asMapValue().getKeyValueArray()[0]).hasToString("T");
          items++;
        }
      }
    }
  }

  /** 7.3: Go reads sizes as uint32 and counts as uint64, prices as float64. */
  @Test
  void goFindsWholeSizesAndFloatingPrices() {
    try (TickerClient client = subscribedPacked()) {
      gateway.broker.market.trade("AAPL", "190", "250.5", AT);
      Value frame = client.next().packed();
      assertThat(key(frame, "s").isIntegerValue()).isTrue();
      assertThat(key(frame, "s").asIntegerValue().asInt()).isEqualTo(250);
      assertThat(key(frame, "i").isIntegerValue()).isTrue();
      assertThat(key(frame, "p").isFloatValue()).as("a whole price too").isTrue();
      assertThat(key(frame, "c").isArrayValue()).isTrue();
    }
  }

  /** 7.3, 6.3: Go sends nil for a list that it does not set. */
  @Test
  void goMaySendNilLists() {
    try (TickerClient client = enterPacked("/v2/iex")) {
      client.sendBinary(
          packed(packer -> {
            packer.packMapHeader(3);
            packer.packString("action").packString("subscribe");
            packer.packString("trades").packArrayHeader(1).packString("AAPL");
            packer.packString("quotes").packNil();
          }),
          1_000);
      assertThat(key(client.next().packed(), "trades").toJson()).isEqualTo("[\"AAPL\"]");
    }
  }

  /** 7.1, 6.3: alpaca-py calls to_datetime() on t, which only a timestamp extension has. */
  @Test
  void pythonFindsATimestampExtensionToTheNanosecond() {
    try (TickerClient client = subscribedPacked()) {
      gateway.broker.market.trade("AAPL", "190.01", "1", AT);
      Value at = key(client.next().packed(), "t");
      assertThat(at.asTimestampValue().toInstant()).isEqualTo(Instant.parse(AT));
    }
  }

  /** 7.1, 6.3: alpaca-py subscribes in pieces of 32 KiB, with action as the last key. */
  @Test
  void pythonSubscribesInPiecesWithTheActionLast() {
    List<String> symbols = IntStream.range(0, 9_000).mapToObj(i -> "SYM" + i).toList();
    try (TickerClient client = enterPacked("/v2/sip")) {
      byte[] message =
          packed(packer -> {
            packer.packMapHeader(2);
            packer.packString("bars").packArrayHeader(symbols.size());
            for (String symbol : symbols) {
              packer.packString(symbol);
            }
            packer.packString("action").packString("subscribe");
          });
      assertThat(message.length).isGreaterThan(2 * 32_768);
      client.sendBinary(message, 32_768);
      assertThat(key(client.next().packed(), "bars").asArrayValue().size())
          .isEqualTo(symbols.size());
    }
  }

  /**
   * 7.1: alpaca-py reads one frame for the welcome and one for its login, and looks at the first.
   */
  @Test
  void pythonFindsEachAnswerAloneInItsFrame() {
    Map<String, String> headers =
        Map.of(
            "APCA-API-KEY-ID", gateway.key.key().id(),
            "APCA-API-SECRET-KEY", gateway.key.secret());
    try (TickerClient client = TickerClient.connect(gateway, "/v2/iex", headers)) {
      assertThat(client.next().json()).hasSize(1);
      assertThat(client.next().json()).hasSize(1);
    }
  }

  /** 6.1: alpaca-py needs n and vw in a bar, a whole i and a list c in a trade. */
  @Test
  void pythonFindsTheKeysThatItValidates() {
    JsonNode bar = gateway.get("/v2/stocks/AAPL/bars?timeframe=1Day").json().at("/bars/0");
    assertThat(bar.propertyNames()).containsExactly("t", "o", "h", "l", "c", "v", "n", "vw");
    JsonNode trade = gateway.get("/v2/stocks/AAPL/trades/latest").json().get("trade");
    assertThat(trade.get("i").isIntegralNumber()).isTrue();
    assertThat(trade.get("c").isArray()).isTrue();
    assertThat(trade.get("p").isNumber()).as("numbers, not texts").isTrue();
    assertThat(Instant.parse(trade.get("t").asString())).isEqualTo(Instant.parse(AT));
  }

  /** 7.1: a client for crypto made without keys sends none; S-10 holds here all the same. */
  @Test
  void pythonNeedsAKeyForCryptoToo() {
    Answer answer =
        gateway.send("GET", "/v1beta3/crypto/us/latest/trades?symbols=BTC/USD", null, null);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.message()).contains("APCA-API-KEY-ID");
  }

  /** 7.2: JS 4 takes 401, 402 and 404 for the end, so only what does not get better has them. */
  @Test
  void javaScriptIsNotEndedByWhatItCanMend() {
    try (TickerClient client = TickerClient.enter(gateway, "/v2/iex")) {
      client.send("{'action':'subscribe','orderbooks':['AAPL']}");
      assertThat(client.next().json().get(0).get("code").asInt()).isEqualTo(410);
      client.send("{'action':'subscribe','trades':['AAPL']}");
      assertThat(client.next().json().get(0).get("T").asString()).isEqualTo("subscription");
    }
  }

  /** 7.2: JS 4 makes an error of code and message. */
  @Test
  void javaScriptFindsCodeAndMessageInAnError() {
    JsonNode error = gateway.get("/v2/stocks/AAPL/bars?timeframe=2Day").json();
    assertThat(error.get("code").isIntegralNumber()).isTrue();
    assertThat(error.get("message").isString()).isTrue();
  }

  /** 7.2: JS 3 decodes strictly; a number that fits 53 bits is exact there. */
  @Test
  void javaScriptReadsEveryWholeNumberExactly() {
    try (TickerClient client = subscribedPacked()) {
      gateway.broker.market.trade("AAPL", "190.01", "1", AT);
      assertThat(key(client.next().packed(), "i").asIntegerValue().asLong()).isLessThan(1L << 53);
    }
  }

  /** 10.9: one origin has trading and data, because typescript-sdk has one base URL for both. */
  @Test
  void oneOriginHasTradingAndData() {
    assertThat(gateway.get("/v2/account").status()).isEqualTo(200);
    assertThat(gateway.get("/v2/stocks/AAPL/trades/latest").status()).isEqualTo(200);
    assertThat(gateway.get("/v2/stocks/snapshots?symbols=AAPL").status()).isEqualTo(200);
  }

  /** 1.2: the market data specification lists Basic beside the two headers. */
  @Test
  void requestsMayBeBasic() {
    String pair = gateway.key.key().id() + ":" + gateway.key.secret();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(gateway.server.address() + "/v2/stocks/AAPL/trades/latest"))
            .header(
                "Authorization",
                "Basic "
                    + java.util.Base64.getEncoder()
                        .encodeToString(pair.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            .build();
    assertThat(gateway.send(request).status()).isEqualTo(200);
  }

  /** 6.2: options come in MessagePack alone, and there are none; programs may ask all the same. */
  @Test
  void optionsAndNewsAreSilentAndPolite() {
    try (TickerClient options = enterPacked("/v1beta1/indicative");
        TickerClient news = TickerClient.enter(gateway, "/v1beta1/news")) {
      options.sendBinary(
          packed(packer -> {
            packer.packMapHeader(2);
            packer.packString("action").packString("subscribe");
            packer.packString("trades").packArrayHeader(1).packString("AAPL240119C00100000");
          }),
          1_000);
      assertThat(key(options.next().packed(), "T")).hasToString("subscription");
      news.send("{'action':'subscribe','news':['*']}");
      news.expect("[{'T':'subscription','news':['*']}]");
    }
  }
}
