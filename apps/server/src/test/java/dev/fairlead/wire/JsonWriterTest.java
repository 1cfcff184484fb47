// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is written member by member is what a library writes of the same as a tree. */
final class JsonWriterTest {
  private static final long SEED = 20_260_817;
  private static final Instant AT = Instant.parse("2026-08-17T13:27:09.12Z");

  private static final String WRITTEN =
      """
      {"text":"AAPL","nothing":null,"at":"2026-08-17T13:27:09.120000000Z","never":null,\
      "whole":-7,"yes":true,"no":false,"inner":{"a":"1","empty":{}},\
      "legs":[{"name":"x"},{"name":"y"}],"none":[],"tree":[1,"z"],"last":""}\
      """;

  private static void sample(Members out) {
    out.text("text", "AAPL")
        .text("nothing", null)
        .instant("at", AT)
        .instant("never", null)
        .whole("whole", -7)
        .flag("yes", true)
        .flag("no", false)
        .object("inner", inner -> inner.text("a", 1).object("empty", _ -> {}))
        .objects("legs", List.of("x", "y"), (leg, name) -> leg.text("name", name))
        .objects("none", List.of(), (_, _) -> {})
        .tree("tree", Json.array().add(1).add("z"))
        .text("last", "");
  }

  @Test
  void membersFollowOneAnotherAsTheyAreTold() {
    JsonWriter written = JsonWriter.object(JsonWriterTest::sample);
    assertThat(written).hasToString(WRITTEN);
    assertThat(written.size()).isEqualTo(WRITTEN.length());
    assertThat(JsonWriter.objects(List.of("x", "y"), (out, name) -> out.text("name", name)))
        .hasToString("[{\"name\":\"x\"},{\"name\":\"y\"}]");
    assertThat(JsonWriter.objects(List.of(), (_, _) -> {})).hasToString("[]");
  }

  @Test
  void messagePackHasTheSameMembers() {
    assertThat(PackedReader.read(PackedMembers.map(JsonWriterTest::sample)))
        .contains(Json.read(json(JsonWriterTest::sample)));
    assertThat(PackedMembers.map(JsonWriterTest::sample))
        .isEqualTo(MessagePack.bytes(Json.read(json(JsonWriterTest::sample))));
  }

  private static byte[] json(Consumer<Members> content) {
    return JsonWriter.object(content).bytes();
  }

  @Test
  void everyTextIsReadBackAndWrittenAsTheLibraryDoes() {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      String text = anyText(random);
      byte[] written = json(out -> out.text("text", text));
      JsonNode tree = Json.object().put("text", text);
      assertThat(written).as("seed %d, text %d", SEED, i).isEqualTo(Json.bytes(tree));
    }
  }

  /** Of all planes, and often of what has to be escaped. */
  private static String anyText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(40);
    while (text.length() < length) {
      int point =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x80);
            case 1 -> "\"\\/\b\f\n\r\t".charAt(random.nextInt(8));
            case 2 -> random.nextInt(0x3000);
            default -> random.nextInt(Character.MAX_CODE_POINT + 1);
          };
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  @Test
  void halfOfAPairIsEscapedBecauseItHasNoBytes() {
    assertThat(JsonWriter.object(out -> out.text("text", "a\ud83db")))
        .hasToString("{\"text\":\"a\\uD83Db\"}");
  }

  @Test
  void aDocumentGrowsAsFarAsItHasTo() {
    String longText = "é".repeat(100_000);
    byte[] written = json(out -> out.text("a", longText).text("b", longText));
    assertThat(Json.read(written).get("b").asString()).isEqualTo(longText);
  }
}
