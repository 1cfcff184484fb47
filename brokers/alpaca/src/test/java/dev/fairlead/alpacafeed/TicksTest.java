// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.broker.MarketDataException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Market data read from JSON and from MessagePack, to the same values. */
final class TicksTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Objects as the streams send them (facts 6.2), and what they are. */
  private static final String MESSAGE =
      """
      [{"T":"q","S":"AMD","bx":"U","bp":87.66,"bs":100,"ax":"Q","ap":87.68,"as":400,
        "t":"2021-02-22T15:51:45.335689322Z","c":["R"],"z":"C"},
       {"T":"t","i":96921,"S":"AAPL","x":"D","p":126.55,"s":1,
        "t":"2021-02-22T15:51:44.208Z","c":["@","I"],"z":"C"},
       {"T":"b","S":"SPY","o":388.985,"h":389.13,"l":388.975,"c":389.12,"v":49378,"n":461,
        "vw":389.062639,"t":"2021-02-22T19:15:00Z"},
       {"T":"t","S":"BTC/USD","p":64423.2493928571,"s":0.000000123,"i":5,"tks":"S",
        "t":"2021-02-28T23:59:59Z"},
       {"T":"q","S":"ETH/USD","bp":2000,"bs":1.5,"ap":2000.5,"as":1e-7,
        "t":"2024-02-29T00:00:00.1Z"}]
      """;

  private static final List<String> READ =
      List.of(
          "quote AMD 87.66x100 87.68x400 2021-02-22T15:51:45.335689322Z",
          "trade AAPL 126.55x1 2021-02-22T15:51:44.208Z null",
          "bar SPY 388.985 389.13 388.975 389.12 49378 461 389.062639 2021-02-22T19:15:00Z",
          "trade BTC/USD 64423.249392857x0.000000123 2021-02-28T23:59:59Z SELL",
          "quote ETH/USD 2000x1.5 2000.5x0.0000001 2024-02-29T00:00:00.100Z");

  private static List<String> json(String message) {
    return Gathered.of(new JsonTicks(), message.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> packed(byte[] message) {
    return Gathered.of(new PackedTicks(), message);
  }

  /** The same as MessagePack; what is an instant as the extension for it. */
  static byte[] pack(JsonNode node) {
    try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
      pack(out, "", node);
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void pack(MessageBufferPacker out, String name, JsonNode node) throws IOException {
    if (node.isObject()) {
      out.packMapHeader(node.size());
      for (var field : node.properties()) {
        out.packString(field.getKey());
        pack(out, field.getKey(), field.getValue());
      }
    } else if (node.isArray()) {
      out.packArrayHeader(node.size());
      for (JsonNode each : node) {
        pack(out, "", each);
      }
    } else if (node.isString() && name.equals("t")) {
      out.packTimestamp(java.time.OffsetDateTime.parse(node.asString()).toInstant());
    } else if (node.isString()) {
      out.packString(node.asString());
    } else if (node.isIntegralNumber()) {
      out.packLong(node.asLong());
    } else if (node.isNumber()) {
      out.packDouble(node.asDouble());
    } else if (node.isBoolean()) {
      out.packBoolean(node.asBoolean());
    } else {
      out.packNil();
    }
  }

  static byte[] pack(String json) {
    return pack(MAPPER.readTree(json));
  }

  @Test
  void readsQuotesTradesAndBarsInBothEncodings() {
    assertThat(json(MESSAGE)).isEqualTo(READ);
    assertThat(packed(pack(MESSAGE))).isEqualTo(READ);
  }

  @Test
  void readsFieldsInWhateverOrder() {
    String last = "{\"t\":\"2021-02-22T15:51:44Z\",\"s\":1,\"p\":2,\"S\":\"A\",\"T\":\"t\"}";
    assertThat(json(last)).containsExactly("trade A 2x1 2021-02-22T15:51:44Z null");
    assertThat(packed(pack(last))).containsExactly("trade A 2x1 2021-02-22T15:51:44Z null");
  }

  @Test
  void readsWhatAStreamSaysOfItself() {
    String notices =
        """
        [{"T":"success","msg":"connected"},
         {"T":"error","code":405,"msg":"symbol limit exceeded"},
         {"T":"error","msg":"no code"},
         {"T":"subscription","trades":["A"],"quotes":["B","BTC/USD"],"bars":[]}]
        """;
    List<String> read =
        List.of(
            "success connected",
            "error 405 symbol limit exceeded",
            "error 0 no code",
            "subscribed [B, BTC/USD]");
    assertThat(json(notices)).isEqualTo(read);
    assertThat(packed(pack(notices))).isEqualTo(read);
  }

  @Test
  void aQuoteWithoutABidOrAnAskIsNone() {
    assertThat(
            json(
                "[{\"T\":\"q\",\"S\":\"A\",\"bp\":0,\"bs\":0,\"ap\":5,\"as\":1,"
                    + "\"t\":\"2021-02-22T15:51:44Z\"}]"))
        .isEmpty();
  }

  @Test
  void aBarOfQuotesAloneIsNone() {
    assertThat(
            json(
                "[{\"T\":\"b\",\"S\":\"BTC/USD\",\"o\":1,\"h\":1,\"l\":1,\"c\":1,\"v\":0,\"n\":0,"
                    + "\"vw\":0,\"t\":\"2021-02-22T15:51:00Z\"}]"))
        .isEmpty();
  }

  @Test
  void anOldBarWithoutItsTradesAndMeanHasOneTradeAndItsMiddle() {
    assertThat(
            json(
                "[{\"T\":\"b\",\"S\":\"SPY\",\"o\":3,\"h\":6,\"l\":3,\"c\":3,\"v\":9,"
                    + "\"t\":\"2021-02-22T15:51:00Z\"}]"))
        .containsExactly("bar SPY 3 6 3 3 9 1 4 2021-02-22T15:51:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"d", "u", "s", "l", "c", "x", "i", "o", "n", "p"})
  void whatComesAlongIsPassedOver(String kind) {
    assertThat(json("[{\"T\":\"" + kind + "\",\"S\":\"A\",\"x\":{\"y\":[1]}}]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense|no JSON",
        "7|no JSON of market data",
        "[{\"T\":\"q\"|no JSON",
        "[7]|no object of market data",
        "[{\"T\":\"w\"}]|an object of kind 'w'",
        "[{\"S\":\"A\"}]|an object of kind ''",
        "[{\"T\":\"q\",\"S\":\"A\",\"bp\":1}]|a quote of A lacks fields",
        "[{\"T\":\"t\",\"S\":\"A\",\"p\":1,\"s\":1,\"t\":\"soon\"}]|t is no instant: soon",
        "[{\"T\":\"t\",\"S\":\"A\",\"p\":1e30,\"s\":1,\"t\":\"2021-02-22T15:51:44Z\"}]|p is more",
        "[{\"T\":\"t\",\"S\":\"a b\",\"p\":1,\"s\":1,\"t\":\"2021-02-22T15:51:44Z\"}]|of null",
      })
  void fb33WhatCannotBeReadIsTold(String message, String told) {
    assertThat(json(message)).singleElement().asString().startsWith("strange").contains(told);
  }

  @Test
  void whatIsReadBeforeAFaultIsTold() {
    String half = MESSAGE.substring(0, MESSAGE.indexOf("{\"T\":\"b\"") + 20);
    assertThat(json(half))
        .startsWith(READ.get(0), READ.get(1))
        .last()
        .asString()
        .contains("no JSON");
  }

  @Test
  void neverThrowsWhateverComes() {
    Random random = new Random(42);
    byte[] whole = pack(MESSAGE);
    byte[] text = MESSAGE.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = (i % 2 == 0 ? whole : text).clone();
      for (int j = 0; j <= i % 4; j++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      Tape tape = i % 2 == 0 ? new PackedTicks() : new JsonTicks();
      assertThat(Gathered.of(tape, changed)).as("seed 42, case %s", i).hasSizeLessThan(200);
    }
  }

  @Test
  void readsPagesByTheirEnvelope() {
    Gathered gathered = new Gathered();
    String page =
        """
        {"quotes":{"AAPL":[{"ap":2,"as":1,"bp":1,"bs":1,"t":"2022-08-17T10:07:40.28658743Z"}],
          "B":{"ap":3,"as":1,"bp":1,"bs":1,"t":"2022-08-17T10:07:40+00:00"}},
         "next_page_token":"abc"}
        """;
    assertThat(new JsonTicks().page(page.getBytes(StandardCharsets.UTF_8), "quotes", "q", gathered))
        .contains("abc");
    assertThat(gathered.lines)
        .containsExactly(
            "quote AAPL 1x1 2x1 2022-08-17T10:07:40.286587430Z",
            "quote B 1x1 3x1 2022-08-17T10:07:40Z");
    assertThat(
            new JsonTicks()
                .page(
                    "{\"quotes\":null,\"next_page_token\":null}".getBytes(StandardCharsets.UTF_8),
                    "quotes",
                    "q",
                    gathered))
        .isEmpty();
    assertThatThrownBy(() ->
            new JsonTicks()
                .page("<html>".getBytes(StandardCharsets.UTF_8), "quotes", "q", gathered))
        .isInstanceOf(MarketDataException.class)
        .hasMessageContaining("<html>");
  }

  @Test
  void numbersAreExactOrToTheNearestBillionth() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      long nanos = random.nextLong() >> random.nextInt(63);
      String text = BigDecimal.valueOf(nanos, 9).toPlainString();
      assertThat(nanos(text)).as(text).isEqualTo(nanos);
      if (Math.abs(nanos) < 1_000_000_000_000_000L) {
        assertThat(Numerals.nanos(Double.parseDouble(text))).as(text).isEqualTo(nanos);
      }
    }
    assertThat(nanos("0.0000000015")).isEqualTo(2);
    assertThat(nanos("0.0000000025")).isEqualTo(2);
    assertThat(nanos("1.5E3")).isEqualTo(1_500_000_000_000L);
    assertThat(nanos("-0.5")).isEqualTo(-500_000_000);
    assertThat(nanos("1e-300")).isZero();
    assertThatThrownBy(() -> nanos("9223372037")).isInstanceOf(Numerals.Unfit.class);
    assertThatThrownBy(() -> nanos("1e300")).isInstanceOf(Numerals.Unfit.class);
    assertThatThrownBy(() -> Numerals.nanos(Double.NaN)).isInstanceOf(Numerals.Unfit.class);
    assertThat(Numerals.nanos(9_000_000_000.25)).isEqualTo(9_000_000_000_250_000_000L);
  }

  private static long nanos(String text) {
    return Numerals.nanos(text.toCharArray(), 0, text.length());
  }

  @Test
  void instantsAreThoseOfTheJdk() {
    Random random = new Random(11);
    long span = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();
    for (int i = 0; i < 50_000; i++) {
      Instant at = Instant.ofEpochSecond(random.nextLong(span), random.nextInt(1_000_000_000));
      String text = at.toString();
      assertThat(Instants.read(text.toCharArray(), 0, text.length())).isEqualTo(at);
    }
    for (String odd :
        List.of(
            "2022-04-19T13:45:04.981350886-04:00",
            "2024-02-29T23:59:59Z",
            "2021-12-31T00:00:00.5Z")) {
      assertThat(Instants.read(odd.toCharArray(), 0, odd.length()))
          .isEqualTo(java.time.OffsetDateTime.parse(odd).toInstant());
    }
    for (String none :
        List.of(
            "",
            "2021-13-01T00:00:00Z",
            "2021-02-30T00:00:00Z",
            "2021-02-22T15:51:4xZ",
            "2021-02-22T15:51:44.1234567891Z")) {
      assertThatThrownBy(() -> Instants.read(none.toCharArray(), 0, none.length()))
          .as(none)
          .isInstanceOf(Numerals.Unfit.class);
    }
  }
}
