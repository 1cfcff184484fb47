// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.ticker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OutboxTest {
  private static Piece item(String text) {
    return new Piece(text.getBytes(StandardCharsets.UTF_8), false);
  }

  private static Piece alone(String text) {
    return new Piece(text.getBytes(StandardCharsets.UTF_8), true);
  }

  private static Optional<String> frame(Outbox outbox) {
    return outbox.nextFrame().map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void whatHasGatheredGoesOutInOneArrayInOrder() {
    Outbox outbox = new Outbox(false, 10);
    outbox.offer(item("1"));
    outbox.offer(item("2"));
    outbox.offer(item("3"));
    assertThat(frame(outbox)).contains("[1,2,3]");
    assertThat(frame(outbox)).isEmpty();
  }

  @Test
  void aNoticeIsAloneInItsArrayWhereverItStands() {
    Outbox outbox = new Outbox(false, 10);
    outbox.offer(alone("a"));
    outbox.offer(alone("b"));
    outbox.offer(item("1"));
    outbox.offer(item("2"));
    outbox.offer(alone("c"));
    outbox.offer(item("3"));
    assertThat(frame(outbox)).contains("[a]");
    assertThat(frame(outbox)).contains("[b]");
    assertThat(frame(outbox)).contains("[1,2]");
    assertThat(frame(outbox)).contains("[c]");
    assertThat(frame(outbox)).contains("[3]");
  }

  @Test
  void aFrameIsBoundedAndEveryItemComes() {
    Outbox outbox = new Outbox(false, 100);
    String half = "x".repeat(16_000);
    for (int i = 0; i < 5; i++) {
      assertThat(outbox.offer(item(half))).isTrue();
    }
    assertThat(frame(outbox).orElseThrow()).hasSize(32_003);
    assertThat(frame(outbox).orElseThrow()).hasSize(32_003);
    assertThat(frame(outbox).orElseThrow()).hasSize(16_002);
    outbox.offer(item("y".repeat(100_000)));
    assertThat(frame(outbox).orElseThrow()).as("larger than a frame, alone").hasSize(100_002);
  }

  @Test
  void aFullOneTakesNoItemsAndFewNotices() {
    Outbox outbox = new Outbox(false, 2);
    assertThat(outbox.offer(item("1"))).isTrue();
    assertThat(outbox.offer(item("2"))).isTrue();
    assertThat(outbox.offer(item("3"))).isFalse();
    int notices = 0;
    while (outbox.offer(alone("n"))) {
      notices++;
      assertThat(notices).isLessThan(1_000);
    }
    assertThat(notices).isPositive();
  }

  @Test
  void packedItIsAnArrayOfMaps() {
    Outbox outbox = new Outbox(true, 100);
    byte[] map = HexFormat.of().parseHex("81a154a174");
    for (int i = 0; i < 17; i++) {
      outbox.offer(new Piece(map, false));
    }
    assertThat(HexFormat.of().formatHex(outbox.nextFrame().orElseThrow()))
        .isEqualTo("dc0011" + "81a154a174".repeat(17));
  }
}
