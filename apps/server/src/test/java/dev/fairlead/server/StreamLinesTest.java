// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.server.RawWebSocket.Frame;
import dev.fairlead.wire.MessagePack;
import dev.fairlead.wire.PackedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What each SDK needs of the stream of trade updates: a method for each line of the facts, sections
 * 5.1, 5.2, 7 and 10, which it names.
 */
final class StreamLinesTest {
  private static final String ORDER =
      "{'symbol':'AAPL','qty':'2','side':'buy','type':'limit','time_in_force':'day',"
          + "'limit_price':'189.5'}";
  private static final String LISTEN = "{'action':'listen','data':{'streams':['trade_updates']}}";

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

  private static String authenticate() {
    return "{'action':'authenticate','data':{'key_id':'%s','secret_key':'%s'}}"
        .formatted(gateway.key.key().id(), gateway.key.secret());
  }

  private static JsonNode json(Frame frame) {
    assertThat(frame.opcode()).isEqualTo(RawWebSocket.BINARY);
    return TestServer.JSON.readTree(frame.payload());
  }

  private static JsonNode packed(byte[] frame) {
    return PackedReader.read(frame).orElseThrow();
  }

  /** Pings apart, nothing comes before the answer to a ping of ours. */
  private static void assertNothingComes(RawWebSocket socket) {
    socket.frame(true, RawWebSocket.PING, new byte[] {7});
    Frame answer = socket.read();
    assertThat(answer.opcode()).isEqualTo(RawWebSocket.PONG);
    assertThat(answer.payload()).containsExactly(7);
  }

  @Test
  void thereIsNoWelcomeFrame_5_1() {
    try (RawWebSocket socket = RawWebSocket.connect(gateway.server)) {
      assertThat(socket.status()).isEqualTo(101);
      assertNothingComes(socket);
    }
  }

  @Test
  void alpacaPyReadsExactlyOneFrameAfterItsKey_5_1_and_10_5() {
    try (RawWebSocket socket = RawWebSocket.connect(gateway.server)) {
      assertThat(json(socket.text(authenticate()).read()).at("/data/status").asString())
          .isEqualTo("authorized");
      assertNothingComes(socket);
      assertThat(json(socket.text(LISTEN).read()).get("stream").asString()).isEqualTo("listening");
      assertNothingComes(socket);
      assertThat(json(socket.text("{'action':'dance'}").read()).get("action").asString())
          .isEqualTo("error");
      assertNothingComes(socket);
    }
  }

  @Test
  void petersojChecksTheActionOfTheAnswerAndTakesBinaryFramesOnly_5_1_and_7_6() {
    try (RawWebSocket socket = RawWebSocket.connect(gateway.server)) {
      Frame answer = socket.text(authenticate()).read();
      assertThat(answer.opcode()).isEqualTo(RawWebSocket.BINARY);
      assertThat(answer.text())
          .isEqualTo(
              "{\"stream\":\"authorization\",\"data\":{\"status\":\"authorized\","
                  + "\"action\":\"authenticate\"}}");
    }
  }

  @Test
  void typescriptSdkSaysAuthWithoutData_5_1() {
    try (RawWebSocket socket = RawWebSocket.connect(gateway.server)) {
      socket.text(
          "{'action':'auth','key':'%s','secret':'%s'}"
              .formatted(gateway.key.key().id(), gateway.key.secret()));
      assertThat(json(socket.read()).at("/data/action").asString()).isEqualTo("authenticate");
    }
  }

