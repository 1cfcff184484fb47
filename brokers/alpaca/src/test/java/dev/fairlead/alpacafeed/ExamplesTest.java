// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.alpacafeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every payload of market data that was collected; skipped where they are not. */
final class ExamplesTest {
  /** Of other kinds, or of protocols before this one. */
  private static final List<String> NOT_OURS =
      List.of("docs-entity-stream-bar", "docs-entity-stream-quote");

  private static final JsonMapper MAPPER = new JsonMapper();

  private static List<Path> payloads() throws IOException {
    Optional<Path> folder = folder();
    assumeTrue(folder.isPresent(), "no ../shared/data/alpaca/examples beside the checkout");
    try (Stream<Path> files = Files.list(folder.orElseThrow())) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> NOT_OURS.stream().noneMatch(file.toString()::contains))
          .sorted()
          .toList();
    }
  }

  private static Optional<Path> folder() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .map(at -> at.resolve("../shared/data/alpaca/examples").normalize())
        .filter(Files::isDirectory)
        .findFirst();
  }

  /** The objects of a stream in a payload, wherever they are in it. */
  private static Stream<JsonNode> streamObjects(JsonNode node) {
    if (node.isArray()) {
      return node.valueStream().flatMap(ExamplesTest::streamObjects);
    }
    return node.isObject() && node.has("T") && node.path("T").isString()
        ? Stream.of(node)
        : Stream.empty();
  }

  @Test
  void everyObjectOfAStreamIsReadAlikeInBothEncodings() throws IOException {
    int read = 0;
    List<String> strange = new ArrayList<>();
    for (Path file : payloads()) {
      for (JsonNode object : streamObjects(parsed(file)).toList()) {
        String text = "[" + object + "]";
        List<String> lines =
            Gathered.of(new JsonTicks(), text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        List<String> packed = Gathered.of(new PackedTicks(), TicksTest.pack(text));
        assertThat(packed).as(file.toString()).isEqualTo(lines);
        lines.stream()
            .filter(line -> line.startsWith("strange"))
            .forEach(line -> strange.add(file.getFileName() + ": " + line + " " + text));
        read++;
      }
    }
    assertThat(strange).isEmpty();
    assertThat(read).isGreaterThan(20);
  }

  private static JsonNode parsed(Path file) throws IOException {
    try {
      return MAPPER.readTree(Files.readAllBytes(file));
    } catch (JacksonException notJson) {
      return MAPPER.createArrayNode();
    }
  }

  @Test
  void everyPageOfQuotesTradesAndBarsIsRead() throws IOException {
    int read = 0;
    List<String> strange = new ArrayList<>();
    for (Path file : payloads()) {
      JsonNode page = parsed(file);
      for (String envelope : List.of("quotes", "trades", "bars")) {
        if (isPage(page.path(envelope))) {
          Gathered gathered = new Gathered();
          String kind = envelope.substring(0, 1);
          var _ = new JsonTicks().page(MAPPER.writeValueAsBytes(page), envelope, kind, gathered);
          gathered.lines.stream()
              .filter(line -> line.startsWith("strange"))
              .forEach(line -> strange.add(file.getFileName() + ": " + line));
          read += gathered.lines.size();
        }
      }
    }
    assertThat(strange).isEmpty();
    assertThat(read).isGreaterThan(20);
  }

  /** A list, or one object, for each symbol. */
  private static boolean isPage(JsonNode bySymbol) {
    return bySymbol.isObject()
        && !bySymbol.isEmpty()
        && bySymbol
            .valueStream()
            .allMatch(value ->
                (value.isObject() && value.has("t"))
                    || (value.isArray() && !value.isEmpty() && value.get(0).isObject()));
  }
}
