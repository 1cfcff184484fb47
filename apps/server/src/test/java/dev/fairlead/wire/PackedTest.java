// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/** MessagePack, byte by byte, and against a library that is not ours. */
final class PackedTest {
  private static final long SEED = 20_260_817;

  private static String hex(Consumer<PackedWriter> content) {
    PackedWriter out = new PackedWriter();
    content.accept(out);
    return HexFormat.of().formatHex(out.bytes());
  }

  static Stream<Arguments> wholeNumbers() {
    return Stream.of(
        Arguments.of(0L, "00"),
        Arguments.of(127L, "7f"),
        Arguments.of(128L, "cc80"),
        Arguments.of(255L, "ccff"),
        Arguments.of(256L, "cd0100"),
        Arguments.of(65_535L, "cdffff"),
        Arguments.of(65_536L, "ce00010000"),
        Arguments.of(4_294_967_295L, "ceffffffff"),
        Arguments.of(4_294_967_296L, "cf0000000100000000"),
        Arguments.of(Long.MAX_VALUE, "cf7fffffffffffffff"),
        Arguments.of(-1L, "ff"),
        Arguments.of(-32L, "e0"),
        Arguments.of(-33L, "d0df"),
        Arguments.of(-128L, "d080"),
        Arguments.of(-129L, "d1ff7f"),
        Arguments.of(-32_769L, "d2ffff7fff"),
        Arguments.of(Long.MIN_VALUE, "d38000000000000000"));
  }

  @ParameterizedTest
  @MethodSource("wholeNumbers")
  void aWholeNumberTakesTheShortestForm(long value, String bytes) {
    assertThat(hex(out -> out.whole(value))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    // Seconds alone in 32 bits; with nanoseconds in 64; before 1970 or after 2514 in 96.
    "2021-02-22T19:15:00Z, d6ff603402b4",
    "2021-02-22T15:51:45.335689322Z, d7ff5008d9a86033d311",
    "1970-01-01T00:00:00Z, d6ff00000000",
    "1969-12-31T23:59:59.999999999Z, c70cff3b9ac9ffffffffffffffffff",
    "2514-05-30T01:53:04Z, c70cff000000000000000400000000"
  })
  void anInstantIsTheTimestampExtension(Instant at, String bytes) {
    assertThat(hex(out -> out.instant(at))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, cf7fffffffffffffff",
    "9223372036854775808, cf8000000000000000",
    "18446744073709551615, cfffffffffffffffff",
    "18446744073709551616, cfffffffffffffffff",
    "-9223372036854775808, d38000000000000000",
    "-9223372036854775809, d38000000000000000",
    "7, 07"
  })
  void aWholeNumberBeyondALongIsUnsignedOrTheNearestThatFits(String value, String bytes) {
    assertThat(hex(out -> out.whole(new BigInteger(value)))).isEqualTo(bytes);
  }

  @Test
  void textsArraysRealsAndFlagsHaveTheirForms() {
    assertThat(hex(out -> out.text("T"))).isEqualTo("a154");
    assertThat(hex(out -> out.text("é"))).isEqualTo("a2c3a9");
    assertThat(hex(out -> out.text("x".repeat(31)))).startsWith("bf78");
    assertThat(hex(out -> out.text("x".repeat(32)))).startsWith("d92078");
    assertThat(hex(out -> out.text("x".repeat(256)))).startsWith("da010078");
    assertThat(hex(out -> out.text("x".repeat(65_536)))).startsWith("db0001000078");
    assertThat(hex(out -> out.array(0))).isEqualTo("90");
    assertThat(hex(out -> out.array(15))).isEqualTo("9f");
    assertThat(hex(out -> out.array(16))).isEqualTo("dc0010");
    assertThat(hex(out -> out.array(65_536))).isEqualTo("dd00010000");
    assertThat(hex(out -> out.real(1.5))).isEqualTo("cb3ff8000000000000");
    assertThat(hex(out -> out.flag(true))).isEqualTo("c3");
    assertThat(hex(out -> out.flag(false))).isEqualTo("c2");
  }

  @Test
  void aMapGetsItsSizeWhenItEnds() {
    String bytes =
        hex(out -> {
          int map = out.beginMap();
          out.text("T");
          out.text("q");
          out.text("i");
          out.whole(1);
          out.endMap(map, 2);
        });
    assertThat(bytes).isEqualTo("82a154a171a16901");
    PackedWriter out = new PackedWriter();
    int map = out.beginMap();
    assertThatThrownBy(() -> out.endMap(map, 16)).hasMessageContaining("at most 15");
  }

  @Test
  void anotherLibraryReadsTheSameInstantsAndNumbers() throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < 10_000; i++) {
      Instant at = Instant.ofEpochSecond(random.nextLong(20_000_000_000L), random.nextInt(1 << 29));
      long whole = random.nextLong() >> random.nextInt(64);
      PackedWriter out = new PackedWriter();
      out.instant(at);
      out.whole(whole);
      try (MessageUnpacker in = MessagePack.newDefaultUnpacker(out.bytes())) {
        assertThat(in.unpackTimestamp()).as("seed %d", SEED).isEqualTo(at);
        assertThat(in.unpackLong()).as("seed %d", SEED).isEqualTo(whole);
      }
    }
  }

  @Test
  void whatAnotherLibraryHasWrittenIsReadAsItsJson() throws IOException {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      packer.packMapHeader(6);
      packer.packString("trades").packArrayHeader(2).packString("AAPL").packString("MSFT");
      packer.packString("quotes").packNil();
      packer.packString("n").packArrayHeader(5);
      packer.packInt(7).packInt(-7).packLong(1L << 40).packInt(-70_000).packInt(40_000);
      packer.packString("x").packDouble(0.5);
      packer.packString("yes").packBoolean(true);
      packer.packString("action").packString("subscribe");
      assertThat(PackedReader.read(packer.toByteArray()).orElseThrow().toString())
          .isEqualTo(
              "{\"trades\":[\"AAPL\",\"MSFT\"],\"quotes\":null,\"n\":[7,-7,1099511627776,-70000,"
                  + "40000],\"x\":0.5,\"yes\":true,\"action\":\"subscribe\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "c1", // never used
        "a5484921", // a text that is cut off
        "dbffffffff", // a text of four gigabytes
        "ddffffffff", // an array of four billion items
        "dfffffffff", // a map of as many
        "8101a154", // a map with a number for a key
        "d6ff603402c4", // an extension
        "0000", // two values
        "9191919191919191919191919191919191919190" // nested too deep
      })
  void whatIsNoMessageIsNothing(String bytes) {
    assertThat(PackedReader.read(HexFormat.of().parseHex(bytes))).isEmpty();
  }

  @Test
  void noBytesMakeTheReaderThrow() {
    Random random = new Random(SEED);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      assertThat(PackedReader.read(bytes)).as("seed %d, case %d", SEED, i).isNotNull();
    }
  }
}
