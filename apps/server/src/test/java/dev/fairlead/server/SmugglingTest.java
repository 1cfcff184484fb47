// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of which two readers could make two different things (S-34). */
final class SmugglingTest {
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Length: 5~Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked~Content-Length: 5",
        "Content-Length: 5~Content-Length: 6",
        "Content-Length: 5, 6",
        "Content-Length: +5",
        "Content-Length: -1",
        "Content-Length: 5~X-Folded: a~ b",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Content-Length : 5",
        "Host: elsewhere~Content-Length: 5",
        "X Y: 1",
        ": 1"
      })
  @DisplayName("S-34 what two readers could take for two requests is refused, and the line closed")
  void smugglingIsRefused(String headers) {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      raw.say(
          RawHttp.withKey(
              gateway,
              "POST /v2/orders HTTP/1.1",
              "Host: localhost",
              headers.replace("~", "\r\n")));
      raw.write("0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      String all = raw.readUntil("");
      assertThat(all).startsWith("HTTP/1.1 400 ").doesNotContain("\"live\"");
      assertThat(all.toLowerCase(Locale.ROOT)).contains("connection: close");
      assertThat(all).contains("X-Request-ID: ");
    }
  }

  private static void beginChunks(RawHttp raw) {
    raw.say(
        RawHttp.withKey(
            gateway, "POST /v2/orders HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2\r\n{}\r\n0\r\n\r\n",
        "002\r\n{}\r\n0\r\n\r\n",
        "1\r\n{\r\n1\r\n}\r\n000\r\n\r\n",
        "1\r\n{\r\nA\r\n         }\r\n0\r\nX-Last: 1\r\n\r\n"
      })
  @DisplayName("S-34 chunks are read to their end and no further")
  void chunksAreReadToTheirEndAndNoFurther(String chunks) {
    for (boolean slowly : new boolean[] {false, true}) {
      try (RawHttp raw = RawHttp.connect(gateway.server)) {
        beginChunks(raw);
        for (String part : slowly ? chunks.split("(?<=.)", -1) : new String[] {chunks}) {
          raw.write(part);
        }
        raw.say(
            RawHttp.withKey(
                gateway, "GET /v2/clock HTTP/1.1", "Host: localhost", "Connection: close"));
        String answers = raw.readUntil("");
        assertThat(answers).startsWith("HTTP/1.1 422 ").contains("\"is_open\"");
        assertThat(answers.split("HTTP/1.1 ")).hasSize(3);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2;a=b\r\n{}\r\n0\r\n\r\n",
        "2;a\r\n{}\r\n0\r\n\r\n",
        "2 ;a=b\r\n{}\r\n0\r\n\r\n",
        "2 \r\n{}\r\n0\r\n\r\n",
        "2;a=\"0\r\n\r\nGET /health/live HTTP/1.1\"\r\n{}\r\n0\r\n\r\n",
        "1\r\n{\r\n1;a=b\r\n}\r\n0\r\n\r\n",
        "2\r\n{}\r\n0;a=b\r\n\r\n",
        "2\r\n{}\r\n00;\r\n\r\n"
      })
  @DisplayName("S-34 a chunk with an extension is refused, wherever it comes, and the line closed")
  void chunkExtensionsAreRefused(String chunks) {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      beginChunks(raw);
      raw.write(chunks + "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      String answer = raw.readUntil("");
      assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("\"live\"");
      assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
    }
  }

  @Test
  @DisplayName("S-34 a chunk's extension is seen in whichever piece of the request it comes")
  void extensionsAreSeenInPieces() {
    for (String[] pieces :
        new String[][] {{"2", ";"}, {"1\r\n{\r\n1", ";"}, {"2\r\n{}\r", "\n0", " ;"}}) {
      try (RawHttp raw = RawHttp.connect(gateway.server)) {
        beginChunks(raw);
        for (String piece : pieces) {
          raw.write(piece);
        }
        assertThat(raw.readUntil("")).startsWith("HTTP/1.1 400 ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000001\r\n{}",
        "7fffffff\r\n{}",
        "80000000\r\n{}",
        "7fffffffffffffff\r\n{}",
        "8000000000000000\r\n{}",
        "100000002\r\n{}",
        "10000000000000002\r\n{}",
        "2\r\n{}\r\n7fffffffffffffff\r\n{}"
      })
  @DisplayName("S-34 a chunk that no body can have is refused before it comes, and the line closed")
  void hugeChunksAreRefusedAtOnce(String chunks) {
    long begun = System.nanoTime();
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      beginChunks(raw);
      raw.write(chunks + "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      String answer = raw.readUntil("");
      assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("\"live\"");
      assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("not for a sender that is too slow")
        .isLessThan(SlowSenders.BODY_WITHIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2\n{}\n0\n\n",
        "x\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}XX0\r\n\r\n"
      })
  @DisplayName("S-34 broken chunks are refused, and the line closed")
  void brokenChunksAreRefused(String chunks) {
    try (RawHttp raw = RawHttp.connect(gateway.server)) {
      beginChunks(raw);
      raw.write(chunks + "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      String answer = raw.readUntil("");
      assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("\"live\"");
      assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
    }
  }
}
