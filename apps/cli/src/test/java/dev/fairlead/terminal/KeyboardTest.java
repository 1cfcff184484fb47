// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.broker.Secret;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class KeyboardTest {
  private static InputStream piped(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> lines(String text, int count) {
    InputStream in = piped(text);
    return Stream.generate(() -> Keyboard.lineOf(in).map(Secret::reveal).orElse("-"))
        .limit(count)
        .toList();
  }

  @Test
  void readsALineAtATime() {
    assertThat(lines("one\ntwö\r\nthree", 4)).containsExactly("one", "twö", "three", "-");
    assertThat(lines("", 1)).containsExactly("-");
    assertThat(lines("\nafter", 2)).containsExactly("-", "after");
  }

  @Test
  void takesNoLineWithoutAnEnd() {
    InputStream endless = piped("x".repeat(Keyboard.MOST_BYTES + 1));
    assertThatThrownBy(() -> Keyboard.lineOf(endless))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is longer than 16384 bytes");
  }
}
