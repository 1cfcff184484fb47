// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ScreenTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PipedOutputStream keyboard = new PipedOutputStream();

  private Screen screen() throws IOException {
    Terminal terminal =
        new ExternalTerminal(
            "test", "xterm", new PipedInputStream(keyboard), shown, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(40, 10));
    return new Screen(terminal);
  }

  @Test
  @Timeout(30)
  void showsLinesHearsKeysAndClosesWhileItWaitsForOne() throws IOException {
    var heard = new AtomicInteger();
    try (Screen screen = screen()) {
      screen.onKey(heard::set);
      screen.show(List.of("equity 100000", "a line that is much longer than forty columns are"));
      keyboard.write('q');
      keyboard.flush();
      Await.until("the key", () -> heard.get() == 'q');
      assertThat(screen.width()).isEqualTo(40);
      assertThat(screen.height()).isEqualTo(10);
    }
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("equity 100000")
        .contains("a line that is much longer than forty co")
        .doesNotContain("forty columns");
  }
}