  @Test
  void aTokenIsAnsweredHonestly_5_1() {
    try (RawWebSocket socket = RawWebSocket.connect(gateway.server)) {
      JsonNode answer =
          json(socket.text("{'action':'authenticate','data':{'oauth_token':'abc'}}").read());
      assertThat(answer.at("/data/status").asString()).isEqualTo("unauthorized");
      assertThat(answer.at("/data/action").asString()).isEqualTo("authenticate");
      assertThat(answer.at("/data/message").asString()).contains("tokens are not issued here");
      assertThat(socket.read().closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void theListReplacesTheSetAndUnknownNamesAreDropped_5_1() {
    try (RawWebSocket socket = RawWebSocket.named(gateway)) {
      JsonNode both =
          json(
              socket
                  .text(
                      "{'action':'listen','data':{'streams':['account_updates','trade_updates']}}")
                  .read());
      assertThat(both.toString())
          .isEqualTo("{\"stream\":\"listening\",\"data\":{\"streams\":[\"trade_updates\"]}}");
      JsonNode none = json(socket.text("{'action':'listen','data':{'streams':[]}}").read());
      assertThat(none.at("/data/streams")).isEmpty();
      gateway.awaitStatus(gateway.place(ORDER), "new");
      assertNothingComes(socket);
    }
  }

  @Test
  void alpacaTsSaysUnlisten_5_1() {
    try (RawWebSocket socket = RawWebSocket.named(gateway)) {
      json(socket.text(LISTEN).read());
      JsonNode still =
          json(socket.text("{'action':'unlisten','data':{'streams':['other']}}").read());
      assertThat(still.at("/data/streams")).hasSize(1);
      JsonNode none =
          json(socket.text("{'action':'unlisten','data':{'streams':['trade_updates']}}").read());
      assertThat(none.at("/data/streams")).isEmpty();
    }
  }

  @Test
  void listeningBeforeTheKeyIsUnauthorizedWithItsAction_5_1() {
    try (RawWebSocket socket = RawWebSocket.connect(gateway.server)) {
      assertThat(json(socket.text(LISTEN).read()).toString())
          .isEqualTo(
              "{\"stream\":\"authorization\",\"data\":{\"status\":\"unauthorized\","
                  + "\"action\":\"listen\"}}");
    }
  }

  @Test
  void anErrorHasTheWordsOfJavaAndOfJavaScript_5_1() {
    try (RawWebSocket socket = RawWebSocket.named(gateway)) {
      JsonNode error = json(socket.text("nonsense").read());
      assertThat(error.get("action").asString()).isEqualTo("error");
      assertThat(error.at("/data/error_message")).isEqualTo(error.at("/data/error"));
      assertThat(error.get("data").isObject()).isTrue();
    }
  }

  @Test
  void aHandshakeMaySayWhoseItIs_5_1() {
    try (RawWebSocket socket = RawWebSocket.named(gateway)) {
      assertNothingComes(socket);
      assertThat(json(socket.text(LISTEN).read()).at("/data/streams")).hasSize(1);
      // C# authenticates all the same.
      assertThat(json(socket.text(authenticate()).read()).at("/data/status").asString())
          .isEqualTo("authorized");
    }
  }

  @Test
  void aConnectionSpeaksForOneKey() {
    var other = gateway.keys.create();
    try (RawWebSocket socket = RawWebSocket.named(gateway)) {
      socket.text(
          "{'action':'auth','key':'%s','secret':'%s'}".formatted(other.key().id(), other.secret()));
      assertThat(json(socket.read()).at("/data/status").asString()).isEqualTo("unauthorized");
      assertThat(socket.ends()).isTrue();
    }
  }

  @Test
  void messagePackComesWhereTheHandshakeAsksForIt_5_1_and_10_6() {
    try (RawWebSocket socket =
        RawWebSocket.connect(gateway.server, "Content-Type: application/msgpack")) {
      JsonNode key = TestServer.JSON.readTree(authenticate().replace('\'', '"'));
      JsonNode authorized = packed(socket.binary(MessagePack.bytes(key)).read().payload());
      assertThat(authorized.toString())
          .isEqualTo(
              "{\"stream\":\"authorization\",\"data\":{\"status\":\"authorized\","
                  + "\"action\":\"authenticate\"}}");
      // As alpaca-py sends: in pieces, with the action at the end.
      byte[] listen =
          MessagePack.bytes(
              TestServer.JSON.readTree(
                  "{\"data\":{\"streams\":[\"trade_updates\"]},\"action\":\"listen\"}"));
      int half = listen.length / 2;
      socket.frame(false, RawWebSocket.BINARY, java.util.Arrays.copyOf(listen, half));
      socket.frame(
          true,
          RawWebSocket.CONTINUATION,
          java.util.Arrays.copyOfRange(listen, half, listen.length));
      assertThat(packed(socket.read().payload()).at("/data/streams")).hasSize(1);
      JsonNode placed = gateway.place(ORDER);
      JsonNode update = packed(socket.read().payload());
      assertThat(update.get("stream").asString()).isEqualTo("trade_updates");
      assertThat(update.at("/data/order/id")).isEqualTo(placed.get("id"));
      assertThat(update.at("/data/order").propertyNames())
          .containsExactlyElementsOf(placed.propertyNames());
    }
  }

  @Test
  void jsonTextIsTakenWhateverTheHandshakeAskedFor_5_1() {
    try (RawWebSocket socket =
        RawWebSocket.connect(gateway.server, "Content-Type: application/msgpack")) {
      Frame answer = socket.text(authenticate()).read();
      assertThat(packed(answer.payload()).at("/data/status").asString()).isEqualTo("authorized");
      assertThat(
              packed(socket.binary(new byte[] {(byte) 0xc1}).read().payload())
                  .get("action")
                  .asString())
          .isEqualTo("error");
    }
  }

  @Test
  void pingsAreAnsweredAtOnce_5_1() {
    try (RawWebSocket socket = RawWebSocket.named(gateway)) {
      for (int i = 0; i < 20; i++) {
        assertNothingComes(socket);
      }
    }
  }

  @Test
  void everyEventHasWhatAlpacaPyAndCSharpInsistOn_5_2_and_7_1_and_7_5() {
    Set<String> knownToCSharp =
        Set.of(
            ("new partial_fill partially_filled fill done_for_day canceled pending_cancel stopped"
                    + " rejected suspended pending_new calculated expired order_cancel_rejected"
                    + " replaced pending_replace order_replace_rejected accepted held"
                    + " pending_review")
                .split(" "));
    try (RawWebSocket socket = RawWebSocket.named(gateway)) {
      json(socket.text(LISTEN).read());
      JsonNode placed = gateway.place(ORDER);
      json(socket.read());
      json(socket.read());
      gateway.broker.fill("AAPL", "1", "189.5");
      json(socket.read());
      String path = "/v2/orders/" + placed.get("id").asString();
      gateway.delete(path);
      JsonNode last = json(socket.read());
      while (!last.at("/data/event").asString().equals("canceled")) {
        last = json(socket.read());
      }
    }
    try (EventClient all = EventClient.open(gateway, "since=2020-01-01")) {
      for (JsonNode event : all.next(5)) {
        assertThat(knownToCSharp).contains(event.get("event").asString());
        assertThat(OffsetDateTime.parse(event.get("timestamp").asString())).isNotNull();
        assertThat(OffsetDateTime.parse(event.get("at").asString())).isNotNull();
        assertThat(event.get("execution_id").asString()).matches(TestServer.UUID_FORM);
        assertThat(event.at("/order/id").asString()).matches(TestServer.UUID_FORM);
        for (String time : List.of("created_at", "updated_at", "submitted_at")) {
          assertThat(OffsetDateTime.parse(event.at("/order/" + time).asString())).isNotNull();
        }
      }
    }
  }

  @Test
  void goGetsTheEventStreamWithItsFields_5_3_and_10_4() {
    gateway.awaitStatus(gateway.place(ORDER), "new");
    try (EventClient go = EventClient.open(gateway, "since=2020-01-01T00:00:00Z")) {
      assertThat(go.response.statusCode()).isEqualTo(200);
      JsonNode event = go.next();
      assertThat(event.propertyNames())
          .contains("at", "event", "event_id", "execution_id", "order", "timestamp");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void everyAnswerHasRateHeadersAndAnId_10_10(String method) {
    var answer =
        gateway.send(method, "/v2/orders", method.equals("GET") ? null : "{}", gateway.key);
    for (String header :
        List.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")) {
      assertThat(answer.response().headers().firstValue(header).orElse("")).matches("[0-9]+");
    }
    assertThat(answer.response().headers().firstValue("X-Request-ID").orElse(""))
        .matches("[0-9a-f]{32}");
  }

  @Test
  void jsonAndMessagePackAreTheSameTree_6_3() {
    ArrayNode odd = TestServer.JSON.createArrayNode();
    odd.add(1).add(-1).add(Long.MAX_VALUE).add(Long.MIN_VALUE).add(0.5).add(true).addNull();
    odd.add("").add("x".repeat(70_000)).add("🚀");
    odd.addObject().put("a", 1).putArray("b");
    JsonNode back = packed(MessagePack.bytes(odd));
    assertThat(back.toString()).isEqualTo(odd.toString());
    assertThat(new String(MessagePack.bytes(odd), StandardCharsets.UTF_8)).isNotEmpty();
  }
}
