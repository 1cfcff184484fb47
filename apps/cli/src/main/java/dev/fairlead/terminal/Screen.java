// SPDX-License-Identifier: Apache-2.0
package dev.fairlead.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * The whole terminal, drawn over and over; what was there before comes back at the end. One thread
 * draws; keys are heard on another.
 */
public final class Screen implements AutoCloseable {
  private static final long KEY_WAIT_MILLIS = 200;

  private final Terminal terminal;
  private final Attributes before;
  private final Display display;
  private volatile boolean closed;

  Screen(Terminal terminal) {
    this.terminal = terminal;
    this.before = terminal.enterRawMode();
    this.display = new Display(terminal, true);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    terminal.flush();
  }

  public static Screen open() {
    try {
      return new Screen(TerminalBuilder.builder().system(true).build());
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be used: " + e.getMessage(), e);
    }
  }

  public int width() {
    return Math.max(20, terminal.getColumns());
  }

  public int height() {
    return Math.max(5, terminal.getRows());
  }

  /** Shows the lines, cut to what the screen holds; only what changed is sent. */
  public void show(List<String> lines) {
    display.resize(terminal.getSize());
    display.update(
        lines.stream()
            .limit(height())
            .map(line -> AttributedString.fromAnsi(line).columnSubSequence(0, width()))
            .toList(),
        0);
  }

  /** Calls {@code key} for every key, on a thread of its own, until the screen closes. */
  public void onKey(KeyListener key) {
    Thread.ofPlatform().daemon().name("keys").start(() -> hear(key));
  }

  /** Hears keys. */
  @FunctionalInterface
  public interface KeyListener {
    /** A character; Ctrl-C is 3. */
    void onKey(int character);
  }

  /** Reads for a while at a time: a read without end would keep the terminal from closing. */
  private void hear(KeyListener listener) {
    try {
      int key = NonBlockingReader.READ_EXPIRED;
      while (!closed && key != NonBlockingReader.EOF) {
        key = terminal.reader().read(KEY_WAIT_MILLIS);
        if (key >= 0) {
          listener.onKey(key);
        }
      }
    } catch (IOException e) {
      // The screen was closed, which is how this thread ends.
    }
  }

  @Override
  public void close() {
    closed = true;
    terminal.puts(Capability.cursor_visible);
    terminal.puts(Capability.exit_ca_mode);
    terminal.setAttributes(before);
    terminal.flush();
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
